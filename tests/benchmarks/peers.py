"""What Casethread is compared with: plain SQLite, with its own full-text search, through the same library and pragmas.

Nothing here keeps a record of changes, originals, or where a value was found.
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from db import driver
from db.search.analysis import tokens

_FILES_A_COMMIT = 100
_COMPOUND = frozenset("-.'")


class Table:
    """A file with one table of rows that have a key and a value."""

    def __init__(self, path: Path, key: str | None = None, rows: int = 1) -> None:
        self.path = path
        self.database = driver.connect(path, key, create=True)
        self._changes = 0
        with driver.transaction(self.database, path):
            self.database.conn.execute("CREATE TABLE item (id TEXT PRIMARY KEY, value TEXT NOT NULL)")
            found = [(f"{number:032x}", "a few words of text") for number in range(rows)]
            self.database.conn.executemany("INSERT INTO item VALUES (?, ?)", found)
        self._ids = [identity for identity, _ in found]

    def change(self) -> None:
        """Change every row, one statement each, in one transaction."""
        self._changes += 1
        with driver.transaction(self.database, self.path):
            self.database.conn.executemany(
                "UPDATE item SET value = ? WHERE id = ?",
                [(f"other words of text, for the {self._changes}th time", identity) for identity in self._ids],
            )

    def close(self) -> None:
        """Close the file."""
        self.database.close()


class FullText:
    """An FTS5 table that holds the same tokens as our own index.

    Compounds, which serve completion only, are left out, since FTS5 cannot put two tokens at one place.
    """

    _MADE = (
        "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(title, body, prefix='2 3 4',"
        " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co M*'\")"
    )

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        self.path = path
        self.database = driver.connect(path, key, create=True)
        self.database.conn.execute("PRAGMA synchronous=NORMAL")
        self.database.conn.execute(self._MADE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.database.close()

    def feed(self, documents: Iterable[tuple[str, str]]) -> None:
        """Take in titles and bodies, in one transaction."""
        with driver.transaction(self.database, self.path):
            self.database.conn.executemany(
                "INSERT INTO words(title, body) VALUES (?, ?)", ((_row(title), _row(body)) for title, body in documents)
            )

    def search(self, expression: str) -> list[int]:
        """The best 20 by BM25, words of the title counting twice."""
        sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 2.0, 1.0) LIMIT 20"
        return [row[0] for row in self.database.conn.execute(sql, (expression,))]

    def passages(self, expression: str) -> list[str]:
        """The same, each with a passage of its tokens."""
        sql = (
            "SELECT snippet(words, 1, '[', ']', '…', 30) FROM words WHERE words MATCH ?"
            " ORDER BY bm25(words, 2.0, 1.0) LIMIT 20"
        )
        return [row[0] for row in self.database.conn.execute(sql, (expression,))]

    def count(self, expression: str) -> int:
        """How many there are."""
        found: Any = self.database.conn.execute("SELECT count(*) FROM words WHERE words MATCH ?", (expression,))
        return int(found.fetchone()[0])


def _row(text: str) -> str:
    return " ".join(token for token, _ in tokens(text) if _COMPOUND.isdisjoint(token))


def read_in(folder: Path, path: Path) -> None:
    """Put the text of every file of a folder into a table and an FTS5 index with its usual words."""
    database = driver.connect(path, create=True)
    database.conn.execute("CREATE TABLE article (id INTEGER PRIMARY KEY, name TEXT, sha256 BLOB UNIQUE, body TEXT)")
    database.conn.execute("CREATE VIRTUAL TABLE words USING fts5(body, content='article', content_rowid='id')")
    files = sorted(folder.iterdir())
    for start in range(0, len(files), _FILES_A_COMMIT):
        with driver.transaction(database, path):
            for file in files[start : start + _FILES_A_COMMIT]:
                data = file.read_bytes()
                row = (file.name, sha256(data).digest(), data.decode())
                added = database.conn.execute("INSERT OR IGNORE INTO article(name, sha256, body) VALUES (?, ?, ?)", row)
                if added.rowcount:
                    database.conn.execute("INSERT INTO words(rowid, body) VALUES (?, ?)", (added.lastrowid, row[2]))
    database.close()
