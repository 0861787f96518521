"""The facets beside the results: each value with how many there are; a click chooses it, another gives it up."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QPainter

from db.facets import Facet, Value
from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.languages import language_name
from desktop.base.offsets import shown
from desktop.base.sections import Head, SectionDelegate, SectionList, Sections
from desktop.search.hits import KINDS

WIDTH = 224

_CAPTIONS = {
    "kind": "Kind",
    "publisher": "Publisher",
    "language": "Language",
    "year": "Year",
    "tag": "Tag",
    "grade": "Grade",
    "entity": "Named in it",
}
_NAMES: Mapping[str, Callable[[str], str]] = {
    "kind": lambda value: tr(KINDS.get(value, value)),
    "language": language_name,
}
_LINE = 28


class Line:
    """One value of a facet, as it is shown."""

    def __init__(self, facet: str, value: Value) -> None:
        self.value = value
        self.words = _NAMES.get(facet, shown)(value.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Line) and (self.value, self.words) == (other.value, other.words)

    def __hash__(self) -> int:
        return hash(self.value)


class FacetList(SectionList):
    """All facets, one below the other; `asked` with the query text that a value stands for."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(Sections(_name), _FacetDelegate(), tr("Narrow the results down"))
        self.setFixedWidth(WIDTH)
        self.opened.connect(lambda line: self.asked.emit(line.value.query))

    def show_facets(self, facets: Sequence[Facet]) -> None:
        """Show these; where one was scrolled to stays."""
        place = self.verticalScrollBar().value()
        rows: list[object] = []
        for facet in facets:
            rows.append(Head(tr(_CAPTIONS[facet.name]), f"+{facet.left}" if facet.left else ""))
            rows += [Line(facet.name, value) for value in facet.values]
        self.sections.show(rows)
        self.verticalScrollBar().setValue(place)


class _FacetDelegate(SectionDelegate):
    """A value at the left, its count at the right; what is chosen is told by its weight and a sign."""

    def height(self, line: object) -> int:
        return _LINE

    def paint_line(self, painter: QPainter, rect: QRect, line: object) -> None:
        assert isinstance(line, Line)
        inks, chosen = theme.inks(), line.value.chosen
        painter.setFont(theme.interface_font(theme.SECOND_SIZE))
        painter.setPen(theme.color(inks.muted))
        side = "×" if chosen else f"{line.value.count:,}"
        room = painter.fontMetrics().horizontalAdvance(side) + 12
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, side)
        weight = QFont.Weight.DemiBold if chosen else QFont.Weight.Normal
        painter.setFont(theme.interface_font(theme.TEXT_SIZE, weight))
        painter.setPen(theme.color(inks.thread if chosen else inks.text))
        words = painter.fontMetrics().elidedText(line.words, Qt.TextElideMode.ElideRight, rect.width() - room)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def _name(line: object) -> str:
    assert isinstance(line, Line)
    if line.value.chosen:
        return tr("{value}, chosen; press Enter to give it up").format(value=line.words)
    return tr("{value}, {n}").format(value=line.words, n=f"{line.value.count:,}")
