"""Large bytes and texts, stored once by SHA-256 in chunks of at most 1 MB.

Bytes are written before the edit that refers to them, in transactions of their own: bytes nobody
refers to are harmless. Which columns refer to bytes is declared in `REFERENCES`.
"""

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import AbstractContextManager

from db.driver import Database
from db.refs import Uuid
from db.revisions.ledger import Ledger

CHUNK = 1 << 20
REFERENCES = (("source", "sha256"), ("text", "sha256"), ("received", "sha256"))
AT_ONCE = 16 << 20
"""How many bytes one transaction writes at the most."""

_BLOBS_A_STEP = 500
_ORIGINALS = frozenset({"source", "received"})
"""Tables of files as they came in."""
_CHUNKS_OF_A_BLOB = 1 << 20
_CHUNKS_A_STEP = AT_ONCE // CHUNK


def sha256(data: bytes) -> bytes:
    """The identity of some bytes."""
    return hashlib.sha256(data).digest()


def has(database: Database, identity: bytes) -> bool:
    """Whether these bytes are stored."""
    return bool(database.conn.execute("SELECT 1 FROM blob WHERE sha256 = ?", (identity,)).fetchone())


def put(database: Database, data: bytes) -> bytes:
    """Store bytes inside the caller's transaction, once however often they are given; their identity."""
    identity = sha256(data)
    if not has(database, identity):
        _insert(database, identity, len(data), _pieces(data))
    return identity


def put_in_steps(database: Database, data: bytes, step: Callable[[], AbstractContextManager[None]]) -> bytes:
    """Store large bytes in several transactions, each made by `step`; they count only once the last one is done."""
    identity = sha256(data)
    if has(database, identity):
        return identity
    pieces = list(_pieces(data))
    blob = _free_id(database)
    for start in range(0, len(pieces), _CHUNKS_A_STEP):
        with step():
            for number, piece in enumerate(pieces[start : start + _CHUNKS_A_STEP], start=start):
                _insert_chunk(database, blob, number, piece)
    with step():
        database.conn.execute("INSERT INTO blob(id, sha256, size) VALUES (?, ?, ?)", (blob, identity, len(data)))
    return identity


def read(database: Database, identity: bytes) -> bytes:
    """The bytes of this identity; KeyError when they are not stored."""
    found = database.conn.execute("SELECT id FROM blob WHERE sha256 = ?", (identity,)).fetchone()
    if found is None:
        raise KeyError(identity.hex())
    return b"".join(_chunks(database, found[0]))


def copy(source: Database, target: Database, identity: bytes) -> None:
    """Bring bytes from another case over, chunk by chunk."""
    found = source.conn.execute("SELECT id, size FROM blob WHERE sha256 = ?", (identity,)).fetchone()
    if found is not None and not has(target, identity):
        _insert(target, identity, found[1], _chunks(source, found[0]))


def unreferenced(database: Database) -> list[bytes]:
    """Identities of stored bytes that no row refers to."""
    used = " UNION ".join(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL" for table, column in REFERENCES)
    return [row[0] for row in database.conn.execute(f"SELECT sha256 FROM blob WHERE sha256 NOT IN ({used})")]


def drop(database: Database, identities: Iterable[bytes]) -> None:
    """Remove bytes for good."""
    for identity in identities:
        (blob,) = database.conn.execute("SELECT id FROM blob WHERE sha256 = ?", (identity,)).fetchone()
        first = blob * _CHUNKS_OF_A_BLOB
        database.conn.execute("DELETE FROM chunk WHERE id >= ? AND id < ?", (first, first + _CHUNKS_OF_A_BLOB))
        database.conn.execute("DELETE FROM blob WHERE id = ?", (blob,))


def is_referred_to(database: Database, identity: bytes) -> bool:
    """Whether any row refers to these bytes."""
    execute = database.conn.execute
    return any(
        execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (identity,)).fetchone()
        for table, column in REFERENCES
    )


def same_originals(database: Database, rows: Iterable[tuple[str, Uuid]]) -> list[tuple[str, Uuid]]:
    """Other rows for the very files that these rows stand for: whoever loses a file for good loses it everywhere."""
    found: list[tuple[str, Uuid]] = []
    for table, uuid in rows:
        if table not in _ORIGINALS:
            continue
        sql = f"SELECT uuid FROM {{}} WHERE sha256 = (SELECT sha256 FROM {table} WHERE uuid = ?)"
        for other in _ORIGINALS - {table}:
            found += [(other, row[0]) for row in database.conn.execute(sql.format(other), (uuid,))]
    return found


def in_steps(database: Database, identities: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Those that are stored, in groups small enough to be removed in one transaction each."""
    step: list[bytes] = []
    size = 0
    for identity in identities:
        row = database.conn.execute("SELECT size FROM blob WHERE sha256 = ?", (identity,)).fetchone()
        if row is None:
            continue
        step.append(identity)
        size += row[0]
        if size >= AT_ONCE or len(step) >= _BLOBS_A_STEP:
            yield step
            step, size = [], 0
    if step:
        yield step


def sweep(database: Database, held: Container[bytes] = ()) -> None:
    """Remove for good what no row refers to, but for what is `held`, and what is left of a storing broken off."""
    drop(database, [identity for identity in unreferenced(database) if identity not in held])
    database.conn.execute("DELETE FROM chunk WHERE id / ? NOT IN (SELECT id FROM blob)", (_CHUNKS_OF_A_BLOB,))


def altered(database: Database) -> Iterator[bytes]:
    """Identities whose stored bytes are not what they were."""
    for blob, identity, size in database.conn.execute("SELECT id, sha256, size FROM blob").fetchall():
        digest, found = hashlib.sha256(), 0
        for piece in _chunks(database, blob):
            digest.update(piece)
            found += len(piece)
        if (digest.digest(), found) != (identity, size):
            yield identity


def missing(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Table and uuid of rows whose bytes are not stored."""
    for table, column in REFERENCES:
        yield from ledger.query(
            f"SELECT '{table}', uuid FROM {table} WHERE {column} IS NOT NULL"
            f" AND {column} NOT IN (SELECT sha256 FROM blob)"
        )


def _insert(database: Database, identity: bytes, size: int, pieces: Iterable[bytes]) -> None:
    blob = _free_id(database)
    database.conn.execute("INSERT INTO blob(id, sha256, size) VALUES (?, ?, ?)", (blob, identity, size))
    for number, piece in enumerate(pieces):
        _insert_chunk(database, blob, number, piece)


def _insert_chunk(database: Database, blob: int, number: int, piece: bytes) -> None:
    database.conn.execute("INSERT INTO chunk VALUES (?, ?)", (blob * _CHUNKS_OF_A_BLOB + number, piece))


def _free_id(database: Database) -> int:
    """An id that neither a blob has nor chunks of one that was never finished."""
    (blob,) = database.conn.execute("SELECT coalesce(max(id), 0) FROM blob").fetchone()
    (chunk,) = database.conn.execute("SELECT coalesce(max(id), 0) FROM chunk").fetchone()
    return int(max(blob, chunk // _CHUNKS_OF_A_BLOB)) + 1


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[start : start + CHUNK] for start in range(0, len(data), CHUNK))


def _chunks(database: Database, blob: int) -> Iterator[bytes]:
    first = blob * _CHUNKS_OF_A_BLOB
    sql = "SELECT data FROM chunk WHERE id >= ? AND id < ? ORDER BY id"
    return (row[0] for row in database.conn.execute(sql, (first, first + _CHUNKS_OF_A_BLOB)))
