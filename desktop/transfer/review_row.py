"""Rows of a review: what each file would become, and what to look at before it does."""

from collections.abc import Callable

from db.importers.staging import Staged
from desktop.base.dates import shown as shown_date
from desktop.base.i18n import count, tr
from desktop.base.painting import Chip, Row, RowDelegate, Tone
from desktop.base.sentences import REASONS
from desktop.describing.kinds import kind_of

_BETWEEN = "  ·  "


class ReviewRow(RowDelegate):
    """Title or name; publisher, date and length; chips for what it is and what is doubtful."""

    margin = 24

    def __init__(self, is_out: Callable[[str], bool]) -> None:
        super().__init__()
        self._is_out = is_out

    def row(self, record: object) -> Row:
        """What to show of a staged file."""
        assert isinstance(record, Staged)
        values, _ = record.values()
        side = tr("left out") if self._is_out(record.id) else _length(record)
        title = values.get("title") or record.name
        return Row(title=str(title), second=_second(record, values), chips=_chips(record, values), side=side)


def _second(one: Staged, values: dict[str, object]) -> str:
    if one.state == "failed":
        return tr(REASONS.get(one.reason or "", one.reason or ""))
    if one.state == "bundle":
        return tr("the files in it follow")
    date = str(values.get("issued") or "")
    parts = [str(values.get("container_title") or values.get("publisher") or tr("publisher unknown"))]
    parts.append(shown_date(date) if date else _offered(one))
    if values.get("title"):
        parts.append(one.name.rpartition("/")[2])
    return _BETWEEN.join(parts)


def _offered(one: Staged) -> str:
    found = one.read.suggestions.get("issued") if one.read else None
    date = shown_date(found.value) if found else ""
    return tr("no date; perhaps {date}").format(date=date) if found and date != found.value else tr("no date")


def _chips(one: Staged, values: dict[str, object]) -> list[Chip]:
    chips = []
    if one.state == "failed":
        chips.append(Chip(tr("cannot be read"), Tone.WARNING))
    elif one.state == "known":
        chips.append(Chip(tr("already there")))
    elif one.state == "bundle":
        chips.append(Chip(tr("unpacked")))
    elif one.entry is not None and one.sha256 is None:
        chips.append(Chip(tr("cited, not held")))
    if one.fills or one.likely:
        chips.append(Chip(tr("fills a wanted source") if one.fills else tr("likely a wanted source"), Tone.ORIGIN))
    chips += [Chip(tr(_KIN[kind]), Tone.ORIGIN) for kind in one.kin]
    if kind := kind_of(one.media_type):
        chips.append(Chip(kind))
    if language := values.get("language"):
        chips.append(Chip(str(language)))
    if one.warnings and one.state != "failed":
        chips.append(Chip(tr("to be looked at"), Tone.WARNING))
    return chips


_KIN = {
    "same-text": "same words as a source",
    "same-address": "another capture of a source",
    "same-page": "address like a source's",
}


def _length(one: Staged) -> str:
    if one.state != "ready" or one.sha256 is None:
        return ""
    if not one.length:
        return tr("no text")
    return count(one.length, "1 character", "{n} characters")
