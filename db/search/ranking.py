"""Which documents a query finds, and how well: the query tree evaluated on all segments.

Every document is looked at, so that the number found is exact. Scores are BM25 (Robertson and Zaragoza,
"The probabilistic relevance framework", 2009), summed over title and body as in BM25F's simple form; a
phrase, or all words that begin in one way, counts as if it were one word.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from itertools import accumulate
from math import log
from typing import Any

from whoosh import query as tree

from db.refs import Ref
from db.search.analysis import Element, elements, spellings
from db.search.query import Words
from db.search.schema import SCHEMA
from db.search.segments import Posting, Segment
from db.search.storage import Entry

_ANYWHERE = ("title", "body")
_BOOST = {"title": 2.0, "body": 1.0}  # words in other fields narrow a search down and add nothing to a score
_K1, _B = 1.2, 0.75

Scores = dict[int, float]
"""Documents, numbered through all segments, with how well they fit."""

_PLACES = SCHEMA["body"].format


class Ranking:
    """Evaluates queries on segments; `entries` tell which of their documents are gone."""

    def __init__(self, segments: Sequence[Segment], entries: Sequence[Entry]) -> None:
        self.segments = segments
        self._usuals: dict[str, float] = {}
        self._narrowed: dict[Words, Scores] = {}  # kinds, languages and the like are asked for again and again
        self.firsts = [0, *accumulate(segment.documents for segment in segments)]
        self.gone = {first + n for first, entry in zip(self.firsts, entries, strict=False) for n in entry.gone}

    def ref(self, number: int) -> Ref:
        """The object that a document is about."""
        place = bisect_right(self.firsts, number) - 1
        return self.segments[place].refs[number - self.firsts[place]]

    def scores(self, node: Any) -> Scores:
        """The documents that a query tree finds."""
        found = self._scores(node)
        return {number: score for number, score in found.items() if number not in self.gone} if self.gone else found

    def _scores(self, node: Any) -> Scores:
        if isinstance(node, Words):
            return self._words(node)
        if isinstance(node, tree.Not):
            excluded = self._scores(node.query)
            return {number: 0.0 for number in range(self.firsts[-1]) if number not in excluded}
        if isinstance(node, tree.And):
            return self._all(node.children())
        return reduce(_either, map(self._scores, node.children()))

    def _all(self, nodes: Iterable[Any]) -> Scores:
        wanted = sorted(nodes, key=lambda node: isinstance(node, tree.Not))
        found = self._scores(wanted[0])
        for node in wanted[1:]:
            if not found:
                break
            if isinstance(node, tree.Not):
                excluded = self._scores(node.query)
                found = {number: score for number, score in found.items() if number not in excluded}
            else:
                other = self._scores(node)
                found = {number: score + other[number] for number, score in found.items() if number in other}
        return found

    def _words(self, words: Words) -> Scores:
        if words in self._narrowed:
            return self._narrowed[words]
        found: Scores = {}
        for field in (words.fieldname,) if words.fieldname else _ANYWHERE:
            counts = [_counts(segment, field, words) for segment in self.segments]
            frequency = sum(map(len, counts))
            if frequency:
                self._score(found, field, counts, log(self.firsts[-1] / (frequency + 1)) + 1)
        if words.fieldname not in (None, *_ANYWHERE):
            self._narrowed[words] = found
        return found

    def _score(self, found: Scores, field: str, counts: Sequence[dict[int, float]], rarity: float) -> None:
        most = _BOOST.get(field, 0.0) * rarity * (_K1 + 1)
        lengths = [segment.lengths(field) for segment in self.segments]
        usual = self._usual(field, lengths)
        for first, count, long in zip(self.firsts, counts, lengths, strict=False):
            for number, times in count.items():
                score = most * times / (times + _K1 * (1 - _B + _B * long[number] / usual))
                found[first + number] = found.get(first + number, 0.0) + score

    def _usual(self, field: str, lengths: Sequence[Sequence[int]]) -> float:
        """How many words a field has on average, where it has any: most notes and excerpts have no title."""
        if field not in self._usuals:
            filled = sum(len(long) - long.count(0) for long in lengths)
            self._usuals[field] = sum(map(sum, lengths)) / (filled or 1)
        return self._usuals[field]


def _either(one: Scores, other: Scores) -> Scores:
    smaller, larger = sorted((one, other), key=len)
    return larger | {number: score + larger.get(number, 0.0) for number, score in smaller.items()}


# --- words in one segment -------------------------------------------------------------------------


def _counts(segment: Segment, field: str, words: Words) -> dict[int, float]:
    """How often the words stand in a row in each document, in whatever spelling."""
    counts: dict[int, float] = {}
    for spelling in spellings(words.pieces):
        wanted = elements(spelling, unfinished=words.unfinished)
        found = _single(segment, field, wanted[0]) if len(wanted) == 1 else _in_a_row(segment, field, wanted)
        counts = _either(counts, found)
    return counts


def _single(segment: Segment, field: str, element: Element) -> dict[int, float]:
    counts: dict[int, float] = {}
    for postings in _postings(segment, field, element):
        for number, weight, _ in postings:
            counts[number] = counts.get(number, 0.0) + weight
    return counts


def _postings(segment: Segment, field: str, element: Element) -> Iterable[list[Posting]]:
    if not element.open:
        return [segment.postings(field, element.token)]
    return (segment.postings(field, token) for token, _ in segment.beginning(field, element.token))


def _in_a_row(segment: Segment, field: str, wanted: Sequence[Element]) -> dict[int, float]:
    """Only documents that hold all elements have their places compared."""
    places: list[tuple[int, dict[int, list[bytes]]]] = []
    common: Collection[int] | None = None
    for element in wanted:
        held: dict[int, list[bytes]] = {}
        for postings in _postings(segment, field, element):
            for number, _, value in postings:
                if common is None or number in common:
                    held.setdefault(number, []).append(value)
        if not held:
            return {}
        places.append((element.offset, held))
        common = held.keys()
    rows = {number: len(_starts(number, places)) for number in places[-1][1]}
    return {number: float(count) for number, count in rows.items() if count}


def _starts(number: int, places: Sequence[tuple[int, dict[int, list[bytes]]]]) -> set[int]:
    starts: set[int] | None = None
    for offset, held in places:
        here = {place - offset for value in held[number] for place in _PLACES.decode_positions(value)}
        starts = here if starts is None else starts & here
        if not starts:
            break
    return starts or set()
