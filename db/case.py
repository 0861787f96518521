"""The open case: one file, one writer, and every change inside `with case.edit(code)`.

What the subjects of a case are stands in their own modules; this one knows none of them.
"""

import hmac
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from db import blobs, driver, errors, schema
from db.lock import Guard, WriteLock
from db.refs import Uuid, natural_uuid, new_uuid
from db.revisions import erase as erasing
from db.revisions import merge as merging
from db.revisions import undo as undoing
from db.revisions.edit import Edit, now
from db.revisions.ledger import EditRecord, Ledger

_LOOKS, _BETWEEN_LOOKS = 10, 0.02  # seconds


class Case:
    """A case file that is open, for writing or only for reading.

    `newer` says that a later program wrote it, so that it is open for reading only.
    """

    def __init__(self, path: Path, database: driver.Database, lock: WriteLock | None, *, newer: bool) -> None:
        self.path = path
        self.database = database
        self.newer = newer
        self.author: Uuid | None = None
        self.ledger = Ledger(database, schema.PROSE, self._reading, companions=schema.COMPANIONS)
        self._lock = lock
        self._guard = Guard(path)
        self._guard.remember()
        self._edit: Edit | None = None
        self._held: Counter[bytes] = Counter()
        found = database.conn.execute("SELECT uuid, secret, title FROM case_meta").fetchone()
        self.uuid = Uuid(found[0])
        self._secret: bytes = found[1]
        self.title: str = found[2] or path.stem

    # --- open and close -------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, passphrase: str | None = None, *, title: str | None = None) -> Self:
        """Make a new case; with a passphrase it is encrypted from its first byte.

        Raises CaseExists, Refused, UnusablePassphrase, DiskFull.
        """
        key = None if passphrase is None else driver.passphrase_key(passphrase)
        _claim(path)
        with ExitStack() as undone:
            undone.callback(path.unlink, missing_ok=True)
            lock = WriteLock.acquire(path)
            undone.callback(lock.release)
            database = driver.connect(path, key, create=True)
            undone.callback(database.close)
            with driver.transaction(database, path):
                schema.migrate(database)
                database.table("case_meta").insert(
                    {"id": 1, "uuid": new_uuid(), "made_at": now(), "secret": os.urandom(32), "title": title}
                )
            case = cls(path, database, lock, newer=False)
            undone.pop_all()
            return case

    @classmethod
    def open(cls, path: Path, passphrase: str | None = None, *, readonly: bool = False) -> Self:
        """Open a case that is there, for writing unless `readonly`.

        Raises CaseMissing, EmptyFile, NotACase, PassphraseNeeded, WrongPassphrase, CaseDamaged, CaseHeld, Refused;
        OlderVersion for a case that would have to be brought up to date and may only be read.
        """
        key = None if passphrase is None else driver.passphrase_key(passphrase)
        _look_at(path)
        _look_into(path, keyed=key is not None)
        with ExitStack() as undone:
            lock = None if readonly else WriteLock.acquire(path)
            if lock:
                undone.callback(lock.release)
            database = driver.connect(path, key, readonly=True)
            undone.callback(database.close)
            with driver.translated(path):
                newer = _admit(database, path)
                if not lock:
                    _refuse_older(database, path)
                if lock and newer:
                    lock.release()
                elif lock:
                    _prepare_for_writing(database, path)
                case = cls._of(path, database, None if newer else lock, newer=newer)
            if not case.readonly:
                with suppress(errors.Expected):  # a disk that is full now will be swept the next time
                    case.sweep()
            undone.pop_all()
            return case

    @classmethod
    def _of(cls, path: Path, database: driver.Database, lock: WriteLock | None, *, newer: bool) -> Self:
        """The case in a file that says it is one; raises CaseDamaged when its tables are not those of a case."""
        if not newer and schema.shape(database) != schema.intended_shape():
            raise errors.CaseDamaged(path)
        try:
            return cls(path, database, lock, newer=newer)
        except (driver.DatabaseError, LookupError, TypeError, ValueError, SyntaxError) as error:
            raise (errors.NewerVersion(path) if newer else errors.CaseDamaged(path)) from error

    def close(self) -> None:
        """Let go of what was held, close the file and give up the right to write."""
        try:
            with suppress(errors.Expected), driver.translated(self.path):
                self.release(self._held.elements())
        finally:
            self.database.close()
            if self._lock:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def readonly(self) -> bool:
        """Whether nothing can be written through this object."""
        return self._lock is None

    @property
    def head(self) -> str | None:
        """The id of the last edit, in hexadecimal: what is printed and sealed to prove custody later."""
        head = self.ledger.head_edit()
        return head.hex() if head else None

    # --- reading --------------------------------------------------------------------------------

    def query(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[driver.Row]:
        """The rows of a query as dictionaries."""
        with self._reading():
            return driver.rows(self.database, sql, params)

    def bytes_of(self, identity: bytes) -> bytes:
        """Stored bytes by their SHA-256; raises CaseDamaged when they are missing."""
        with self._reading():
            try:
                return blobs.read(self.database, identity)
            except KeyError as error:
                raise errors.CaseDamaged(self.path) from error

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Says of a file that somebody replaced that it was replaced, and not that it is damaged."""
        try:
            with driver.translated(self.path):
                yield
        except (errors.CaseDamaged, errors.DiskFailure, driver.DatabaseError):
            if self.readonly:
                _look_at(self.path)
            else:
                self._guard.check()
            raise

    def natural_uuid(self, kind: str, identity: str) -> Uuid:
        """The identity that nature gives in this case."""
        return natural_uuid(self.uuid, kind, identity)

    def derived_key(self, purpose: str) -> bytes:
        """A key for what is derived from this case, of no use for the case itself; 32 bytes."""
        return hmac.digest(self._secret, purpose.encode(), "sha256")

    @property
    def encrypted(self) -> bool:
        """Whether the file is encrypted."""
        return bool(self.query("PRAGMA cipher_status")[0].get("cipher_status") == "1")

    # --- writing --------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction on a file that is still ours; for what is no edit, such as bytes and drafts.

        The file itself is first touched at the end, so it is looked at before and right before that.
        """
        self.refuse_unless_writable()
        self._guard.check()
        committing = False
        try:
            with driver.transaction(self.database, self.path):
                yield
                self._guard.check()
                committing = True
        finally:
            if committing:  # a commit that failed and was rolled back has touched the file, too
                self._guard.remember()

    @contextmanager
    def edit(self, code: str, *, batch: str | None = None) -> Iterator[Edit]:
        """One named change, all or nothing; inside another edit it becomes a part of that one."""
        if self._edit is not None:
            yield self._edit
            return
        with self.writing():
            self._edit = Edit(self.ledger, code, author=self.author, batch=batch)
            try:
                yield self._edit
                self._edit.seal()
            finally:
                self._edit = None

    def store(self, pieces: Sequence[bytes]) -> list[bytes]:
        """Store bytes ahead of the edit that refers to them, or as a part of it; their SHA-256."""
        if self._edit is not None:
            return [blobs.put(self.database, data) for data in pieces]
        for data in pieces:
            if len(data) > blobs.AT_ONCE:
                blobs.put_in_steps(self.database, data, self.writing)
        with self.writing():
            return [blobs.put(self.database, data) for data in pieces]

    def hold(self, pieces: Sequence[bytes]) -> list[bytes]:
        """Store bytes that nothing refers to yet, and keep them until they are released as often; their SHA-256."""
        identities = self.store(pieces)
        self._held.update(identities)
        return identities

    def release(self, identities: Iterable[bytes]) -> None:
        """Hold bytes no longer: what nobody holds and no row refers to by now is gone for good, in short steps."""
        given_up = Counter(identity for identity in identities if identity in self._held)
        self._held -= given_up
        unwanted = (one for one in given_up if one not in self._held and not blobs.is_referred_to(self.database, one))
        for step in blobs.in_steps(self.database, unwanted):
            with self.writing():
                blobs.drop(self.database, step)

    def sweep(self) -> None:
        """Remove for good what no row refers to and nobody holds, such as files of a review that a crash ended."""
        unwanted = (one for one in blobs.unreferenced(self.database) if one not in self._held)
        for step in blobs.in_steps(self.database, unwanted):
            with self.writing():
                blobs.drop(self.database, step)

    def undo(self) -> EditRecord:
        """Take back the last edit, batch or merge; raises NothingToUndo, ChangedSince."""
        with self.writing():
            return undoing.undo(self.ledger, author=self.author)

    def redo(self) -> EditRecord:
        """Make again what undo took back last; raises NothingToRedo, ChangedSince."""
        with self.writing():
            return undoing.redo(self.ledger, author=self.author)

    def revert(self, edit: EditRecord) -> EditRecord:
        """Take back one earlier edit and leave later ones; raises ChangedSince, NothingToUndo for an erasure."""
        with self.writing():
            return undoing.take_back(self.ledger, edit, author=self.author)

    def erase(self, rows: Sequence[tuple[str, Uuid]]) -> EditRecord:
        """Lose rows for good, with what hangs on them and their bytes; the file is rewritten. Not undone."""
        with self.writing():
            every = [*rows, *blobs.same_originals(self.database, rows), *self._as_imported(rows)]
            record = erasing.erase(self.ledger, every, author=self.author)
            blobs.sweep(self.database, self._held)
        self._vacuum()
        return record

    def _as_imported(self, rows: Sequence[tuple[str, Uuid]]) -> list[tuple[str, Uuid]]:
        """The identities that the files of these rows would have if they came in again: they are not to come in."""
        found = []
        for table, uuid in rows:
            if table == "source":
                sql = "SELECT sha256 FROM source WHERE uuid = ? AND sha256 IS NOT NULL"
                found += [(table, self.natural_uuid(table, one.hex())) for (one,) in self.ledger.query(sql, (uuid,))]
        return found

    def merge(self, other: "Case") -> merging.Merged:
        """Take in what another copy of this case knows."""
        with self.writing():
            merged = merging.merge(self.ledger, other.ledger, author=self.author)
            for table, column in blobs.REFERENCES:
                for (identity,) in self.ledger.query(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL"):
                    blobs.copy(other.database, self.database, identity)
            if merged.erased:
                blobs.sweep(self.database, self._held)
        if merged.erased:
            self._vacuum()
        return merged

    def refuse_unless_writable(self) -> None:
        """Raises NewerVersion or ReadOnly when this case cannot be written through this object."""
        if self.newer:
            raise errors.NewerVersion(self.path)
        if self.readonly:
            raise errors.ReadOnly(self.path)

    def _vacuum(self) -> None:
        try:
            with driver.translated(self.path):
                self.database.conn.execute("VACUUM")
        finally:
            self._guard.remember()


def _claim(path: Path) -> None:
    """Take the name for a new file, so that nothing that is there can be overwritten."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise errors.CaseExists(path) from None
    except FileNotFoundError:
        raise errors.FileProblem(path, "no-such-folder") from None
    except OSError as error:
        raise errors.Refused(path) from error


def _look_at(path: Path) -> None:
    """What the system alone says of a file, before it is opened."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        raise errors.CaseMissing(path) from None
    except OSError as error:
        raise errors.Refused(path) from error
    if path.is_dir():
        raise errors.NotACase(path)
    if stat.st_size == 0:
        raise errors.EmptyFile(path)
    if not os.access(path, os.R_OK):
        raise errors.Refused(path)


def _look_into(path: Path, *, keyed: bool) -> None:
    """Turn away what another program keeps there, or what has no key, before it is opened in earnest."""
    try:
        program, _ = _marks(path)
    except errors.PassphraseNeeded:  # it is encrypted, or no database
        if not keyed:
            raise
        return
    if keyed:
        raise errors.WrongPassphrase(path)
    if program != schema.APPLICATION_ID:
        raise errors.NotACase(path)


def _marks(path: Path) -> tuple[int, int]:
    """What a file says it is, looked at without a lock: a writer in the middle of a page is waited for."""
    for _ in range(_LOOKS):
        try:
            return driver.marks(path)
        except errors.CaseDamaged:
            time.sleep(_BETWEEN_LOOKS)
    return driver.marks(path)


def _admit(database: driver.Database, path: Path) -> bool:
    """Whether a later program wrote the file; raises NotACase, CaseDamaged for what is no whole case."""
    if schema.application_id(database) != schema.APPLICATION_ID:
        raise errors.NotACase(path)
    pages = int(database.conn.execute("PRAGMA page_count").fetchone()[0])
    size = int(database.conn.execute("PRAGMA page_size").fetchone()[0])  # text in an encrypted file
    if pages * size > path.stat().st_size or schema.version(database) < 1:
        raise errors.CaseDamaged(path)
    return schema.version(database) > schema.VERSION


def _refuse_older(database: driver.Database, path: Path) -> None:
    """Raises OlderVersion for a whole case of an earlier version."""
    version = schema.version(database)
    if version < schema.VERSION and schema.shape(database) == schema.intended_shape(version):
        raise errors.OlderVersion(path)


def _prepare_for_writing(database: driver.Database, path: Path) -> None:
    version = schema.version(database)
    if version < schema.VERSION and schema.shape(database) != schema.intended_shape(version):
        raise errors.CaseDamaged(path)
    driver.allow_writing(database)
    if version < schema.VERSION:
        with driver.transaction(database, path):
            schema.migrate(database)
