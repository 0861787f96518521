"""What is derived from a case, kept up with it: the search index, the mentions of known names, copies among sources.

Everything here can be made again; it is, when the cache is missing, damaged, foreign or older than the case.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from types import TracebackType
from typing import Self, TypeVar

from db import documents, driver, entities, errors, publishers
from db.analysis.copies import Borne, Copies
from db.analysis.mentions import Mention, Mentions
from db.asking import Knowledge
from db.cache import Cache
from db.case import Case
from db.refs import Ref, Uuid
from db.search import snippets
from db.search.engine import BEST, Document, IndexDamaged, Order, Results
from db.search.nodes import Words
from db.search.query import Query, parse
from db.search.understanding import EXPANDING, Expanding, Understood, likelier, understood
from db.search.whoosh_engine import WhooshEngine

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Told how much of how much is done."""

GoOn = Callable[[], bool]
"""Asked again and again whether a long work is still wanted."""

_MANY_DOCUMENTS = 4000
"""Beyond which a process of its own, which takes a second to start, is worth it."""

_NEVER = (-1, "")
_SOURCES_AT_ONCE = 1000
_MANY = 256  # objects that change at once; whoever waits for so many also waits for the index to be put in order
_OWNER = {"text": "source", "alias": "entity"}
_WITHOUT = frozenset({"anchor", "saved_search"})
"""What nothing is derived from."""


class _UnwantedError(Exception):
    """Nobody waits any more for what is being made."""


