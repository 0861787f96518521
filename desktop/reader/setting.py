"""Setting type: a paragraph becomes lines of one pitch, and places become rectangles, in any direction of writing."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGlyphRun, QPainter, QTextLayout, QTextLine, QTextOption

from desktop.base import theme
from desktop.base.offsets import OffsetMap, shown

PITCH = 1.4
"""From line to line, as a multiple of the height of the font, which itself is more than its size."""

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_TITLE, _TITLE_PITCH = 1.56, 1.15  # of the size and the height of text


@dataclass(frozen=True, slots=True)
class Face:
    """A font with the distance of its lines; every line stands on the same grid, whatever scripts are in it."""

    font: QFont
    pitch: int
    ascent: float
    height: float

    @classmethod
    def of(cls, font: QFont, pitch: float) -> "Face":
        """A font with its lines so far apart."""
        metrics = QFontMetricsF(font)
        return cls(font, round(metrics.height() * pitch), metrics.ascent(), metrics.height())

    @classmethod
    def text(cls, size: int) -> "Face":
        """The face of running text."""
        return cls.of(theme.reading_font(size), PITCH)

    @classmethod
    def title(cls, size: int) -> "Face":
        """The face of a title above text of this size."""
        font = theme.reading_font(round(size * _TITLE))
        font.setWeight(QFont.Weight.DemiBold)
        return cls.of(font, _TITLE_PITCH)

    def advance(self, words: str) -> float:
        """How wide a character of these words is on average, in pixels."""
        return QFontMetricsF(self.font).horizontalAdvance(words) / max(len(words), 1) or 8.0


class Setting:
    """One paragraph as it is set: its words begin at `start` of the text; coordinates are its own."""

    def __init__(self, words: str, start: int, face: Face, width: float, *, right_to_left: bool = False) -> None:
        self.start = start
        self.end = start + len(words)
        self.face = face
        self.right_to_left = right_to_left
        self.map = OffsetMap(words)
        self._mixed = not words.isascii() and bool(_RIGHT_TO_LEFT.search(words))
        self.layout = QTextLayout(shown(words), face.font)
        self.layout.setTextOption(_option(right_to_left=right_to_left))
        self.layout.setFormats(_signs(words, self.map))
        self.height = self._set(width)

    def draw(self, painter: QPainter, corner: QPointF, clip: QRectF) -> None:
        """Paint the words with the upper left corner there."""
        self.layout.draw(painter, corner, [], clip)

    def rectangles(self, start: int, end: int) -> list[QRectF]:
        """Where the words from one place of the text to another stand, line by line."""
        first, last = self._unit(start), self._unit(end)
        found = []
        for number in range(self.layout.lineCount()):
            line = self.layout.lineAt(number)
            low, high = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            if low < high:
                found += [self._box(line, left, right) for left, right in self._extents(line, low, high)]
        return found

    def caret(self, place: int) -> QRectF:
        """The line of a cursor before a place."""
        line = self.layout.lineForTextPosition(self._unit(place))
        left = _x(line, self._unit(place))
        return self._box(line, left, left + 1)

    def place(self, x: float, y: float) -> int:
        """The place nearest to a point."""
        if not self.layout.lineCount():
            return self.start
        number = min(max(int(y // self.pitch), 0), self.layout.lineCount() - 1)
        line = self.layout.lineAt(number)
        return self.start + self.map.to_text(line.xToCursor(x))

    def step(self, place: int, mode: QTextLayout.CursorMode, *, forward: bool) -> int:
        """The place a letter or a word further, which stays in the paragraph."""
        move = self.layout.nextCursorPosition if forward else self.layout.previousCursorPosition
        return self.start + self.map.to_text(move(self._unit(place), mode))

    def line_bounds(self, place: int) -> tuple[int, int]:
        """The first place of the line in which a place is, and the one behind its last."""
        line = self.layout.lineForTextPosition(self._unit(place))
        first = line.textStart()
        return self.start + self.map.to_text(first), self.start + self.map.to_text(first + line.textLength())

    def _unit(self, place: int) -> int:
        return self.map.to_qt(min(max(place, self.start), self.end) - self.start)

    def _set(self, width: float) -> int:
        lines = []
        self.layout.beginLayout()
        while (line := self.layout.createLine()).isValid():
            line.setLineWidth(width)
            lines.append(line)
        self.pitch = max([self.face.pitch, *(math.ceil(line.height()) for line in lines)])
        drop = (self.pitch - self.face.height) / 2 + self.face.ascent
        for number, line in enumerate(lines):
            line.setPosition(QPointF(0, number * self.pitch + drop - line.ascent()))
        self.layout.endLayout()
        return len(lines) * self.pitch

    def _box(self, line: QTextLine, left: float, right: float) -> QRectF:
        top = line.y() + line.ascent() - self.face.ascent
        return QRectF(left, top - 1, right - left, self.face.height + 2)

    def _extents(self, line: QTextLine, low: int, high: int) -> Iterator[tuple[float, float]]:
        """From where to where words stand in a line: one stretch, or several where directions are mixed."""
        if not self._mixed:
            yield _x(line, low), min(_x(line, high), line.naturalTextRect().right())
            return
        left = right = None
        for start, end in sorted(map(_run_extent, line.glyphRuns(low, high - low))):
            if left is None or right is None or start > right + 0.5:
                if left is not None and right is not None:
                    yield left, right
                left, right = start, end
            else:
                right = max(right, end)
        if left is not None and right is not None:
            yield left, right


def _run_extent(run: QGlyphRun) -> tuple[float, float]:
    """From where to where the letters of one run of one direction stand."""
    lefts = [point.x() for point in run.positions()]
    advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
    return min(lefts), max(left + advance.x() for left, advance in zip(lefts, advances, strict=True))


def _option(*, right_to_left: bool) -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _signs(words: str, places: OffsetMap) -> list[QTextLayout.FormatRange]:
    """What stands for an override of direction, in the colour of a warning."""
    found = []
    for sign in () if words.isascii() else re.finditer("[\u202d\u202e]", words):
        part = QTextLayout.FormatRange()
        part.start, part.length = places.to_qt(sign.start()), 1
        part.format.setForeground(theme.color(theme.inks().warning))
        found.append(part)
    return found


def _x(line: QTextLine, unit: int) -> float:
    found = line.cursorToX(unit)  # a pair, whatever its declaration says
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
