"""Where the characters of a page stand: from a span of its text to rectangles on the page, and back.

A `Box` is in the page's own points, as the file writes them, with y growing upwards; a `Rectangle` is what the rest of
the application sees: fractions of the page as it is shown, turned as it is shown, from the top left corner.
"""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from db.importers.pdf import cleaning

_FINE = 1 << 20
"""Steps into which a page is divided when points are turned into fractions."""


class Box(NamedTuple):
    """A rectangle in points."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def distance(self, x: float, y: float) -> float:
        """How far a point is from it, squared."""
        beside = max(self.left - x, 0, x - self.right)
        above = max(self.bottom - y, 0, y - self.top)
        return beside * beside + above * above

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of a page: fractions of its width from the left and of its height from the top, as it is shown."""

    left: float
    top: float
    right: float
    bottom: float


class Layout:
    """The characters of one page's own text (without what is filled in), with where they stand."""

    def __init__(self, textpage: Any, raw: str) -> None:
        self._textpage = textpage
        self._raw = raw
        self.traced = cleaning.traced(raw)

    @property
    def text(self) -> str:
        """The text of the page, cleaned."""
        return self.traced.text

    def box(self, at: int) -> Box | None:
        """Where a character of the text stands; None for blanks that are nowhere on the page."""
        from pypdfium2 import raw

        index = self._indexes[self.traced.origins[at]]
        if index < 0 or raw.FPDFText_IsGenerated(self._textpage, index) == 1:
            return None
        found = raw.FS_RECTF()
        if not raw.FPDFText_GetLooseCharBox(self._textpage, index, ctypes.byref(found)):
            return None
        box = Box(found.left, found.bottom, found.right, found.top)
        return box if box.right > box.left and box.top > box.bottom else None

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Where the characters of a span stand, but for its blanks."""
        return tuple(box for _, box in self._placed(start, end))

    def within(self, boxes: Sequence[Box]) -> list[tuple[int, int]]:
        """The spans of the text whose characters lie in these boxes."""
        spans: list[tuple[int, int]] = []
        for at, box in self._placed(0, len(self.text)):
            if not any(each.holds(*box.middle) for each in boxes):
                continue
            if spans and not self.text[spans[-1][1] : at].strip():
                spans[-1] = (spans[-1][0], at + 1)
            else:
                spans.append((at, at + 1))
        return spans

    def nearest_word(self, x: float, y: float) -> tuple[int, int] | None:
        """The word that stands nearest to a point; None on a page without text."""
        nearest = min(self._placed(0, len(self.text)), key=lambda each: each[1].distance(x, y), default=None)
        if nearest is None:
            return None
        start = end = nearest[0]
        while start and not self.text[start - 1].isspace():
            start -= 1
        while end < len(self.text) and not self.text[end].isspace():
            end += 1
        return start, end

    def _placed(self, start: int, end: int) -> Iterator[tuple[int, Box]]:
        for at in range(start, end):
            if not self.text[at].isspace() and (box := self.box(at)):
                yield at, box

    @cached_property
    def _indexes(self) -> list[int]:
        """PDFium's numbers for the characters of the raw text, which it counts in UTF-16."""
        from pypdfium2 import raw

        found, units = [], 0
        for letter in self._raw:
            found.append(raw.FPDFText_GetCharIndexFromTextIndex(self._textpage, units))
            units += 2 if letter > "\uffff" else 1
        return found


def joined(rectangles: Iterable[Rectangle]) -> tuple[Rectangle, ...]:
    """The same, with those in one that stand side by side, as the letters of a line do."""
    lines: list[Rectangle] = []
    for each in rectangles:
        if lines and _go_on(lines[-1], each):
            last = lines[-1]
            lines[-1] = Rectangle(
                min(last.left, each.left),
                min(last.top, each.top),
                max(last.right, each.right),
                max(last.bottom, each.bottom),
            )
        else:
            lines.append(each)
    return tuple(lines)


def _go_on(line: Rectangle, each: Rectangle) -> bool:
    """Whether a letter goes on where a line ends; lines may run up or down on a page, too."""
    across = min(line.right, each.right) - max(line.left, each.left)
    down = min(line.bottom, each.bottom) - max(line.top, each.top)
    height, width = (
        min(line.bottom - line.top, each.bottom - each.top),
        max(line.right - line.left, each.right - each.left),
    )
    return (down > 0.5 * height and across > -0.05) or (across > 0.8 * width and down > -0.01)


def shown(page: Any, box: Box) -> Rectangle:
    """A box as a part of the page as it is shown."""
    first, second = _device(page, box.left, box.top), _device(page, box.right, box.bottom)
    (left, right), (top, bottom) = sorted((first[0], second[0])), sorted((first[1], second[1]))
    return Rectangle(left, top, right, bottom)


def on_page(page: Any, rectangle: Rectangle) -> Box:
    """A part of the page as it is shown in the page's own points."""
    from pypdfium2 import raw

    def point(x: float, y: float) -> tuple[float, float]:
        across, up = ctypes.c_double(), ctypes.c_double()
        steps = (int(x * _FINE), int(y * _FINE))
        raw.FPDF_DeviceToPage(page, 0, 0, _FINE, _FINE, 0, *steps, ctypes.byref(across), ctypes.byref(up))
        return across.value, up.value

    first, second = point(rectangle.left, rectangle.top), point(rectangle.right, rectangle.bottom)
    (left, right), (bottom, top) = sorted((first[0], second[0])), sorted((first[1], second[1]))
    return Box(left, bottom, right, top)


def _device(page: Any, x: float, y: float) -> tuple[float, float]:
    """A point of the page as fractions, never beyond its edges."""
    from pypdfium2 import raw

    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return min(max(across.value / _FINE, 0.0), 1.0), min(max(down.value / _FINE, 0.0), 1.0)
