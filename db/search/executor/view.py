"""The segments that are asked, as they are at one moment: with the documents of them that are gone.

Statistics count what is gone as long as it is stored, as Whoosh's do; what is found never holds it.
"""

from collections.abc import Collection, Sequence
from functools import cached_property

import numpy as np

from db.refs import Ref
from db.search.arrays.layout import Array
from db.search.arrays.postings import Postings
from db.search.arrays.segment import Segment


class View:
    """All segments, and statistics over them."""

    def __init__(self, segments: Sequence[Segment], gone: Sequence[Collection[int]] = ()) -> None:
        self.segments = tuple(segments)
        self.gone = tuple(gone) or ((),) * len(self.segments)
        self.first = [0]
        for segment in self.segments:
            self.first.append(self.first[-1] + segment.documents)
        self._averages: dict[tuple[str, bool], float] = {}

    @property
    def documents(self) -> int:
        """How many there are, gone or not."""
        return self.first[-1]

    @cached_property
    def alive(self) -> tuple[Array | None, ...]:
        """For each segment a mask of what is not gone; None when that is all."""
        return tuple(_alive(segment, gone) for segment, gone in zip(self.segments, self.gone, strict=True))

    def ref(self, segment: int, document: int) -> Ref:
        """What a document is about."""
        return self.segments[segment].ref(document)

    def postings(self, field: str) -> list[Postings]:
        """A field in all segments."""
        return [segment.postings(field) for segment in self.segments]

    def frequency(self, field: str, word: bytes) -> int:
        """In how many documents a word stands."""
        found = ((postings, postings.lexicon.find(word)) for postings in self.postings(field))
        return sum(postings.frequency(number) for postings, number in found if number >= 0)

    def average(self, field: str, *, of_filled: bool) -> float:
        """How many words a field has on average: in all documents, or in those that have any."""
        if (field, of_filled) not in self._averages:
            all_of = self.postings(field)
            count = sum(postings.filled for postings in all_of) if of_filled else self.documents
            self._averages[field, of_filled] = sum(postings.total for postings in all_of) / (count or 1)
        return self._averages[field, of_filled]


def _alive(segment: Segment, gone: Collection[int]) -> Array | None:
    if not gone:
        return None
    mask = np.ones(segment.documents, np.bool_)
    mask[list(gone)] = False
    return mask
