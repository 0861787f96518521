"""The fields of the index, and how their words and places are kept. Built here, never read from a file."""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from whoosh import analysis, fields, formats

from db.search.analysis import tokens
from db.search.engine import Document


class WordAnalyzer(analysis.Analyzer):  # type: ignore[misc] # Whoosh has no types
    """Our words as Whoosh's tokens."""

    def __call__(self, value: str, positions: bool = False, **options: Any) -> Iterator[analysis.Token]:
        token = analysis.Token(positions, **options)
        for word, place in tokens(value):
            token.text, token.pos = word, place
            yield token


class Places(formats.Format):  # type: ignore[misc] # Whoosh has no types
    """Keeps the places of a word in a document as plain numbers, two bytes each where they suffice."""

    def word_values(
        self, value: str, analyzer: WordAnalyzer, **_options: Any
    ) -> Iterator[tuple[str, int, float, bytes]]:
        where: defaultdict[str, list[int]] = defaultdict(list)
        for token in analyzer(value, positions=True):
            where[token.text].append(token.pos)
        for word, places in where.items():
            yield word, len(places), float(len(places)), self.encode(places)

    def encode(self, places: list[int]) -> bytes:
        """Places in rising order as bytes."""
        kind = "H" if places[-1] < 1 << 16 else "I"
        return kind.encode() + array(kind, places).tobytes()

    def decode_positions(self, value: bytes) -> "array[int]":
        """The places that were encoded."""
        return array(chr(value[0]), value[1:])

    def decode_frequency(self, value: bytes) -> int:
        """How many places were encoded."""
        return len(self.decode_positions(value))

    def decode_weight(self, value: bytes) -> float:
        """The same, for scoring."""
        return float(self.decode_frequency(value))


def _words() -> fields.FieldType:
    return fields.FieldType(Places(), WordAnalyzer(), scorable=True)


SCHEMA = fields.Schema(
    **{name: _words() for name in ("body", "date", "kind", "language", "publisher", "source", "tag", "title")}
)


def fielded(document: Document) -> dict[str, str]:
    """What of a document stands in which field."""
    return {
        "body": document.body,
        "date": document.date,
        "kind": document.ref.kind,
        "language": document.language,
        "publisher": document.publisher,
        "source": document.source or "",
        "tag": "\n".join(document.tags),
        "title": document.title,
    }
