"""From what PDFium gives for a page to the text that is stored: one set of rules, with or without the way back.

- Lines end in `\\n`.
- A word that was divided at the end of a line is whole again. PDFium puts U+FFFE in the place of such a hyphen and its
  line end; U+0002 is its older sign. It does so after any letter, hence the hyphen is given back where no word was
  divided: before a number (COVID-19), before a capital (Anglo-Saxon) and before a German "und" (Nord- und Süd-).
- A soft hyphen within a line is a hyphen that is printed, and becomes one.
- Other control characters are letters of fonts that do not say what they mean, and are dropped; see `unknown`.
- Accents are composed (NFC); nothing else is (no NFKC), so ligatures and full width stay as they are.

A change of the rules is a new `VERSION`, since places in stored texts rest on them.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

from db import plain

VERSION = "1"

_UNMEANT = "\0\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f"
# It begins with one set of characters: a search for any of them is many times as fast as trying one after another.
_TOKEN = re.compile(
    f"[\r\x02\ufffe\xad\ufeff\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\uffff{_UNMEANT}]"
    f"(?:(?<=\r)\n|(?<=[\x02\ufffe])(?:\r\n?|\n)|(?<=[{_UNMEANT}])[{_UNMEANT}]+)?"
)
_DIVIDED = re.compile("[\x02\ufffe]")
_APART = re.compile(r"(?:und|oder|bzw)\b")
_UNKNOWN = re.compile(f"[{_UNMEANT}]+")


def clean(raw: str) -> str:
    """The text of a page as it is stored."""
    return unicodedata.normalize("NFC", _TOKEN.sub(_replaced, raw.replace("\r\n", "\n")))


def unknown(raw: str) -> int:
    """How many characters of a page are of fonts that do not say what letters they are."""
    return sum(map(len, _UNKNOWN.findall(raw)))


@dataclass(frozen=True, slots=True)
class Traced:
    """A cleaned text, and for each of its characters the index of the one it came from, in order."""

    text: str
    origins: tuple[int, ...]
    length: int
    """Characters before cleaning."""

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The span before cleaning that a span of the text came from."""
        if start >= end:
            return 0, 0
        return self.origins[start], self.origins[end] if end < len(self.origins) else self.length

    def cleaned(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text that came from a span before cleaning."""
        return bisect_left(self.origins, start), bisect_left(self.origins, end)


def traced(raw: str) -> Traced:
    """The same text as `clean` gives, with where each character came from."""
    letters: list[str] = []
    origins: list[int] = []
    at = 0
    for token in _TOKEN.finditer(raw):
        letters += raw[at : token.start()]
        origins += range(at, token.start())
        instead = _replaced(token)
        letters += instead
        origins += [token.start()] * len(instead)
        at = token.end()
    letters += raw[at:]
    origins += range(at, len(raw))
    text, ordered = _composed("".join(letters), origins)
    return Traced(text, tuple(ordered), len(raw))


def _replaced(token: re.Match[str]) -> str:
    found = token[0]
    if _DIVIDED.match(found):
        return "-" if _is_printed(token.string, token.start(), token.end()) else ""
    if found == "\xad":
        return "-"
    if found[0] in "\r\u2028\u2029":
        return "\n"
    if found == "\ufeff":  # a mark of the order of bytes, when there is nothing before it
        return found if token.string[: token.start()].strip("\ufeff") else ""
    return "" if found[0] < " " or found[0] == "\x7f" else plain.normalise(found)


def _is_printed(raw: str, start: int, end: int) -> bool:
    """Whether the hyphen between two letters would be there if the line had not ended."""
    before, after = raw[start - 1 : start], raw[end : end + 1]
    if not before.isalpha() or not after.isalnum():
        return False
    return not after.isalpha() or (before.islower() and after.isupper()) or _APART.match(raw, end) is not None


def _composed(text: str, origins: list[int]) -> tuple[str, list[int]]:
    """The text in NFC, with the origins of what is left: of each letter with its accents the first ones."""
    if unicodedata.is_normalized("NFC", text):
        return text, origins
    composed: list[str] = []
    kept: list[int] = []
    for start, end in _letters(text):
        whole = unicodedata.normalize("NFC", text[start:end])
        composed.append(whole)
        kept += (origins[min(start + number, end - 1)] for number in range(len(whole)))
    if "".join(composed) == (expected := unicodedata.normalize("NFC", text)):
        return expected, kept
    return expected, [origins[min(number, len(origins) - 1)] for number in range(len(expected))]


def _letters(text: str) -> list[tuple[int, int]]:
    """Where each letter stands with all that may become one with it."""
    starts = [at for at, letter in enumerate(text) if at == 0 or not _joins(letter)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _joins(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M" or "\u1160" <= letter <= "\u11ff"
