"""Text as it is compared word for word: what no reader sees, or no editor may be held to, is made even.

Blanks of every kind and length are one blank (none between Chinese characters, where lines are broken
anywhere), quotation marks and apostrophes of every style are one mark, three dots are an ellipsis, characters
of no width are gone, and accents are composed. Everything else counts: unlike `db.folding`, which serves
searching, this keeps capitals, accents, hyphens and dashes apart.
"""

import re
import unicodedata
from dataclasses import dataclass

from db.markup.quotations import MARKS, is_han

MARK = "'"
"""What every quotation mark and apostrophe is compared as."""

_QUOTING = MARKS | frozenset("ʼʹ′″`´‟")
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_COMBINING = (
    "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
)
_JAMO = "\u1160-\u11ff"
_SPECIAL = re.compile(
    rf"(?P<blank>\s[\s{_INVISIBLE}]*)|(?P<unseen>[{_INVISIBLE}])"
    rf"|(?P<mark>[{re.escape(''.join(sorted(_QUOTING)))}])|(?P<dots>…)"
    rf"|(?P<composed>.[{_COMBINING}{_JAMO}][{_COMBINING}{_JAMO}{_INVISIBLE}]*|[\u0344\u2126\u212a\u212b\uf900-\ufaff])",
    re.DOTALL,
)
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_SCRIPTS_WITHOUT_BLANKS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(slots=True)
class Comparable:
    """Text made even; character `i` of `text` stands for `original[starts[i]:ends[i]]`."""

    original: str
    text: str
    starts: list[int]
    ends: list[int]

    def behind(self, start: int, end: int) -> str:
        """The characters that those from `start` to `end` stand for."""
        return self.original[self.starts[start] : self.ends[end - 1]] if start < end else ""


def comparable(original: str) -> Comparable:
    """Makes a text even."""
    made = _Maker(original)
    at = 0
    for special in _SPECIAL.finditer(original):
        made.copy(at, special.start())
        made.take(special)
        at = special.end()
    made.copy(at, len(original))
    return Comparable(original, "".join(made.pieces), made.starts, made.ends)


class _Maker:
    """Gathers the even text piece by piece."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def copy(self, start: int, end: int) -> None:
        if start < end:
            self.pieces.append(self.original[start:end])
            self.starts.extend(range(start, end))
            self.ends.extend(range(start + 1, end + 1))

    def take(self, special: re.Match[str]) -> None:
        kind, (start, end) = special.lastgroup, special.span()
        if kind == "blank":
            if not (self.follows_wide() and _is_wide(self.original[end : end + 1])):
                self.put(" ", start, end)
        elif kind == "mark":
            if not self.pieces or self.pieces[-1] != MARK:
                self.put(MARK, start, end)
        elif kind == "dots":
            self.put("...", start, end)
        elif kind == "composed":
            self.put(unicodedata.normalize("NFC", _UNSEEN.sub("", special[0])), start, end)

    def put(self, text: str, start: int, end: int) -> None:
        for char in text:
            self.pieces.append(char)
            self.starts.append(start)
            self.ends.append(end)

    def follows_wide(self) -> bool:
        return bool(self.pieces) and _is_wide(self.pieces[-1][-1])


def _is_wide(char: str) -> bool:
    return is_han(char) or "\u3001" <= char <= "\u303f" or "\uff01" <= char <= "\uff65"


def is_word(char: str) -> bool:
    """Whether the character is part of a word or a number."""
    return char.isalnum() or unicodedata.category(char)[0] == "M"


def parts_word(text: str, place: int) -> bool:
    """Whether a cut at this place would go through a word or a number; scripts without blanks have none."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if _SCRIPTS_WITHOUT_BLANKS.match(before) or _SCRIPTS_WITHOUT_BLANKS.match(after):
        return False
    if is_word(before) and is_word(after):
        return True
    return _parts_number(text, place)


def _parts_number(text: str, place: int) -> bool:
    """Whether the digits on both sides of a comma or a point at this place belong to one number."""
    around = text[max(0, place - 2) : place + 2]
    return bool(re.fullmatch(r"\d[.,]\d.?|.?\d[.,]\d", around, re.DOTALL)) and (
        text[place] in ".,0123456789" and text[place - 1] in ".,0123456789"
    )


def units(text: str) -> int:
    """The length of a text in words; two characters count as a word where no blanks part the words."""
    dense = len(_SCRIPTS_WITHOUT_BLANKS.findall(text))
    words = re.findall(r"\w+(?:['’-]\w+)*", _SCRIPTS_WITHOUT_BLANKS.sub(" ", text))
    return len(words) + (dense + 1) // 2