class Derived:
    """Search and mentions of one open case; every question is answered with what the case holds now."""

    def __init__(
        self, case: Case, read: Callable[[], Collection[Uuid]] = frozenset, open_: GoOn = lambda: True
    ) -> None:
        """`read` tells which sources the person has opened; once `open_` says no, long work is given up."""
        self.case = case
        self._open = open_
        self._read = read
        self.cache = Cache(case)
        self._attach()

    def _attach(self) -> None:
        self.engine = WhooshEngine(self.cache.database.conn, self.case.derived_key("index"), self._shows)
        self._knowledge = Knowledge(self.case, self.engine, self._read)
        self._known_at = self._spelled_at = _NEVER
        self._spelled: dict[str, str | None] = {}
        self.found = Mentions(self.cache.database)
        self._copies = Copies(self.cache.database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the derived database."""
        self.engine.close()
        self.cache.close()

    # --- questions ------------------------------------------------------------------------------

    def search(
        self,
        query: Query | str,
        limit: int | None = 20,
        kinds: Collection[str] = (),
        start: int = 0,
        order: Order = BEST,
    ) -> Results:
        """The objects that a query finds, best first, from the one numbered `start` on; None for all.

        A text is understood first; a `Query` is taken as it stands.
        """
        wanted = self.understand(query).asked if isinstance(query, str) else query
        return self._asked(lambda engine: engine.search(wanted, limit, kinds, start, order))

    def understand(self, text: str, expanding: Expanding = EXPANDING) -> Understood:
        """What a line of text asks for in this case."""
        return self._asked(lambda engine: self._understood(engine, parse(text), expanding))

    def facets(self, query: Query, columns: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """How many of the objects found have each value of these columns."""
        return self._asked(lambda engine: engine.facets(query, columns))

    def meant(self, query: Query) -> str:
        """The query that was probably meant, when words of it are nowhere; nothing when all of them are somewhere."""
        return self._asked(lambda engine: likelier(query, engine))

    def complete(self, begun: str, limit: int = 10) -> tuple[str, ...]:
        """Words that go on from the last of a query, the most frequent first, as they are written in a text."""
        words = self._asked(lambda engine: engine.complete(begun, limit))
        latest = self.cache.latest()
        if self._spelled_at != latest:
            self._spelled.clear()
            self._spelled_at = latest
        return tuple(self._spelled.setdefault(word, None) or self._spell(word) for word in words)

    def _spell(self, word: str) -> str:
        """A folded word as the best of its texts has it, without capitals."""
        wanted = Query(Words(None, (word,), quoted=True), word)
        found = word
        for hit in self._asked(lambda engine: engine.search(wanted, 1)).hits:
            for document in documents.of(self.case, {hit.ref}):
                for text, field in ((document.body, "body"), (document.title, "title")):
                    place = next(iter(snippets.matches(text, wanted, field)), None)
                    if place is not None:
                        found = text[slice(*place)].lower()
                        break
        self._spelled[word] = found
        return found

    def _asked(self, ask: Callable[[WhooshEngine], T]) -> T:
        """The answer of an index that is whole and holds what the case holds now."""
        self.refresh()
        try:
            answer = ask(self.engine)
            if self.engine.count() or not documents.size(self.case, None):
                return answer
        except (IndexDamaged, driver.DatabaseError):
            pass
        self.rebuild()  # it is damaged, or gone
        return ask(self.engine)

    def _understood(self, engine: WhooshEngine, query: Query, expanding: Expanding) -> Understood:
        latest = self.cache.latest()
        if self._known_at != latest:
            self._knowledge.learn()
            self._known_at = latest
        return understood(query, self._knowledge, engine, expanding)

    def _shows(self, ref: Ref, leaf: Words) -> bool:
        """Whether an object has words with the very letters that are asked for."""
        fields = (leaf.fieldname,) if leaf.fieldname else ("title", "body")
        for document in documents.of(self.case, {ref}):
            said = {"title": document.title, "body": document.body, "author": "\n".join(document.authors)}
            said |= {"publisher": document.publisher, "tag": "\n".join(document.tags)}
            if any(snippets.shows(said.get(field, ""), leaf) for field in fields):
                return True
        return False

    def mentions_of(self, entity: Uuid) -> list[Mention]:
        """Where an entity is named."""
        self.refresh()
        return self.found.of_entity(entity)

    def mentions_in(self, source: Uuid) -> list[Mention]:
        """Who is named in a source."""
        self.refresh()
        return self.found.in_source(source)

    def mention_counts(self) -> dict[Uuid, int]:
        """How often each entity is named in all sources."""
        self.refresh()
        return self.found.counts()

    def copies(self) -> Copies:
        """The copies among the sources."""
        self.refresh()
        return self._copies

    # --- keeping up -----------------------------------------------------------------------------

    def outstanding(self) -> int:
        """How many objects are to be derived before the next question is answered, about."""
        changed = self.cache.changed()
        return documents.size(self.case, None) if changed is None else len(changed)

    def _while_open(self, go_on: GoOn) -> GoOn:
        return lambda: self._open() and go_on()

    def refresh(self, progress: Progress | None = None, go_on: GoOn = lambda: True) -> bool:
        """Derive what changed since the last edit seen, or everything when that cannot be told.

        Whether it was wanted to its end; if not, it is done before the next question is answered.
        """
        go_on = self._while_open(go_on)
        try:
            changed = self.cache.changed()
            if changed == set():
                return True
            with self.cache.alone():
                changed = self.cache.changed()
                if changed is None:
                    self._derive_or_leave_disk(progress, go_on)
                else:
                    self._derive(changed, progress, go_on)
        except _UnwantedError:
            return False
        except (IndexDamaged, driver.DatabaseError, errors.CaseError) as error:
            if not self._is_ours(error):
                raise
            return self.rebuild(progress, go_on)
        return True

    def tidy(self, go_on: Callable[[], bool] = lambda: True) -> bool:
        """Put the index in order, one step of it, for when nobody waits; whether something was done.

        An index that was not needed yet is left alone.
        """
        if not self.engine.in_use:
            return False
        with self.cache.alone():
            try:
                return self.engine.tidy(go_on)
            except (IndexDamaged, driver.DatabaseError):
                return False  # the next question notices as well, and makes everything again

    def rebuild(self, progress: Progress | None = None, go_on: GoOn = lambda: True) -> bool:
        """Make everything again from the case; whether it was wanted to its end, as with `refresh`."""
        go_on = self._while_open(go_on)
        with self.cache.alone():
            try:
                self._derive_or_leave_disk(progress, go_on)
            except _UnwantedError:
                return False
        return True

    def _derive_or_leave_disk(self, progress: Progress | None, go_on: GoOn) -> None:
        """Make everything from the beginning, in memory if the disk is full or refuses."""
        try:
            self._empty()
            self._derive(None, progress, go_on)
        except (IndexDamaged, driver.DatabaseError, errors.CaseError) as error:
            if self.cache.path is None or not self._is_ours(error):
                raise
            self.engine.close()
            self.cache.leave_disk()
            self._attach()
            self._derive(None, progress, go_on)

    def _is_ours(self, error: Exception) -> bool:
        """Whether the derived database failed, and not the case, nor was somebody else busy with it."""
        if isinstance(error, errors.CaseError):
            return error.path == self.cache.path and not isinstance(error, errors.CaseBusy)
        return True

    def _empty(self) -> None:
        self.engine.close()
        self.cache.reset()
        self._attach()

    def _derive(self, changed: set[Ref] | None, progress: Progress | None, go_on: GoOn) -> None:
        latest = self.cache.latest()
        wanted = (
            None
            if changed is None
            else {
                Ref(_OWNER.get(ref.kind, ref.kind), _owner(self.case, ref))
                for ref in changed
                if ref.kind not in _WITHOUT
            }
        )
        if wanted is not None and any(ref.kind == "publisher_name" for ref in wanted):
            wanted |= {Ref("source", uuid) for uuid in publishers.of_joined_names(self.case)}
        size = documents.size(self.case, wanted)
        found = _counted(documents.of(self.case, wanted), size, progress)
        known: set[Ref] = set()
        feed = self.engine.build if size > _MANY_DOCUMENTS else self.engine.update
        feed(_noted(_while_wanted(found, go_on), known))
        if wanted is not None:
            self.engine.remove(wanted - known)
        if wanted is None or len(wanted) > _MANY:
            for _ in _while_wanted(iter(lambda: self.engine.tidy(go_on), False), go_on):
                pass
        stale = None if wanted is None else {ref.uuid for ref in wanted if ref.kind == "source"}
        self._derive_copies(stale, go_on)
        self._derive_mentions(stale, go_on)
        self.cache.mark(latest)

    def _derive_mentions(self, stale: set[Uuid] | None, go_on: GoOn) -> None:
        names = {entity.uuid: entity.names for entity in entities.every(self.case)}
        with self._transaction():
            altered = self.found.learn(names)
            if stale is not None:
                stale = stale | self._sources_naming(altered)
            self.found.scan(names, _while_wanted(documents.words(self.case, stale), go_on))

    def _derive_copies(self, stale: set[Uuid] | None, go_on: GoOn) -> None:
        rows = _while_wanted(documents.source_rows(self.case, stale), go_on)
        borne = (Borne(row["uuid"], row["sha256"], row["url"]) for row in rows)
        left = set(stale or ())
        while some := list(islice(borne, _SOURCES_AT_ONCE)):
            left -= {one.source for one in some}
            with self._transaction():
                self._copies.scan(some, self.words_of)
        with self._transaction():
            self._copies.forget(left)

    def words_of(self, text: bytes) -> str:
        """The words of a text of the case, or of one that is held for it, by its SHA-256."""
        return self.case.bytes_of(text).decode()

    def _transaction(self) -> AbstractContextManager[None]:
        return driver.transaction(self.cache.database, self.cache.path or self.case.path)

    def _sources_naming(self, names: Iterable[str]) -> set[Uuid]:
        found: set[Uuid] = set()
        for name in names:
            phrase = '"' + name.replace('"', " ") + '"'
            found |= {hit.ref.uuid for hit in self.engine.search(phrase, None, kinds=("source",)).hits}
        return found


def _owner(case: Case, ref: Ref) -> Uuid:
    column = _OWNER.get(ref.kind)
    if column is None:
        return ref.uuid
    row = case.ledger.row(ref.kind, ref.uuid)
    return row[column] if row else ref.uuid


def _counted(every: Iterable[Document], total: int, progress: Progress | None) -> Iterator[Document]:
    for done, document in enumerate(every):
        if progress:
            progress(done, total)
        yield document
    if progress:
        progress(total, total)


def _while_wanted(things: Iterable[T], go_on: GoOn) -> Iterator[T]:
    for thing in things:
        if not go_on():
            raise _UnwantedError
        yield thing


def _noted(every: Iterable[Document], known: set[Ref]) -> Iterator[Document]:
    for document in every:
        known.add(document.ref)
        yield document
