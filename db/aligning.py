"""Which pieces of one text are which pieces of another: in the same order in both, and never in more time than allowed.

Pieces are lines, clauses, words, or anything else that can be compared. At the ends they are matched as they come, in
between by those that occur only once; only where nothing tells places apart, and little is left, in every way.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_Range = tuple[int, int, int, int]
_Pair = tuple[int, int]

_CLOSELY = 10_000  # pieces times pieces that are compared one by one, which takes longer than their square


@dataclass
class Effort:
    """How many pieces may still be looked at; when there is none left, what was not matched stays unmatched."""

    left: float = float("inf")

    def spend(self, pieces: int) -> bool:
        """Whether so many pieces may be looked at."""
        self.left -= pieces
        return self.left >= 0


def same(old: Sequence[str], new: Sequence[str], effort: Effort | None = None) -> Iterator[_Pair]:
    """Which piece of the new text is which of the old one, in no order.

    What lies between two pieces that occur only once is looked at in the same way, so that a long text takes no longer
    than it must.
    """
    effort = effort or Effort()
    todo: list[_Range] = [(0, len(old), 0, len(new))]
    while todo:
        i, i_end, j, j_end = todo.pop()
        while i < i_end and j < j_end and old[i] == new[j]:
            yield i, j
            i, j = i + 1, j + 1
        while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
            i_end, j_end = i_end - 1, j_end - 1
            yield i_end, j_end
        fixed = _fixed(old, new, (i, i_end, j, j_end), effort) if i < i_end and j < j_end else []
        yield from fixed
        if fixed:
            todo += [
                (a + 1, a_end, b + 1, b_end)
                for (a, b), (a_end, b_end) in zip([(i - 1, j - 1), *fixed], [*fixed, (i_end, j_end)], strict=True)
            ]


def _fixed(old: Sequence[str], new: Sequence[str], within: _Range, effort: Effort) -> list[_Pair]:
    """Pairs of pieces in this range that are surely the same, in order in both."""
    i, i_end, j, j_end = within
    if not effort.spend(i_end - i + j_end - j):
        return []
    once_old, once_new = _once(old, i, i_end), _once(new, j, j_end)
    pairs = sorted((once_old[piece], once_new[piece]) for piece in once_old.keys() & once_new.keys())
    all_ways = (i_end - i) * (j_end - j)
    if pairs or all_ways > _CLOSELY or not effort.spend(all_ways // 4):
        return _longest_rising(pairs)
    blocks = SequenceMatcher(None, old[i:i_end], new[j:j_end], autojunk=False).get_matching_blocks()
    return [(i + a + step, j + b + step) for a, b, size in blocks for step in range(size)]


def _once(pieces: Sequence[str], start: int, end: int) -> dict[str, int]:
    """Where the pieces are that occur only once in a range."""
    counts = Counter(pieces[start:end])
    return {pieces[at]: at for at in range(start, end) if counts[pieces[at]] == 1}


def _longest_rising(pairs: list[_Pair]) -> list[_Pair]:
    """As many of the pairs, which are sorted by the first, as rise in the second, too."""
    ends: list[int] = []  # the smallest last value of a rising row, by its length
    last: list[int] = []  # which pair that is
    before: list[int | None] = []
    for number, (_, value) in enumerate(pairs):
        length = bisect_left(ends, value)
        ends[length : length + 1] = [value]
        last[length : length + 1] = [number]
        before.append(last[length - 1] if length else None)
    found: list[_Pair] = []
    at = last[-1] if last else None
    while at is not None:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]
