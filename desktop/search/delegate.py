"""How hits look: close together below the field, with room on the page of results."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter

from db.finding import Found
from desktop.base import standings, theme
from desktop.base.offsets import runs_right_to_left
from desktop.base.painting import Chip, Tone, chips_width, draw_chips
from desktop.base.sections import SectionDelegate
from desktop.search import hits
from desktop.search.hits import More
from desktop.search.marked import paint_marked

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_PLACE, _ONE_MORE = 64, 26  # the width of where a passage stands, the height of each after the first


class HitDelegate(SectionDelegate):
    """Title and origin on one line, a passage on the next; `roomy` gives the passage two lines and a serif."""

    def __init__(self, *, roomy: bool = False) -> None:
        super().__init__()
        self.roomy = roomy
        self.margin = 24 if roomy else 16

    def height(self, line: object) -> int:
        """How high a line is, in pixels."""
        if isinstance(line, More):
            return 36
        assert isinstance(line, Found)
        if not line.snippet.strip():
            return 46 if self.roomy else 34
        if not self.roomy:
            return 50
        return 70 if line.ref.kind == "entity" else 84 + _ONE_MORE * (len(line.passages) - 1)

    def paint_line(self, painter: QPainter, rect: QRect, line: object) -> None:
        """Paint a hit, or the line that asks for more."""
        if isinstance(line, More):
            painter.setFont(theme.interface_font())
            painter.setPen(theme.color(theme.inks().thread))
            painter.drawText(rect, _MIDDLE, hits.more_words(line))
            return
        assert isinstance(line, Found)
        top = rect.y() + (9 if self.roomy else 6)
        self._titles(painter, QRect(rect.x(), top, rect.width(), 20), line)
        if self.roomy:
            self._passages(painter, QRect(rect.x(), top + 24, rect.width(), rect.height() - 24), line)
        else:
            place = QRect(rect.x(), top + 21, rect.width(), 18)
            paint_marked(painter, place, *hits.passage(line), theme.interface_font(theme.SECOND_SIZE))

    def _passages(self, painter: QPainter, rect: QRect, hit: Found) -> None:
        """The first passage on two lines, each other one on a line; before them where in the source they stand."""
        places = [hits.place(passage) for passage in hit.passages]
        side = _PLACE if any(places) else 0
        y = rect.y()
        for number, passage in enumerate(hit.passages):
            lines = 1 if number or hit.ref.kind == "entity" else 2
            painter.setFont(theme.interface_font(theme.SECOND_SIZE))
            painter.setPen(theme.color(theme.inks().muted))
            painter.drawText(QRect(rect.x(), y, side, 21), _MIDDLE, places[number])
            words = hits.passage(hit) if hit.ref.kind == "entity" else (passage.text, list(passage.marks))
            place = QRect(rect.x() + side, y, rect.width() - side, 27 * lines)
            paint_marked(painter, place, *words, theme.reading_font(14), lines=lines)
            y += 54 if lines == 2 else _ONE_MORE

    def _titles(self, painter: QPainter, rect: QRect, hit: Found) -> None:
        inks = theme.inks()
        painter.setFont(theme.interface_font(theme.SECOND_SIZE))
        painter.setPen(theme.color(inks.muted))
        origin = _fitting(painter, [*hits.origin(hit), *([hits.frequency(hit)] if self.roomy else [])], rect.width())
        side = painter.fontMetrics().horizontalAdvance(origin)
        painter.drawText(rect, _MIDDLE | Qt.AlignmentFlag.AlignRight, origin)
        side += self._chip(painter, rect.adjusted(0, 1, -side - (8 if origin else 0), -1), hit)
        painter.setFont(theme.interface_font(theme.TEXT_SIZE, QFont.Weight.Medium))
        painter.setPen(theme.color(inks.text))
        room = rect.width() - side - 16
        title = hits.title(hit)
        if runs_right_to_left(title):
            place = QRect(rect.x(), rect.y() + 1, room, rect.height())
            paint_marked(painter, place, title, (), theme.interface_font(theme.TEXT_SIZE, QFont.Weight.Medium))
            return
        words = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(rect.x(), rect.y(), room, rect.height()), _MIDDLE, words)

    def _chip(self, painter: QPainter, rect: QRect, hit: Found) -> int:
        """That what it rests on was corrected or withdrawn, before its origin; the width it takes."""
        words = standings.hit_words(hit.ref.kind, hit.standing)
        if not words:
            return 0
        chips = [Chip(words, Tone.WARNING)]
        width = chips_width(painter, chips)
        draw_chips(painter, rect.adjusted(rect.width() - width, 0, 0, 0), chips)
        return width


def _fitting(painter: QPainter, parts: list[str], width: int) -> str:
    """As much as leaves two fifths of the width to the title: what comes first is left out first."""
    said = [part for part in parts if part]
    while len(said) > 1 and painter.fontMetrics().horizontalAdvance("  ·  ".join(said)) > width * 3 // 5:
        said = said[1:]
    return painter.fontMetrics().elidedText("  ·  ".join(said), Qt.TextElideMode.ElideRight, width * 3 // 5)
