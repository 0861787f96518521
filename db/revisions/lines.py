"""Three-way merge of a text, line by line.

Whole lines only: merging word by word can silently duplicate or drop text. Where both sides changed
the same lines the first side's are kept and the merge is called unclean; markers are never written.
"""

from collections.abc import Iterator

from db.aligning import same

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
    """Regions that cover all three texts in order: in turn changed somewhere, and one line equal in all."""
    in_a, in_b = dict(same(base, a)), dict(same(base, b))
    done = (0, 0, 0)
    for line in sorted(in_a.keys() & in_b.keys()):
        yield done[0], line, done[1], in_a[line], done[2], in_b[line]
        done = (line + 1, in_a[line] + 1, in_b[line] + 1)
        yield line, done[0], in_a[line], done[1], in_b[line], done[2]
    yield done[0], len(base), done[1], len(a), done[2], len(b)
