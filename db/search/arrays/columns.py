"""Values of each document, to filter, count and sort by: texts, of which a document may have several, and numbers.

The texts of a column are sorted and numbered; for each document the numbers of its texts are kept. Arrays of a
column of texts in `D` documents, and of a column of numbers:

    letters, ends     the texts (see `lexicon`)
    codes             the numbers of texts, document by document
    first     D + 1   the first code of each document; left out when each document has exactly one

    numbers   D       the number of each document plus one; 0 for none
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from db.search.arrays.layout import Array, Arrays
from db.search.arrays.lexicon import Lexicon, decoded, encoded

_OWN = "of-"  # a column and a field may have one name, but their arrays must not


def stored(name: str) -> str:
    """What the arrays of a column are called."""
    return f"{_OWN}{name}"


def column_of(stored_name: str) -> str | None:
    """The column whose arrays are called so; None when they are no column's."""
    return stored_name[len(_OWN) :] if stored_name.startswith(_OWN) else None


class Texts:
    """A column of texts."""

    def __init__(self, arrays: Arrays, name: str, documents: int) -> None:
        self._arrays = arrays
        self._name = stored(name)
        self._documents = documents
        self.lexicon = Lexicon(arrays, self._name)

    @cached_property
    def values(self) -> list[str]:
        """All texts that occur, sorted."""
        return [decoded(word) for word in self.lexicon.words()]

    @cached_property
    def codes(self) -> Array:
        """The numbers of texts, document by document."""
        return self._arrays.read(f"{self._name}.codes")

    @cached_property
    def first(self) -> Array:
        """The first code of each document, and their count."""
        if f"{self._name}.first" in self._arrays:
            return self._arrays.read(f"{self._name}.first").astype(np.int64)
        return np.arange(self._documents + 1) if len(self.codes) else np.zeros(self._documents + 1, np.int64)

    @cached_property
    def single(self) -> bool:
        """Whether each document has exactly one text."""
        return f"{self._name}.first" not in self._arrays and len(self.codes) > 0

    def counts(self, documents: Array) -> dict[str, int]:
        """How many of these documents have each text; texts that none has are left out."""
        if self.single and len(self.lexicon) == 1:
            return {self.values[0]: len(documents)} if len(documents) else {}
        found = np.bincount(self.codes_of(documents), minlength=len(self.lexicon))
        there = np.flatnonzero(found)
        return {decoded(self.lexicon.word(int(n))): int(found[n]) for n in there}

    def codes_of(self, documents: Array) -> Array:
        """The codes of these documents, one after the other."""
        if self.single:
            return self.codes[documents]
        starts, sizes = self.first[documents], self.first[documents.astype(np.int64) + 1] - self.first[documents]
        return self.codes[gathered(starts, sizes)] if len(self.codes) else self.codes

    def having(self, wanted: Sequence[str]) -> Array:
        """For each document whether it has one of the texts."""
        numbers = [number for number in (self.lexicon.find(encoded(text)) for text in wanted) if number >= 0]
        if not numbers:
            return np.zeros(self._documents, np.bool_)
        if self.single:
            return self.codes == numbers[0] if len(numbers) == 1 else np.isin(self.codes, numbers)
        owners = np.repeat(np.arange(self._documents), np.diff(self.first))
        found = np.zeros(self._documents, np.bool_)
        found[owners[np.isin(self.codes, numbers)]] = True
        return found

    def ranks(self, documents: Array) -> Array:
        """The number of the first text of each of these documents in their order, -1 for none."""
        if self.single:
            return self.codes[documents].astype(np.int64)
        starts = self.first[documents]
        there = self.first[documents.astype(np.int64) + 1] > starts
        if not len(self.codes):
            return np.full(len(documents), -1)
        return np.where(there, self.codes[np.minimum(starts, len(self.codes) - 1)].astype(np.int64), -1)

    def of(self, document: int) -> tuple[str, ...]:
        """The texts of one document."""
        codes = self.codes[self.first[document] : self.first[document + 1]].tolist()
        return tuple(decoded(self.lexicon.word(code)) for code in codes)


class Numbers:
    """A column of numbers that are not negative."""

    def __init__(self, arrays: Arrays, name: str, documents: int) -> None:
        self._arrays = arrays
        self._name = stored(name)
        self._documents = documents

    @cached_property
    def values(self) -> Array:
        """The number of each document, -1 for none."""
        found = self._arrays.read(f"{self._name}.numbers").astype(np.int64)
        return found - 1 if len(found) else np.full(self._documents, -1)

    def between(self, low: int | None, high: int | None) -> Array:
        """For each document whether its number lies in a range, ends included; None is no end."""
        found = self.values >= (0 if low is None else max(low, 0))
        return found if high is None else found & (self.values <= high)


def text_arrays(name: str, values: Sequence[Sequence[str]]) -> dict[str, Array]:
    """A column of texts as arrays."""
    words = sorted({encoded(text) for texts in values for text in texts})
    numbers = {word: number for number, word in enumerate(words)}
    codes = [numbers[encoded(text)] for texts in values for text in texts]
    sizes = np.fromiter(map(len, values), np.int64, len(values))
    return coded(name, words, np.array(codes, np.int64), sizes)


def coded(name: str, words: Sequence[bytes], codes: Array, sizes: Array) -> dict[str, Array]:
    """The same from texts that are sorted, codes, and how many of them each document has."""
    found = {**word_arrays(stored(name), words), f"{stored(name)}.codes": codes}
    if not (sizes == 1).all():
        found[f"{stored(name)}.first"] = np.concatenate(([0], np.cumsum(sizes)))
    return found


def word_arrays(name: str, words: Sequence[bytes]) -> dict[str, Array]:
    """Sorted words as arrays."""
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    ends = np.concatenate(([0], np.cumsum(lengths))) if len(words) else np.empty(0, np.int64)
    return {f"{name}.letters": np.frombuffer(b"".join(words), np.uint8), f"{name}.ends": ends}


def number_arrays(name: str, values: Array) -> dict[str, Array]:
    """A column of numbers as an array; -1 is none."""
    return {f"{stored(name)}.numbers": values + 1} if len(values) and values.max() >= 0 else {}


def gathered(starts: Array, sizes: Array) -> Array:
    """The places in an array of stretches that begin there and are so long, one stretch after the other."""
    ends = np.cumsum(sizes, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts.astype(np.int64) - (ends - sizes), sizes) + np.arange(total)
