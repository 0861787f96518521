"""The map from one text to another one that was made from it, or from the same page: which stretches are in both.

It is found by lines first, then by clauses, then by words (by characters where a script has no blanks), each only
where the coarser pieces differ, and in bounded time: texts that have nothing in common share no stretch.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db.aligning import Effort, same
from db.spans import Span

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""Scripts that set no blanks between words: Thai and Lao, Burmese, Khmer, Japanese, Chinese."""
_STOPS = ".!?…;:,。！？；：，、؟،؛।"
_PIECES = (
    re.compile(r"[^\n]*\n|[^\n]+"),
    re.compile(rf"[^\n{_STOPS}]*[\n{_STOPS}]+\s*|[^\n{_STOPS}]+"),
    re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|[^\w\s]"),
)
"""How a text is cut: into lines, into clauses, into words and signs."""
_WORDS = len(_PIECES) - 1
_LONG = 4_000  # characters from which a stretch without clauses and blanks is cut at some of its characters
_LONGEST_WORD = 64
_MOST_PIECES = 3_000_000  # that are looked at for one map


class Block(NamedTuple):
    """A stretch that is in both texts: where it begins in the old one and in the new one, and how long it is."""

    old: int
    new: int
    size: int


def blocks(old: str, new: str) -> list[Block]:
    """The stretches that two texts have in common, in the order in which both have them."""
    if old == new:
        return [Block(0, 0, len(old))] if old else []
    first = _common_start(old, new)
    last = _common_start(old[first:][::-1], new[first:][::-1])
    middle = _Search(old, new).within((first, len(old) - last), (first, len(new) - last), 0)
    ends = Block(0, 0, first), Block(len(old) - last, len(new) - last, last)
    return list(_joined(old, new, (block for block in (ends[0], *middle, ends[1]) if block.size)))


@dataclass(frozen=True, slots=True)
class Map:
    """Leads from places in an old text to places in a new one; `common` are the stretches that both have."""

    old: str
    new: str
    common: Sequence[Block]

    @classmethod
    def of(cls, old: str, new: str) -> "Map":
        """The map between two texts."""
        return cls(old, new, blocks(old, new))

    def start(self, place: int) -> int:
        """Where something begins that begins at a place of the old text."""
        number = bisect_right(self.common, place, key=lambda block: block.old) - 1
        if number >= 0 and place < self.common[number].old + self.common[number].size:
            return self.common[number].new + place - self.common[number].old
        return self._between(place, number)

    def end(self, place: int) -> int:
        """Where something ends that ends at a place of the old text."""
        number = bisect_right(self.common, place - 1, key=lambda block: block.old) - 1
        if number >= 0 and place <= self.common[number].old + self.common[number].size:
            return self.common[number].new + place - self.common[number].old
        return self._between(place, number)

    def span(self, span: Span) -> Span:
        """Where a passage of the old text lies now; what is not in both counts as replaced by what stands there now."""
        start = self.start(span.start)
        return Span(start, max(start, self.end(span.end))) if span.start < span.end else Span(start, start)

    def kept(self, span: Span) -> int:
        """How many characters of a passage, blanks not counted, are in both texts."""
        number = max(bisect_right(self.common, span.start, key=lambda block: block.old) - 1, 0)
        total = 0
        for block in self.common[number:]:
            if block.old >= span.end:
                break
            words = self.old[max(span.start, block.old) : min(span.end, block.old + block.size)]
            total += len("".join(words.split()))
        return total

    def _between(self, place: int, number: int) -> int:
        """A place between two common stretches, by how far it is from one to the other; never within a word."""
        before = self.common[number] if number >= 0 else Block(0, 0, 0)
        behind = self.common[number + 1] if number + 1 < len(self.common) else Block(len(self.old), len(self.new), 0)
        first, last = before.old + before.size, behind.old
        there, until = before.new + before.size, behind.new
        if place <= first or place >= last:
            return there if place <= first else until
        at = there + round((place - first) / (last - first) * (until - there))
        while there < at < until and _in_a_word(self.new, "", at):
            at -= 1
        return at


