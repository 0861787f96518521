"""Words in a row, and words near each other, in one field of one segment.

A place is told as one number: the document in the upper half, the place within it in the lower. So a list of
places is sorted when it is in the order of the text, and what follows each other differs by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from db.search.arrays.columns import gathered
from db.search.arrays.layout import Array
from db.search.arrays.postings import Postings
from db.search.executor.scored import places_in

HALF = 32
_LOWER = (1 << HALF) - 1
_FEW = 8  # lists that differ less in length are merged rather than looked up in
_DENSE = 8  # a list with more than an eighth of all documents is counted document by document

NONE = np.empty(0, np.int64)
_At = Array | None
"""Where documents are among those of a word; None when they are all of those."""

Counts = tuple[Array, Array]
"""Documents in rising order, and how often each has something."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to stand `offset` places after the first: any of the words from one number up to another."""

    offset: int
    first: int
    last: int

    @property
    def single(self) -> bool:
        """Whether it is one word only."""
        return self.last == self.first + 1


def counts(postings: Postings, first: int, last: int) -> Counts:
    """How often any of the words stands in each document."""
    start, end = postings.range(first, last)
    documents, times = postings.numbers(start, end), postings.times(start, end)
    if last == first + 1:
        return documents, times
    return added_up(documents, times, postings.documents)


def added_up(documents: Array, times: Array, count: int) -> Counts:
    """The same for documents in any order, each as often as may be."""
    if len(documents) * _DENSE > count:
        sums = np.bincount(documents, weights=times, minlength=count)
        found = np.flatnonzero(sums)
        return found, sums[found]
    order = np.argsort(documents, kind="stable")
    sorted_ = documents[order]
    begins = np.flatnonzero(np.concatenate(([True], sorted_[1:] != sorted_[:-1]))) if len(order) else NONE
    return sorted_[begins], np.add.reduceat(times[order].astype(np.int64), begins) if len(begins) else NONE


def in_a_row(postings: Postings, wanted: Sequence[Wanted], only: Array | None = None) -> Array:
    """The places, as one number each, where a row of words begins; in these documents only, if any are named."""
    rarest_first = sorted(wanted, key=lambda one: (not one.single, postings.extent(one.first, one.last)))
    common, at = _common(postings, rarest_first, only)
    found: Array | None = None
    for number, one in enumerate(rarest_first):
        if not len(common):
            return NONE
        if one.single:
            starts = _places_of_word(postings, one.first, common, at[number])
        else:
            starts = places(postings, one.first, one.last, common)
        starts -= one.offset
        found = starts if found is None else _shared(found, starts)
        if number and len(rarest_first) > number + 1 and len(found) * _FEW < len(common):
            kept, _ = places_in(common, documents_of(found)[0], postings.documents)
            common, at = common[kept], [_some(which, kept) for which in at]
    return NONE if found is None else found


def documents_of(found: Array) -> Counts:
    """In which documents these places are, and how many in each."""
    numbers = found >> HALF
    begins = np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1]))) if len(numbers) else NONE
    return numbers[begins], np.diff(np.append(begins, len(numbers)))


def within(found: Array, document: int) -> Array:
    """The places in one document."""
    start, end = np.searchsorted(found, (document << HALF, (document + 1) << HALF))
    return found[start:end] & _LOWER


def places(postings: Postings, first: int, last: int, common: Array) -> Array:
    """Where the words stand in these documents and perhaps in others, in rising order."""
    if last == first + 1:
        numbers = postings.numbers(*postings.range(first))
        at = np.searchsorted(numbers, common.astype(numbers.dtype, copy=False))
        return _places_of_word(postings, first, common, at)
    start, end = postings.range(first, last)
    mask = np.zeros(postings.documents, np.bool_)
    mask[common] = True
    numbers, times = postings.numbers(start, end), postings.times(start, end)
    kept = mask[numbers]
    where = np.flatnonzero(np.repeat(kept, times))
    found = (np.repeat(numbers[kept].astype(np.int64), times[kept]) << HALF) + postings.places_of(first, last)[where]
    found.sort()
    return found[np.concatenate(([True], found[1:] != found[:-1]))] if len(found) else found


def all_places(postings: Postings, words: Array) -> Array:
    """Where any of these words stands in any document, in rising order."""
    all_of = ((word, postings.numbers(*postings.range(word))) for word in words.tolist())
    found = [_places_of_word(postings, word, numbers, None) for word, numbers in all_of]
    return np.unique(np.concatenate(found)) if found else NONE


def followed(before: Array, after: Array, nearest: int, farthest: int) -> Array:
    """Those places of the second list that come so many places after one of the first."""
    if not len(before):
        return NONE
    at = np.searchsorted(before, after - nearest, "right") - 1
    return after[(at >= 0) & (after - before[np.maximum(at, 0)] <= farthest)]


def near(one: Array, other: Array, nearest: int, farthest: int) -> Array:
    """Those places of the second list that are so many places before or after one of the first."""
    if not len(one):
        return NONE
    behind = followed(one, other, nearest, farthest)
    at = np.searchsorted(one, other + nearest)
    ahead = other[(at < len(one)) & (one[np.minimum(at, len(one) - 1)] - other <= farthest)]
    return np.union1d(behind, ahead)


def _places_of_word(postings: Postings, word: int, common: Array, at: _At) -> Array:
    """Where a word stands in these documents and perhaps others; `at` is where they are among those of the word."""
    start, end = postings.range(word)
    times, all_places = postings.times(start, end), postings.places(word)
    if at is None or len(at) * 2 > len(times):  # what is too much does no harm, and costs less than to leave it out
        sizes, common = times, postings.numbers(start, end)
    else:
        sizes = times[at]
        ends = np.cumsum(times[: at[-1] + 1] if len(at) else times[:0], dtype=np.int64)
        all_places = all_places[gathered(ends[at] - sizes, sizes)]
    found: Array = np.repeat(common.astype(np.int64) << HALF, sizes)
    found += all_places
    return found


def _common(postings: Postings, wanted: Sequence[Wanted], only: Array | None) -> tuple[Array, list[_At]]:
    """The documents that have all of the words, in rising order; and where they are among those of each single one."""
    common = only
    at: list[_At] = []
    for one in wanted:
        numbers = postings.numbers(*postings.range(one.first, one.last))
        if one.single:
            common, at = _with_word(common, at, numbers, postings.documents)
        else:
            mask = np.zeros(postings.documents, np.bool_)
            mask[numbers] = True
            here = np.flatnonzero(mask if common is None else mask[common])
            common, at = here if common is None else common[here], [_some(which, here) for which in at]
        if not len(common):
            break
    return NONE if common is None else common, at


def _with_word(common: Array | None, at: list[_At], numbers: Array, documents: int) -> tuple[Array, list[_At]]:
    """The same with one more word; None is all of its documents."""
    if common is None:
        return numbers, [None]
    here, there = places_in(common, numbers, documents)
    return common[here], [*(_some(which, here) for which in at), there]


def _some(which: _At, here: Array) -> Array:
    return here if which is None else which[here]


def _shared(one: Array, other: Array) -> Array:
    """What is in both of two lists in rising order."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    if len(few) * _FEW > len(many):
        both = np.concatenate((few, many))
        both.sort(kind="stable")  # two rising lists are merged
        twice: Array = both[:-1][both[1:] == both[:-1]]
        return twice
    if not len(few):
        return few
    at = np.searchsorted(many, few)
    at[at == len(many)] = 0
    shared: Array = few[many[at] == few]
    return shared
