"""Which quotation marks belong together, in the writing of many countries.

`“…”` `"…"` `„…“` `„…”` `”…”` `«…»` `»…«` `‹…›` `「…」` `『…』` `‘…’` `‚…‘` `'…'`; what is an apostrophe,
an inch or part of a Hebrew abbreviation is none of them. Of nested quotations the outermost is the quotation.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

_CLOSED_BY = {
    "“": "”",
    "„": "“”‟",
    "‟": "”“",
    "”": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "｢": "｣",
    "〝": "〞〟",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "＂": "＂",
    "'": "'",
}
_CLOSERS = frozenset("".join(_CLOSED_BY.values()))
_SINGLE = frozenset("‘‚'")
_NEVER_OPENS = frozenset("」』｣〞〟’")
_ALWAYS_OPENS = frozenset("„‟「『｢〝‚")
_OPENING_BEFORE = frozenset("([{（［【—–-:：,，、。！？；/")
_ELISIONS = ("em", "til", "tis", "twas", "cause", "n’", "n'")
_LETTER_NEXT = re.compile(r"\s+\w")
_SINGLE_MARK = re.compile(r"(?<=\S)(['’](?!\w))|(?<!\w)['‘]")
"""The next single mark that can only close (in group 1) or open."""
MARKS = frozenset(_CLOSED_BY) | _CLOSERS
"""Every character that is a quotation mark somewhere."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The places of an opening quotation mark and of the one that closes it."""

    opening: int
    closing: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """The quotations of a block: outermost pairs in order, and marks without a partner."""

    pairs: tuple[Pair, ...]
    strays: tuple[int, ...]
    unclosed: int | None = None
    """The stray opening mark of the last quotation, when nothing after it is closed either."""


def is_han(char: str) -> bool:
    """Whether the character belongs to Chinese or Japanese writing, which puts no spaces between words."""
    return (
        "\u3040" <= char <= "\u30ff"
        or "\u3400" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or ("\U00020000" <= char <= "\U0003ffff")
    )


def pair(text: str, opaque: Sequence[int]) -> Pairs:
    """Pairs the quotation marks of one block of prose; marks in opaque places count for nothing."""
    pairing = _Pairing(text)
    for at, char in enumerate(text):
        if char in MARKS and not opaque[at]:
            pairing.take(at, char)
    return pairing.result()


def _is_fresh(before: str) -> bool:
    """Whether a word, and so a quotation, may begin after this character."""
    return before.isspace() or before in _OPENING_BEFORE or before in MARKS or is_han(before)


@dataclass(slots=True)
class _Pairing:
    text: str
    open: list[tuple[str, int]] = field(default_factory=list)
    found: list[Pair] = field(default_factory=list)
    strays: list[int] = field(default_factory=list)

    def take(self, at: int, char: str) -> None:
        before = self.text[at - 1] if at else " "
        after = self.text[at + 1] if at + 1 < len(self.text) else " "
        if self.is_no_mark(char, before, after):
            return
        depth = self.closes(at, char, before, after)
        if depth is not None:
            self.found.append(Pair(self.open[depth][1], at))
            self.strays += [place for mark, place in self.open[depth + 1 :] if mark not in _SINGLE]
            del self.open[depth:]
        elif self.opens(char, before, after):
            self.open.append((char, at))
        elif char not in "'’" and not (char == '"' and before.isdigit()):
            self.strays.append(at)

    def is_no_mark(self, char: str, before: str, after: str) -> bool:
        """An apostrophe in a word, or the sign inside a Hebrew abbreviation."""
        between = before.isalnum() and after.isalnum()
        if char in "'’‘":
            return between and not (is_han(before) or is_han(after))
        return char == '"' and between and unicodedata.bidirectional(before) == "R"

    def closes(self, at: int, char: str, before: str, after: str) -> int | None:
        """The depth of the open mark that this one closes."""
        if char not in _CLOSERS or (char in "'’" and self.is_apostrophe(at, before, after)):
            return None
        for depth in range(len(self.open) - 1, -1, -1):
            mark = self.open[depth][0]
            if char in _CLOSED_BY[mark]:
                return depth
            if char in "“‘" and mark not in "„‟‚'":
                return None
            if char in "«»‹›" and mark not in "«»‹›" and _is_fresh(before) and not after.isspace():
                return None
        return None

    def is_apostrophe(self, at: int, before: str, after: str) -> bool:
        """Whether a single mark at the end of a word belongs to the word, as in the workers' rights."""
        if before.isspace() or (after.isalnum() and not is_han(after)):
            return True
        if before not in "sSxXzZ" or not _LETTER_NEXT.match(self.text, at + 1):
            return False
        following = _SINGLE_MARK.search(self.text, at + 1)
        return bool(following and following[1])

    def opens(self, char: str, before: str, after: str) -> bool:
        if char in _ALWAYS_OPENS or char in "“‘«‹":
            return not after.isspace() or char in "«‹„"
        if char in _NEVER_OPENS or after.isspace():
            return False
        if char == "'" and not (after.isalpha() or after in MARKS or after == "["):
            return False
        return _is_fresh(before)

    def is_lonely(self, mark: str, place: int) -> bool:
        """Whether an unclosed single mark was meant to open a quotation, and not to shorten a word."""
        return mark == "‘" and not (
            self.text[place + 1].isdigit() or self.text[place + 1 :].lower().startswith(_ELISIONS)
        )

    def result(self) -> Pairs:
        pairs = sorted(self.found, key=lambda p: (p.opening, -p.closing))
        outermost: list[Pair] = []
        for one in pairs:
            if not outermost or one.opening > outermost[-1].closing or self.text[outermost[-1].opening] == "'":
                outermost.append(one)
        left = [place for mark, place in self.open if mark not in _SINGLE or self.is_lonely(mark, place)]
        unclosed = left[0] if left and (not outermost or outermost[-1].closing < left[0]) else None
        return Pairs(tuple(outermost), tuple(sorted(self.strays + left)), unclosed)
