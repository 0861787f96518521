"""A segment in the making: documents come in, and all is sorted at the end.

What is kept of a text is the number of each of its words, in the order of the text. The words stand one place
after the other; compounds, which stand at the place of their first part, are kept apart (see
`db.search.analysis.laid_out`).
"""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np

from db.refs import Ref
from db.search.arrays.columns import number_arrays, text_arrays, word_arrays
from db.search.arrays.layout import Array, pack
from db.search.arrays.lexicon import encoded
from db.search.arrays.postings import LOW, MOST_TIMES, split
from db.search.arrays.segment import ref_arrays

LaidOut = tuple[Sequence[str], Sequence[tuple[str, int]]]
"""Words, each one place after the one before, and compounds with their places."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index gets to know of one document; fields, texts and numbers have names."""

    ref: Ref
    fields: Mapping[str, LaidOut]
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)


class _Field:
    """The words of one field in all documents."""

    def __init__(self) -> None:
        self.numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self.words = array("I")
        self.compounds = array("I")
        self.compound_places = array("I")
        self.sizes = array("I")
        self.compound_sizes = array("I")

    def add(self, laid_out: LaidOut) -> None:
        words, compounds = laid_out
        self.words.extend(map(self.numbers.__getitem__, words))
        self.sizes.append(len(words))
        self.compound_sizes.append(len(compounds))
        for word, place in compounds:
            self.compounds.append(self.numbers[word])
            self.compound_places.append(place)


class Draft:
    """Takes in documents and becomes a segment."""

    def __init__(self, fields: Sequence[str], texts: Sequence[str] = (), numbers: Sequence[str] = ()) -> None:
        self._fields = {name: _Field() for name in fields}
        self._texts: dict[str, list[tuple[str, ...]]] = {name: [] for name in texts}
        self._numbers: dict[str, array[int]] = {name: array("q") for name in numbers}
        self._kinds: list[str] = []
        self._uuids = bytearray()
        self._numbered: dict[Ref, int] = {}
        self.replaced: list[int] = []
        """The numbers of documents about objects of which another came later."""
        self.words = 0

    def __len__(self) -> int:
        """How many documents it holds."""
        return len(self._kinds)

    def add(self, entry: Entry) -> None:
        """Take in a document. An earlier one about the same object stays, but is named in `replaced`."""
        if entry.ref in self._numbered:
            self.replaced.append(self._numbered[entry.ref])
        self._numbered[entry.ref] = len(self._kinds)
        self._kinds.append(entry.ref.kind)
        self._uuids += bytes.fromhex(entry.ref.uuid)
        for name, kept in self._fields.items():
            laid_out = entry.fields.get(name, ((), ()))
            kept.add(laid_out)
            self.words += len(laid_out[0])
        for name, texts in self._texts.items():
            texts.append(entry.texts.get(name, ()))
        for name, numbers in self._numbers.items():
            numbers.append(entry.numbers.get(name, -1))

    @property
    def refs(self) -> list[Ref]:
        """The objects that it knows."""
        return list(self._numbered)

    def finish(self) -> bytes:
        """The segment; the draft is used up."""
        arrays = ref_arrays(self._kinds, bytes(self._uuids))
        for name in list(self._fields):
            arrays.update(_sorted(name, self._fields.pop(name)))
        for name, texts in self._texts.items():
            if any(texts):
                arrays.update(text_arrays(name, texts))
        for name, numbers in self._numbers.items():
            arrays.update(number_arrays(name, np.array(numbers, np.int64)))
        facts: dict[str, Any] = {"documents": len(self._kinds)}
        return pack(facts, arrays)


def _sorted(name: str, kept: _Field) -> dict[str, Array]:
    """The words of a field in their order, with their postings and places."""
    if not kept.numbers:
        return {}
    words, documents, places = _occurrences(kept)
    vocabulary = sorted(kept.numbers)
    ranks = np.empty(len(vocabulary), np.uint32)
    ranks[[kept.numbers[word] for word in vocabulary]] = np.arange(len(vocabulary), dtype=np.uint32)
    arrays = word_arrays(name, [encoded(word) for word in vocabulary])
    lengths = np.frombuffer(kept.sizes, np.uint32) + np.frombuffer(kept.compound_sizes, np.uint32)
    words = ranks[words]
    order = np.argsort(words, kind="stable")
    words = words[order]
    documents = documents[order]
    begins = np.empty(len(words), np.bool_)
    begins[0] = True
    begins[1:] = (words[1:] != words[:-1]) | (documents[1:] != documents[:-1])
    starts = np.flatnonzero(begins)
    first = np.searchsorted(words[starts], np.arange(len(vocabulary) + 1))
    ends = np.append(starts, len(words))
    found = {
        "first": first,
        "where": ends[first],
        "documents": documents[starts],
        "lengths": lengths,
        **counted("times", np.diff(ends)),
        **counted("places", places[order]),
    }
    return {**arrays, **{f"{name}.{part}": values for part, values in found.items()}}


def _occurrences(kept: _Field) -> tuple[Array, Array, Array]:
    """Word, document and place of everything that stands anywhere, document by document, in rising places."""
    sizes, numbers = np.frombuffer(kept.sizes, np.uint32), np.arange(len(kept.sizes), dtype=np.uint32)
    words = np.frombuffer(kept.words, np.uint32)
    documents = np.repeat(numbers, sizes)
    begins = np.cumsum(sizes, dtype=np.int64) - sizes
    places = (np.arange(len(words)) - np.repeat(begins, sizes)).astype(np.uint32)
    if not len(kept.compounds):
        return words, documents, places
    more = np.repeat(numbers, np.frombuffer(kept.compound_sizes, np.uint32))
    return (
        np.concatenate((words, np.frombuffer(kept.compounds, np.uint32))),
        np.concatenate((documents, more)),
        np.concatenate((places, np.frombuffer(kept.compound_places, np.uint32))),
    )


def counted(which: str, values: Array) -> dict[str, Array]:
    """The array of `times` or of `places`, and apart from it what is too large for it."""
    most = MOST_TIMES if which == "times" else (1 << LOW) - 1
    above, too_large = split(values, most)
    if not len(above):
        return {which: values}
    if which == "times":
        return {which: np.minimum(values, most), "often": above, "oftener": too_large - most}
    return {which: values & most, "far": above, "farther": too_large >> LOW}
