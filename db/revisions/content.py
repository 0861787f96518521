"""A row as content that can be hashed, and the description of a table that this needs."""

import ast
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from db import errors
from db.driver import Database, Row

T = TypeVar("T")

Value = str | int | float | None
Content = dict[str, Value]
"""Column to value, without NULLs and defaults; bytes are written in hexadecimal."""

DELETED = "deleted_at"
"""The column that says since when a row lies in the trash."""

_OWN = ("uuid", "rev")


@dataclass(frozen=True, slots=True)
class Table:
    """One subject's table: what of a row is content, and what the row hangs on."""

    name: str
    columns: tuple[str, ...]
    defaults: Mapping[str, Value]
    binary: frozenset[str]
    prose: frozenset[str]
    parents: tuple[tuple[str, str], ...]

    def content(self, row: Mapping[str, object]) -> Content:
        """The content of a row: what is neither NULL nor the column's default."""
        found: Content = {}
        for column in self.columns:
            value = row.get(column)
            if isinstance(value, bytes):
                value = value.hex()
            if value is not None and value != self.defaults.get(column):
                assert isinstance(value, str | int | float)
                found[column] = value
        return found

    def refuse_unknown(self, values: Mapping[str, object]) -> None:
        """Raises KeyError for a value that has no column here: it would be lost without a word."""
        unknown = values.keys() - set(self.columns)
        if unknown:
            raise KeyError(f"{self.name} has no {', '.join(sorted(unknown))}")

    def row(self, content: Mapping[str, Value]) -> Row:
        """The full row that a content stands for, without `uuid` and `rev`."""
        row: Row = {column: content.get(column, self.defaults.get(column)) for column in self.columns}
        for column in self.binary:
            if isinstance(row[column], str):
                row[column] = bytes.fromhex(row[column])
        return row


def read_tables(database: Database, prose: Iterable[tuple[str, str]] = ()) -> dict[str, Table]:
    """The authored tables of a file, as the file itself describes them, parents before children."""
    prose = set(prose)
    found: dict[str, Table] = {}
    for name in database.table_names():
        info = database.conn.execute(f"PRAGMA table_info({name})").fetchall()
        columns = [column[1] for column in info]
        if {"uuid", "rev", "deleted_at"} <= set(columns):
            keys = database.conn.execute(f"PRAGMA foreign_key_list({name})").fetchall()
            found[name] = Table(
                name,
                tuple(column for column in columns if column not in _OWN),
                {column[1]: ast.literal_eval(column[4]) for column in info if column[4] is not None},
                frozenset(column[1] for column in info if column[2] == "BLOB" and column[1] != "rev"),
                frozenset(column for column in columns if (name, column) in prose),
                tuple(sorted((key[3], key[2]) for key in keys)),
            )
    return found


def canonical(value: object) -> str:
    """JSON in the one form that is hashed: sorted keys, no blanks, characters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def parsed(written: str, shape: type[T], kind: str, identity: str) -> T:
    """What was stored as JSON; raises RecordDamaged, naming the object, when it is not that any more."""
    try:
        found = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise errors.RecordDamaged(kind, identity) from error
    if not isinstance(found, shape):
        raise errors.RecordDamaged(kind, identity)
    return found


def digest(*parts: object) -> bytes:
    """SHA-256 over the canonical JSON of the parts; bytes count as hexadecimal."""
    plain = [part.hex() if isinstance(part, bytes) else part for part in parts]
    return hashlib.sha256(canonical(plain).encode("utf-8", "surrogatepass")).digest()


def rev_of(parents: Iterable[bytes], salt: bytes, content: Mapping[str, Value]) -> bytes:
    """The hash that names a revision. Author and time are no part of it."""
    return digest(sorted(parent.hex() for parent in parents), salt, dict(content))
