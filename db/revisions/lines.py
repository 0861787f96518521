"""Three-way merge of a text, line by line.

Whole lines only: merging word by word can silently duplicate or drop text. Where both sides changed
the same lines the first side's are kept and the merge is called unclean; markers are never written.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

_Region = tuple[int, int, int, int, int, int]
_Range = tuple[int, int, int, int]
_Pair = tuple[int, int]

_CLOSELY = 10_000  # lines times lines that are compared one by one, which takes longer than their square


def merge_lines(base: str, first: str, second: str) -> tuple[str, bool]:
    """The merged text, and whether it is clean, that is, no line was changed in two ways."""
    lines = [text.splitlines(keepends=True) for text in (base, first, second)]
    merged: list[str] = []
    clean = True
    for start, end, a_start, a_end, b_start, b_end in _differing(*lines):
        old, a, b = lines[0][start:end], lines[1][a_start:a_end], lines[2][b_start:b_end]
        if a in (old, b):
            merged += b
        else:
            merged += a
            clean = clean and b == old
    return "".join(merged), clean


def _differing(base: list[str], a: list[str], b: list[str]) -> Iterator[_Region]:
    """Regions that cover all three texts in order: in turn changed somewhere, and one line equal in all."""
    in_a, in_b = dict(_same(base, a)), dict(_same(base, b))
    done = (0, 0, 0)
    for line in sorted(in_a.keys() & in_b.keys()):
        yield done[0], line, done[1], in_a[line], done[2], in_b[line]
        done = (line + 1, in_a[line] + 1, in_b[line] + 1)
        yield line, done[0], in_a[line], done[1], in_b[line], done[2]
    yield done[0], len(base), done[1], len(a), done[2], len(b)


def _same(old: list[str], new: list[str]) -> Iterator[_Pair]:
    """Which line of the new text is which of the old one: at the ends, then by lines that occur only once.

    What lies between two such lines is looked at in the same way; only where no line tells places
    apart, and little is left, is it compared in every way. So a long text takes no longer than it must.
    """
    todo: list[_Range] = [(0, len(old), 0, len(new))]
    while todo:
        i, i_end, j, j_end = todo.pop()
        while i < i_end and j < j_end and old[i] == new[j]:
            yield i, j
            i, j = i + 1, j + 1
        while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
            i_end, j_end = i_end - 1, j_end - 1
            yield i_end, j_end
        fixed = _fixed(old, new, (i, i_end, j, j_end))
        yield from fixed
        if fixed:
            todo += [
                (a + 1, a_end, b + 1, b_end)
                for (a, b), (a_end, b_end) in zip([(i - 1, j - 1), *fixed], [*fixed, (i_end, j_end)], strict=True)
            ]


def _fixed(old: list[str], new: list[str], within: _Range) -> list[_Pair]:
    """Pairs of lines in this range that are surely the same line, in order in both."""
    i, i_end, j, j_end = within
    once_old, once_new = _once(old, i, i_end), _once(new, j, j_end)
    pairs = sorted((once_old[line], once_new[line]) for line in once_old.keys() & once_new.keys())
    if pairs or (i_end - i) * (j_end - j) > _CLOSELY:
        return _longest_rising(pairs)
    blocks = SequenceMatcher(None, old[i:i_end], new[j:j_end], autojunk=False).get_matching_blocks()
    return [(i + a + step, j + b + step) for a, b, size in blocks for step in range(size)]


def _once(lines: list[str], start: int, end: int) -> dict[str, int]:
    """Where the lines are that occur only once in a range."""
    counts = Counter(lines[start:end])
    return {lines[at]: at for at in range(start, end) if counts[lines[at]] == 1}


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
