"""The one SQLite library, and the only place that opens a case file.

`sqlcipher3` serves plain and encrypted cases alike, and is put under sqlite-utils before its first
import: two SQLite libraries on one file, or a plain `open()` of a live one, drop the locks and lose
committed data. Foreign exceptions become ours here. What a case consists of does not stand here.
"""

import os
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3
import sqlcipher3.dbapi2 as _sqlite

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = _sqlite

_numpy = sys.modules.get("numpy")
sys.modules["numpy"] = None  # type: ignore[assignment]
try:
    # It would load numpy to store its numbers, which we never do, and that takes longer than all the rest.
    import sqlite_utils
finally:
    del sys.modules["numpy"]
    if _numpy is not None:
        sys.modules["numpy"] = _numpy

from db import errors  # noqa: E402

Row = dict[str, Any]
Database = sqlite_utils.Database
DatabaseError = _sqlite.DatabaseError

_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_spill=OFF",
    "PRAGMA mmap_size=0",
    "PRAGMA recursive_triggers=OFF",
)
_MARKS = ("application_id", "user_version")
# Result codes of https://sqlite.org/rescode.html; the low byte names the family.
_READONLY, _IOERR, _NOTADB, _CANTOPEN = 8, 10, 26, 14
_READONLY_DBMOVED, _IOERR_WRITE = 1032, 778
_PLAIN: dict[int, type[errors.CaseError]] = {
    5: errors.CaseBusy,
    6: errors.CaseBusy,
    _READONLY: errors.Refused,
    _IOERR: errors.DiskFailure,
    11: errors.CaseDamaged,
    13: errors.DiskFull,
    _CANTOPEN: errors.Refused,
    18: errors.CaseDamaged,  # a length beyond all bounds: what we write is cut into chunks
}
_NO_DATABASE: dict[bool | None, type[errors.CaseError]] = {
    True: errors.WrongPassphrase,
    False: errors.PassphraseNeeded,
    None: errors.CaseDamaged,
}
_UNDECODED = "Could not decode to UTF-8"


def passphrase_key(passphrase: str) -> str:
    """The form in which a passphrase opens a file: composed (NFC), so that every keyboard types the same.

    Raises UnusablePassphrase when it is empty, or holds a NUL or half a character (a lone surrogate).
    """
    composed = unicodedata.normalize("NFC", passphrase)
    if not composed or any(char == "\x00" or "\ud800" <= char <= "\udfff" for char in composed):
        raise errors.UnusablePassphrase
    return composed


def connect(path: Path, key: str | bytes | None = None, *, create: bool = False, readonly: bool = False) -> Database:
    """Open a database file with the settings every case has; `key`: a passphrase, or 32 raw bytes."""
    with translated(path, keyed=key is not None):
        connection = _connect(path, "mode=rwc" if create else "mode=rw")
        try:
            _prepare(connection, key)
            if readonly:
                connection.execute("PRAGMA query_only=ON")
            else:
                connection.execute("PRAGMA journal_mode=DELETE")
        except BaseException:
            connection.close()
            raise
    return sqlite_utils.Database(connection, execute_plugins=False, recursive_triggers=False)


def allow_writing(database: Database) -> None:
    """Let a database that was opened for reading be written to."""
    database.conn.execute("PRAGMA query_only=OFF")
    database.conn.execute("PRAGMA journal_mode=DELETE")


def marks(path: Path) -> tuple[int, int]:
    """Which program a file without a key says it belongs to, and its version, looked at without touching anything.

    Opening another program's database in earnest could finish, or undo, what that program was doing.
    """
    with translated(path, keyed=False):
        connection = _connect(path, "mode=ro&immutable=1")
        try:
            connection.execute("PRAGMA cipher_log_level=NONE")
            program, version = (int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in _MARKS)
        finally:
            connection.close()
        return program, version


def _connect(path: Path, options: str) -> Any:
    return _sqlite.connect(
        f"file:{quote(os.fsencode(path.resolve()))}?{options}",
        uri=True,
        timeout=2.0,
        isolation_level=None,
        check_same_thread=False,
    )


def _prepare(connection: Any, key: str | bytes | None) -> None:
    connection.execute("PRAGMA cipher_log_level=NONE")
    if isinstance(key, bytes):
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    elif key is not None:
        escaped = key.replace("'", "''")
        connection.execute(f"PRAGMA key='{escaped}'")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # the key is tried here
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def memory() -> Database:
    """A database that exists only in memory, with the same settings, for tests and previews."""
    connection = _sqlite.connect(":memory:", isolation_level=None, check_same_thread=False)
    _prepare(connection, None)
    return sqlite_utils.Database(connection, execute_plugins=False, recursive_triggers=False)


def rows(database: Database, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
    """The rows a query answers with, as dictionaries."""
    cursor = database.conn.execute(sql, params)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


@contextmanager
def lenient(database: Database) -> Iterator[None]:
    """Read text that is no UTF-8 any more with marks in place of what cannot be read, so that it can be named."""
    before = database.conn.text_factory
    database.conn.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        yield
    finally:
        database.conn.text_factory = before


@contextmanager
def transaction(database: Database, path: Path) -> Iterator[None]:
    """One write transaction: all of it, or nothing."""
    connection = database.conn
    with translated(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def translated(path: Path, *, keyed: bool | None = None) -> Iterator[None]:
    """Turn what SQLite raises into the errors of `db.errors`; `keyed` while the key is tried, None once it fits."""
    try:
        yield
    except DatabaseError as error:
        ours = _translate(error, path, keyed=keyed)
        if ours is None:
            raise
        raise ours from error
    except UnicodeDecodeError as error:  # a damaged page can hold any bytes where text was
        raise errors.CaseDamaged(path) from error


def _translate(error: Exception, path: Path, *, keyed: bool | None) -> errors.CaseError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return errors.CaseDamaged(path) if str(error).startswith(_UNDECODED) else None
    family = code & 0xFF
    if code == _READONLY_DBMOVED or (family in (_READONLY, _CANTOPEN) and not path.exists()):
        kind: type[errors.CaseError] | None = errors.CaseMoved
    elif family == _NOTADB:
        kind = _NO_DATABASE[keyed]
    elif code == _IOERR_WRITE:
        kind = errors.DiskFull
    else:
        opening = keyed is not None  # when all that was asked is fixed, and the file alone can be at fault
        kind = _PLAIN.get(family, errors.CaseDamaged if opening else None)
    return kind(path) if kind else None
