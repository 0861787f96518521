"""How often a query stands in an object: the one count that a list of results and an open document share."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from db.folding import Folded, fold, folded
from db.search import snippets
from db.search.query import Query

_SEEN_FOR_TITLE = 6  # lines with words among which the title may stand
_FAR_ENOUGH = 5000  # characters
_MARKUP = "#*_= \t"


@dataclass(frozen=True, slots=True)
class Counted:
    """The places in the text, in order and apart; `titled` is how many more there are in the title."""

    places: tuple[tuple[int, int], ...] = ()
    titled: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return len(self.places) + self.titled


def of(text: str | Folded, title: str, query: Query | str) -> Counted:
    """Count in both; a title that its text begins with is counted there."""
    within = folded(text) if isinstance(text, str) else text
    places = tuple(snippets.matches(within, query))
    return Counted(places, in_title(within, title, query, places))


def in_title(within: Folded, title: str, query: Query | str, places: Sequence[tuple[int, int]]) -> int:
    """How many places there are in a title, unless the text begins with it and they are among those of the text."""
    found = snippets.matches(title, query, "title") if title else []
    return 0 if found and places and _begins_with(within.source, title) else len(found)


def _begins_with(text: str, title: str) -> bool:
    wanted = _plain(title)
    return any(_plain(line) == wanted for line in islice(_lines(text), _SEEN_FOR_TITLE))


def _lines(text: str) -> Iterator[str]:
    """The first lines that have words."""
    return (line.group() for line in re.finditer(r"[^\n]*\S[^\n]*", text[:_FAR_ENOUGH]))


def _plain(words: str) -> str:
    return " ".join(fold(words.strip(_MARKUP)).split())
