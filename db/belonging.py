"""What a source belongs to, and what belongs to it: attachments, archives, recordings. Likenesses are elsewhere."""

from dataclasses import dataclass

from db import received, sources
from db.case import Case
from db.errors import Unknown
from db.received import Received
from db.refs import Uuid
from db.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """All of it outside the trash: `whole` is what a source was attached to, `archive` the file that it lay in.

    `recording` is what a transcript writes down, `transcripts` the other way round.
    """

    whole: Source | None = None
    parts: tuple[Source, ...] = ()
    archive: Received | None = None
    recording: Source | None = None
    transcripts: tuple[Source, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


def of_source(case: Case, source: Source) -> Belonging:
    """What a source belongs to, and what belongs to it."""
    return Belonging(
        whole=_there(case, source.part_of),
        parts=_pointing(case, "part_of", source.uuid),
        archive=_archive(case, source.received),
        recording=_there(case, source.recording),
        transcripts=_pointing(case, "recording", source.uuid),
    )


def _there(case: Case, uuid: Uuid | None) -> Source | None:
    """A source, unless it is in the trash or not in this case."""
    if uuid is None:
        return None
    try:
        found = sources.of_uuid(case, uuid)
    except Unknown:
        return None
    return found if found.deleted_at is None else None


def _archive(case: Case, uuid: Uuid | None) -> Received | None:
    try:
        return received.of_uuid(case, uuid) if uuid else None
    except Unknown:
        return None


def _pointing(case: Case, column: str, uuid: Uuid) -> tuple[Source, ...]:
    found = case.query(f"SELECT uuid FROM source WHERE {column} = ? AND deleted_at IS NULL ORDER BY rowid", (uuid,))
    return tuple(sources.of_uuid(case, row["uuid"]) for row in found)
