"""The one folding table: what counts as the same letter when text is searched, compared or named.

Each character folds by itself, to none, one or several characters, whatever stands beside it. From this
follows all the rest: folding twice changes nothing, parts fold as the whole does, and every place in folded
text leads back to one place in the original. Folded text is for comparing and is never shown.

What falls together:
- upper and lower case; letters with and without accents, in composed and decomposed text alike. Since a
  loose breve vanishes like any accent, й has to fold to и with it. Russian tells the two apart in few words
  beyond singular and plural (герой, герои), whereas й comes decomposed from many PDF files;
- ё and е, ß and ss, æ and ae, ø and o, and other letters that people spell out on other keyboards;
- Arabic with and without vowel signs and tatweel, the forms of alef, yeh, kaf and heh; teh marbuta and heh;
- the digits of all scripts; full and half width; ligatures and raised letters with plain ones;
- all blanks with ' ', all line ends with a newline; apostrophes with ', double quotation marks with ",
  hyphens with '-'. Dashes are no hyphens: they part words, and hyphens join them;
- Traditional with Simplified Chinese (`resources/data/simplified.txt`).
What vanishes: soft hyphens, everything of no width, direction marks.
What stays apart: kana with and without voicing marks, Hiragana and Katakana, vowel signs of Indian and
Thai scripts, which are letters rather than accents; raised digits and fractions, which would run into the
number before them. Korean syllables stay whole; Korean text that is stored as loose jamo is not found by
them, since putting jamo together needs more than one character at a time.

The identity of tags is made from folded names, so a change to this table is a change to the case format.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import resources

_ACCENTS = (
    (0x0300, 0x036F),  # Latin, Greek and all others
    (0x0483, 0x0489),  # Cyrillic
    (0x0591, 0x05C7),  # Hebrew
    (0x0610, 0x061A),  # Arabic, here and in the next five
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x0898, 0x089F),
    (0x08CA, 0x08FF),
    (0x0730, 0x074A),  # Syriac
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0x2DE0, 0x2DFF),  # Cyrillic letters above others
    (0xA66F, 0xA67D),
    (0xFE20, 0xFE2F),
)
_INVISIBLE = (
    (0x034F, 0x034F),  # joins graphemes
    (0x115F, 0x1160),  # fillers for missing Korean letters
    (0x17B4, 0x17B5),  # Khmer vowels without a shape
    (0x180B, 0x180F),  # Mongolian selectors of shapes
    (0xFE00, 0xFE0F),  # variation selectors
    (0xE0100, 0xE01EF),
)
_VISIBLE_CONTROLS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Signs that stand before or around Arabic and Kaithi numbers, and that Unicode counts as format controls."""

_LETTERS = "æae œoe þth ßss øo ɔo əa đd ðd ɖd ɗd ħh łl ɫl ŧt ƶz ɨi ıi ʉu ȷj ɓb ƙk ƴy ɛe ŋn ٱا"
_SAME = {
    **dict.fromkeys("‘’‚‛′ʹʻʼʽʾʿˈ´‹›׳ꞌ", "'"),
    **dict.fromkeys("“”„‟″ʺ˝«»〝〞〟「」『』״", '"'),
    **dict.fromkeys("‐‑−⁃", "-"),
    **dict.fromkeys("⁄∕", "/"),
    **dict.fromkeys("\u2028\u2029", "\n"),
    **dict.fromkeys("ىیېے", "ي"),
    **dict.fromkeys("ةۃەہھ", "ه"),
    **dict.fromkeys("کڪ", "ك"),
    **{pair[0]: pair[1:] for pair in _LETTERS.split()},
}
_FORMS: tuple[Literal["NFD", "NFKD"], ...] = ("NFD", "NFKD")


