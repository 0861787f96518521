"""A readable difference of two texts, as data: paragraphs beside each other, and in those that changed the words.

Both texts can be put together again from it, character by character. It is made from the map between them
(`mapping`), so its time is bounded; texts with nothing in common differ as a whole.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from db.mapping import Block, blocks
from db.spans import Span

Kind = Literal["same", "changed", "removed", "added"]

_PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")
_LIKE = 0.3  # of the shorter of two paragraphs is in both, so that they are one that was changed
_MOST = 20_000  # paragraphs of one text that are compared
_RUN = 400  # paragraphs in a row without counterpart that are told one by one
_HARDLY = 3  # letters in common between two changes that are not worth breaking the change in two


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a changed passage: those that only one text has are `old` or `new`, those in both are both."""

    old: str
    new: str

    @property
    def kept(self) -> bool:
        """Whether the same words stand in both, whatever the blanks between them."""
        return self.old.split() == self.new.split()


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs of the old text and what stands in their place in the new one; one side is empty where it has none."""

    kind: Kind
    old: Span
    new: Span
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All passages of two texts in their order."""

    passages: tuple[Passage, ...]

    @property
    def changes(self) -> int:
        """How many passages are not the same."""
        return sum(passage.kind != "same" for passage in self.passages)


def difference(old: str, new: str) -> Difference:
    """How a new text differs from an old one; only blanks and line ends being different is no change."""
    found = _Comparison(old, new, blocks(old, new))
    return Difference(tuple(found.passages()))


class _Comparison:
    """Two texts cut into paragraphs, and what they have in common."""

    def __init__(self, old: str, new: str, common: Sequence[Block]) -> None:
        self.old, self.new, self.common = old, new, common
        self.ours, self.theirs = _paragraphs(old), _paragraphs(new)

    def passages(self) -> Iterator[Passage]:
        """Passages from the beginning to the end; every paragraph of each text is in exactly one."""
        done, reached = 0, 0
        for first, last, there, until in self._groups():
            yield from self._apart(done, first, reached, there)
            yield self._passage(first, last, there, until)
            done, reached = last, until
        yield from self._apart(done, len(self.ours), reached, len(self.theirs))

    def _groups(self) -> Iterator[tuple[int, int, int, int]]:
        """Runs of paragraphs that belong together, as numbers: first and behind the last, here and there."""
        open_: tuple[int, int, int, int] | None = None
        for one, other in self._alike():
            if open_ and (one < open_[1] or other < open_[3]):
                open_ = (open_[0], max(open_[1], one + 1), open_[2], max(open_[3], other + 1))
            else:
                if open_:
                    yield open_
                open_ = (one, one + 1, other, other + 1)
        if open_:
            yield open_

    def _alike(self) -> Iterator[tuple[int, int]]:
        """Pairs of paragraphs that have enough words in common, or where lines only break elsewhere; rising in both."""
        shared: dict[tuple[int, int], int] = {}
        flowing: set[tuple[int, int]] = set()
        last, reached, before = 0, 0, (0, 0)
        for start, there, size in self.common:
            pair = _at(self.ours, start), _at(self.theirs, there)
            if not (self.old[last:start].strip() or self.new[reached:there].strip()) and (
                (pair[0] == before[0]) != (pair[1] == before[1])
            ):
                flowing |= {before, pair}
            last, reached = start + size, there + size
            before = _at(self.ours, last - 1), _at(self.theirs, reached - 1)
            at = 0
            while at < size:
                one, other = _at(self.ours, start + at), _at(self.theirs, there + at)
                step = min(size, self.ours[one].end - start, self.theirs[other].end - there)
                words = self.old[start + at : start + step]
                shared[one, other] = shared.get((one, other), 0) + len("".join(words.split()))
                at = step
        for (one, other), letters in shared.items():
            shorter = min(_letters(self.ours[one].of(self.old)), _letters(self.theirs[other].of(self.new)))
            if letters and (letters >= _LIKE * shorter or (one, other) in flowing):
                yield one, other

    def _apart(self, first: int, last: int, there: int, until: int) -> Iterator[Passage]:
        """Paragraphs that have no counterpart: what was removed, then what was added."""
        at_old, at_new = _begin(self.ours, first, len(self.old)), _begin(self.theirs, there, len(self.new))
        for span in _gathered(self.ours[first:last]):
            kind: Kind = "removed" if span.of(self.old).strip() else "same"
            yield Passage(kind, span, Span(at_new, at_new), (Piece(span.of(self.old), ""),))
        end = _begin(self.ours, last, len(self.old)) if first < last else at_old
        for span in _gathered(self.theirs[there:until]):
            kind = "added" if span.of(self.new).strip() else "same"
            yield Passage(kind, Span(end, end), span, (Piece("", span.of(self.new)),))

    def _passage(self, first: int, last: int, there: int, until: int) -> Passage:
        old = Span(self.ours[first].start, self.ours[last - 1].end)
        new = Span(self.theirs[there].start, self.theirs[until - 1].end)
        if old.of(self.old).split() == new.of(self.new).split():
            return Passage("same", old, new, (Piece(old.of(self.old), new.of(self.new)),))
        return Passage("changed", old, new, tuple(_smoothed(self._pieces(old, new))))

    def _pieces(self, old: Span, new: Span) -> Iterator[Piece]:
        """The words of a changed passage in turn: what is in both, and what is not."""
        at, there = old.start, new.start
        number = max(bisect_right(self.common, old.start, key=lambda block: block.old) - 1, 0)
        for block in self.common[number:]:
            if block.old >= old.end:
                break
            skip = max(old.start - block.old, new.start - block.new, 0)
            size = min(block.size, old.end - block.old, new.end - block.new) - skip
            if size <= 0:
                continue
            start, begin = block.old + skip, block.new + skip
            if start > at or begin > there:
                yield Piece(self.old[at:start], self.new[there:begin])
            yield Piece(self.old[start : start + size], self.new[begin : begin + size])
            at, there = start + size, begin + size
        if at < old.end or there < new.end:
            yield Piece(self.old[at : old.end], self.new[there : new.end])


