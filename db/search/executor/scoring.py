"""What a word in a document is worth: BM25 (Robertson and Zaragoza, "The probabilistic relevance framework", 2009),
summed over fields as in BM25F's simple form, with statistics over all segments.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log

import numpy as np

from db.search.arrays.layout import Array
from db.search.executor.scored import Scored, nothing
from db.search.executor.view import View


@dataclass(frozen=True, slots=True)
class Scoring:
    """How to score. The defaults are those of Whoosh, so that both can be compared.

    `boosts` are of fields; others have `otherwise`. `average_of_filled` measures the length of a field against
    documents that have any of it, `excluded` is what a document is worth that a NOT finds.
    """

    k1: float = 1.2
    b: float = 0.75
    boosts: Mapping[str, float] = field(default_factory=dict)
    otherwise: float = 1.0
    average_of_filled: bool = False
    excluded: float = 1.0

    def boost(self, name: str) -> float:
        """How much words of a field count."""
        return self.boosts.get(name, self.otherwise)


class Scorer:
    """Scores documents of a view; remembers what it needs of each field."""

    def __init__(self, view: View, scoring: Scoring) -> None:
        self.scoring = scoring
        self._view = view
        self._norms: dict[tuple[int, str], Array] = {}

    def rarity(self, frequency: int) -> float:
        """What it is worth that a word stands in no more documents than these."""
        return log(max(self._view.documents, 1) / (frequency + 1)) + 1

    def score(self, segment: int, name: str, documents: Array, times: Array, worth: float) -> Scored:
        """Documents in which something of this worth stands so many times in a field."""
        if not len(documents):
            return nothing()
        weight = worth * self.scoring.boost(name) * (self.scoring.k1 + 1)
        documents = documents.astype(np.intp, copy=False)
        if not weight:
            return Scored(documents, np.zeros(len(documents), np.float32))
        often = times.astype(np.float32)
        scores = often + self._norm(segment, name)[documents]
        np.divide(often, scores, out=scores)
        scores *= np.float32(weight)
        return Scored(documents, scores)

    def _norm(self, segment: int, name: str) -> Array:
        """What the length of a field in each document adds below the line."""
        found = self._norms.get((segment, name))
        if found is None:
            average = self._view.average(name, of_filled=self.scoring.average_of_filled) or 1.0
            lengths = self._view.segments[segment].postings(name).lengths.astype(np.float32)
            k1, b = self.scoring.k1, self.scoring.b
            found = self._norms[segment, name] = np.float32(k1 * (1 - b)) + np.float32(k1 * b / average) * lengths
        return found
