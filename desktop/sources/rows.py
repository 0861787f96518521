"""How a source looks in a list."""

from collections.abc import Callable

from db.refs import Uuid
from db.sources import Listed
from desktop.base import standings
from desktop.base.dates import shown
from desktop.base.i18n import count, tr
from desktop.base.painting import Chip, Row, RowDelegate, Tone
from desktop.base.pieces import untitled
from desktop.describing.kinds import kind_of


class SourceRow(RowDelegate):
    """Title; paper and date; language, kind, copies and state as chips; the number of excerpts."""

    def __init__(self, copies: Callable[[Uuid], int] = lambda uuid: 0) -> None:
        """`copies` says how many other copies there are of a source."""
        super().__init__()
        self._copies = copies

    def row(self, record: object) -> Row:
        """What to show of a listed source."""
        assert isinstance(record, Listed)
        source = record.source
        known = source.container_title or source.publisher or source.original_publisher
        paper = known or tr("publisher unknown")
        when = shown(source.issued) if source.issued else tr("no date")
        return Row(
            title=source.title or untitled(),
            second=f"{paper}  ·  {when}",
            chips=_chips(record, self._copies(source.uuid)),
            side=count(record.excerpts, "1 excerpt", "{n} excerpts") if record.excerpts else "",
        )


def _chips(record: Listed, copies: int) -> list[Chip]:
    source = record.source
    chips = [Chip(source.language)] if source.language else []
    if kind := kind_of(source.media_type):
        chips.append(Chip(kind))
    if source.grade:
        chips.insert(0, Chip(source.grade))
    if copies:
        chips.append(Chip(count(copies, "1 copy", "{n} copies")))
    if source.version_of:
        chips.append(Chip(tr("later capture")))
    if source.held == "cited":
        chips.append(Chip(tr("cited, not held")))
    if source.sensitivity != "open":
        chips.append(Chip(tr(source.sensitivity), Tone.WARNING))
    return [*chips, *standings.chips(source.status)]
