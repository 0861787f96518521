"""Whoosh's idea of going through the postings of a word, on arrays. Whoosh has no types, hence the ignored errors."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.matching import mcore
from whoosh.query.spans import Span

from db.search.arrays.postings import Postings


class ArrayMatcher(mcore.Matcher):  # type: ignore[misc]
    """The documents of one word, one after the other."""

    def __init__(self, postings: Postings, word: int, scorer: Any = None) -> None:
        start, end = postings.range(word)
        self._postings, self._word = postings, word
        self._numbers = postings.numbers(start, end)
        self._times = postings.times(start, end)
        self._ends = np.cumsum(self._times, dtype=np.int64)
        self._at = 0
        self.scorer = scorer

    def is_active(self) -> bool:
        return self._at < len(self._numbers)

    def reset(self) -> None:
        self._at = 0

    def id(self) -> int:
        """The current document; beyond all of them at the end, where some of Whoosh's matchers still ask."""
        return int(self._numbers[self._at]) if self.is_active() else self._postings.documents

    def next(self) -> None:
        if not self.is_active():
            raise mcore.ReadTooFar
        self._at += 1

    def skip_to(self, id: int) -> None:  # noqa: A002
        if not self.is_active():
            raise mcore.ReadTooFar
        if id > self.id():
            self._at += int(np.searchsorted(self._numbers[self._at :], id))

    def all_ids(self) -> Iterator[int]:
        yield from self._numbers.tolist()

    def copy(self) -> "ArrayMatcher":
        other = ArrayMatcher(self._postings, self._word, self.scorer)
        other._at = self._at
        return other

    def term(self) -> tuple[str, bytes]:
        return self._postings.field, self._postings.lexicon.word(self._word)

    def weight(self) -> float:
        return float(self._times[self._at])

    def score(self) -> float:
        return float(self.scorer.score(self)) if self.scorer else self.weight()

    # --- bounds: the whole of a word is one block -------------------------------------------------

    def supports_block_quality(self) -> bool:
        return bool(self.scorer) and bool(self.scorer.supports_block_quality())

    def max_quality(self) -> float:
        return float(self.scorer.max_quality())

    def block_quality(self) -> float:
        return self.max_quality()

    def skip_to_quality(self, minquality: float) -> int:
        if self.is_active() and self.block_quality() <= minquality:
            self._at = len(self._numbers)
            return 1
        return 0

    # --- what is known of a posting ---------------------------------------------------------------

    def supports(self, astype: str) -> bool:
        return astype in ("frequency", "weight", "positions")

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self._places()
        if astype in ("frequency", "weight"):
            return type(self._times[self._at].item())(self._times[self._at])
        raise ValueError(astype)

    def value(self) -> bytes:
        return np.array(self._places(), "<u4").tobytes()

    def spans(self) -> list[Span]:
        return [Span(place) for place in self._places()]

    def _places(self) -> list[int]:
        end = int(self._ends[self._at])
        begin = int(self._postings.places_start[self._word])
        found: list[int] = self._postings.places_at(begin + end - int(self._times[self._at]), begin + end).tolist()
        return found
