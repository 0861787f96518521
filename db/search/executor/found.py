"""What a query found: how many, the best, all in the order of a column, and how they spread over its values."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from db.refs import Ref
from db.search.arrays.layout import Array
from db.search.arrays.segment import KIND, Segment
from db.search.executor.scored import Scored
from db.search.executor.view import View

_GROUP = 64  # scores of which the highest is looked at first


@dataclass(frozen=True, slots=True)
class Place:
    """One document found: the number of its segment, its own within that, and how well it fits."""

    segment: int
    document: int
    score: float


class Found:
    """All documents that a query finds, segment by segment."""

    def __init__(self, view: View, parts: Sequence[Scored]) -> None:
        self.view = view
        self.parts = list(parts)

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(map(len, self.parts))

    def ref(self, place: Place) -> Ref:
        """What a document is about."""
        return self.view.ref(place.segment, place.document)

    def narrowed(self, filters: Mapping[str, Sequence[str]]) -> "Found":
        """Those that have one of the values in each of these columns."""
        found = self
        for column, values in filters.items():
            found = found.of(_having(column, values))
        return found

    def between(self, column: str, low: int | None, high: int | None) -> "Found":
        """Those whose number in a column lies in a range, ends included."""
        return self.of(lambda segment: segment.numbers(column).between(low, high))

    def of(self, mask: Callable[[Segment], Array]) -> "Found":
        """Those of which a mask of each segment says so."""
        pairs = zip(self.view.segments, self.parts, strict=True)
        return Found(self.view, [part.where(mask(segment)) if len(part) else part for segment, part in pairs])

    def of_kinds(self, kinds: Sequence[str]) -> "Found":
        """Those about objects of these kinds."""
        return self.narrowed({KIND: kinds})

    def counts(self, column: str) -> Counter[str]:
        """How many have each value of a column of texts."""
        counts: Counter[str] = Counter()
        for segment, part in zip(self.view.segments, self.parts, strict=True):
            if len(part):
                counts.update(segment.texts(column).counts(part.documents))
        return counts

    def best(self, limit: int | None = 20, start: int = 0) -> list[Place]:
        """The best, from the one numbered `start` on; of equal ones those that came first."""
        if not self.total or limit == 0:
            return []
        scores = np.concatenate([part.scores for part in self.parts])
        wanted = len(scores) if limit is None else min(start + limit, len(scores))
        return self._places(scores, _highest(scores, wanted)[start:])

    def in_order(self, column: str, limit: int | None = 20, start: int = 0, *, reverse: bool = False) -> list[Place]:
        """All in the order of a column, those without a value last; of equal ones the best first."""
        if not self.total:
            return []
        ranks = np.concatenate(self._ranks(column))
        scores = np.concatenate([part.scores for part in self.parts])
        missing = ranks < 0
        order = np.lexsort((-scores, -ranks if reverse else ranks, missing))
        return self._places(scores, order[start : None if limit is None else start + limit])

    def _ranks(self, column: str) -> list[Array]:
        """The place of each document in the order of a column, comparable across segments."""
        pairs = list(zip(self.view.segments, self.parts, strict=True))
        if any(column in segment.number_columns for segment, _ in pairs):
            return [segment.numbers(column).values[part.documents] for segment, part in pairs]
        values = sorted(set().union(*(segment.texts(column).lexicon.words() for segment, _ in pairs)))
        number = {value: n for n, value in enumerate(values)}
        found = []
        for segment, part in pairs:
            texts = segment.texts(column)
            ranks = np.array([*(number[word] for word in texts.lexicon.words()), -1])
            found.append(ranks[texts.ranks(part.documents)])
        return found

    def _places(self, scores: Array, order: Array) -> list[Place]:
        bounds = np.concatenate(([0], np.cumsum([len(part) for part in self.parts])))
        owners = np.searchsorted(bounds, order, "right") - 1
        places = []
        for at, owner, score in zip(order.tolist(), owners.tolist(), scores[order].tolist(), strict=True):
            places.append(Place(owner, int(self.parts[owner].documents[at - int(bounds[owner])]), score))
        return places


def _having(column: str, values: Sequence[str]) -> Callable[[Segment], Array]:
    return lambda segment: segment.texts(column).having(values)


def _highest(scores: Array, wanted: int) -> Array:
    """The places of the highest scores, highest first; of equal ones the first."""
    there = np.flatnonzero(scores >= _bound(scores, wanted)) if wanted < len(scores) else np.arange(len(scores))
    if wanted < len(there):
        some = scores[there]
        least = np.partition(some, len(some) - wanted)[len(some) - wanted]
        above = np.flatnonzero(some > least)
        there = there[np.concatenate((above, np.flatnonzero(some == least)[: wanted - len(above)]))]
    order: Array = there[np.lexsort((there, -scores[there]))]
    return order


def _bound(scores: Array, wanted: int) -> float:
    """A score that as many as are wanted reach: as many groups of them have one such, and few others do."""
    groups = len(scores) // _GROUP
    if groups <= wanted:
        return -np.inf
    highest = scores[: groups * _GROUP].reshape(_GROUP, groups).max(axis=0)
    return float(np.partition(highest, groups - wanted)[groups - wanted])
