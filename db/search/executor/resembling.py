"""Documents that share many words with something, in one segment; how many are enough is told by their worth."""

from collections.abc import Sequence

import numpy as np

from db.search.executor import scored
from db.search.executor.scored import Scored


def enough(parts: Sequence[Scored], worths: Sequence[float], count: int, least: float) -> Scored:
    """The documents that have words of at least so much of all their worth; `parts` are of one word each."""
    found = scored.either(parts, count)
    held = np.zeros(count, np.float32)
    for part, worth in zip(parts, worths, strict=True):
        held[part.documents] += np.float32(worth)
    kept = held[found.documents] >= least * sum(worths)
    return Scored(found.documents[kept], found.scores[kept])
