"""Other forms of a word, such as its plural, among the words of an index; asked when someone searches.

Texts are kept as they are, and what belongs together is told by the rules of a language: the algorithms of Snowball
in Whoosh, and for Arabic the article and the small words that are written in one with the next. All words are folded.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from whoosh.lang import has_stemmer, stemmer_for_language

Beginning = Callable[[str], Iterable[str]]
"""All words of the index that begin so."""

SHORTEST = 3
"""Words of fewer letters have no other forms."""

_LONGER = 6  # letters that a form may have beyond what it shares with the word
_MOST = 3000  # words that are compared, at most
_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
_ARABIC = ("", "ال", "و", "وال", "بال", "لل", "كال", "فال", "ب", "ل")
_ITALIAN = (
    *(("ca", "che"), ("ga", "ghe"), ("co", "chi"), ("go", "ghi"), ("io", "i"), ("cia", "ce"), ("gia", "ge")),
    *(("a", "e"), ("o", "i"), ("e", "i")),
)
_ENGLISH = frozenset(("", "s", "es", "ed", "d", "ing", "e", "y", "ies", "ied", "n", "en"))
"""Ends of English words of which one is a form of the other, behind what both have; not those of who does it."""
_WITHOUT_BREVE = ("ыи", "ии", "ои", "еи")  # й has lost its breve when it was folded


def forms(word: str, languages: Sequence[str], beginning: Beginning) -> list[str]:
    """The other forms of a word in these languages, as tags such as `en`, sorted."""
    if len(word) < SHORTEST or not word.isalpha():
        return []
    found: set[str] = set()
    for language in languages:
        if language == "ar":
            found.update(_of_arabic(word, beginning))
        elif language == "it":
            found.update(_of_italian(word, beginning))
        elif has_stemmer(language):
            found.update(_of_stem(word, language, beginning))
    return sorted(found - {word})


def _of_stem(word: str, language: str, beginning: Beginning) -> Iterable[str]:
    wanted = _stems(word, language)
    start = min((*wanted, word), key=len)
    start = start[: max(len(start) - 1, SHORTEST)]
    for number, other in enumerate(beginning(start)):
        if number >= _MOST:
            return
        if len(other) > len(start) + _LONGER or not other.isalpha():
            continue
        if wanted & _stems(other, language) and (language != "en" or _is_inflected(word, other)):
            yield other


def _is_inflected(word: str, other: str) -> bool:
    """Whether two English words differ in endings of number and time only: office and offices, not officer."""
    pairs = enumerate(zip(word, other, strict=False))
    shared = next((n for n, (one, two) in pairs if one != two), min(len(word), len(other)))
    return {word[shared:], other[shared:]} <= _ENGLISH


def _of_arabic(word: str, beginning: Beginning) -> Iterable[str]:
    bare = next((word.removeprefix(article) for article in _ARTICLES if word.startswith(article)), word)
    if len(bare) < SHORTEST:
        bare = word
    for before in _ARABIC:
        form = before + bare
        if any(other == form for other in beginning(form)):
            yield form


def _of_italian(word: str, beginning: Beginning) -> Iterable[str]:
    """Singular and plural; a stem alone would take a house (casa) for a case (caso)."""
    for one, many in _ITALIAN:
        for here, there in ((one, many), (many, one)):
            if word.endswith(here) and len(word) > len(here) + 1:
                form = word.removesuffix(here) + there
                if any(other == form for other in beginning(form)):
                    yield form


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    stem: Callable[[str], str] = stemmer_for_language(language)
    return stem


def _stems(word: str, language: str) -> set[str]:
    stem = _stemmer(language)
    found = {stem(word)}
    if language == "ru" and word.endswith(_WITHOUT_BREVE):
        found.add(stem(f"{word[:-1]}й"))
    return {one for one in found if len(one) >= SHORTEST}
