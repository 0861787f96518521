"""How a source looks in a list."""

from db.sources import Listed
from desktop.base import standings
from desktop.base.dates import shown
from desktop.base.i18n import count, tr
from desktop.base.painting import Chip, Row, RowDelegate, Tone
from desktop.base.pieces import untitled
from desktop.describing.kinds import kind_of


class SourceRow(RowDelegate):
    """Title; paper and date; language, kind and state as chips; the number of excerpts."""

    def row(self, record: object) -> Row:
        """What to show of a listed source."""
        assert isinstance(record, Listed)
        source = record.source
        paper = source.container_title or source.publisher or tr("publisher unknown")
        when = shown(source.issued) if source.issued else tr("no date")
        return Row(
            title=source.title or untitled(),
            second=f"{paper}  ·  {when}",
            chips=_chips(record),
            side=count(record.excerpts, "1 excerpt", "{n} excerpts") if record.excerpts else "",
        )


def _chips(record: Listed) -> list[Chip]:
    source = record.source
    chips = [Chip(source.language)] if source.language else []
    if kind := kind_of(source.media_type):
        chips.append(Chip(kind))
    if source.grade:
        chips.insert(0, Chip(source.grade))
    if source.held == "cited":
        chips.append(Chip(tr("cited, not held")))
    if source.sensitivity != "open":
        chips.append(Chip(tr(source.sensitivity), Tone.WARNING))
    return [*chips, *standings.chips(source.status)]
