"""Other search engines, fed with the words that ours holds: SQLite FTS5, and tantivy when it is installed."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from db import driver
from db.search.analysis import elements, pieces, tokens

Row = tuple[str, str, str, int]
"""Title, body, publisher, and date as a number."""

_COMPOUND = frozenset("-.'")


def tantivy_is_there() -> bool:
    """Whether it can be measured."""
    return find_spec("tantivy") is not None


def _tokens(text: str) -> str:
    """The words of a text, parted by blanks; compounds are left out, since no two words can be at one place."""
    return " ".join(token for token, _ in tokens(text) if _COMPOUND.isdisjoint(token))


def _cut(asked: str) -> list[str]:
    return [element.token for element in elements(pieces(asked), unfinished=False)]


class Fts:
    """SQLite FTS5 with a table of what is filtered by, without the indexes of prefixes that would double its size."""

    _MADE = (
        "CREATE VIRTUAL TABLE words USING fts5(title, body,"
        " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co M*'\")"
    )
    _BEST = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 2.0, 1.0) LIMIT 20"
    _FILTERED = (
        "SELECT words.rowid FROM words CROSS JOIN about ON about.id = words.rowid WHERE words MATCH ?"
        " AND +about.publisher = ? AND +about.date BETWEEN ? AND ? ORDER BY bm25(words, 2.0, 1.0) LIMIT 20"
    )
    _COUNTED = (
        "SELECT about.publisher, count(*) FROM words CROSS JOIN about ON about.id = words.rowid"
        " WHERE words MATCH ? GROUP BY 1"
    )

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = driver.connect(path, create=True)
        self._run("PRAGMA synchronous=NORMAL")
        self._run("PRAGMA cache_size=-65536")
        self._run(self._MADE)
        self._run("CREATE TABLE about (id INTEGER PRIMARY KEY, publisher TEXT, date INTEGER)")

    def _run(self, sql: str, *parameters: Any) -> list[Any]:
        return list(self.database.conn.execute(sql, parameters))

    def feed(self, rows: Sequence[Row]) -> None:
        """Take in rows, in one transaction."""
        with driver.transaction(self.database, self.path):
            for number, (title, body, publisher, date) in enumerate(rows, 1):
                self._run(
                    "INSERT INTO words(rowid, title, body) VALUES (?, ?, ?)", number, _tokens(title), _tokens(body)
                )
                self._run("INSERT INTO about VALUES (?, ?, ?)", number, publisher, date)

    def ask(self, kind: str, asked: Any) -> object:
        """The best 20 for a question of this kind."""
        if kind == "filter":
            return self._run(self._FILTERED, f"body:{_quoted(asked[0])}", *asked[1:])
        if kind == "facet":
            return self._run(self._COUNTED, f"body:{_quoted(asked)}")
        if kind == "fuzzy":
            return None  # it has no such questions
        return self._run(self._BEST, self._expression(kind, asked))

    @staticmethod
    def _expression(kind: str, asked: Any) -> str:
        if kind in ("AND", "OR of five"):
            return f"body:({f' {kind.split(maxsplit=1)[0]} '.join(map(_quoted, asked))})"
        if kind == "phrase":
            return f"body:{_quoted(' '.join(asked))}"
        return f"body:{_quoted(asked)}*" if kind.startswith("prefix") else f"body:{_quoted(' '.join(_cut(asked)))}"


def _quoted(words: str) -> str:
    return f'"{words}"'


class Tantivy:
    """Tantivy, a library in Rust."""

    def __init__(self, path: Path) -> None:
        import tantivy  # type: ignore[import-not-found,unused-ignore]

        self.path = path
        path.mkdir()
        self._tantivy: Any = tantivy
        builder: Any = tantivy.SchemaBuilder()
        for name in ("title", "body"):
            builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="position")
        builder.add_text_field("publisher", stored=False, tokenizer_name="raw", fast=True)
        builder.add_integer_field("date", indexed=True, fast=True)
        self._schema: Any = builder.build()
        self._index: Any = tantivy.Index(self._schema, path=str(path))
        self._searcher: Any = None

    def feed(self, rows: Sequence[Row]) -> None:
        """Take in rows."""
        writer = self._index.writer(200_000_000, 1)
        for title, body, publisher, date in rows:
            document = self._tantivy.Document()
            document.add_text("title", _tokens(title))
            document.add_text("body", _tokens(body))
            document.add_text("publisher", publisher)
            document.add_integer("date", date)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, kind: str, asked: Any) -> object:
        """The best 20 for a question of this kind; of those it finds too slow to count by, all it counts."""
        return self._searcher.search(self._query(kind, asked), 20, count=False).hits

    def _query(self, kind: str, asked: Any) -> Any:
        queries, occur = self._tantivy.Query, self._tantivy.Occur
        if kind in ("AND", "OR of five"):
            how = occur.Must if kind == "AND" else occur.Should
            return queries.boolean_query([(how, self._term(word)) for word in asked])
        if kind == "phrase":
            return queries.phrase_query(self._schema, "body", list(asked))
        if kind.startswith("prefix"):
            return queries.regex_query(self._schema, "body", f"{asked}.*")
        if kind == "fuzzy":
            return queries.fuzzy_term_query(self._schema, "body", asked, 1)
        if kind == "filter":
            word, publisher, low, high = asked
            days = queries.range_query(self._schema, "date", self._tantivy.FieldType.Integer, low, high)
            about = queries.term_query(self._schema, "publisher", publisher)
            return queries.boolean_query([(occur.Must, self._term(word)), (occur.Must, about), (occur.Must, days)])
        cut = _cut(asked)
        return self._term(cut[0]) if len(cut) == 1 else queries.phrase_query(self._schema, "body", cut)

    def _term(self, word: str) -> Any:
        return self._tantivy.Query.term_query(self._schema, "body", word)
