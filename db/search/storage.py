"""The index inside one database: files in memory, kept as rows, each with its checksum.

Whoosh writes and reads files. Here they are bytes in memory, and rows of `segment_file` once they are kept,
so that an encrypted database leaves no plain text on a disk; there are no temporary files. A file never
changes. What belongs to the index, and how each file has to look, is said by one JSON table of contents,
which is replaced together with the files in one transaction.

Whoosh's files hold pickles. A foreign one could run code, and a cache may lie on a stick that others had in
their hands. So ours are written and read as pickles of plain values; one that names anything else is damage.
"""

import hmac
import io
import json
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any, Protocol

from whoosh.codec import whoosh3
from whoosh.filedb.filestore import Storage
from whoosh.filedb.structfile import BufferFile, StructFile

from db.search.engine import IndexDamaged

CHUNK = 1 << 20
_CONTENTS = "contents"
_DIGEST = 32


@contextmanager
def damage() -> Iterator[None]:
    """Whatever goes wrong while bytes in memory are read is damage. No database is asked inside."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as problem:
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


# --- files in memory ------------------------------------------------------------------------------


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} in an index")


def _plain_loads(data: bytes) -> Any:
    return _PlainUnpickler(io.BytesIO(data)).load()


def _plain_dumps(value: Any, _protocol: int) -> bytes:
    return pickle.dumps(value, 4)  # protocol 2, which Whoosh asks for, spells bytes as calls


whoosh3.loads = _plain_loads
whoosh3.dumps = _plain_dumps


class _PlainFile(BufferFile):  # type: ignore[misc] # Whoosh has no types
    """Bytes to read; several files may share them."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data, name=name)

    def read_pickle(self) -> Any:
        return _PlainUnpickler(self.file).load()


def _nowhere(name: str) -> bytes:
    raise KeyError(name)


class Files(Storage):  # type: ignore[misc] # Whoosh has no types
    """Files in memory. Those that were kept are fetched when they are first read."""

    def __init__(self, names: Iterable[str] = (), fetch: Callable[[str], bytes] = _nowhere) -> None:
        self._fetch = fetch
        self.data: dict[str, bytes | None] = dict.fromkeys(names)

    def read(self, name: str) -> bytes:
        """All of a file."""
        data = self.data[name]
        if data is None:
            data = self.data[name] = self._fetch(name)
        return data

    def write(self, name: str, data: bytes) -> None:
        """Put a whole file in its place."""
        self.data[name] = data

    def list(self) -> "list[str]":
        return list(self.data)

    def file_exists(self, name: str) -> bool:
        return name in self.data

    def file_length(self, name: str) -> int:
        return len(self.read(name))

    def delete_file(self, name: str) -> None:
        del self.data[name]

    def create_file(self, name: str, **_options: Any) -> StructFile:
        return StructFile(io.BytesIO(), name=name, onclose=lambda file: self.write(name, file.file.getvalue()))

    def open_file(self, name: str, **_options: Any) -> _PlainFile:
        return _PlainFile(self.read(name), name)

    def temp_storage(self, name: str | None = None) -> "Files":
        return Files()


# --- rows -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One segment in the table of contents; `gone` are documents no longer found, `files` have checksums."""

    id: str
    documents: int
    files: Mapping[str, str]
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


class Shelf:
    """The rows of the index in a database, in a table of its own."""

    def __init__(self, connection: Connection, key: bytes = b"") -> None:
        self._connection = connection
        self._key = key

    def stamp(self) -> bytes:
        """Changes whenever the index does, whoever changed it; empty if there is none."""
        found = list(self._rows("SELECT substr(data, 1, 32) FROM segment_file WHERE name = ? AND chunk = 0", _CONTENTS))
        return found[0][0] if found else b""

    def contents(self) -> Contents | None:
        """The table of contents, if there is an index. Raises IndexDamaged."""
        if not self._is_there():
            return None
        data = self._joined(_CONTENTS)
        if not hmac.compare_digest(data[:_DIGEST], self._digest(_CONTENTS, data[_DIGEST:])):
            raise IndexDamaged
        with damage():
            told = json.loads(data[_DIGEST:])
            return Contents(told["made_by"], tuple(Entry(**entry) for entry in told["segments"]))

    def fetch(self, name: str, digest: str) -> bytes:
        """One file, if it is what it was. Raises IndexDamaged."""
        data = self._joined(name)
        if not hmac.compare_digest(bytes.fromhex(digest), self._digest(name, data)):
            raise IndexDamaged
        return data

    def digest(self, name: str, data: bytes) -> str:
        """The checksum under which a file is entered in the table of contents."""
        return self._digest(name, data).hex()

    def replace(self, contents: Contents, added: Mapping[str, bytes]) -> None:
        """Keep the files added, forget those that the contents do not name: all of it, or nothing."""
        told = json.dumps(asdict(contents), separators=(",", ":")).encode()
        kept = {name for entry in contents.segments for name in entry.files}
        with self.together():
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS segment_file"
                " (name TEXT NOT NULL, chunk INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (name, chunk))"
            )
            names = [row[0] for row in self._rows("SELECT DISTINCT name FROM segment_file")]
            gone = [(name,) for name in names if name not in kept]
            self._connection.executemany("DELETE FROM segment_file WHERE name = ?", gone)
            for name, data in {**added, _CONTENTS: self._digest(_CONTENTS, told) + told}.items():
                self._connection.executemany("INSERT INTO segment_file VALUES (?, ?, ?)", _chunks(name, data))

    def clear(self) -> None:
        """Forget everything, without reading any of it."""
        with self.together():
            self._connection.execute("DROP TABLE IF EXISTS segment_file")

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

    def _joined(self, name: str) -> bytes:
        rows = self._rows("SELECT data FROM segment_file WHERE name = ? ORDER BY chunk", name)
        return b"".join(row[0] for row in rows)

    def _rows(self, sql: str, *parameters: str) -> Iterator[Any]:
        return self._connection.execute(sql, parameters) if self._is_there() else iter(())

    def _is_there(self) -> bool:
        return bool(list(self._connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'segment_file'")))

    def _digest(self, name: str, data: bytes) -> bytes:
        return blake2b(name.encode() + b"\0" + data, key=self._key, digest_size=_DIGEST).digest()


def _chunks(name: str, data: bytes) -> Iterator[tuple[str, int, bytes]]:
    for number, start in enumerate(range(0, len(data), CHUNK)):
        yield name, number, data[start : start + CHUNK]
