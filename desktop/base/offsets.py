"""Places in a text for Qt and for us: Qt counts UTF-16 units, a case counts Unicode code points.

Conversion happens at the edge of a widget and nowhere else; words are always sliced from the stored text and
never read back from a widget. Here stands, too, what else a painter of foreign text has to know of it.
"""

import re
import unicodedata
from bisect import bisect_left

_WIDE = re.compile("[\U00010000-\U0010ffff]")
_PIECES = re.compile(r"[_./\\-]+|\w{16}")
_SHOWN = {
    0x202D: "⇥",  # the two characters by which text can be made to read otherwise than it is written
    0x202E: "⇤",
    **dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), " "),
    0xFFFC: "□",
}


class OffsetMap:
    """Converts places in one text; keeps only where the characters are that Qt counts twice."""

    __slots__ = ("_points", "_units")

    def __init__(self, text: str) -> None:
        self._points = [] if text.isascii() else [found.start() for found in _WIDE.finditer(text)]
        self._units = [point + before for before, point in enumerate(self._points)]

    def to_qt(self, place: int) -> int:
        """The UTF-16 offset of a code point."""
        return place + bisect_left(self._points, place) if self._points else place

    def to_text(self, place: int) -> int:
        """The code point at a UTF-16 offset; inside a surrogate pair, the one that the pair is."""
        return place - bisect_left(self._units, place) if self._units else place


def shown(text: str) -> str:
    """The text as it may be painted, place for place the same: overrides of direction become signs.

    What Qt would take for a line end or an embedded object becomes a blank or a box. Blanks that keep words together
    are ordinary ones where they are the rule, as some programs write them: else lines would end inside of words.
    """
    if text.isascii() and "\f" not in text and "\v" not in text:
        return text
    seen = text.translate(_SHOWN)
    return seen.replace("\u00a0", " ") if seen.count("\u00a0") > seen.count(" ") else seen


def breakable(name: str) -> str:
    """A name that may be broken into lines after its signs, and within a word that is long; for showing only."""
    return _PIECES.sub(lambda piece: f"{piece[0]}\u200b", name)


def runs_right_to_left(words: str, *, otherwise: bool = False) -> bool:
    """Whether words run from right to left: as their first letter does, or as said when there is no letter."""
    for character in words:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return otherwise