def _smoothed(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces, where hardly anything is kept between two changes joined to one change."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.kept and len(found) > 1 and not found[-2].kept and _hardly(found[-1]):
            between, before = found.pop(), found.pop()
            found.append(Piece(before.old + between.old + piece.old, before.new + between.new + piece.new))
        elif piece.kept and found and found[-1].kept:
            before = found.pop()
            found.append(Piece(before.old + piece.old, before.new + piece.new))
        else:
            found.append(piece)
    yield from found


def _hardly(piece: Piece) -> bool:
    return sum(letter.isalnum() for letter in piece.old[:40]) < _HARDLY and len(piece.old) < _HARDLY * 2


def _paragraphs(text: str) -> list[Span]:
    """The lines of a text, each with the line ends behind it; several as one where there are very many."""
    found = [Span(*match.span()) for match in _PARAGRAPH.finditer(text)]
    together = -(-len(found) // _MOST)
    return [
        Span(found[at].start, found[min(at + together, len(found)) - 1].end)
        for at in range(0, len(found), together or 1)
    ]


def _gathered(paragraphs: Sequence[Span]) -> Sequence[Span]:
    """Paragraphs one by one, or as one when they are many: what was all replaced is not told line by line."""
    if len(paragraphs) > _RUN:
        return [Span(paragraphs[0].start, paragraphs[-1].end)]
    return paragraphs


def _at(paragraphs: Sequence[Span], place: int) -> int:
    return bisect_right(paragraphs, place, key=lambda span: span.start) - 1


def _begin(paragraphs: Sequence[Span], number: int, end: int) -> int:
    return paragraphs[number].start if number < len(paragraphs) else end


def _letters(words: str) -> int:
    return max(len("".join(words.split())), 1)
