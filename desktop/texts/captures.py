"""Captures of one page: the sources that are versions of each other, and how their texts are compared."""

from dataclasses import dataclass

from db import anchors, sources, texts
from db.case import Case
from db.refs import Ref
from db.sources import Source
from desktop.base.dates import shown
from desktop.base.i18n import tr
from desktop.base.pieces import untitled
from desktop.texts.comparing_page import ref_of


@dataclass(frozen=True, slots=True)
class Capture:
    """Another capture of the same page; `comparison` is where both are compared, None without texts."""

    source: Source
    earlier: bool
    comparison: Ref | None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.source.title or untitled()

    @property
    def when(self) -> str:
        """Whether it is earlier or later, and its dates as far as they are known."""
        side = tr("Earlier capture") if self.earlier else tr("Later capture")
        found = (self.source.accessed, self.source.issued)
        date = next((shown(value) for value in found if value), "")
        return "  ·  ".join(part for part in (side, date, self.source.key) if part)


def of_source(case: Case, source: Source) -> list[Capture]:
    """The captures that came before a source, and those that came later."""
    earlier, later = anchors.captures(case, source.uuid)
    before = (sources.of_uuid(case, uuid) for uuid in earlier)
    behind = (sources.of_uuid(case, uuid) for uuid in later)
    return [
        *(Capture(one, True, _comparison(case, one, source)) for one in before if not one.deleted_at),
        *(Capture(one, False, _comparison(case, source, one)) for one in behind),
    ]


def _comparison(case: Case, old: Source, new: Source) -> Ref | None:
    before, after = texts.current(case, old.uuid), texts.current(case, new.uuid)
    return ref_of(before.uuid, after.uuid) if before and after else None
