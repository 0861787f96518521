"""Parts of the index: a draft takes in documents and becomes files; a segment reads them.

The files are Whoosh's, written and read with its own codec. A segment never changes; documents that are
gone are counted outside of it. Which segments there are is known to `db.search.whoosh_engine`.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from whoosh.codec import whoosh3
from whoosh.reading import SegmentReader, TermNotFound

from db.refs import Ref, Uuid
from db.search.engine import Document
from db.search.schema import SCHEMA, fielded
from db.search.storage import Entry, Files

_CODEC = whoosh3.W3Codec(compression=0)  # small blocks gain nothing by it, and reading loses
_INDEX = "search"
_REFS = ".refs"

Posting = tuple[int, float, bytes]
"""A document's number, how often the word stands in it, and where (see `schema.Places`)."""


class _Postings:
    """Where one word stands; documents in rising order."""

    __slots__ = ("documents", "places", "weights")

    def __init__(self) -> None:
        self.documents = array("L")
        self.weights = array("f")
        self.places: list[bytes] = []


class Segment:
    """One part of the index, read when it is first asked."""

    def __init__(self, entry: Entry, fetch: Callable[[str, str], bytes]) -> None:
        self.id = entry.id
        self.documents = entry.documents
        self._files = Files(entry.files, lambda name: fetch(name, entry.files[name]))
        self._whoosh = whoosh3.W3Segment(_CODEC, _INDEX, entry.documents, entry.id)
        self._lengths: dict[str, list[int]] = {}

    @cached_property
    def reader(self) -> SegmentReader:
        """Whoosh's view of it."""
        return SegmentReader(self._files, SCHEMA, self._whoosh)

    @cached_property
    def refs(self) -> list[Ref]:
        """What each document is about, by its number."""
        lines = self._files.read(self._whoosh.make_filename(_REFS)).decode().splitlines()
        return [Ref(kind, Uuid(uuid)) for kind, _, uuid in (line.partition(" ") for line in lines)]

    @cached_property
    def numbers(self) -> dict[Ref, int]:
        """The number of each document."""
        return {ref: number for number, ref in enumerate(self.refs)}

    def load(self) -> None:
        """Read and check all files now."""
        for name in self._files.list():
            self._files.read(name)

    def lengths(self, field: str) -> list[int]:
        """How many words each document has in a field, roughly."""
        if field not in self._lengths:
            length = self.reader.doc_field_length
            self._lengths[field] = [length(number, field) or 0 for number in range(self.documents)]
        return self._lengths[field]

    def postings(self, field: str, token: str) -> list[Posting]:
        """The documents in which a token of the index stands; none if it stands nowhere."""
        try:
            return list(_postings(self.reader, field, token.encode()))
        except TermNotFound:
            return []

    def beginning(self, field: str, start: str) -> Iterator[tuple[str, int]]:
        """The tokens that begin so, each with the number of its documents."""
        for token in self.reader.expand_prefix(field, start.encode()):
            yield token.decode(), self.reader.doc_frequency(field, token)


def _postings(reader: SegmentReader, field: str, token: bytes) -> Iterator[Posting]:
    matcher = reader.postings(field, token)
    while matcher.is_active():
        yield matcher.id(), matcher.weight(), matcher.value()
        matcher.next()


class Draft:
    """A segment in the making."""

    def __init__(self) -> None:
        self._refs: list[Ref] = []
        self._lengths: dict[str, array[int]] = {name: array("L") for name in SCHEMA.names()}
        self._words: dict[str, defaultdict[bytes, _Postings]] = {
            name: defaultdict(_Postings) for name in SCHEMA.names()
        }

    def __len__(self) -> int:
        """How many documents it holds."""
        return len(self._refs)

    def add(self, document: Document) -> None:
        """Take in a document; no other of the draft is about the same object."""
        number = len(self._refs)
        self._refs.append(document.ref)
        for name, text in fielded(document).items():
            length = 0
            for word, count, weight, places in SCHEMA[name].index(text):
                self._post(name, word, (number, weight, places))
                length += count
            self._lengths[name].append(length)

    def absorb(self, segment: Segment, gone: Iterable[int]) -> None:
        """Take in what another segment holds, but for the documents that are gone."""
        left_out = set(gone)
        kept = [number for number in range(segment.documents) if number not in left_out]
        renumbered = {number: len(self._refs) + place for place, number in enumerate(kept)}
        for name, token in segment.reader.all_terms():
            for number, weight, places in _postings(segment.reader, name, token):
                if number in renumbered:
                    self._post(name, token, (renumbered[number], weight, places))
        for name, lengths in self._lengths.items():
            lengths.extend(segment.lengths(name)[number] for number in kept)
        self._refs.extend(segment.refs[number] for number in kept)

    def _post(self, name: str, word: bytes, posting: Posting) -> None:
        postings = self._words[name][word]
        postings.documents.append(posting[0])
        postings.weights.append(posting[1])
        postings.places.append(posting[2])

    def finish(self, digest: Callable[[str, bytes], str]) -> tuple[Entry, dict[str, bytes]]:
        """The segment's entry and its files; the draft is used up."""
        files = Files()
        segment = whoosh3.W3Segment(_CODEC, _INDEX, len(self._refs))
        self._write_lengths(files, segment)
        self._write_words(files, segment)
        refs = "\n".join(f"{ref.kind} {ref.uuid}" for ref in self._refs)
        files.write(segment.make_filename(_REFS), refs.encode())
        data = {name: files.read(name) for name in files.list()}
        digests = {name: digest(name, content) for name, content in data.items()}
        return Entry(segment.segid, len(self._refs), digests), data

    def _write_lengths(self, files: Files, segment: whoosh3.W3Segment) -> None:
        writer = _CODEC.per_document_writer(files, segment)
        for number in range(len(self._refs)):
            writer.start_doc(number)
            for name, lengths in self._lengths.items():
                writer.add_field(name, SCHEMA[name], None, lengths[number])
            writer.finish_doc()
        writer.close()

    def _write_words(self, files: Files, segment: whoosh3.W3Segment) -> None:
        writer = _CODEC.field_writer(files, segment)
        for name, words in sorted(self._words.items()):
            writer.start_field(name, SCHEMA[name])
            lengths = self._lengths[name]
            for word in sorted(words):
                found = words.pop(word)
                writer.start_term(word)
                for number, weight, places in zip(found.documents, found.weights, found.places, strict=True):
                    writer.add(number, weight, places, lengths[number])
                writer.finish_term()
            writer.finish_field()
        writer.close()
