"""Finding words in one text that is open: as letters or as whole words, and as exactly as is wanted.

Without any switch, letters are what folding makes of them, so that a count here is that of the folded text. Whole
words are those of `db.search.analysis`: their count is that of the search for the same words in a row. Case
and letters narrow down what is found so, and never find anything else.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from db.folding import Folded, fold, folded, is_accent
from db.letters import UNSPACED, WORD
from db.search import snippets

_OF_WORDS = re.compile(f"[{UNSPACED}{WORD}]+")
_OF_THE_LANGUAGE = frozenset('"*')

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Way:
    """How words are found: only in the same `case`, as `whole` words, in the same `letters`.

    Letters are the same with their accents, vowel signs and forms: é is no e then, and 国 no 國.
    """

    case: bool = False
    whole: bool = False
    letters: bool = False


AS_FOLDED = Way()


def places(text: str | Folded, words: str, way: Way = AS_FOLDED) -> list[Place]:
    """Where words stand in a text, as places of the original that do not overlap, from left to right."""
    within = folded(text) if isinstance(text, str) else text
    same = _comparison(words, way)
    if way.whole:
        return [place for place in snippets.matches(within, _in_a_row(words)) if same(within.source[slice(*place)])]
    return list(_letters(within, fold(words), same))


def _letters(within: Folded, wanted: str, same: Callable[[str], bool]) -> Iterator[Place]:
    """As `folding.find`, but what was not taken is looked into again from its second letter on."""
    place, last = within.text.find(wanted) if wanted else -1, 0
    while place >= 0:
        start, end = within.original(place, place + len(wanted))
        taken = same(within.source[start:end])
        if taken and start >= last:
            yield start, end
            last = end
        place = within.text.find(wanted, place + (len(wanted) if taken else 1))


def _in_a_row(words: str) -> str:
    """The words as a phrase of the query language, whose signs they may hold."""
    return '"' + "".join(" " if fold(sign) in _OF_THE_LANGUAGE else sign for sign in words) + '"'


# --- what counts as the same ----------------------------------------------------------------------


def _comparison(words: str, way: Way) -> Callable[[str], bool]:
    """Whether a place that folds to the same is the same in every way that is wanted."""
    if not (way.case or way.letters):
        return lambda _: True

    def kept(text: str) -> str:
        characters = "".join(_kept(character, way) for character in text)
        if not way.whole:
            return unicodedata.normalize("NFC", characters)
        return "".join(_OF_WORDS.findall(characters)) if not way.letters else _without_signs(characters)

    wanted = kept(words)
    if way.letters:
        return lambda found: kept(found) == wanted
    return lambda found: wanted in kept(found)  # ß also holds an s


def _without_signs(text: str) -> str:
    """Letters, digits and their marks."""
    return unicodedata.normalize("NFC", "".join(one for one in text if unicodedata.category(one)[0] in "LMN"))


def _kept(character: str, way: Way) -> str:
    """A character as it is compared: what is no letter folds as always."""
    plain = fold(character)
    if not way.letters:
        return plain.upper() if _is_upper(character) else plain
    if is_accent(character):
        return character
    if not plain or not character.isalpha():
        return plain
    parts = unicodedata.normalize("NFKD", character)
    return parts if way.case else "".join(map(_small, parts))


def _small(letter: str) -> str:
    """A small letter that stays one: ς is σ, and ß itself."""
    small = letter.casefold()
    return small if len(small) == 1 else letter.lower()


def _is_upper(character: str) -> bool:
    return character.isupper() or character.istitle()
