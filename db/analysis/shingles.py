"""The words of a text in overlapping runs, by which texts are found that have words in common, in any script.

A shingle is a run of five words, or of nine characters in scripts that put no blanks between words, folded and without
punctuation; the script in which it begins says how long it is, so that it is the same wherever it stands.

A sketch is a sample of the shingles, the same wherever the same words stand: those with a small hash. Texts that have
much in common have much of their sketches in common, which is found without comparing every text with every other.
How much two texts have in common is told by `nearness`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import accumulate, islice
from zlib import crc32

from db.folding import fold
from db.letters import UNSPACED, WORD, is_unspaced

_TOKEN = re.compile(f"[{UNSPACED}]|[{WORD}]+")
_PLAIN_TOKEN = re.compile("[0-9a-z]+")
_WORDS, _CHARACTERS = 5, 9

_SAMPLED = (1 << 32) // 8
"""Hashes below this are in the sketch: one in eight."""
_FEWEST, _MOST = 24, 20_000
"""The sketch of a text that has so many shingles is never smaller, nor larger."""


@dataclass(frozen=True, slots=True)
class Shingles:
    """The words of a text, folded; of each shingle from left to right the hash, the first word and the end."""

    words: Sequence[str]
    hashes: Sequence[int]
    spans: Sequence[tuple[int, int]]

    def sketch(self) -> tuple[int, ...]:
        """The sample by which texts like this one are found, in order of size."""
        distinct = set(self.hashes)
        small = [each for each in distinct if each < _SAMPLED]
        if len(small) < _FEWEST:
            return tuple(nsmallest(_FEWEST, distinct))
        return tuple(islice(sorted(small), _MOST))


def shingles(text: str) -> Shingles:
    """The shingles of a text; none for one of only a few words."""
    plain = fold(text)
    if plain.isascii():
        return _evenly(_PLAIN_TOKEN.findall(plain))
    words = _TOKEN.findall(plain)
    alone = [is_unspaced(word) for word in words]
    return _unevenly(words, alone) if any(alone) else _evenly(words)


def _evenly(words: Sequence[str]) -> Shingles:
    return _hashed(words, [(start, start + _WORDS) for start in range(len(words) - _WORDS + 1)])


def _unevenly(words: Sequence[str], alone: Sequence[bool]) -> Shingles:
    spans = [(start, start + (_CHARACTERS if each else _WORDS)) for start, each in enumerate(alone)]
    return _hashed(words, [(start, end) for start, end in spans if end <= len(words)])


def _hashed(words: Sequence[str], spans: Sequence[tuple[int, int]]) -> Shingles:
    parts = [word.encode() for word in words]
    starts = [0, *accumulate(len(part) + 1 for part in parts)]
    line = b" ".join(parts) + b" "
    return Shingles(words, [crc32(line[starts[start] : starts[end]]) for start, end in spans], spans)
