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
_WITHOUT_BREVE = ("ыи", "ии", "ои", "еи")  # й has lost its breve when it was folded


def forms(word: str, languages: Sequence[str], beginning: Beginning) -> list[str]:
    """The other forms of a word in these languages, as tags such as `en`, sorted."""
    if len(word) < SHORTEST or not word.isalpha():
        return []
    found: set[str] = set()
    for language in languages:
        if language == "ar":
            found.update(_of_arabic(word, beginning))
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
        if len(other) <= len(start) + _LONGER and other.isalpha() and wanted & _stems(other, language):
            yield other


def _of_arabic(word: str, beginning: Beginning) -> Iterable[str]:
    bare = next((word.removeprefix(article) for article in _ARTICLES if word.startswith(article)), word)
    if len(bare) < SHORTEST:
        bare = word
    for before in _ARABIC:
        form = before + bare
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
