"""The sketches of many texts, and which texts are worth comparing with another: those that share some of its sketch.

Words that stand in very many texts, such as a notice that a publisher prints on every page, lead to nobody: a text
that consists of nothing else is worth comparing with none. Texts are known by the SHA-256 of their words.
"""

from collections import Counter
from collections.abc import Sequence

from db.driver import Database

_COMMON = 30
"""A shingle of more texts than this tells nothing of where the words came from."""
_SHARED = 0.2
_FEWEST_SHARED = 3
_MOST = 40


class Sketches:
    """Sketches in a database: the derived one of a case, or one in memory."""

    def __init__(self, database: Database) -> None:
        self._connection = database.conn
        database.table("sketched").create({"id": int, "identity": bytes, "size": int}, pk="id", if_not_exists=True)
        database.table("sketched").create_index(["identity"], unique=True, if_not_exists=True)
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS sketch (hash INTEGER NOT NULL, text INTEGER NOT NULL,"
            " PRIMARY KEY (hash, text)) STRICT, WITHOUT ROWID"
        )

    def knows(self, identity: bytes) -> bool:
        """Whether the sketch of a text is among these."""
        found = self._connection.execute("SELECT 1 FROM sketched WHERE identity = ?", (identity,))
        return found.fetchone() is not None

    def add(self, identity: bytes, sketch: Sequence[int]) -> None:
        """Know a text from here on."""
        added = self._connection.execute("INSERT INTO sketched (identity, size) VALUES (?, ?)", (identity, len(sketch)))
        text = added.lastrowid
        self._connection.executemany("INSERT INTO sketch (hash, text) VALUES (?, ?)", [(one, text) for one in sketch])

    def like(self, sketch: Sequence[int]) -> list[bytes]:
        """The texts that share some of a sketch, most of it first; a text's own among them, when it is known."""
        shared: Counter[int] = Counter()
        for one in sketch:
            found = self._connection.execute("SELECT text FROM sketch WHERE hash = ? LIMIT ?", (one, _COMMON + 1))
            texts = [text for (text,) in found]
            if len(texts) <= _COMMON:
                shared.update(texts)
        alike: list[bytes] = []
        for text, number in shared.most_common():
            if number < _FEWEST_SHARED or len(alike) == _MOST:
                break
            sql = "SELECT identity, size FROM sketched WHERE id = ?"
            identity, size = self._connection.execute(sql, (text,)).fetchone()
            if number >= _SHARED * min(len(sketch), size):
                alike.append(identity)
        return alike
