"""Painting of a passage with its hits marked, on one line or a few.

A passage is set once and measured nowhere else: setting mixed scripts is what takes the time.
"""

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from desktop.base import theme
from desktop.base.offsets import OffsetMap, shown

_BEFORE = 0.4  # of the room, at most, stands before the first mark
_TO_A_BLANK = 16  # characters that are passed over to begin with a word
_WIDE = "\u2e80"  # characters from here on are about twice as wide
_CUT = "…"
_BLANKS = {ord(sign): " " for sign in "\n\r\t"}


def paint_marked(
    painter: QPainter, rect: QRect, text: str, marks: Sequence[tuple[int, int]], font: QFont, *, lines: int = 1
) -> None:
    """Paint a passage from its first mark's surroundings on, cut to so many lines."""
    plain = shown(text).translate(_BLANKS)
    blank = len(plain) - len(plain.lstrip())
    room = rect.width() * lines / QFontMetricsF(font).averageCharWidth()
    start = _beginning(plain, blank, marks[0][0], room * _BEFORE) if marks else blank
    cut = _CUT if start > blank else ""
    words = (cut + plain[start:])[: round(room * 2)]
    shift = start - len(cut)
    inside = [(max(a - shift, 0), min(b - shift, len(words))) for a, b in marks if start < b and a - shift < len(words)]
    layout = QTextLayout(words, font)
    layout.setTextOption(_option())
    layout.setFormats(_formats(words, inside))
    end = _lay_out(layout, rect.width() - QFontMetricsF(font).horizontalAdvance(_CUT), lines, len(plain) - shift)
    painter.setPen(theme.color(theme.inks().text))
    layout.draw(painter, QPointF(rect.topLeft()))
    if end is not None:
        painter.setFont(font)
        painter.drawText(QPointF(rect.topLeft()) + end, _CUT)


def _beginning(text: str, start: int, first: int, room: float) -> int:
    """Where to begin so that the first mark can be seen: at `start`, or at a word that is not too far before it."""
    place = first
    while place > start and room > 0:
        place -= 1
        room -= 2 if text[place] >= _WIDE else 1
    if place == start:
        return start
    blank = text.find(" ", place, min(place + _TO_A_BLANK, first))
    return blank + 1 if blank >= 0 else place


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


def _lay_out(layout: QTextLayout, width: float, lines: int, length: int) -> QPointF | None:
    """Set the first lines; where a sign belongs that says that there is more, if there is."""
    height, end = 0.0, None
    strong = (kind for kind in map(unicodedata.bidirectional, layout.text()) if kind in ("L", "R", "AL"))
    to_left = next(strong, "L") != "L"
    layout.beginLayout()
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            end = None
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(width - line.naturalTextWidth() if to_left else 0, height))
        more = line.textStart() + line.textLength() < length and not to_left
        end = QPointF(line.naturalTextWidth(), height + line.ascent()) if more else None
        height += line.height()
    layout.endLayout()
    return end
