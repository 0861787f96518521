"""The fields and columns of the index, and what of a document stands in which. Built here, never read from a file.

Fields hold words to search for. Columns hold values to filter, count and sort by.
"""

from collections.abc import Iterator
from typing import Any

from whoosh import analysis, fields, formats

from db.dates import Date
from db.errors import Invalid
from db.folding import fold
from db.search.analysis import tokens
from db.search.arrays.draft import Entry
from db.search.engine import Document

FIELDS = ("author", "body", "kind", "language", "publisher", "source", "tag", "title")
TEXTS = ("grade", "language", "publisher", "tag", "title", "year")
"""Columns of texts; what kind a document is of is one as well."""
NUMBERS = ("date",)
"""Columns of numbers; a date is the first day that it may be, as the number 20221205."""

_TITLE = 64  # characters to sort by


class WordAnalyzer(analysis.Analyzer):  # type: ignore[misc] # Whoosh has no types
    """Our words as Whoosh's tokens."""

    def __call__(self, value: str, positions: bool = False, **options: Any) -> Iterator[analysis.Token]:
        token = analysis.Token(positions, **options)
        for word, place in tokens(value):
            token.text, token.pos = word, place
            yield token


class Places(formats.Format):  # type: ignore[misc] # Whoosh has no types
    """Says that a field knows places; `db.search.arrays` keeps and reads them itself."""

    def decode_frequency(self, value: bytes) -> int:
        """How many places there are, four bytes each."""
        return len(value) // 4

    def decode_weight(self, value: bytes) -> float:
        """The same, for scoring."""
        return float(self.decode_frequency(value))

    def decode_positions(self, value: bytes) -> list[int]:
        """The places themselves."""
        return [int.from_bytes(value[at : at + 4], "little") for at in range(0, len(value), 4)]


def _words() -> fields.FieldType:
    return fields.FieldType(Places(), WordAnalyzer(), scorable=True)


SCHEMA = fields.Schema(**{name: _words() for name in FIELDS})


def entry(document: Document) -> Entry:
    """A document as the index takes it in."""
    words = {
        "author": "\n".join(document.authors),
        "body": document.body,
        "kind": document.ref.kind,
        "language": document.language,
        "publisher": document.publisher,
        "source": document.source or "",
        "tag": "\n".join(document.tags),
        "title": document.title,
    }
    first = _first_day(document.date)
    texts = {
        "grade": (document.grade,),
        "language": (document.language,),
        "publisher": (document.publisher,),
        "tag": tuple(dict.fromkeys(document.tags)),
        "title": (fold(document.title)[:_TITLE],),
        "year": (f"{first // 10_000:04}",) if first else (),
    }
    return Entry(
        document.ref,
        {name: text for name, text in words.items() if text},
        {name: kept for name, values in texts.items() if (kept := tuple(filter(None, values)))},
        {"date": first} if first else {},
    )


def _first_day(date: str) -> int:
    if not date:
        return 0
    try:
        day = Date.parse(date).earliest
    except Invalid:
        return 0
    return day.year * 10_000 + day.month * 100 + day.day
