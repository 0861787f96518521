"""Rows of a review: what each file would become, and what to look at before it does."""

from db.importers.staging import Staged
from desktop.base.dates import shown as shown_date
from desktop.base.i18n import count, tr
from desktop.base.painting import Chip, Row, RowDelegate, Tone
from desktop.base.sentences import REASONS
from desktop.describing.kinds import kind_of
from desktop.transfer.alike import alike_in_short
from desktop.transfer.review import Review
from desktop.transfer.review_order import paper_of

_BETWEEN = "  ·  "


class ReviewRow(RowDelegate):
    """Title or name; publisher, date and length; chips for what it is and what is doubtful."""

    margin = 24

    def __init__(self, review: Review) -> None:
        super().__init__()
        self._review = review

    def row(self, record: object) -> Row:
        """What to show of a staged file."""
        assert isinstance(record, Staged)
        values, _ = record.values()
        side = tr("left out") if record.id in self._review.left_out else _length(record)
        title = values.get("title") or record.name
        return Row(
            title=str(title), second=_second(self._review, record, values), chips=self._chips(record, values), side=side
        )

    def _chips(self, one: Staged, values: dict[str, object]) -> list[Chip]:
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
            words = tr("fills a wanted source") if one.fills else tr("likely a wanted source")
            chips.append(Chip(words, Tone.ORIGIN))
        chips += [Chip(words, Tone.ORIGIN) for words in alike_in_short(self._review, one)]
        if kind := kind_of(one.media_type):
            chips.append(Chip(kind))
        if language := values.get("language"):
            chips.append(Chip(str(language)))
        if one.warnings and one.state != "failed":
            chips.append(Chip(tr("to be looked at"), Tone.WARNING))
        return chips


def _second(review: Review, one: Staged, values: dict[str, object]) -> str:
    if one.state == "failed":
        return tr(REASONS.get(one.reason or "", one.reason or ""))
    if one.state == "bundle":
        return tr("the files in it follow")
    date = str(values.get("issued") or "")
    parts = [paper_of(review, values) or tr("publisher unknown")]
    parts.append(shown_date(date) if date else _offered(one))
    if values.get("title"):
        parts.append(one.name.rpartition("/")[2])
    return _BETWEEN.join(parts)


def _offered(one: Staged) -> str:
    found = one.read.suggestions.get("issued") if one.read else None
    date = shown_date(found.value) if found else ""
    return tr("no date; perhaps {date}").format(date=date) if found and date != found.value else tr("no date")


def _length(one: Staged) -> str:
    if one.state != "ready" or one.sha256 is None:
        return ""
    if not one.length:
        return tr("no text")
    return count(one.length, "1 character", "{n} characters")
