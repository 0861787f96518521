"""A segment in the making: documents come in, their texts are cut into words, and all is sorted at the end.

Words stand one place after the other; a compound stands at the place of its first part.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np

from db.refs import Ref
from db.search.arrays.columns import gathered, number_arrays, text_arrays, word_arrays
from db.search.arrays.cutting import Cut, Cutter, pieces
from db.search.arrays.layout import Array, Data, pack
from db.search.arrays.lexicon import encoded
from db.search.arrays.postings import LOW, MOST_TIMES, split
from db.search.arrays.segment import ref_arrays

_NONE: Array = np.empty(0, np.uint64)
_AT_ONCE = 1 << 16  # letters that are cut at once


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index gets to know of one document; fields, texts and numbers have names."""

    ref: Ref
    fields: Mapping[str, str]
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """A segment that is ready: of so many documents, with the numbers of those that came again later."""

    data: Data
    documents: int
    replaced: Sequence[int] = ()

    def __len__(self) -> int:
        return self.documents

    def finish(self) -> Data:
        """The segment."""
        return self.data


@lru_cache(maxsize=1)
def _cutter() -> Cutter:
    return Cutter()


class _Field:
    """The texts of one field, and what they were cut into."""

    def __init__(self) -> None:
        self.cuts: list[Cut] = []
        self.owners = array("I")  # of each piece of text the number of its document
        self._waiting: list[str] = []
        self._letters = 0

    def add(self, document: int, text: str) -> int:
        """Take in the text of a document; how many words were cut meanwhile."""
        cut = 0
        for piece in pieces(text):
            self._waiting.append(piece)
            self.owners.append(document)
            self._letters += len(piece)
            if self._letters >= _AT_ONCE:
                cut += self.cut()
        return cut

    def cut(self) -> int:
        """Cut what waits for it; into how many words."""
        if not self._waiting:
            return 0
        self.cuts.append(_cutter().cut(self._waiting))
        self._waiting, self._letters = [], 0
        return len(self.cuts[-1].numbers)


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
        for name, text in entry.fields.items():
            self.words += self._fields[name].add(len(self._kinds) - 1, text)
        for name, texts in self._texts.items():
            texts.append(entry.texts.get(name, ()))
        for name, numbers in self._numbers.items():
            numbers.append(entry.numbers.get(name, -1))

    @property
    def refs(self) -> list[Ref]:
        """The objects that it knows."""
        return list(self._numbered)

    def finish(self) -> memoryview:
        """The segment; the draft is used up."""
        arrays = ref_arrays(self._kinds, bytes(self._uuids))
        for name in list(self._fields):
            arrays.update(_sorted(name, self._fields.pop(name), len(self._kinds)))
        for name, texts in self._texts.items():
            if any(texts):
                arrays.update(text_arrays(name, texts))
        for name, numbers in self._numbers.items():
            arrays.update(number_arrays(name, np.array(numbers, np.int64)))
        facts: dict[str, Any] = {"documents": len(self._kinds)}
        return pack(facts, arrays)


def _sorted(name: str, kept: _Field, count: int) -> dict[str, Array]:
    """The words of a field in their order, with their postings and places."""
    kept.cut()
    numbers, documents, places = _occurrences(kept, count)
    if not len(numbers):
        return {}
    lengths = np.bincount(documents, minlength=count)
    order = np.argsort(numbers, kind="stable")
    sorted_ = numbers[order]
    begins = np.flatnonzero(np.concatenate(([True], sorted_[1:] != sorted_[:-1])))
    del numbers, sorted_
    sizes = np.diff(np.append(begins, len(order)))
    words = _spelt(kept, order[begins])
    ranks = np.array(sorted(range(len(words)), key=words.__getitem__))
    arrays = word_arrays(name, [encoded(words[rank]) for rank in ranks.tolist()])
    order, sizes = order[gathered(begins[ranks], sizes[ranks])], sizes[ranks]
    documents, places = documents[order], places[order]
    del order
    new = np.concatenate(([True], documents[1:] != documents[:-1]))
    where = np.concatenate(([0], np.cumsum(sizes)))
    new[where[:-1]] = True
    starts = np.flatnonzero(new)
    found = {
        "first": np.searchsorted(starts, where),
        "where": where,
        "documents": documents[starts],
        "lengths": lengths,
        **counted("times", np.diff(np.append(starts, len(documents)))),
        **counted("places", places),
    }
    return {**arrays, **{f"{name}.{part}": values for part, values in found.items()}}


def _occurrences(kept: _Field, count: int) -> tuple[Array, Array, Array]:
    """Number, document and place of all words in the order of the texts, and then of all compounds."""
    if not kept.cuts:
        return np.empty(0, np.uint64), np.empty(0, np.uint32), np.empty(0, np.uint32)
    owners = np.frombuffer(kept.owners, np.uint32)
    documents = np.repeat(owners, np.concatenate([cut.sizes for cut in kept.cuts]))
    sizes = np.bincount(documents, minlength=count)
    begins = (np.cumsum(sizes) - sizes).astype(np.uint32)
    ordinals = [np.arange(len(documents), dtype=np.uint32)]
    words = texts = 0
    more = []
    for cut in kept.cuts:
        ordinals.append((cut.ordinals + words).astype(np.uint32))
        more.append(owners[cut.texts + texts])
        words, texts = words + len(cut.numbers), texts + len(cut.sizes)
    documents = np.concatenate((documents, *more))
    places = np.concatenate(ordinals)
    places -= begins[documents]
    numbers = np.concatenate([cut.numbers for cut in kept.cuts] + [cut.compounds for cut in kept.cuts])
    kept.cuts = [replace(cut, numbers=_NONE, compounds=_NONE) for cut in kept.cuts]  # they take much room
    return numbers, documents, places


def _spelt(kept: _Field, occurrences: Array) -> list[str]:
    """The letters of words, each told by one place where it occurs."""
    starts = np.concatenate([cut.starts for cut in kept.cuts] + [cut.compound_starts for cut in kept.cuts])
    ends = np.concatenate([cut.ends for cut in kept.cuts] + [cut.compound_ends for cut in kept.cuts])
    sizes = [len(cut.starts) for cut in kept.cuts] + [len(cut.compound_starts) for cut in kept.cuts]
    owners = np.searchsorted(np.cumsum(sizes), occurrences, "right") % len(kept.cuts)
    at = zip(owners.tolist(), starts[occurrences].tolist(), ends[occurrences].tolist(), strict=True)
    letters = [cut.letters for cut in kept.cuts]
    return [letters[owner][start:end] for owner, start, end in at]


def counted(which: str, values: Array) -> dict[str, Array]:
    """The array of `times` or of `places`, and apart from it what is too large for it."""
    most = MOST_TIMES if which == "times" else (1 << LOW) - 1
    above, too_large = split(values, most)
    if not len(above):
        return {which: values}
    if which == "times":
        return {which: np.minimum(values, most), "often": above, "oftener": too_large - most}
    return {which: values & most, "far": above, "farther": too_large >> LOW}
