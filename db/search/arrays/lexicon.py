"""The words of one field of a segment: UTF-8, sorted by bytes, found by their number in that order."""

import fnmatch
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

import numpy as np

from db.search.arrays import distance
from db.search.arrays.layout import Array, Arrays

_BEYOND = b"\xff"  # no byte of UTF-8
_STEP = 64  # of so many words, one is held to look others up by
_SPECIAL = re.compile(r"[*?\[]")


def encoded(word: str) -> bytes:
    """A word as it stands in the index."""
    return word.encode("utf-8", "surrogatepass")


def decoded(word: bytes) -> str:
    """A word as it stood in the text."""
    return word.decode("utf-8", "surrogatepass")


class Lexicon:
    """Words by number and numbers by word; `read_as` is the name of the field."""

    def __init__(self, arrays: Arrays, field: str) -> None:
        self._arrays = arrays
        self._field = field

    @cached_property
    def _ends(self) -> Array:
        return self._arrays.read(f"{self._field}.ends")

    @cached_property
    def _letters(self) -> memoryview:
        return self._arrays.read(f"{self._field}.letters").data

    @cached_property
    def _bounds(self) -> memoryview:
        """The same as `_ends`, from which single numbers are had sooner."""
        return self._ends.data

    @cached_property
    def _count(self) -> int:
        return max(0, self._arrays.count(f"{self._field}.ends") - 1)

    @cached_property
    def _some(self) -> list[bytes]:
        """One word of many; what is between two of them is soon looked through."""
        return [self.word(number) for number in range(0, self._count, _STEP)]

    def __len__(self) -> int:
        return self._count

    def word(self, number: int) -> bytes:
        """The word with this number."""
        return self._letters[self._bounds[number] : self._bounds[number + 1]].tobytes()

    def words(self, first: int = 0, last: int | None = None) -> list[bytes]:
        """The words from one number up to another."""
        last = len(self) if last is None else last
        if first >= last:
            return []
        ends = self._ends[first : last + 1].tolist()
        letters = self._letters[ends[0] : ends[-1]].tobytes()
        start = ends[0]
        return [letters[a - start : b - start] for a, b in pairwise(ends)]

    def lower(self, word: bytes, first: int = 0, last: int | None = None) -> int:
        """The number of the first word that is not before this one; known to be from one number up to another."""
        last = self._count if last is None else last
        after = bisect_left(self._some, word) * _STEP
        low = min(max(first, after - _STEP + 1), last)
        return bisect_left(range(self._count), word, low, max(low, min(after, last)), key=self.word)

    def find(self, word: bytes, first: int = 0, last: int | None = None) -> int:
        """The number of a word, or -1; looked for from one number up to another."""
        number = self.lower(word, first, last)
        return number if number < self._count and self.word(number) == word else -1

    def beginning(self, start: bytes) -> tuple[int, int]:
        """The numbers, from and up to, of all words that begin so."""
        return self.lower(start), self.lower(start + _BEYOND)

    def between(self, first: bytes, last: bytes | None, *, without_first: bool, without_last: bool) -> tuple[int, int]:
        """The numbers, from and up to, of words in a range; None is no end."""
        low = self.lower(first)
        if without_first and low < len(self) and self.word(low) == first:
            low += 1
        if last is None:
            return low, len(self)
        high = self.lower(last)
        if not without_last and high < len(self) and self.word(high) == last:
            high += 1
        return low, max(low, high)

    def like(self, pattern: str) -> Array:
        """The numbers of all words that fit a pattern with * and ?, or [...]."""
        return self.fitting(re.compile(fnmatch.translate(pattern)), _SPECIAL.split(pattern, maxsplit=1)[0])

    def fitting(self, expression: re.Pattern[str], start: str = "") -> Array:
        """The numbers of all words that a regular expression matches and that begin with `start`."""
        first, last = self.beginning(encoded(start)) if start else (0, len(self))
        words = self.words(first, last)
        found = (n for n, word in enumerate(words, first) if expression.match(decoded(word)))
        return np.fromiter(found, np.int64)

    def near(self, word: str, most: int, same: int = 0) -> Array:
        """The numbers of all words that become this one by at most so many changes of a letter.

        The first `same` letters have to be the same.
        """
        first, last = self.beginning(encoded(word[:same])) if same and word else (0, len(self))
        if first >= last:
            return np.empty(0, np.int64)
        signs = self._signs[first:last]
        numbers = first + np.flatnonzero(distance.may_be_near(signs, word, most))
        words = [decoded(self.word(number)) for number in numbers.tolist()]
        return numbers[distance.are_near(words, word, most)]

    @cached_property
    def _signs(self) -> Array:
        return distance.signs(self._letters, self._ends)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.words())