@dataclass
class _Search:
    """Looks for what two texts have in common, from coarse pieces to fine ones."""

    old: str
    new: str

    def __post_init__(self) -> None:
        self.effort = Effort(_MOST_PIECES)

    def within(self, old: tuple[int, int], new: tuple[int, int], level: int) -> Iterator[Block]:
        """Common stretches in a part of each text, cut at this level and, where that differs, at finer ones."""
        if old[0] == old[1] or new[0] == new[1]:
            return
        if self.old[slice(*old)] == self.new[slice(*new)]:
            yield Block(old[0], new[0], old[1] - old[0])
            return
        ours, theirs = _cut(self.old, old, level), _cut(self.new, new, level)
        pairs = sorted(same(_keys(self.old, ours, level), _keys(self.new, theirs, level), self.effort))
        done = (old[0], new[0])
        for number, other in pairs:
            (start, end), (there, until) = ours[number], theirs[other]
            if level < _WORDS:
                yield from self.within((done[0], start), (done[1], there), level + 1)
            if self.old[start:end] == self.new[there:until]:
                yield Block(start, there, end - start)
            else:
                yield from self.within((start, end), (there, until), _WORDS)
            done = (end, until)
        if level < _WORDS:
            yield from self.within((done[0], old[1]), (done[1], new[1]), level + 1)


def _common_start(one: str, other: str) -> int:
    """How many characters two texts begin with alike, a word that goes on differently not counted."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low - next((back for back in range(min(low, _LONGEST_WORD)) if not _in_a_word(one, other, low - back)), 0)


def _in_a_word(one: str, other: str, place: int) -> bool:
    """Whether a place lies between two letters, in either text."""
    return any(0 < place < len(text) and text[place - 1 : place + 1].isalnum() for text in (one, other))


def _cut(text: str, part: tuple[int, int], level: int) -> list[tuple[int, int]]:
    found = [match.span() for match in _PIECES[level].finditer(text, *part)]
    if level == 1 and len(found) == 1 and part[1] - part[0] > _LONG:
        return _cut_anywhere(text, part)
    return found


def _cut_anywhere(text: str, part: tuple[int, int]) -> list[tuple[int, int]]:
    """A long stretch without clauses, cut behind some characters: wherever these stand, the cuts are the same."""
    piece = text[slice(*part)]
    behind = re.escape("".join(sorted(letter for letter in set(piece) if ord(letter) % 7 == 0)))
    if not behind or " " in piece[:_LONG]:
        return [part]
    return [match.span() for match in re.compile(f"[^{behind}]*[{behind}]+|[^{behind}]+").finditer(text, *part)]


def _keys(text: str, pieces: Sequence[tuple[int, int]], level: int) -> list[str]:
    """By what pieces are compared: blanks count in lines only, since what is set anew is still the same."""
    if level == 1:
        return ["".join(text[start:end].split()) for start, end in pieces]
    return [text[start:end] for start, end in pieces]


def _joined(old: str, new: str, found: Iterator[Block]) -> Iterator[Block]:
    """The stretches with the blanks around them that are in both, too, joined where nothing is between them."""
    last = Block(0, 0, 0)
    for block in (*found, Block(len(old), len(new), 0)):
        ours, theirs = old[last.old + last.size : block.old], new[last.new + last.size : block.new]
        behind, before = _blanks_in_both(ours, theirs)
        if behind == len(ours) == len(theirs):
            last = Block(last.old, last.new, block.old + block.size - last.old)
            continue
        if last.size + behind:
            yield Block(last.old, last.new, last.size + behind)
        last = Block(block.old - before, block.new - before, block.size + before)
    if last.size:
        yield last


def _blanks_in_both(one: str, other: str) -> tuple[int, int]:
    """How many blanks both begin with, and how many, besides, both end with."""
    shortest = min(len(one), len(other))
    first = 0
    while first < shortest and one[first] == other[first] and one[first].isspace():
        first += 1
    last = 0
    while last < shortest - first and one[-1 - last] == other[-1 - last] and one[-1 - last].isspace():
        last += 1
    return first, last
