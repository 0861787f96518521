"""The one SQLite library, and the only place that opens a case file.

`sqlcipher3` serves plain and encrypted cases alike, and is put under sqlite-utils before its first
import: two SQLite libraries on one file, or a plain `open()` of a live one, drop the locks and lose
committed data. Foreign exceptions become ours here. What a case consists of does not stand here.
"""

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
}


def passphrase_key(passphrase: str) -> str:
    """The form in which a passphrase opens a file: composed (NFC), so that every keyboard types the same.

    Raises UnusablePassphrase when it is empty or holds a NUL.
    """
    composed = unicodedata.normalize("NFC", passphrase)
    if not composed or "\x00" in composed:
        raise errors.UnusablePassphrase
    return composed


def connect(path: Path, key: str | bytes | None = None, *, create: bool = False, readonly: bool = False) -> Database:
    """Open a database file with the settings every case has; `key`: a passphrase, or 32 raw bytes."""
    mode = "rwc" if create else "rw"
    with translated(path, keyed=key is not None):
        connection = _sqlite.connect(
            f"file:{quote(str(path.resolve()))}?mode={mode}",
            uri=True,
            timeout=2.0,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _prepare(connection, key, readonly=readonly)
        except BaseException:
            connection.close()
            raise
    return sqlite_utils.Database(connection, execute_plugins=False)


def _prepare(connection: Any, key: str | bytes | None, *, readonly: bool) -> None:
    connection.execute("PRAGMA cipher_log_level=NONE")
    if isinstance(key, bytes):
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    elif key is not None:
        escaped = key.replace("'", "''")
        connection.execute(f"PRAGMA key='{escaped}'")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # the key is tried here
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    if readonly:
        connection.execute("PRAGMA query_only=ON")
    else:
        connection.execute("PRAGMA journal_mode=DELETE")


def memory() -> Database:
    """A database that exists only in memory, with the same settings, for tests and previews."""
    connection = _sqlite.connect(":memory:", isolation_level=None, check_same_thread=False)
    _prepare(connection, None, readonly=False)
    return sqlite_utils.Database(connection, execute_plugins=False)


def rows(database: Database, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
    """The rows a query answers with, as dictionaries."""
    cursor = database.conn.execute(sql, params)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


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
def translated(path: Path, *, keyed: bool = False) -> Iterator[None]:
    """Turn what SQLite raises into the errors of `db.errors`."""
    try:
        yield
    except DatabaseError as error:
        ours = _translate(error, path, keyed=keyed)
        if ours is None:
            raise
        raise ours from error
    except UnicodeDecodeError as error:  # a damaged page can hold any bytes where text was
        raise errors.CaseDamaged(path) from error


def _translate(error: Exception, path: Path, *, keyed: bool) -> errors.CaseError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    family = code & 0xFF
    if code == _READONLY_DBMOVED or (family in (_READONLY, _CANTOPEN) and not path.exists()):
        kind: type[errors.CaseError] | None = errors.CaseMoved
    elif family == _NOTADB:
        kind = errors.WrongPassphrase if keyed else errors.PassphraseNeeded
    elif code == _IOERR_WRITE:
        kind = errors.DiskFull
    else:
        kind = _PLAIN.get(family)
    return kind(path) if kind else None
