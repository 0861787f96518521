"""Stock Whoosh on the same words: what our arrays and our executor are held against."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from whoosh import fields, scoring
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.filedb.filestore import RamStorage
from whoosh.searching import Searcher

from db.search.arrays import codec
from db.search.arrays.draft import Draft, Entry
from db.search.arrays.layout import Stored
from db.search.arrays.segment import Segment
from db.search.executor.executor import Executor
from db.search.executor.view import View
from tests.db.search.samples import ref

FIELDS = ("body", "title")
NUMBER = "number"
SCHEMA = fields.Schema(
    number=fields.NUMERIC(int, signed=False),
    **{name: fields.TEXT(analyzer=SpaceSeparatedTokenizer()) for name in FIELDS},
)

Text = Mapping[str, str]
"""Words, parted by blanks, by field."""


class _Memory(RamStorage):  # type: ignore[misc] # Whoosh has no types
    """Keeps what is unfinished in memory as well, rather than where all processes would."""

    def temp_storage(self, name: str | None = None) -> "_Memory":
        return _Memory()


def segment(texts: Sequence[Text], begin: int = 0) -> Segment:
    """A segment of ours; documents have their place among the texts as their number."""
    draft = Draft(FIELDS, ("lead",), (NUMBER,))
    for number, text in enumerate(texts, begin):
        lead = tuple(text.get("body", "").split()[:1])
        draft.add(Entry(ref(number), text, {"lead": lead}, {NUMBER: number}))
    return Segment(Stored.of(f"from {begin}", draft.finish()))


def view(parts: Sequence[Sequence[Text]], gone: Sequence[int] = ()) -> View:
    """Segments of ours, and which of all documents are gone."""
    segments, begin, left_out = [], 0, []
    for texts in parts:
        segments.append(segment(texts, begin))
        left_out.append([number - begin for number in gone if begin <= number < begin + len(texts)])
        begin += len(texts)
    return View(segments, left_out)


def ours(executor: Executor, query: Any) -> dict[int, float]:
    """What our executor finds: documents, numbered through all segments, with their scores."""
    places = executor.search(query).best(None)
    return {executor.view.first[place.segment] + place.document: place.score for place in places}


@contextmanager
def by_matchers(asked: View) -> Iterator[Searcher]:
    """Whoosh's searcher on our arrays."""
    reader = codec.reader(list(zip(asked.segments, asked.gone, strict=True)), SCHEMA)
    yield Searcher(reader, weighting=scoring.BM25F())


@contextmanager
def stock(parts: Sequence[Sequence[Text]], gone: Sequence[int] = ()) -> Iterator[Searcher]:
    """Stock Whoosh with an index of its own, in as many segments."""
    storage = _Memory()
    index = storage.create_index(SCHEMA)
    number = 0
    for texts in parts:
        writer = index.writer()
        for text in texts:
            writer.add_document(**text, number=number)
            number += 1
        writer.commit(merge=False)
    if gone:
        writer = index.writer()
        for document in gone:
            writer.delete_document(document)
        writer.commit(merge=False)
    with index.searcher(weighting=scoring.BM25F()) as searcher:
        yield searcher


def found(searcher: Searcher, query: Any, *, with_places: bool = False) -> dict[int, float]:
    """What a searcher of Whoosh's finds, document by document."""
    hits: dict[int, float] = {}
    for leaf, offset in searcher.leaf_searchers():
        matcher = query.matcher(leaf, leaf.context(needs_current=with_places))
        while matcher.is_active():
            hits[offset + matcher.id()] = matcher.score()
            matcher.next()
    return hits