class _Table(dict[int, str]):
    """Folds a character the first time it is met, so that nothing is made for scripts nobody uses."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_table = _Table()


def fold(text: str) -> str:
    """The text as it is compared; equal for two texts that differ only in what falls together."""
    return text.lower() if text.isascii() else text.translate(_table)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with the way back; made by `folded`.

    The two arrays name the characters that do not fold to exactly one: where each stands in the original, and
    where what became of it begins in the folded text. Between them, both texts keep step.
    """

    text: str
    source: str
    _origins: "array[int]"
    _starts: "array[int]"

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original that folds to a text with `text[start:end]` in it, as short as can be.

        Accents that follow its last letter belong to it. An empty range leads to an empty range.
        """
        if start >= end:
            place = self._origin(start) if start < len(self.text) else len(self.source)
            return place, place
        return self._origin(start), self._with_accents(self._origin(end - 1) + 1)

    def _origin(self, place: int) -> int:
        last = bisect_right(self._starts, place) - 1
        if last < 0:
            return place
        origin, start = self._origins[last], self._starts[last]
        width = len(_table[ord(self.source[origin])])
        return origin if place < start + width else origin + 1 + place - start - width

    def _with_accents(self, end: int) -> int:
        while end < len(self.source) and _is_loose_accent(self.source[end]):
            end += 1
        return end


def folded(text: str) -> Folded:
    """The text folded, with the way back to the original; cheap where letters fold one to one."""
    origins, starts = array("L"), array("L")
    uneven = [] if text.isascii() else [c for c in set(text) if len(_table[ord(c)]) != 1]
    if uneven:
        shift = 0
        for match in re.finditer(f"[{re.escape(''.join(uneven))}]", text):
            origins.append(match.start())
            starts.append(match.start() + shift)
            shift += len(_table[ord(match.group())]) - 1
    return Folded(fold(text), text, origins, starts)


def find(haystack: str | Folded, needle: str) -> Iterator[tuple[int, int]]:
    """Where the needle stands, as ranges of the original text that do not overlap, from left to right.

    A needle of which nothing is left after folding is nowhere.
    """
    within = folded(haystack) if isinstance(haystack, str) else haystack
    wanted = fold(needle)
    place, last = within.text.find(wanted) if wanted else -1, 0
    while place >= 0:
        start, end = within.original(place, place + len(wanted))
        if start >= last:
            yield start, end
            last = end
        place = within.text.find(wanted, place + len(wanted))


def _fold_character(character: str) -> str:
    """What a character folds to: the steps are taken until they change nothing more."""
    before, after = "", character
    while before != after:
        before, after = after, "".join(map(_step, after))
    return after


def _step(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if _vanishes(character):
        return ""
    if unicodedata.category(character) == "Zs":
        return " "
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    parts = _decomposed(character)
    return parts.casefold() if parts == character else parts


def _decomposed(character: str) -> str:
    """The parts of a character, or the simplified form of one without parts.

    Korean syllables, raised digits, fractions, and accents on a blank of their own (¨) are left whole.
    """
    if unicodedata.category(character) == "No" or "가" <= character <= "힣":
        return character
    for form in _FORMS:
        parts = unicodedata.normalize(form, character)
        if parts != character and parts[0] != " ":
            return parts
    return _simplified().get(character, character)


def _vanishes(character: str) -> bool:
    if unicodedata.category(character) == "Cf":
        return character not in _VISIBLE_CONTROLS
    return character == "ـ" or is_accent(character) or _within(character, _INVISIBLE)


def is_accent(character: str) -> bool:
    """Whether a character only marks the letter before it, and vanishes when that is folded."""
    return unicodedata.category(character).startswith("M") and _within(character, _ACCENTS)


def _is_loose_accent(character: str) -> bool:
    return not _table[ord(character)] and unicodedata.category(character).startswith("M")


def _within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)


@cache
def _simplified() -> dict[str, str]:
    pairs = "".join(resources.table("simplified.txt"))
    return dict(zip(pairs[::2], pairs[1::2], strict=True))
