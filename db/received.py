"""Files that came in and are no source themselves: archives that held some, and files that could not be read.

They are kept byte for byte, so that nothing which was handed over is lost, and reading can be tried again. The uuid
follows from the bytes: the same file received twice is received once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from db import errors
from db.case import Case
from db.driver import Row
from db.refs import Uuid


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A file as it came in; `reason` is a code, and says why it gave no source, or nothing for an archive."""

    uuid: Uuid
    sha256: str
    size: int
    file_name: str | None = None
    media_type: str | None = None
    reason: str | None = None
    detail: str | None = None
    sensitivity: str = "open"


def every(case: Case, *, unread: bool = False) -> list[Received]:
    """All of them by name, or only those that could not be read."""
    where = " AND reason IS NOT NULL" if unread else ""
    sql = f"SELECT * FROM received WHERE deleted_at IS NULL{where} ORDER BY file_name COLLATE NOCASE, uuid"
    return [_record(row) for row in case.query(sql)]


def of_uuid(case: Case, uuid: Uuid) -> Received:
    """The file of this identity; raises Unknown."""
    found = case.query("SELECT * FROM received WHERE uuid = ?", (uuid,))
    if not found:
        raise errors.Unknown("received", uuid)
    return _record(found[0])


def is_archive(case: Case, identity: bytes) -> bool:
    """Whether these bytes came in as an archive whose members are sources."""
    uuid = case.natural_uuid("received", identity.hex())
    return bool(case.query("SELECT 1 FROM received WHERE uuid = ? AND reason IS NULL AND deleted_at IS NULL", (uuid,)))


def add(case: Case, identity: bytes, size: int, *, name: str, media_type: str | None, reason: str | None) -> Received:
    """Note a file whose bytes are stored; one that was noted already is the same, with what is known of it now."""
    uuid = case.natural_uuid("received", identity.hex())
    row = {"sha256": identity, "size": size, "file_name": name, "media_type": media_type, "reason": reason}
    with case.edit("received.add") as edit:
        if case.query("SELECT 1 FROM received WHERE uuid = ? AND deleted_at IS NULL", (uuid,)):
            edit.update("received", uuid, {"reason": reason, "media_type": media_type})
        else:
            edit.insert("received", uuid, row)
    return of_uuid(case, uuid)


def was_read(case: Case, identity: bytes) -> None:
    """A file that could not be read before gave a source now: it is not kept as unread any more."""
    uuid = case.natural_uuid("received", identity.hex())
    if case.query("SELECT 1 FROM received WHERE uuid = ? AND deleted_at IS NULL", (uuid,)):
        remove(case, [of_uuid(case, uuid)])


def remove(case: Case, files: Sequence[Received]) -> None:
    """Put files that gave no source into the trash, for good reasons of a person's or since they were read now."""
    with case.edit("received.remove") as edit:
        for file in files:
            edit.remove("received", file.uuid)


def _record(row: Row) -> Received:
    return Received(
        uuid=row["uuid"],
        sha256=row["sha256"].hex(),
        size=row["size"],
        file_name=row["file_name"],
        media_type=row["media_type"],
        reason=row["reason"],
        detail=row["detail"],
        sensitivity=row["sensitivity"],
    )
