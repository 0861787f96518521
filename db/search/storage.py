"""The index inside one database: segments as rows of a few hundred kilobytes, each with its checksum.

Nothing of an index is anywhere else, so that an encrypted database leaves no plain text on a disk; there are no
temporary files. A segment never changes. What belongs to the index, and how each segment has to look, is said by
one JSON table of contents, which is replaced together with the segments in one transaction. With a secret key
nobody else can make an index that looks right; without one, damage is noticed all the same.
"""

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Protocol

from db.search.engine import IndexDamaged

if TYPE_CHECKING:
    from db.search.arrays.layout import Data

_CONTENTS = "contents"
_DIGEST = 32
_CHECKS = -1  # the number of the row that holds the checksums of a segment's pieces
_PIECE = 1 << 18


@contextmanager
def damage() -> Iterator[None]:
    """What goes wrong with values while an index is read is damage; what goes wrong with the database is not."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as problem:
        raise IndexDamaged from problem


class Connection(Protocol):
    """What is used of a database connection; SQLite's own and SQLCipher's have it."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Iterator[Any]:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Iterator[Any]:
        """Run one statement for each row of parameters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One segment in the table of contents; `gone` are documents no longer found, `checks` seals its checksums."""

    id: str
    documents: int
    size: int
    checks: str
    gone: Sequence[int] = ()

    @property
    def alive(self) -> int:
        """How many of its documents are still found."""
        return self.documents - len(self.gone)


@dataclass(frozen=True, slots=True)
class Contents:
    """What the index consists of; `made_by` names the way texts were cut into words."""

    made_by: str
    segments: tuple[Entry, ...] = field(default=())
    generation: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A segment to be kept: its bytes, and the checksums of its pieces."""

    data: "Data"
    checks: bytes


class Shelf:
    """The rows of the index in a database, in a table of its own."""

    def __init__(self, connection: Connection, key: bytes = b"") -> None:
        self._connection = connection
        self.key = key

    def stamp(self) -> bytes:
        """Changes whenever the index does, whoever changed it; empty if there is none."""
        found = list(
            self._rows("SELECT substr(data, 1, 32) FROM segment_piece WHERE segment = ? AND number = 0", _CONTENTS)
        )
        return found[0][0] if found else b""

    def contents(self) -> Contents | None:
        """The table of contents, if there is an index. Raises IndexDamaged."""
        if not self._is_there():
            return None
        data = b"".join(self.pieces(_CONTENTS, 0, 1 << 30))
        if not hmac.compare_digest(data[:_DIGEST], self._digest(_CONTENTS, data[_DIGEST:])):
            raise IndexDamaged
        with damage():
            told = json.loads(data[_DIGEST:])
            entries = tuple(Entry(**entry) for entry in told["segments"])
            return Contents(told["made_by"], entries, told["generation"])

    def pieces(self, segment: str, first: int, last: int) -> list[bytes]:
        """The pieces of a segment from one number up to another."""
        sql = "SELECT data FROM segment_piece WHERE segment = ? AND number >= ? AND number < ? ORDER BY number"
        return [row[0] for row in self._rows(sql, segment, first, last)]

    def checks(self, entry: Entry) -> bytes:
        """The checksums of a segment's pieces. Raises IndexDamaged."""
        data = b"".join(self.pieces(entry.id, _CHECKS, 0))
        if not hmac.compare_digest(entry.checks, self.seal(entry.id, data)):
            raise IndexDamaged
        return data

    def seal(self, segment: str, checks: bytes) -> str:
        """The checksum of checksums, under which a segment is entered in the table of contents."""
        return self._digest(segment, checks).hex()

    def replace(self, contents: Contents, added: Mapping[str, Kept]) -> None:
        """Keep the segments added, forget those that the contents do not name: all of it, or nothing."""
        told = json.dumps(asdict(contents), separators=(",", ":")).encode()
        with self.together():
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS segment_piece"
                " (segment TEXT NOT NULL, number INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (segment, number))"
            )
            kept = {entry.id for entry in contents.segments}
            names = [row[0] for row in self._rows("SELECT DISTINCT segment FROM segment_piece")]
            gone = [(name,) for name in names if name not in kept]
            self._connection.executemany("DELETE FROM segment_piece WHERE segment = ?", gone)
            for name, segment in added.items():
                self._insert([(name, _CHECKS, segment.checks), *_pieces(name, segment.data)])
            self._insert(_pieces(_CONTENTS, self._digest(_CONTENTS, told) + told))

    def clear(self) -> None:
        """Forget everything, without reading any of it."""
        with self.together():
            self._connection.execute("DROP TABLE IF EXISTS segment_piece")

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is read or written inside belongs together, also within a transaction that is open already."""
        self._connection.execute("SAVEPOINT search_index")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK TO search_index")
                self._connection.execute("RELEASE search_index")
            raise
        self._connection.execute("RELEASE search_index")

    def _insert(self, rows: Iterable[tuple[str, int, "Data"]]) -> None:
        self._connection.executemany("INSERT INTO segment_piece VALUES (?, ?, ?)", rows)

    def _rows(self, sql: str, *parameters: str | int) -> Iterator[Any]:
        return self._connection.execute(sql, parameters) if self._is_there() else iter(())

    def _is_there(self) -> bool:
        found = self._connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'segment_piece'")
        return next(iter(found), None) is not None

    def _digest(self, name: str, data: bytes) -> bytes:
        return blake2b(name.encode() + b"\0" + data, key=self.key, digest_size=_DIGEST).digest()


def _pieces(name: str, data: "Data") -> Iterator[tuple[str, int, "Data"]]:
    for number, start in enumerate(range(0, len(data), _PIECE)):
        yield name, number, data[start : start + _PIECE]
