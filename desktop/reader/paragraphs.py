"""A text cut into the paragraphs that are set one by one; nothing here paints.

Places are code points of the whole text. Lines without words are no paragraphs: they are the distance
before the next one. A paragraph of enormous length is cut into parts, so that none takes long to set.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from enum import IntEnum

from db.folding import fold
from desktop.base.offsets import runs_right_to_left

_LINE = re.compile(r"[^\n]+")
_FULL, _USUAL, _FEW_LINES = (
    0.75,
    0.9,
    8,
)  # of a line longer than nine in ten of so many at least
_LONGEST = 5000  # code points set at once
_SEEN_FOR_TITLE = 6  # paragraphs among which the title may stand
_MARKUP = " #*_=\t"
_LOOKED_AT = 400  # characters in which the direction of a paragraph is looked for
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


class Gap(IntEnum):
    """The distance before a paragraph: none within one that was cut, little after a line, more after an empty one."""

    NONE = 0
    LINE = 1
    EMPTY_LINE = 2


class Paragraphs:
    """The paragraphs of one text: `starts`, `ends` and `gaps`, and the number of the one that is the `title`, or -1."""

    def __init__(self, text: str, *, title: str = "", language: str = "", printed: bool = False) -> None:
        """A `printed` text has the lines of its pages: one that is full goes on in the next, without a distance."""
        self.text = text
        self._full = _full_line(text) if printed else 0
        self.starts = array("q")
        self.ends = array("q")
        self.gaps = bytearray()
        self._mostly_right_to_left = language.lower().split("-")[0] in _RIGHT_TO_LEFT
        self._cut()
        self.title = self._standing_title(title)

    def __len__(self) -> int:
        return len(self.starts)

    def words(self, number: int) -> str:
        """What stands in a paragraph."""
        return self.text[self.starts[number] : self.ends[number]]

    def at(self, place: int) -> int:
        """The paragraph in which a place is, or the last before it, or the first of all."""
        return max(bisect_right(self.starts, place) - 1, 0)

    def right_to_left(self, number: int) -> bool:
        """Whether a paragraph runs from right to left."""
        first = self.text[self.starts[number] : min(self.ends[number], self.starts[number] + _LOOKED_AT)]
        return runs_right_to_left(first, otherwise=self._mostly_right_to_left)

    def _cut(self) -> None:
        before, goes_on = -2, False
        for line in _LINE.finditer(self.text):
            if line[0].isspace():
                continue
            gap = Gap.EMPTY_LINE if line.start() - before > 1 else Gap.NONE if goes_on else Gap.LINE
            goes_on = bool(self._full) and len(line[0].rstrip()) >= self._full
            for start, end in _parts(self.text, *line.span()):
                self.starts.append(start)
                self.ends.append(end)
                self.gaps.append(gap)
                gap = Gap.NONE
            before = line.end()

    def _standing_title(self, title: str) -> int:
        wanted = _plain(title)
        if not wanted:
            return -1
        first = range(min(len(self), _SEEN_FOR_TITLE))
        return next((number for number in first if _plain(self.words(number)) == wanted), -1)


def _full_line(text: str) -> int:
    """How many characters a line of a printed text has at least that goes on in the next one."""
    lengths = sorted(len(line) for line in text.splitlines() if line.strip())
    return round(_FULL * lengths[int(len(lengths) * _USUAL)]) if len(lengths) >= _FEW_LINES else 0


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line in parts that are not too long, cut behind a blank where there is one and never inside a letter."""
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST) + 1 or start + _LONGEST
        while cut > start + 1 and unicodedata.combining(text[cut]):
            cut -= 1
        yield start, cut
        start = cut
    yield start, end


def _plain(words: str) -> str:
    return " ".join(fold(words.strip(_MARKUP)).split())
