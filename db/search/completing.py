"""Words that go on from what was typed, with the numbers of documents they stand in."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from db.search.arrays.lexicon import decoded, encoded
from db.search.arrays.postings import Postings
from db.search.executor.view import View

FIELDS = ("title", "body")
_MORE = 6


def completions(view: View, begun: str, limit: int) -> Counter[str]:
    """The most frequent words that begin so, at least `limit` of them if there are as many.

    Of each segment only its most frequent are looked at, and more of them as long as one that was left out could
    be among the best.
    """
    start = encoded(begun)
    all_of = [postings for field in FIELDS for postings in view.postings(field)]
    ranges = [(postings, *postings.lexicon.beginning(start)) for postings in all_of]
    ranges = [found for found in ranges if found[2] > found[1]]
    wanted = max(limit, 1) + _MORE
    while True:
        words: set[bytes] = set()
        left_out = 0
        for postings, first, last in ranges:
            most, next_one = _most(postings, first, last, wanted)
            words |= most
            left_out += next_one
        counts = Counter({decoded(word): _frequency(ranges, word) for word in words})
        best = sorted(counts.values(), reverse=True)[:limit]
        if not left_out or (len(best) == limit and best[-1] > left_out):
            return counts
        wanted *= 4


def _most(postings: Postings, first: int, last: int, wanted: int) -> tuple[set[bytes], int]:
    """The most frequent of these words, and the highest frequency among all others."""
    frequencies = postings.frequencies(first, last)
    if len(frequencies) <= wanted:
        return set(postings.lexicon.words(first, last)), 0
    order = np.argpartition(frequencies, len(frequencies) - wanted)
    words = {postings.lexicon.word(first + number) for number in order[-wanted:].tolist()}
    return words, int(frequencies[order[:-wanted]].max())


def _frequency(ranges: Sequence[tuple[Postings, int, int]], word: bytes) -> int:
    """In how many documents of all segments a word stands, which is among the words of these ranges."""
    found = ((postings, postings.lexicon.find(word, first, last)) for postings, first, last in ranges)
    return sum(postings.frequency(number) for postings, number in found if number >= 0)
