"""Every place where a known name stands in a text.

Names and texts are compared folded; any run of blanks and line ends equals one blank, and so does a hyphen
within a word. A name stands between other characters than letters and digits, so that `Xi` is in `Xi's` and
`EU` in `EU-funded`, but neither is in `Xinjiang` or `Eurozone`; scripts that put no blanks between words have
no such limits. Of names that overlap the one further left counts, and the longest of those that begin
together: `New York Times` names no city.

Two kinds of names would be found too often. One of up to three letters counts only in the capitals it is
written in (`US`, not `us`); a single Chinese character never does. What is found is a suggestion as good as
the names are; what it means is not decided here, and nothing is stored.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation

from db.folding import fold, folded
from db.letters import UNSPACED, WORD
from db.refs import Uuid

_SHORT = 3
_WORD = re.compile(f"[{WORD}]")
_READABLE = re.compile(f"[{WORD}{UNSPACED}]")
_ONE_UNSPACED = re.compile(f"[^{WORD}{UNSPACED}]*[{UNSPACED}][^{WORD}{UNSPACED}]*")
_BLANK = re.compile(r"\s{2,}|[^\S ]|(?<=\S)-\s*(?=\S)")
"""What equals one blank without being one."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name from `start` to `end`, in code points of the text, and all whose name it is."""

    start: int
    end: int
    keys: tuple[Uuid, ...]


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose name it is; for a short one, which of its letters are capitals."""

    key: Uuid
    capitals: tuple[bool, ...] | None


class Names:
    """Names to look for, each with the key of whoever bears it; made once, asked for many texts."""

    def __init__(self, entries: Iterable[tuple[Uuid, str]]) -> None:
        owners: dict[str, list[_Owner]] = {}
        for key, name in entries:
            owner = _Owner(key, _capitals(name) if _is_short(name) else None)
            for form in _forms(name):
                owners.setdefault(form, []).append(owner)
        self._owners = list(owners.values())
        self._automaton = AhoCorasick(list(owners), implementation=Implementation.ContiguousNFA, store_patterns=False)

    def find(self, text: str) -> list[Mention]:
        """All mentions in a text, from left to right; none overlaps another."""
        within = folded(text)
        line = _squeezed(within.text)
        found = []
        for form, start, end in self._automaton.find_matches_as_indexes(line.text, overlapping=True):
            if _stands_alone(line.text, start, end):
                place = within.original(*line.unsqueezed(start, end))
                keys = self._keys(form, text[slice(*place)])
                found += [Mention(*place, keys)] if keys else []
        return _longest(found)

    def _keys(self, form: int, written: str) -> tuple[Uuid, ...]:
        fitting = [o.key for o in self._owners[form] if o.capitals is None or o.capitals == _capitals(written)]
        return tuple(dict.fromkeys(fitting))


def _longest(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (_within_word(text, start) or _within_word(text, end))


def _within_word(text: str, place: int) -> bool:
    """Whether a word has characters on both sides of a place."""
    return 0 < place < len(text) and bool(_WORD.match(text, place - 1) and _WORD.match(text, place))


# --- names ----------------------------------------------------------------------------------------


def _forms(name: str) -> Iterable[str]:
    """How a name looks in squeezed text; an abbreviation with and without its last point."""
    form = _squeezed(fold(name)).text.strip()
    if not _READABLE.search(form) or _ONE_UNSPACED.fullmatch(form):
        return set()
    return {form, form.removesuffix(".")}


def _is_short(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return 0 < len(letters) <= _SHORT and any(c.lower() != c.upper() for c in letters)


def _capitals(written: str) -> tuple[bool, ...]:
    return tuple(c.isupper() for c in written if c.isalpha())


# --- blanks ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """Text in which whatever equals one blank is one, with the way back."""

    text: str
    _places: Sequence[int]
    _shifts: Sequence[int]

    def unsqueezed(self, start: int, end: int) -> tuple[int, int]:
        """The range of the text before that became `text[start:end]`."""
        return self._before(start), self._before(end - 1) + 1

    def _before(self, place: int) -> int:
        last = bisect_right(self._places, place) - 1
        return place + (self._shifts[last] if last >= 0 else 0)


def _squeezed(text: str) -> _Squeezed:
    places, shifts, shift = array("L"), array("L"), 0
    for blank in _BLANK.finditer(text):
        width = blank.end() - blank.start()
        if width > 1:
            places.append(blank.start() - shift + 1)
            shift += width - 1
            shifts.append(shift)
    return _Squeezed(_BLANK.sub(" ", text), places, shifts)
