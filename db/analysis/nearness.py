"""How much of one text stands in another, word for word, and whether that makes one a near copy of the other.

Two texts are compared by the words that lie in shingles of both. A word changed here and there costs little, another
order of the paragraphs nothing. The share is told both ways: a short report may stand in a long one as a whole, which
is then still something else.

Three things look like copies and are none:
- what a publisher prints beside all it publishes. A near copy has the beginning of one of the two texts, too;
- a form that is filled in again and again, such as a court's order. It tells other figures in the same sentences, and
  a near copy tells the same ones;
- a notice or a heading of a few words.
What is left is a suggestion; how the one text came to the other is for a person to find out.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from db.analysis.shingles import Shingles

NEAR = 0.6
"""From this share on a text is a near copy, or stands in another one."""

_FEWEST_WORDS = 20
_BEGINNING = 60  # words, or characters of scripts without blanks
_BEGUN_ALIKE = 0.5
_FIGURES_CHANGED = 0.2
_TELLING_CHANGED = 0.3
"""So much of all figures, and of those that are neither small nor years, may be others: a correction, or a misprint."""
_SHARED_OR_WITHIN = re.compile(rb"\x01+|(?<=\x01)\x00{1,40}(?=\x01)")
"""Runs of shared words, and what was put between two of them."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """Which part of the one text stands in the other, from 0 to 1, and which of the other in the one."""

    share: float
    other_share: float

    @property
    def is_mutual(self) -> bool:
        """Whether the texts are near copies of one another, not only one a part of the other."""
        return min(self.share, self.other_share) >= NEAR

    @property
    def reversed(self) -> "Nearness":
        """The same, seen from the other text."""
        return Nearness(self.other_share, self.share)


def nearness(one: Shingles, other: Shingles) -> Nearness | None:
    """How near two texts are; None for texts that are no copies of one another, and none within the other."""
    mine, others = _Shared(one, set(other.hashes)), _Shared(other, set(one.hashes))
    if max(mine.share, others.share) < NEAR or min(len(one.words), len(other.words)) < _FEWEST_WORDS:
        return None
    if max(mine.beginning, others.beginning) < _BEGUN_ALIKE:
        return None
    return None if _is_form([*mine.figures(other), *others.figures(one)]) else Nearness(mine.share, others.share)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure within what is shared: whether it tells texts apart, as small numbers and years do not."""

    is_telling: bool
    is_changed: bool


def _is_form(figures: Sequence[_Figure]) -> bool:
    """Whether too many figures are others; one that was corrected counts twice, once in each text."""
    telling = [figure for figure in figures if figure.is_telling]
    many = _changed(figures) > len(figures) * _FIGURES_CHANGED or _changed(telling) > len(telling) * _TELLING_CHANGED
    return many and _changed(figures) > 2


def _changed(figures: Sequence[_Figure]) -> int:
    return sum(figure.is_changed for figure in figures)


class _Shared:
    """The words of a text that stand in another one, too."""

    def __init__(self, text: Shingles, others: Collection[int]) -> None:
        self._text = text
        self._marks = bytearray(len(text.words))
        for each, (start, end) in zip(text.hashes, text.spans, strict=True):
            if each in others:
                self._marks[start:end] = b"\1" * (end - start)

    @property
    def share(self) -> float:
        return sum(self._marks) / max(len(self._marks), 1)

    @property
    def beginning(self) -> float:
        return sum(self._marks[:_BEGINNING]) / max(len(self._marks[:_BEGINNING]), 1)

    def figures(self, other: Shingles) -> Iterator[_Figure]:
        """The figures in the shared passages, and between two of them."""
        there = {word for word in other.words if _is_figure(word)}
        for run in _SHARED_OR_WITHIN.finditer(bytes(self._marks)):
            for word in self._text.words[slice(*run.span())]:
                if _is_figure(word):
                    yield _Figure(_is_telling(word), word not in there)


def _is_figure(word: str) -> bool:
    return any(character.isdecimal() for character in word)


def _is_telling(word: str) -> bool:
    return not word.isdecimal() or len(word) > 9 or not (int(word) <= 31 or 1900 <= int(word) <= 2099)
