"""Three-way merge of a text, line by line.

Whole lines only: merging word by word can silently duplicate or drop text. Where both sides changed
the same lines the first side's are kept and the merge is called unclean; markers are never written.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher

_Region = tuple[int, int, int, int, int, int]


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
    """Regions that cover all three texts in order: in turn changed somewhere, and equal in all."""
    done = (0, 0, 0)
    for start, a_start, b_start, length in _in_all(base, a, b):
        yield done[0], start, done[1], a_start, done[2], b_start
        done = (start + length, a_start + length, b_start + length)
        yield start, done[0], a_start, done[1], b_start, done[2]


def _in_all(base: list[str], a: list[str], b: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of lines that stand in all three texts: starts in each, and length; at last an empty one at the ends."""
    with_a = SequenceMatcher(None, base, a, autojunk=False).get_matching_blocks()
    with_b = SequenceMatcher(None, base, b, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(with_a) and j < len(with_b):
        (base_a, in_a, size_a), (base_b, in_b, size_b) = with_a[i], with_b[j]
        start, end = max(base_a, base_b), min(base_a + size_a, base_b + size_b)
        if start < end:
            yield start, in_a + start - base_a, in_b + start - base_b, end - start
        if base_a + size_a < base_b + size_b:
            i += 1
        else:
            j += 1
    yield len(base), len(a), len(b), 0
