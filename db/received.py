"""Files that came in and are no source themselves: archives that held some, and files that could not be read.

They are kept byte for byte, so that nothing which was handed over is lost, and reading can be tried again. The uuid
follows from the bytes: the same file received twice is received once.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db import errors
from db.case import Case
from db.driver import Row
from db.refs import Ref, Uuid
from db.revisions.content import parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A file as it came in; `reason` is a code, and says why it gave no source, or nothing for an archive.

    `part_of` is the source it was attached to, `received` the file it lay in, each with `part_name`, what it was called
    there. `said` is what was said of it before it was kept, by a person or by the file around it, as `importers` write
    and read it.
    """

    uuid: Uuid
    sha256: str
    size: int
    file_name: str | None = None
    media_type: str | None = None
    reason: str | None = None
    detail: str | None = None
    part_of: Uuid | None = None
    received: Uuid | None = None
    part_name: str | None = None
    said: Mapping[str, Any] = field(default_factory=dict)
    sensitivity: str = "open"

    @property
    def within(self) -> Ref | None:
        """What it lay in: a source, or another file that is none."""
        if self.part_of:
            return Ref("source", self.part_of)
        return Ref("received", self.received) if self.received else None


def every(case: Case, *, unread: bool = False) -> list[Received]:
    """All of them by name, or only those that could not be read."""
    where = " AND reason IS NOT NULL" if unread else ""
    sql = f"SELECT * FROM received WHERE deleted_at IS NULL{where} ORDER BY file_name COLLATE NOCASE, uuid"
    return [_record(row) for row in case.query(sql)]


def name_of(case: Case, within: Ref) -> str:
    """What the source or file is called that something lay in; empty when it is there no more."""
    column = "coalesce(title, file_name, key)" if within.kind == "source" else "file_name"
    found = case.query(f"SELECT {column} AS name FROM {within.kind} WHERE uuid = ?", (within.uuid,))
    return found[0]["name"] or "" if found else ""


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


def add(
    case: Case,
    identity: bytes,
    size: int,
    *,
    name: str,
    media_type: str | None,
    reason: str | None,
    place: Mapping[str, Any] | None = None,
    said: Mapping[str, Any] | None = None,
) -> Received:
    """Note a file whose bytes are stored; one that was noted already is the same, with what is known of it now.

    `place` has `part_of` or `received` with `part_name`, for a file that lay in another one.
    """
    uuid = case.natural_uuid("received", identity.hex())
    now: dict[str, Any] = {"media_type": media_type, "reason": reason, **(place or {})}
    if said:
        now["said"] = json.dumps(said, ensure_ascii=False, sort_keys=True)
    row = {"sha256": identity, "size": size, "file_name": name, **now}
    with case.edit("received.add") as edit:
        if case.query("SELECT 1 FROM received WHERE uuid = ? AND deleted_at IS NULL", (uuid,)):
            edit.update("received", uuid, now)
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
        part_of=row["part_of"],
        received=row["received"],
        part_name=row["part_name"],
        said=parsed(row["said"], dict, "received", row["uuid"]) if row["said"] else {},
        sensitivity=row["sensitivity"],
    )
