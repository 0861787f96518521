"""A codec for Whoosh: its segment readers, with all they offer to matchers and queries, on our arrays.

It only reads. Segments are written by `draft` and `merging`, never by Whoosh, and no storage of Whoosh's is
used, so nothing is pickled. Whoosh has no types, hence the ignored errors.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from whoosh import columns, fields
from whoosh.codec import base
from whoosh.reading import EmptyReader, MultiReader, SegmentReader, TermInfo

from db.search.arrays.lexicon import Lexicon, decoded
from db.search.arrays.matchers import ArrayMatcher
from db.search.arrays.segment import Segment

Term = tuple[str, bytes]


def reader(segments: Sequence[tuple[Segment, Collection[int]]], schema: fields.Schema) -> Any:
    """Whoosh's reader of segments, each with the documents of it that are gone."""
    codec = ArrayCodec()
    if not segments:
        return EmptyReader(schema)
    found = [SegmentReader(None, schema, ArraySegment(segment, gone), codec=codec) for segment, gone in segments]
    return found[0] if len(found) == 1 else MultiReader(found)


class ArraySegment(base.Segment):  # type: ignore[misc]
    """A segment of ours for Whoosh."""

    def __init__(self, ours: Segment, gone: Collection[int] = ()) -> None:
        super().__init__("search")
        self.ours = ours
        self.gone = frozenset(gone)

    def codec(self) -> "ArrayCodec":
        return ArrayCodec()

    def doc_count_all(self) -> int:
        return self.ours.documents

    def deleted_count(self) -> int:
        return len(self.gone)

    def deleted_docs(self) -> frozenset[int]:
        return self.gone

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self.gone


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Reads the segments of ours."""

    def terms_reader(self, storage: Any, segment: ArraySegment) -> "ArrayTerms":
        return ArrayTerms(segment.ours)

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> "ArrayDocuments":
        return ArrayDocuments(segment)

    def automata(self, storage: Any, segment: ArraySegment) -> "ArrayAutomata":
        return ArrayAutomata()


class ArrayAutomata(base.Automata):  # type: ignore[misc]
    """Finds words that are alike without building an automaton."""

    def terms_within(self, fieldcur: "ArrayCursor", uterm: str, maxdist: int, prefix: int = 0) -> Iterator[str]:
        lexicon = fieldcur.lexicon
        return (decoded(lexicon.word(number)) for number in lexicon.near(uterm, maxdist, prefix).tolist())


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]
    """Goes through the words of a field."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._at = 0

    def first(self) -> bytes | None:
        self._at = 0
        return self.term()

    def find(self, string: bytes) -> bytes | None:
        self._at = self.lexicon.lower(string)
        return self.term()

    def next(self) -> bytes | None:
        self._at += 1
        return self.term()

    def term(self) -> bytes | None:
        return self.lexicon.word(self._at) if self.is_valid() else None

    def text(self) -> bytes | None:
        return self.term()

    def is_valid(self) -> bool:
        return self._at < len(self.lexicon)


class ArrayTerms(base.TermsReader):  # type: ignore[misc]
    """The words of all fields, and their postings."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def _number(self, term: Term) -> int:
        return self._segment.postings(term[0]).lexicon.find(term[1])

    def __contains__(self, term: Term) -> bool:
        return self._number(term) >= 0

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:
        return ArrayCursor(self._segment.postings(fieldname).lexicon)

    def indexed_field_names(self) -> list[str]:
        return sorted(self._segment.fields)

    def terms(self) -> Iterator[Term]:
        return ((field, word) for field in self.indexed_field_names() for word in self._lexicon(field))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        later = (name for name in self.indexed_field_names() if name > fieldname)
        lexicon = self._lexicon(fieldname)
        yield from ((fieldname, lexicon.word(n)) for n in range(lexicon.lower(prefix), len(lexicon)))
        yield from ((field, word) for field in later for word in self._lexicon(field))

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        return self._informed(self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        return self._informed(self.terms_from(fieldname, prefix))

    def _informed(self, terms: Iterable[Term]) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in terms)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        postings = self._segment.postings(fieldname)
        number = postings.lexicon.find(text)
        if number < 0:
            raise KeyError((fieldname, text))
        start, end = postings.range(number)
        documents, times = postings.numbers(start, end), postings.times(start, end)
        lengths = postings.lengths[documents]
        return TermInfo(
            weight=float(times.sum()),
            df=end - start,
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(times.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        number = self._number((fieldname, text))
        return self._segment.postings(fieldname).frequency(number) if number >= 0 else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        number = self._number((fieldname, text))
        if number < 0:
            raise KeyError((fieldname, text))
        return ArrayMatcher(self._segment.postings(fieldname), number, scorer)

    def _lexicon(self, field: str) -> Lexicon:
        return self._segment.postings(field).lexicon


class ArrayDocuments(base.PerDocumentReader):  # type: ignore[misc]
    """Lengths and columns of the documents."""

    def __init__(self, segment: ArraySegment) -> None:
        self._segment = segment
        self._ours = segment.ours

    def doc_count(self) -> int:
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        return bool(self._segment.gone)

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> frozenset[int]:
        return self._segment.gone

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in self._ours.columns

    def list_columns(self) -> list[str]:
        return sorted(self._ours.columns)

    def column_reader(self, fieldname: str, column: Any) -> "ArrayColumn":
        return ArrayColumn(self._ours, fieldname, column.default_value())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._ours.postings(fieldname).lengths[docnum]) or default

    def field_length(self, fieldname: str) -> int:
        return self._ours.postings(fieldname).total

    def min_field_length(self, fieldname: str) -> int:
        return int(self._ours.postings(fieldname).lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        return int(self._ours.postings(fieldname).lengths.max())

    def stored_fields(self, docnum: int) -> dict[str, str]:
        return {}


class ArrayColumn(columns.ColumnReader):  # type: ignore[misc]
    """The values of a column, by document."""

    def __init__(self, segment: Segment, name: str, default: Any) -> None:
        self._segment, self._name, self._default = segment, name, default
        self._reversed = False

    def __len__(self) -> int:
        return self._segment.documents

    def __getitem__(self, docnum: int) -> Any:
        if self._name in self._segment.number_columns:
            number = int(self._segment.numbers(self._name).values[docnum])
            return self._default if number < 0 else number
        found = self._segment.texts(self._name).of(docnum)
        return found[0].encode() if found else self._default

    def sort_key(self, docnum: int) -> Any:
        return self[docnum]

    def set_reverse(self) -> None:
        self._reversed = True
