"""Where the words of one field stand in a segment.

The postings of all words lie one after the other in the order of the words, those of one word in the order of
the documents; so do the places, in rising order within each document. How often a word stands in a document
takes one byte, and a place two: what is too large for that is told apart, in two short arrays of where and
how much. Arrays of a field, of `T` words, `P` postings and `W` places in `D` documents:

    letters, ends       the words (see `lexicon`)
    first     T + 1     the first posting of each word
    documents P         numbers of documents
    times     P         how often, at most 255
    often, oftener      which postings are above that, and by how much
    where     T + 1     the first place of each word
    places    W         the lower sixteen bits of each place
    far, farther        which places are beyond, and their higher sixteen bits
    lengths   D         how many words each document has
"""

from functools import cached_property

import numpy as np

from db.search.arrays.layout import Array, Arrays
from db.search.arrays.lexicon import Lexicon

FIELD = ("letters", "ends", "first", "where", "documents", "times", "places", "lengths")
"""The arrays that every field has that has any word."""

KINDS = {"times": np.uint8, "places": np.uint16}
EXCEPTIONS = {"times": ("often", "oftener"), "places": ("far", "farther")}
"""Which values are too large for an array of such numbers, and what is to be added to them."""

MOST_TIMES = 255
LOW = 16


class Postings:
    """Reads the words, postings, places and lengths of one field."""

    def __init__(self, arrays: Arrays, field: str, documents: int) -> None:
        self.field = field
        self.documents = documents
        self.lexicon = Lexicon(arrays, field)
        self._arrays = arrays

    @cached_property
    def _first(self) -> Array:
        return self._read("first")

    @cached_property
    def _where(self) -> Array:
        return self._read("where")

    @cached_property
    def lengths(self) -> Array:
        """How many words each document has."""
        found = self._read("lengths")
        return found if len(found) else np.zeros(self.documents, np.uint8)

    @cached_property
    def lengths_as_floats(self) -> Array:
        """The same for computing with."""
        return self.lengths.astype(np.float32)

    @cached_property
    def total(self) -> int:
        """How many words all documents have together."""
        return int(self.lengths.sum(dtype=np.int64))

    @cached_property
    def filled(self) -> int:
        """How many documents have any word."""
        return int(np.count_nonzero(self.lengths))

    def range(self, first: int, last: int | None = None) -> tuple[int, int]:
        """The postings, from and up to, of words from one number up to another; of one word for None."""
        last = first + 1 if last is None else last
        return (int(self._first[first]), int(self._first[last])) if last > first else (0, 0)

    def frequencies(self, first: int, last: int) -> Array:
        """In how many documents each of these words stands."""
        return np.diff(self._first[first : last + 1].astype(np.int64)) if last > first else np.empty(0, np.int64)

    def frequency(self, word: int) -> int:
        """In how many documents a word stands."""
        start, end = self.range(word)
        return end - start

    def extent(self, first: int, last: int) -> int:
        """How many postings the words from one number up to another have."""
        start, end = self.range(first, last)
        return end - start

    def numbers(self, start: int, end: int) -> Array:
        """The documents of these postings."""
        return self._read("documents", start, end)

    def times(self, start: int, end: int) -> Array:
        """How often the word of each of these postings stands in its document."""
        return self._with(self._read("times", start, end), "often", "oftener", start, 0)

    def exceptions(self, which: str) -> tuple[Array, Array]:
        """Of `times` or `places`, which are too large for their array, and what is to be added to them."""
        at, more = EXCEPTIONS[which]
        return self._read(at).astype(np.int64), self._read(more)

    def whole(self, name: str) -> Array:
        """An array of the field as it is stored."""
        return self._read(name)

    def places(self, word: int) -> Array:
        """All places of one word, document by document."""
        return self.places_of(word, word + 1)

    def places_of(self, first: int, last: int) -> Array:
        """All places of the words from one number up to another, in the order of their postings."""
        start, end = int(self._where[first]), int(self._where[last])
        return self.places_at(start, end)

    def places_at(self, start: int, end: int) -> Array:
        """Places by where they lie in the array of all."""
        return self._with(self._read("places", start, end), "far", "farther", start, LOW)

    @property
    def size(self) -> tuple[int, int]:
        """How many postings and how many places there are."""
        return self._arrays.count(f"{self.field}.documents"), self._arrays.count(f"{self.field}.places")

    @property
    def starts(self) -> Array:
        """The first posting of each word, and their count."""
        return self._first

    @property
    def places_start(self) -> Array:
        """Where the places of each word begin in the array of all, and their count."""
        return self._where

    def _with(self, values: Array, which: str, more: str, start: int, shift: int) -> Array:
        if not self._arrays.count(f"{self.field}.{which}"):
            return values
        at = self._exceptional[which]
        low, high = np.searchsorted(at, (start, start + len(values)))
        if low == high:
            return values
        full = values.astype(np.uint32)
        full[at[low:high].astype(np.int64) - start] += self._read(more, low, high).astype(np.uint32) << np.uint32(shift)
        return full

    @cached_property
    def _exceptional(self) -> dict[str, Array]:
        return {which: self._read(which) for which in ("often", "far")}

    def _read(self, name: str, start: int = 0, end: int | None = None) -> Array:
        return self._arrays.read(f"{self.field}.{name}", start, end)


def split(values: Array, most: int) -> tuple[Array, Array]:
    """Which values are above the most that an array can hold, and those values."""
    above = np.flatnonzero(values > most)
    return above, values[above]
