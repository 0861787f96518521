"""The search engine: Whoosh's query trees, run on arrays that lie in one database.

What reads and writes the index is loaded when it is first needed, since that takes longer than all of this.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import nsmallest
from typing import TYPE_CHECKING, Any

from db.folding import fold
from db.letters import is_unspaced
from db.refs import Ref
from db.search import analysis
from db.search import query as queries
from db.search.engine import BEST, Document, Hit, Order, Results
from db.search.query import Query
from db.search.storage import Connection, Shelf, damage

if TYPE_CHECKING:
    from db.search.arrays.draft import Draft, Made
    from db.search.executor.executor import Executor, Shows
    from db.search.executor.found import Found
    from db.search.index import GoOn, Index
    from db.search.lexical import Lexical

VERSION = 3
"""Of the fields and arrays. How texts are cut into words has a mark of its own."""

_BOOSTS = {"title": 2.0, "body": 1.0}  # words in other fields narrow a search down and add nothing to a score
_SHOWN = 8  # completions of a word that tell what it may begin
_BEFORE = re.compile(r"""[\s"():]""")


class WhooshEngine:
    """A `SearchEngine` in the table `segment_piece` of a database, which may be encrypted.

    `shows` tells of an object whether it has words with the very letters that are asked for.

    Nothing is read before the first question, and then only what the question needs. With a secret `key` of up to
    64 bytes, an index that somebody else has made counts as damaged.
    """

    def __init__(self, connection: Connection, key: bytes = b"", shows: "Shows" = lambda *_: True) -> None:
        self._shelf = Shelf(connection, key)
        self._made_by = f"{VERSION} {analysis.fingerprint()}"
        self._shows = shows
        self._opened: Index | None = None
        self._lexical: Lexical | None = None
        self._executor: Executor | None = None
        self._last: tuple[Any, Found] | None = None

    def update(self, documents: Iterable[Document]) -> None:
        """Take in new documents, and replace those it knows. Raises IndexDamaged."""
        from db.search.building import build

        build(documents, self._take)

    def build(self, documents: Iterable[Document]) -> None:
        """The same for very many documents, with a process of its own for half of the work. Raises IndexDamaged."""
        from db.search.building import build_in_two

        build_in_two(documents, self._take)

    def remove(self, refs: Iterable[Ref]) -> None:
        """Forget documents; those it does not know are passed over. Raises IndexDamaged."""
        self._change(dict.fromkeys(refs))

    def search(
        self,
        query: Query | str,
        limit: int | None = 20,
        kinds: Collection[str] = (),
        start: int = 0,
        order: Order = BEST,
    ) -> Results:
        """The first `limit` hits from the one numbered `start` on, or all for None. Raises IndexDamaged."""
        wanted = queries.parse(query) if isinstance(query, str) else query
        if wanted.tree is None:
            return Results(0, (), wanted.read_as)
        with self._shelf.together(), damage():
            found = self._found(wanted.tree)
            of_kinds = found.counts("kind")
            if kinds:
                found = found.of_kinds(sorted(kinds))
            if order.column:
                places = found.in_order(order.column, limit, start, reverse=order.descending)
            else:
                places = found.best(limit, start)
            hits = tuple(Hit(found.ref(place), place.score) for place in places)
        return Results(found.total, hits, wanted.read_as, dict(of_kinds))

    def facets(self, query: Query, columns: Sequence[str]) -> dict[str, Mapping[str, int]]:
        """How many of the objects found have each value of these columns. Raises IndexDamaged."""
        if query.tree is None:
            return {}
        with self._shelf.together(), damage():
            found = self._found(query.tree)
            return {column: found.counts(column) for column in columns}

    def forms(self, word: str) -> Sequence[str]:
        """Other forms of a word that are in the index, the most frequent first. Raises IndexDamaged."""
        with self._shelf.together(), damage():
            return self._words().forms(word)

    def near(self, word: str, most: int) -> Sequence[str]:
        """Words of the index that differ in at most so many letters. Raises IndexDamaged."""
        with self._shelf.together(), damage():
            return self._words().near(word, most)

    def completed(self, begun: str) -> Sequence[str]:
        """Some words that begin so, the most frequent first. Raises IndexDamaged."""
        return self.complete(begun, _SHOWN)

    def frequency(self, word: str) -> int:
        """In about how many documents a word stands. Raises IndexDamaged."""
        with self._shelf.together(), damage():
            return self._words().frequency(word)

    def begins(self, start: str) -> bool:
        """Whether any word of the index begins so. Raises IndexDamaged."""
        with self._shelf.together(), damage():
            return self._words().begins(start)

    def complete(self, prefix: str, limit: int = 10) -> tuple[str, ...]:
        """Words that go on from the last of `prefix`, most frequent first. Raises IndexDamaged."""
        begun = _BEFORE.split(fold(prefix))[-1]
        if not analysis.pieces(begun) or is_unspaced(begun):
            return ()
        from db.search.completing import completions

        with self._shelf.together(), damage():
            counts: Counter[str] = completions(self._index().view, begun, limit)
        return tuple(nsmallest(limit, counts, key=lambda word: (-counts[word], word)))

    def count(self) -> int:
        """How many documents it knows. Raises IndexDamaged."""
        with self._shelf.together():
            return self._index().count

    @property
    def in_use(self) -> bool:
        """Whether the index was asked or written to since it was opened."""
        return self._opened is not None

    def tidy(self, go_on: "GoOn" = lambda: True) -> bool:
        """Make one of several segments when there are too many, if there is time; whether something was done."""
        try:
            with self._shelf.together():
                done = self._index().tidy(go_on)
        except BaseException:
            self.close()
            raise
        if done:  # what was asked before holds segments that are gone
            self._executor = self._last = self._lexical = None
        return done

    def check(self) -> None:
        """Read all of the index. Raises IndexDamaged."""
        with self._shelf.together():
            self._index().check()

    def clear(self) -> None:
        """Forget everything, damaged or not."""
        self._shelf.clear()
        self.close()

    def close(self) -> None:
        """Let go of what is held in memory; the next question reads it again."""
        self._opened = self._executor = self._last = self._lexical = None

    # --- inside -----------------------------------------------------------------------------------

    def _index(self) -> "Index":
        if self._opened is None:
            from db.search.index import Index

            self._opened = Index(self._shelf, self._made_by)
        try:
            if self._opened.refresh():
                self._executor = self._last = self._lexical = None
        except BaseException:
            self.close()
            raise
        return self._opened

    def _words(self) -> "Lexical":
        index = self._index()
        if self._lexical is None:
            from db.search.lexical import Lexical

            self._lexical = Lexical(index.view)
        return self._lexical

    def _found(self, tree: Any) -> "Found":
        """What a query tree finds; the last answer is kept, since it is asked for again by kind and by page."""
        index = self._index()
        if self._executor is None:
            from db.search.executor.executor import Executor
            from db.search.executor.scoring import Scoring

            scoring = Scoring(boosts=_BOOSTS, otherwise=0.0, average_of_filled=True, excluded=0.0)
            self._executor = Executor(index.view, scoring, self._shows)
        if self._last is None or not self._last[0] == tree:  # noqa: SIM201 # Whoosh has no sound !=
            self._last = tree, self._executor.search(tree)
        return self._last[1]

    def _take(self, refs: Collection[Ref], segment: "Draft | Made") -> None:
        self._change(refs, [segment])

    def _change(self, refs: Collection[Ref], drafts: Iterable[Any] = ()) -> None:
        try:
            with self._shelf.together():
                self._index().change(refs, list(drafts))
        except BaseException:
            self.close()  # what is in memory may be ahead of what is kept
            raise
        self._executor = self._last = self._lexical = None
