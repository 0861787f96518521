"""Texts cut into words, many texts at once: the same words at the same places as `db.search.analysis` has them.

Letters are numbers in an array here. Each is folded, each is of a kind, and a word is a stretch of one kind. Words
are told apart by a number of 64 bits computed from their letters; that two words of a segment get the same number
is as likely as one in a hundred million even with a million words. What a word is stays the matter of
`db.search.analysis` and `db.folding`; a test holds both to the same result.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from db.folding import fold
from db.letters import UNSPACED, WORD
from db.search.analysis import LONGEST_COMPOUND
from db.search.arrays.layout import Array

PIECE = 1 << 18
"""Longer texts are cut up first, where no word is cut through."""

_OTHER, _WORD, _UNSPACED, _JOINER = range(4)
_BETWEEN = re.compile(f"[^{UNSPACED}{WORD}.'-]")
_KINDS = ((re.compile(f"[{WORD}]"), _WORD), (re.compile(f"[{UNSPACED}]"), _UNSPACED), (re.compile("[-.']"), _JOINER))
_CODES = 0x110000
_STEP = 0x9E3779B97F4A7C15
_BACK = np.uint64(pow(_STEP, -1, 1 << 64))
_MIX, _MIX_MORE, _LENGTH = (np.uint64(n) for n in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93))
_SHIFT = np.uint64(29)


@dataclass(frozen=True, slots=True)
class Cut:
    """The words of some texts, one after the other, and compounds.

    `numbers` tell words apart; `starts` and `ends` are their places in `letters`, all the texts folded. `sizes` are how
    many words each text has. A compound begins with the word that has its `ordinal`, in the text numbered `texts`.
    """

    letters: str
    numbers: Array
    starts: Array
    ends: Array
    sizes: Array
    compounds: Array
    compound_starts: Array
    compound_ends: Array
    ordinals: Array
    texts: Array


def pieces(text: str) -> Iterator[str]:
    """A text in parts of about `PIECE` letters, between words."""
    start = 0
    while len(text) - start > 2 * PIECE:
        found = _BETWEEN.search(text, start + PIECE)
        while found and fold(found.group()) and _BETWEEN.fullmatch(fold(found.group())) is None:
            found = _BETWEEN.search(text, found.end())
        if found is None or not fold(found.group()):
            break
        yield text[start : found.start()]
        start = found.start()
    yield text[start:]


class Cutter:
    """Cuts texts; learns how a letter folds, and of which kind it is, when it first meets it."""

    def __init__(self) -> None:
        self._known = np.zeros(_CODES, np.bool_)
        self._odd = np.zeros(_CODES, np.bool_)
        self._folded = np.zeros(_CODES, np.uint32)
        self._kind = np.zeros(_CODES, np.uint8)
        self._parts: dict[int, tuple[int, ...]] = {}
        self._powers = self._inverses = np.ones(1, np.uint64)

    def cut(self, texts: Sequence[str]) -> Cut:
        """All words of all texts."""
        whole = "\0".join((*texts, ""))
        codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), "<u4")
        bounds = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
        letters, bounds = self._fold(codes, bounds)
        kinds = self._kind[letters]
        starts, ends, word_starts, word_ends = _words(kinds)
        begins = np.concatenate(([0], np.searchsorted(starts, bounds)))
        first, last = _compounds(kinds, word_starts, word_ends)
        sums = self._sums(letters)
        return Cut(
            letters=letters.tobytes().decode("utf-32-le", "surrogatepass"),
            numbers=self._numbers(sums, starts, ends),
            starts=starts.astype(np.uint32),
            ends=ends.astype(np.uint32),
            sizes=np.diff(begins),
            compounds=self._numbers(sums, first, last),
            compound_starts=first.astype(np.uint32),
            compound_ends=last.astype(np.uint32),
            ordinals=np.searchsorted(starts, first),
            texts=np.searchsorted(bounds, first, "right"),
        )

    # --- folding ----------------------------------------------------------------------------------

    def _fold(self, codes: Array, bounds: Array) -> tuple[Array, Array]:
        known = self._known[codes]
        if not known.all():
            for code in np.unique(codes[~known]).tolist():
                self._learn(code)
        folded = self._folded[codes]
        odd = self._odd[codes]
        if not odd.any():
            return folded, bounds
        widths = np.ones(len(codes), np.int64)
        there = np.unique(codes[odd]).tolist()
        for code in there:
            widths[codes == code] = len(self._parts[code])
        ends = np.cumsum(widths)
        out = np.repeat(folded, widths)
        for code in there:
            begin = ends[codes == code] - len(self._parts[code])
            for number, part in enumerate(self._parts[code]):
                out[begin + number] = part
        return out, ends[bounds - 1]

    def _learn(self, code: int) -> None:
        parts = tuple(map(ord, fold(chr(code))))
        self._known[code] = True
        self._odd[code] = len(parts) != 1
        self._parts[code] = parts
        self._folded[code] = parts[0] if parts else 0
        for part in parts:
            self._kind[part] = next((kind for pattern, kind in _KINDS if pattern.match(chr(part))), _OTHER)

    # --- numbers of words -------------------------------------------------------------------------

    def _sums(self, letters: Array) -> Array:
        """Sums from the beginning, each letter weighed by its place, so that each stretch has a number of its own."""
        self._reach(len(letters) + 1)
        mixed = letters.astype(np.uint64)
        mixed += _LENGTH
        mixed *= _MIX
        mixed ^= mixed >> _SHIFT
        mixed *= _MIX_MORE
        mixed ^= mixed >> _SHIFT
        mixed *= self._powers[: len(letters)]
        sums = np.zeros(len(letters) + 1, np.uint64)
        np.cumsum(mixed, out=sums[1:])
        return sums

    def _numbers(self, sums: Array, starts: Array, ends: Array) -> Array:
        found: Array = (sums[ends] - sums[starts]) * self._inverses[starts]
        found += (ends - starts).astype(np.uint64) * _LENGTH
        return found

    def _reach(self, count: int) -> None:
        if len(self._powers) < count:
            size = max(count, PIECE)
            self._powers, self._inverses = (_powers(step, size) for step in (np.uint64(_STEP), _BACK))


def _powers(step: np.uint64, count: int) -> Array:
    found = np.full(count, step, np.uint64)
    found[0] = 1
    return np.cumprod(found)


def _words(kinds: Array) -> tuple[Array, Array, Array, Array]:
    """Where words start and end, those of unspaced scripts included, and then those of other scripts only."""
    word = kinds == _WORD
    starts = word.copy()
    starts[1:] &= ~word[:-1]
    ends = word
    ends[:-1] &= ~word[1:]
    word_starts, word_ends = np.flatnonzero(starts), np.flatnonzero(ends) + 1
    unspaced = kinds == _UNSPACED
    if not unspaced.any():
        return word_starts, word_ends, word_starts, word_ends
    all_starts = np.flatnonzero(starts | unspaced)
    alone = unspaced[all_starts]
    all_ends = np.empty(len(all_starts), np.int64)
    all_ends[~alone] = word_ends
    single = all_starts[alone]
    all_ends[alone] = single + 1 + unspaced[single + 1]
    return all_starts, all_ends, word_starts, word_ends


def _compounds(kinds: Array, starts: Array, ends: Array) -> tuple[Array, Array]:
    """Where words hang together by one sign, from where to where."""
    if len(starts) < 2:
        return starts[:0], starts[:0]
    linked = (starts[1:] - ends[:-1] == 1) & (kinds[ends[:-1]] == _JOINER)
    before, after = np.append(False, linked), np.append(linked, False)
    first, last = starts[after & ~before], ends[before & ~after]
    short = last - first <= LONGEST_COMPOUND
    return first[short], last[short]
