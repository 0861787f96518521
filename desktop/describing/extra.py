"""What a bibliography says of a document beyond the fields that every source has: shown, and kept as it is."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.importers.bibliography import names
from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.pieces import caption, column, holding, label, row

_TITLES = {
    "volume": "Volume",
    "issue": "Issue",
    "number": "Number",
    "page": "Pages",
    "number-of-pages": "Number of pages",
    "edition": "Edition",
    "DOI": "DOI",
    "ISBN": "ISBN",
    "ISSN": "ISSN",
    "PMID": "PMID",
    "publisher-place": "Place",
    "collection-title": "Series",
    "collection-number": "Number in series",
    "event-title": "Event",
    "event-place": "Place of event",
    "editor": "Edited by",
    "translator": "Translated by",
    "director": "Directed by",
    "recipient": "Addressed to",
    "interviewer": "Interviewed by",
    "original-date": "First appeared",
    "genre": "Described as",
    "medium": "Medium",
    "archive": "Archive",
    "archive_location": "Place in archive",
    "call-number": "Shelf mark",
    "section": "Section",
    "status": "State of publication",
    "title-short": "Short title",
    "keyword": "Keywords",
    "note": "Note",
    "abstract": "Abstract",
}
_ELSEWHERE = frozenset(
    {"id", "type", "title", "author", "container-title", "publisher", "original-publisher", "issued", "accessed", "URL"}
    | {"language", "citation-key", "custom", "cited-by", "file"}
)
"""What is shown in fields of its own, or is of no use to people."""
_TITLE_WIDTH = 82
_LONGEST = 400


def known(extra: str | None) -> list[tuple[str, str]]:
    """Titles and values in the order in which people look for them; fields without a name of ours come last."""
    try:
        item = json.loads(extra or "{}")
    except ValueError:
        return []
    if not isinstance(item, dict):
        return []
    own = item.get("custom")
    every = {**(own if isinstance(own, dict) else {}), **item}
    order = [*_TITLES, *(name for name in sorted(every) if name not in _TITLES)]
    found = ((name, _value(every[name])) for name in order if name in every and name not in _ELSEWHERE)
    return [(tr(_TITLES[name]) if name in _TITLES else name, value) for name, value in found if value]


def _value(value: Any) -> str:
    """A value on one line: words, numbers, people, dates; nothing for what cannot be shown so."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return "; ".join(filter(None, (names.shown(one) or _value(one) for one in value)))
    if isinstance(value, Mapping):
        return _date(value) or names.shown(value)
    return ""


def _date(value: Mapping[str, Any]) -> str:
    parts = value.get("date-parts")
    if isinstance(parts, list):
        return "/".join("-".join(f"{int(one):02}" for one in _numbers(each)) for each in parts)
    return str(value.get("raw") or value.get("literal") or "") if not value.get("family") else ""


def _numbers(parts: Any) -> Iterator[int]:
    for one in parts if isinstance(parts, list) else ():
        if str(one).isdigit():
            yield int(one)


class ExtraRows(QWidget):
    """Rows to be read and copied; hidden when a bibliography says no more."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = column(gap=4)
        self._extra: str | None = None
        head = caption(tr("From the bibliography"))
        head.setContentsMargins(0, 12, 0, 4)
        self.setLayout(column(head, self._rows))
        self.hide()

    def show_extra(self, extra: str | None) -> None:
        """Show what there is, if it is not shown already."""
        if extra == self._extra and not self.isHidden():
            return
        self._extra = extra
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        found = known(extra)
        for title, value in found:
            self._rows.addWidget(_row(title, value))
        self.setVisible(bool(found))


def _row(title: str, value: str) -> QWidget:
    name = label(title, muted=True, size=theme.SECOND_SIZE, wrap=True)
    name.setFixedWidth(_TITLE_WIDTH)
    name.setAlignment(Qt.AlignmentFlag.AlignTop)
    words = label(shown(value[:_LONGEST]) + ("…" if len(value) > _LONGEST else ""), size=theme.SECOND_SIZE, wrap=True)
    words.setContentsMargins(5, 0, 0, 0)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    line = row(name, words, gap=6)
    line.setStretch(1, 1)
    return holding(line)
