"""Painting of a passage with its hits marked, on one line or a few."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from desktop.base import theme
from desktop.base.offsets import OffsetMap, shown

_BEFORE = 0.4  # of a line, at most, stands before the first mark
_BLANKS = {ord(sign): " " for sign in "\n\r\t"}


def paint_marked(
    painter: QPainter, rect: QRect, text: str, marks: Sequence[tuple[int, int]], font: QFont, *, lines: int = 1
) -> None:
    """Paint a passage from its first mark's surroundings on, cut to so many lines."""
    plain = shown(text).translate(_BLANKS)
    blank = len(plain) - len(plain.lstrip())
    metrics, room = QFontMetricsF(font), rect.width() * lines
    start = _beginning(plain, blank, marks[0][0], metrics, room) if marks else blank
    cut = "…" if start > blank else ""
    words = cut + plain[start:]
    if lines == 1:
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    shift = start - len(cut)
    inside = [(max(a - shift, 0), min(b - shift, len(words))) for a, b in marks if start < b and a - shift < len(words)]
    layout = QTextLayout(words, font)
    layout.setTextOption(_option())
    layout.setFormats(_formats(words, inside))
    height = _lay_out(layout, rect.width(), lines)
    painter.save()
    painter.setClipRect(QRect(rect.x(), rect.y(), rect.width(), int(height) + 1))
    painter.setPen(theme.color(theme.inks().text))
    layout.draw(painter, QPointF(rect.topLeft()))
    painter.restore()


def _beginning(text: str, start: int, first: int, metrics: QFontMetricsF, room: float) -> int:
    """Where to begin so that the first mark can be seen: at `start`, or at a word behind it."""
    while start < first and metrics.horizontalAdvance(text[start:first]) > room * _BEFORE:
        blank = text.find(" ", start, first)
        start = blank + 1 if blank >= 0 else start + max(1, (first - start) // 2)
    return start


def _option() -> QTextOption:
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _formats(text: str, marks: Sequence[tuple[int, int]]) -> list[QTextLayout.FormatRange]:
    places, inks, found = OffsetMap(text), theme.inks(), []
    for start, end in marks:
        one = QTextLayout.FormatRange()
        one.start, one.length = places.to_qt(start), places.to_qt(end) - places.to_qt(start)
        style = QTextCharFormat()
        style.setBackground(theme.color(inks.amber))
        style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        style.setUnderlineColor(theme.color(inks.amber_line))
        one.format = style
        found.append(one)
    return found


def _lay_out(layout: QTextLayout, width: float, lines: int) -> float:
    """Set the first lines; how high they are. What does not fit is not laid out."""
    height = 0.0
    layout.beginLayout()
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return height
