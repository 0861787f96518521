"""What folding does to words that someone typed: accents that are gone, other characters that are as good."""

import unicodedata
from functools import cache

import resources
from db.folding import fold
from db.search.nodes import Pieces


def folded_away(written: str, pieces: Pieces) -> str:
    """The words without their accents, when they lost more than capitals; else nothing."""
    plain = unicodedata.normalize("NFC", written).casefold()
    folded = fold(written)
    return " ".join(pieces) if folded != plain and any(c.isalpha() for c in written) else ""


def other_characters(written: str) -> str:
    """The same words in the other form of their Chinese characters, as one would most likely write them; or nothing."""
    other = "".join(_traditional().get(character, character) for character in written)
    return other if other != written else ""


@cache
def _traditional() -> dict[str, str]:
    """For each simplified character a traditional one that folds to it."""
    pairs = "".join(resources.table("simplified.txt"))
    found: dict[str, str] = {}
    for traditional, simplified in zip(pairs[::2], pairs[1::2], strict=True):
        found.setdefault(simplified, traditional)
    return found
