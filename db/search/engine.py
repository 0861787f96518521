"""The interface of a search engine: what goes in, what comes out, and what may go wrong.

An engine is a cache. It never holds anything that cannot be made again from the case, and it says so
when it is damaged. What the query language offers stands in `db.search.query`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from db.errors import Expected
from db.refs import Ref, Uuid
from db.search.query import Query

KINDS = ("source", "excerpt", "note", "briefing", "entity")
"""The subjects that are searched."""


class IndexDamaged(Expected):
    """The index cannot be read, or another version made it: clear it and feed it all documents again."""


@dataclass(frozen=True, slots=True)
class Document:
    """What the engine gets to know of one object of the case.

    `body` is its full text, `date` its EDTF date, `source` the source whose material it is, `grade` how reliable
    that is. All but the grade are words to search for; none is handed out again.
    """

    ref: Ref
    title: str = ""
    body: str = ""
    language: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    tags: tuple[str, ...] = ()
    source: Uuid | None = None
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """In which order hits come: by a column, those without a value last, or the best first for none."""

    column: str = ""
    descending: bool = False


BEST = Order()
ORDERS = {
    "relevance": BEST,
    "newest": Order("date", descending=True),
    "oldest": Order("date"),
    "title": Order("title"),
}
"""The orders by name."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One object that a query finds; a higher score is a better hit, comparable within one search only."""

    ref: Ref
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """What a query finds: `total` counts all objects found, `hits` are the best of them, best first.

    `of_kinds` counts the objects of each kind, whichever kinds were asked for.
    """

    total: int
    hits: tuple[Hit, ...]
    read_as: str
    of_kinds: Mapping[str, int] = field(default_factory=dict)


class SearchEngine(Protocol):
    """Finds the objects of one case. One thread at a time.

    Every method but `clear` raises IndexDamaged when the index cannot be read.
    """

    def update(self, documents: Iterable[Document]) -> None:
        """Take in new documents, and replace those it knows; each is found from then on.

        Many documents are written in several steps, each of which holds or not as a whole.
        """

    def remove(self, refs: Iterable[Ref]) -> None:
        """Forget documents; those it does not know are passed over."""

    def search(
        self,
        query: Query | str,
        limit: int | None = 20,
        kinds: Collection[str] = (),
        start: int = 0,
        order: Order = BEST,
    ) -> Results:
        """The first `limit` hits from the one numbered `start` on, or all for None; of the given kinds only, if any."""

    def facets(self, query: Query, columns: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """How many of the objects found have each value of these columns."""

    def forms(self, word: str) -> Sequence[str]:
        """Other forms of a word that are in the index, the most frequent first."""

    def near(self, word: str, most: int) -> Sequence[str]:
        """Words of the index that differ in at most so many letters, the most frequent first."""

    def frequency(self, word: str) -> int:
        """In about how many documents a word stands."""

    def begins(self, start: str) -> bool:
        """Whether any word of the index begins so."""

    def complete(self, prefix: str, limit: int = 10) -> tuple[str, ...]:
        """Words of titles and texts, folded, that go on from the last of `prefix`, most frequent first."""

    def tidy(self, go_on: Callable[[], bool] = ...) -> bool:
        """Put in order what makes questions slow, one step of it, asking now and then whether to go on.

        Whether something was done. For times when nobody waits.
        """

    def count(self) -> int:
        """How many documents it knows."""

    def clear(self) -> None:
        """Forget everything, damaged or not."""

    def close(self) -> None:
        """Let go of what is held in memory; the connection stays open."""
