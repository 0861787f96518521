"""Documents of one segment, in rising order, with their scores; and what can be done with two of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from db.search.arrays.layout import Array

_FEW = 16  # a list this many times shorter than another is looked up in it


@dataclass(frozen=True, slots=True)
class Scored:
    """Numbers of documents, each once, and as many scores."""

    documents: Array
    scores: Array

    def __len__(self) -> int:
        return len(self.documents)

    def where(self, mask: Array) -> "Scored":
        """Those documents of which a mask over all documents says so."""
        kept = mask[self.documents]
        return Scored(self.documents[kept], self.scores[kept])

    def mask(self, count: int) -> Array:
        """For each of all documents whether it is one of these."""
        found = np.zeros(count, np.bool_)
        found[self.documents] = True
        return found

    def times(self, factor: float) -> "Scored":
        """The same documents with other scores."""
        return self if factor == 1.0 else Scored(self.documents, self.scores * np.float32(factor))


def nothing() -> Scored:
    """No document at all."""
    return Scored(np.empty(0, np.intp), np.empty(0, np.float32))


def constant(documents: Array, score: float) -> Scored:
    """All with the same score."""
    return Scored(documents.astype(np.intp, copy=False), np.full(len(documents), score, np.float32))


def places_in(few: Array, many: Array, documents: int) -> tuple[Array, Array]:
    """Which of the documents of two lists are in both: their places in either."""
    if len(few) > len(many):
        there, here = places_in(many, few, documents)
        return here, there
    if len(few) * _FEW < len(many):
        places = np.searchsorted(many, few)
        places[places == len(many)] = 0
        here = np.flatnonzero(many[places] == few) if len(many) else np.empty(0, np.intp)
        return here, places[here]
    mask = np.zeros(documents, np.bool_)
    mask[few] = True
    there = np.flatnonzero(mask[many])
    mask[few] = False
    mask[many[there]] = True
    return np.flatnonzero(mask[few]), there


def both(one: Scored, other: Scored, documents: int) -> Scored:
    """What is in both; scores are added."""
    here, there = places_in(one.documents, other.documents, documents)
    return Scored(one.documents[here], one.scores[here] + other.scores[there])


def without(one: Scored, other: Scored, documents: int) -> Scored:
    """What is in the first only."""
    mask = np.ones(documents, np.bool_)
    mask[other.documents] = False
    return one.where(mask)


def within(one: Scored, other: Scored, documents: int) -> Scored:
    """What is in both, with the scores of the first."""
    here, _ = places_in(one.documents, other.documents, documents)
    return Scored(one.documents[here], one.scores[here])


def maybe(one: Scored, other: Scored, documents: int) -> Scored:
    """All of the first; the scores of what is in the second as well are added."""
    here, there = places_in(one.documents, other.documents, documents)
    scores = one.scores.copy()
    scores[here] += other.scores[there]
    return Scored(one.documents, scores)


def either(many: Sequence[Scored], documents: int) -> Scored:
    """What is in any; scores are added."""
    filled = [one for one in many if len(one)]
    if len(filled) < 2:
        return filled[0] if filled else nothing()
    sums = np.zeros(documents, np.float32)
    mask = np.zeros(documents, np.bool_)
    for one in filled:
        sums[one.documents] += one.scores
        mask[one.documents] = True
    found = np.flatnonzero(mask)
    return Scored(found, sums[found])


def highest(many: Sequence[Scored], documents: int, tiebreak: float = 0.0) -> Scored:
    """What is in any, with the highest of its scores, and of the others so much as `tiebreak` says."""
    best = np.full(documents, -np.inf, np.float32)
    sums = np.zeros(documents, np.float32)
    for one in many:
        best[one.documents] = np.maximum(best[one.documents], one.scores)
        sums[one.documents] += one.scores
    found = np.flatnonzero(best > -np.inf)
    return Scored(found, best[found] + np.float32(tiebreak) * (sums[found] - best[found]))
