"""The whole of a text on one long sheet: paragraphs are set when they come into sight, until then they are estimated.

Coordinates are those of the sheet; its left edge is the left edge of the reading column. Where the window
stands on the sheet is not known here.
"""

from collections import OrderedDict
from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QPointF, QRectF

from db.spans import Span
from desktop.reader.heights import Heights
from desktop.reader.paragraphs import Gap, Paragraphs
from desktop.reader.setting import Face, Setting

_KEPT = 300  # paragraphs that stay set
_SAMPLE = 2000  # characters by which the width of others is judged
_LESS = 0.93  # of a line is filled on average
_GAPS = {Gap.NONE: 0, Gap.LINE: 5, Gap.EMPTY_LINE: 14}
_AFTER_TITLE = 8
FOOT = 96
"""Pixels that stay free below the last line."""


class Sheet:
    """Paragraphs below a head of `head` pixels, in a column of `width` pixels."""

    def __init__(self, paragraphs: Paragraphs, size: int) -> None:
        self.paragraphs = paragraphs
        self.face = Face.text(size)
        self.title_face = Face.title(size)
        self.width = 0
        self.head = 0
        self._advance = self.face.advance(paragraphs.text[:_SAMPLE].replace("\n", " "))
        self._set: OrderedDict[int, Setting] = OrderedDict()
        self._measured = bytearray(len(paragraphs))
        self.heights = Heights([])

    def reshape(self, width: int, head: int) -> None:
        """Take another width: all that was set is forgotten."""
        self.width, self.head = width, head
        self._set.clear()
        self._measured = bytearray(len(self.paragraphs))
        a_line, pitch = max(width * _LESS / self._advance, 1), self.face.pitch
        starts, ends, gaps = self.paragraphs.starts, self.paragraphs.ends, self.paragraphs.gaps
        self.heights = Heights(
            [
                ceil((end - start) / a_line) * pitch + _GAPS[gap]  # type: ignore[index]
                for start, end, gap in zip(starts, ends, gaps, strict=True)
            ]
        )

    @property
    def height(self) -> int:
        """Of everything, as far as it is known."""
        return self.head + self.heights.total + FOOT

    def setting(self, number: int) -> Setting:
        """A paragraph as it is set."""
        known = self._set.get(number)
        if known is not None:
            self._set.move_to_end(number)
            return known
        title = number == self.paragraphs.title
        made = Setting(
            self.paragraphs.words(number),
            self.paragraphs.starts[number],
            self.title_face if title else self.face,
            self.width,
            right_to_left=self.paragraphs.right_to_left(number),
        )
        self._set[number] = made
        if len(self._set) > _KEPT:
            self._set.popitem(last=False)
        return made

    def top(self, number: int) -> int:
        """Where the first line of a paragraph begins."""
        return self.head + self.heights.above(number) + self._gap(number)

    def settle(self, top: int, room: int) -> int:
        """Set all that is seen from `top` on; the new `top`, so that what was in sight already stays in place."""
        while len(self.paragraphs):
            first = self.heights.at(top - self.head)
            above = self.head + self.heights.above(first) < top
            grown = self._measure(first)
            if grown is None:
                break
            top += grown if above else 0
        for number in self.seen(top, room):
            self._measure(number)
        return max(top, 0)

    def seen(self, top: int, room: int) -> Iterator[int]:
        """The paragraphs that stand between two heights."""
        if not len(self.paragraphs) or top + room < self.head:
            return
        number = self.heights.at(max(top - self.head, 0))
        below = self.head + self.heights.above(number)
        while number < len(self.paragraphs) and below < top + room:
            yield number
            below += self.heights[number]
            number += 1

    def place(self, point: QPointF) -> int:
        """The place in the text nearest to a point."""
        if not len(self.paragraphs):
            return 0
        number = self.heights.at(max(int(point.y()) - self.head, 0))
        return self.setting(number).place(point.x(), point.y() - self.top(number))

    def caret(self, place: int) -> QRectF:
        """The line of a cursor before a place."""
        if not len(self.paragraphs):
            return QRectF(0, self.head, 1, self.face.height)
        number = self.paragraphs.at(place)
        self._measure(number)
        return self.setting(number).caret(place).translated(0, self.top(number))

    def rectangles(self, span: Span, top: int, room: int) -> list[QRectF]:
        """Where a passage stands, as far as it is between two heights."""
        found = []
        for number in self.seen(top, room):
            setting = self.setting(number)
            if setting.start < span.end and span.start < setting.end:
                corner = self.top(number)
                found += [one.translated(0, corner) for one in setting.rectangles(span.start, span.end)]
        return found

    def _measure(self, number: int) -> int | None:
        """Take the true height of a paragraph: by how much it grew, None when it was known."""
        if self._measured[number]:
            return None
        self._measured[number] = 1
        return self.heights.change(number, self.setting(number).height + self._gap(number) + self._behind(number))

    def _gap(self, number: int) -> int:
        return _GAPS[Gap(self.paragraphs.gaps[number])] if number else 0

    def _behind(self, number: int) -> int:
        return _AFTER_TITLE if number == self.paragraphs.title else 0
