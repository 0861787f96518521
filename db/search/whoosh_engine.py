"""The search engine on Whoosh: keeps the segments in order, and asks them.

A few large segments come from filling the index, and many small ones from single changes; of small ones of
about the same size no more than a few are kept before they become one.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from heapq import nsmallest

from db.folding import fold
from db.letters import is_unspaced
from db.refs import Ref
from db.search import analysis
from db.search import query as queries
from db.search.engine import Document, Hit, IndexDamaged, Results
from db.search.query import Query
from db.search.ranking import Ranking
from db.search.segments import Draft, Segment
from db.search.storage import Connection, Contents, Entry, Shelf, damage

VERSION = 1
"""Of the fields and files. How texts are cut into words has a mark of its own."""

BATCH_CHARACTERS = 4_000_000
BATCH_DOCUMENTS = 4_000
"""What is written at once bounds the memory needed, and what an interruption costs."""

FEW = 8
SMALL = 64
"""When `FEW` segments of less than `SMALL` documents are of about the same size, the next takes them in.

Larger ones are left alone: to merge them takes seconds, and some dozens of segments are asked quickly.
"""

_UNREAD = b"unread"


class WhooshEngine:
    """A `SearchEngine` in the table `segment_file` of a database, which may be encrypted.

    Nothing is read before the first question. With a secret `key` of up to 64 bytes, an index that somebody
    else has made counts as damaged.
    """

    def __init__(self, connection: Connection, key: bytes = b"") -> None:
        self._shelf = Shelf(connection, key)
        self._made_by = f"{VERSION} {analysis.fingerprint()}"
        self._stamp = _UNREAD
        self._contents = Contents(self._made_by)
        self._segments: dict[str, Segment] = {}
        self._ranking = Ranking((), ())

    def update(self, documents: Iterable[Document]) -> None:
        """Take in new documents, and replace those it knows. Raises IndexDamaged."""
        for batch in _batches(documents):
            self._write(batch)

    def remove(self, refs: Iterable[Ref]) -> None:
        """Forget documents; those it does not know are passed over. Raises IndexDamaged."""
        self._write(dict.fromkeys(refs))

    def search(self, query: Query | str, limit: int | None = 20, kinds: Collection[str] = ()) -> Results:
        """The best `limit` hits, or all for None; of the given kinds only, if any. Raises IndexDamaged."""
        wanted = queries.parse(query) if isinstance(query, str) else query
        narrowed = queries.all_of(wanted, queries.parse(f"kind:({' OR '.join(kinds)})")) if kinds else wanted
        self._open()
        if narrowed.tree is None or not self._segments:
            return Results(0, (), wanted.read_as)
        with damage():
            scores = self._ranking.scores(narrowed.tree)
            best = nsmallest(len(scores) if limit is None else limit, scores, key=lambda n: (-scores[n], n))
            hits = tuple(Hit(self._ranking.ref(number), scores[number]) for number in best)
        return Results(len(scores), hits, wanted.read_as)

    def complete(self, prefix: str, limit: int = 10) -> tuple[str, ...]:
        """Words that go on from the last of `prefix`, most frequent first. Raises IndexDamaged."""
        begun = re.split(r"""[\s"():]""", fold(prefix))[-1]
        if not analysis.pieces(begun) or is_unspaced(begun):
            return ()
        self._open()
        counts: Counter[str] = Counter()
        with damage():
            for segment in self._segments.values():
                for field in ("title", "body"):
                    counts.update(dict(segment.beginning(field, begun)))
        return tuple(nsmallest(limit, counts, key=lambda word: (-counts[word], word)))

    def count(self) -> int:
        """How many documents it knows. Raises IndexDamaged."""
        with self._shelf.together():
            self._refresh()
        return sum(entry.alive for entry in self._contents.segments)

    def clear(self) -> None:
        """Forget everything, damaged or not."""
        self._shelf.clear()
        self.close()

    def close(self) -> None:
        """Let go of what is held in memory; the next question reads it again."""
        self._stamp = _UNREAD
        self._segments = {}
        self._ranking = Ranking((), ())

    # --- reading ----------------------------------------------------------------------------------

    def _open(self) -> None:
        """Read whatever is not in memory yet, all of it as it is at one moment."""
        with self._shelf.together():
            self._refresh()
            for segment in self._segments.values():
                segment.load()

    def _refresh(self) -> None:
        """Follow the table of contents, whoever wrote it; segments that are in memory stay there."""
        stamp = self._shelf.stamp()
        if stamp == self._stamp:
            return
        contents = self._shelf.contents() or Contents(self._made_by)
        if contents.made_by != self._made_by:
            raise IndexDamaged
        known, fetch = self._segments, self._shelf.fetch
        self._segments = {entry.id: known.get(entry.id) or Segment(entry, fetch) for entry in contents.segments}
        self._contents, self._stamp = contents, stamp
        self._ranking = Ranking(list(self._segments.values()), contents.segments)

    # --- writing ----------------------------------------------------------------------------------

    def _write(self, batch: Mapping[Ref, Document | None]) -> None:
        """One step: documents come, what they replace goes, and small segments are taken in."""
        draft = Draft()
        for document in batch.values():
            if document is not None:
                draft.add(document)
        with self._shelf.together():
            self._refresh()
            entries = [self._without(entry, batch) for entry in self._contents.segments]
            entries = self._taken_in(draft, [entry for entry in entries if entry.alive])
            added: dict[str, bytes] = {}
            if len(draft):
                entry, added = draft.finish(self._shelf.digest)
                entries.append(entry)
            if tuple(entries) != self._contents.segments:
                self._shelf.replace(Contents(self._made_by, tuple(entries)), added)

    def _without(self, entry: Entry, refs: Collection[Ref]) -> Entry:
        numbers = self._segments[entry.id].numbers
        gone = {numbers[ref] for ref in refs if ref in numbers}.difference(entry.gone)
        return replace(entry, gone=sorted(gone.union(entry.gone))) if gone else entry

    def _taken_in(self, draft: Draft, entries: list[Entry]) -> list[Entry]:
        """The entries that are left when the draft has taken in those of its size, if there are enough."""
        while 0 < len(draft) < SMALL:
            alike = [entry for entry in entries if _size(entry.alive) == _size(len(draft))]
            if len(alike) < FEW:
                break
            for entry in alike:
                self._segments[entry.id].load()
                with damage():
                    draft.absorb(self._segments[entry.id], entry.gone)
            entries = [entry for entry in entries if entry not in alike]
        return entries


def _size(documents: int) -> int:
    """Eight times as many documents are of the next size."""
    return (documents.bit_length() - 1) // 3


def _batches(documents: Iterable[Document]) -> Iterator[dict[Ref, Document]]:
    """Documents in portions; of several about one object the last counts."""
    batch: dict[Ref, Document] = {}
    room = BATCH_CHARACTERS
    for document in documents:
        batch[document.ref] = document
        room -= len(document.body)
        if room <= 0 or len(batch) == BATCH_DOCUMENTS:
            yield batch
            batch, room = {}, BATCH_CHARACTERS
    if batch:
        yield batch
