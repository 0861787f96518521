"""What a text has in place of a quotation that does not stand in it: the likest passage, and the first word apart."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from db import spans
from db.briefings.comparing import Comparable, comparable

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]")
_CHARACTER = re.compile(".", re.DOTALL)
_LIKE = 0.6


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage most like a quotation.

    `found` in the quotation, from `offset` on, stands where the passage has `expected`; `likeness` is 1 for
    the same words.
    """

    passage: str
    found: str
    expected: str
    offset: int
    likeness: float


def nearest(quote: str, texts: Iterable[str]) -> Nearest | None:
    """The likest passage of these texts, or None when none is much like the quotation."""
    passages = (spans.nearest(text, quote) for text in texts)
    found = [compared(quote, passage) for passage in passages if passage]
    best = max(found, default=None, key=lambda one: one.likeness)
    return best if best and best.likeness >= _LIKE else None


def compared(quote: str, passage: str) -> Nearest:
    """Where a quotation first departs from a passage that it is taken from."""
    typed, there = comparable(quote), comparable(passage)
    likeness = SequenceMatcher(None, there.text, typed.text, autojunk=False).ratio()
    apart = _apart(typed, there, _WORD) or _apart(typed, there, _CHARACTER) or ("", "", 0)
    return Nearest(passage, *apart, likeness)


def _apart(typed: Comparable, there: Comparable, piece: re.Pattern[str]) -> tuple[str, str, int] | None:
    """The first pieces that differ: those of the quotation, those of the passage, and their place."""
    ours, theirs = list(piece.finditer(typed.text)), list(piece.finditer(there.text))
    matcher = SequenceMatcher(None, [one[0] for one in theirs], [one[0] for one in ours], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        at_edge = a == 0 or b == len(theirs)
        if tag != "equal" and not (tag == "delete" and at_edge):
            found, expected = _slice(typed, ours[c:d]), _slice(there, theirs[a:b])
            return found, expected, _offset(typed, ours, c, found, expected)
    return None


def _slice(text: Comparable, words: list[re.Match[str]]) -> str:
    return text.behind(words[0].start(), words[-1].end()) if words else ""


def _offset(typed: Comparable, words: list[re.Match[str]], at: int, found: str, expected: str) -> int:
    """Where in the quotation the first character stands that is not as expected, or where words are missing."""
    if not found:
        return typed.ends[words[at - 1].end() - 1] if at else 0
    differing = (n for n, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b)
    shared = next(differing, min(len(found), len(expected)))
    return typed.starts[words[at].start()] + shared


# --- terms -----------------------------------------------------------------------------------------


def altered_term(term: str, text: str) -> str | None:
    """What a text has in place of a term of a few words, when the two differ by a slip of one or two letters.

    A single word that only has another ending (claim, claims) is taken for a word of the writer's own.
    """
    wanted = comparable(term).text.strip()
    words = list(_WORD.finditer(wanted))
    if len(wanted) < 5:
        return None
    for candidate in _windows(comparable(text).text, len(words)):
        if candidate != wanted and _is_slip(wanted, candidate) and not _is_inflection(words, wanted, candidate):
            return candidate
    return None


def _windows(text: str, length: int) -> Iterator[str]:
    """Every run of as many words as the term has, one more and one fewer."""
    words = list(_WORD.finditer(text))
    for size in {max(1, length - 1), length, length + 1}:
        for first in range(len(words) - size + 1):
            yield text[words[first].start() : words[first + size - 1].end()]


def _is_slip(wanted: str, candidate: str) -> bool:
    allowed = 1 if len(wanted) < 8 else 2
    if abs(len(wanted) - len(candidate)) > allowed or not _shares_an_end(wanted, candidate):
        return False
    return _distance_within(wanted, candidate, allowed)


def _shares_an_end(one: str, other: str) -> bool:
    return one[:2] == other[:2] or one[-2:] == other[-2:]


def _distance_within(one: str, other: str, allowed: int) -> bool:
    """Whether so many changes of a character at most make one of the other."""
    row = list(range(len(other) + 1))
    for number, char in enumerate(one, 1):
        above, row = row, [number]
        for at, there in enumerate(other, 1):
            row.append(min(above[at] + 1, row[at - 1] + 1, above[at - 1] + (char != there)))
        if min(row) > allowed:
            return False
    return row[-1] <= allowed


def _is_inflection(words: list[re.Match[str]], wanted: str, candidate: str) -> bool:
    return len(words) == 1 and (wanted.startswith(candidate) or candidate.startswith(wanted))
