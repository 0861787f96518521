"""How a note or a briefing looks in a list."""

from db.writings import Listed
from desktop.base import dates, standings
from desktop.base.i18n import count, tr
from desktop.base.offsets import shown
from desktop.base.painting import Chip, Row, RowDelegate, Tone
from desktop.base.pieces import untitled


class WritingRow(RowDelegate):
    """Title; first words; what it cites and links to as chips; when it was changed."""

    def row(self, record: object) -> Row:
        """What to show of a listed writing."""
        assert isinstance(record, Listed)
        return Row(
            title=shown(record.writing.title) or untitled(),
            second=shown(record.opening) or tr("nothing written yet"),
            chips=_chips(record),
            side=changed(record.changed_at),
        )


def changed(at: str) -> str:
    """When something was changed: the time if that was today, the day otherwise."""
    day = dates.day(at)
    return dates.clock(at) if day == tr("Today") else day


def _chips(record: Listed) -> list[Chip]:
    chips = [Chip(count(record.citations, "1 citation", "{n} citations"))] if record.citations else []
    if record.links:
        chips.append(Chip(count(record.links, "1 link", "{n} links")))
    if record.writing.sensitivity != "open":
        chips.append(Chip(tr(record.writing.sensitivity), Tone.WARNING))
    return [*standings.citing_chips(record.shaken), *chips]
