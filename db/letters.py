"""What words are made of: which characters of folded text belong to words, and which scripts part no words.

Only classes of characters stand here, for regular expressions to be made of. What a word is to a search
says `db.search.analysis`, where names begin and end says `db.analysis.known_names`.
"""

import re
import unicodedata
from collections.abc import Iterator

_UNSPACED = (
    ("\u0e01", "\u0e3a"),  # Thai
    ("\u0e40", "\u0e4e"),
    ("\u0e81", "\u0ece"),  # Lao
    ("\u0edc", "\u0edf"),
    ("\u1000", "\u103f"),  # Burmese
    ("\u1050", "\u109d"),
    ("\u1780", "\u17d3"),  # Khmer
    ("\u3005", "\u3007"),  # Chinese and Japanese: repetition, zero
    ("\u3021", "\u3029"),
    ("\u3041", "\u309a"),  # Hiragana, and Katakana without its middle dot
    ("\u309d", "\u309f"),
    ("\u30a1", "\u30fa"),
    ("\u30fc", "\u30ff"),
    ("\u3105", "\u312f"),  # Bopomofo
    ("\u31a0", "\u31bf"),
    ("\u31f0", "\u31ff"),
    ("\u3400", "\u4dbf"),  # Han
    ("\u4e00", "\u9fff"),
    ("\ua9e0", "\ua9ef"),  # Burmese of the Shan
    ("\uaa60", "\uaa76"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)
_BEYOND = "\U00010000-\U0001efff"  # scripts outside the basic plane, whose few symbols do no harm


def _word_characters() -> Iterator[str]:
    """Letters, digits and the marks that are no accents, as ranges for a regular expression."""
    start = 0x30
    for first, last in (*_UNSPACED[:-1], ("\uffff", "\uffff")):
        text = "".join(map(chr, range(start, ord(first))))
        kept = "".join("x" if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc") else " " for c in text)
        for run in re.finditer("x+", kept):
            yield f"{text[run.start()]}-{text[run.end() - 1]}"
        start = ord(last) + 1


UNSPACED = "".join(f"{first}-{last}" for first, last in _UNSPACED)
"""The inside of a character class: scripts written without blanks between words."""
WORD = "".join(_word_characters()) + _BEYOND
"""The inside of a character class: what words of all other scripts consist of, in folded text."""

_UNSPACED_CHARACTER = re.compile(f"[{UNSPACED}]")


def is_unspaced(word: str) -> bool:
    """Whether the word begins in a script that puts no blanks between words."""
    return word >= "\u0e00" and _UNSPACED_CHARACTER.match(word) is not None
