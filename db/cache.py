"""The derived database: what can be made again from the case, for one case on one machine.

It remembers the last edit it has seen. Anything odd about it means that it is made again. It lies in
the user's cache folder, or beside the case when that is on another volume, such as a stick; where
neither can be written it lives in memory. For an encrypted case it is encrypted with a key of its own.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db import asides, driver, errors
from db.case import Case
from db.lock import WriteLock
from db.refs import Ref

VERSION = "5"  # grows when the same case gives other derived data
_PATIENCE = 10.0  # seconds to wait for another process that derives from the same case


class Cache:
    """The derived database of an open case."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.path: Path | None = asides.place(case, "cache")
        self.database = self._open()

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def changed(self) -> set[Ref] | None:
        """The rows that changed since the last edit seen; None when everything has to be derived again."""
        seen = self._seen()
        if seen is None:
            return None
        (seq, identity), ledger = seen, self.case.ledger
        if seq and ledger.query("SELECT hex(id) FROM edit WHERE seq = ?", (seq,)) != [(identity,)]:
            return None
        if ledger.query("SELECT 1 FROM edit WHERE seq > ? AND code IN ('erase', 'unmerge')", (seq,)):
            return None  # rows are gone, and with them what they were a part of
        rows = ledger.query("SELECT DISTINCT tbl, uuid FROM edit_row WHERE edit > ?", (seq,))
        return {Ref(tbl, uuid) for tbl, uuid in rows}

    def latest(self) -> tuple[int, str]:
        """Place and id of the last edit of the case, to be marked once everything up to it is derived."""
        found = self.case.ledger.query("SELECT seq, hex(id) FROM edit ORDER BY seq DESC LIMIT 1")
        return found[0] if found else (0, "")

    def mark(self, latest: tuple[int, str]) -> None:
        """Remember that everything up to this edit is derived."""
        row = {"id": 1, "case_uuid": self.case.uuid, "version": VERSION, "seq": latest[0], "edit": latest[1]}
        with driver.transaction(self.database, self._named()):
            self.database.table("seen").upsert(row, pk="id")

    def reset(self) -> None:
        """Throw everything away and begin with an empty database."""
        self.database.close()
        if self.path is not None:
            _unlink(self.path)
        self.database = self._open()

    def leave_disk(self) -> None:
        """Go on in memory, with nothing: where it lay can be written no more."""
        self.database.close()
        if self.path is not None:
            with suppress(errors.Refused):
                _unlink(self.path)
        self.path = None
        self.database = self._open()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from deriving at the same time; gives up waiting with CaseBusy."""
        if self.path is None:
            yield
            return
        lock = _wait(self.path)
        try:
            yield
        finally:
            lock.release()

    def _seen(self) -> tuple[int, str] | None:
        found = driver.rows(self.database, "SELECT * FROM seen")
        if not found or (found[0]["case_uuid"], found[0]["version"]) != (self.case.uuid, VERSION):
            return None
        return found[0]["seq"], found[0]["edit"]

    def _named(self) -> Path:
        return self.path or Path(":memory:")

    def _open(self) -> driver.Database:
        for attempt in (1, 2):
            try:
                return self._try_open()
            except errors.CaseBusy:
                raise  # somebody else is deriving: that is no wreck to be cleared away
            except (errors.CaseError, driver.DatabaseError):
                if attempt == 2 or self.path is None:
                    break
                with suppress(errors.Refused):
                    _unlink(self.path)
        self.path = None
        return _with_tables(driver.memory())

    def _try_open(self) -> driver.Database:
        if self.path is None:
            return _with_tables(driver.memory())
        key = self.case.derived_key("cache") if self.case.encrypted else None
        try:
            asides.make_room(self.path)
            database = driver.connect(self.path, key, create=True)
        except OSError as error:
            raise errors.Refused(self.path) from error
        try:
            database.conn.execute("PRAGMA synchronous=NORMAL")
            return _with_tables(database)
        except BaseException:
            database.close()
            raise


def _with_tables(database: driver.Database) -> driver.Database:
    database.table("seen").create(
        {"id": int, "case_uuid": str, "version": str, "seq": int, "edit": str}, pk="id", if_not_exists=True
    )
    return database


def _wait(path: Path) -> WriteLock:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return WriteLock.acquire(path)
        except errors.CaseHeld:
            if time.monotonic() > until:
                raise errors.CaseBusy(path) from None
            time.sleep(0.05)


def _unlink(path: Path) -> None:
    for file in (path, path.with_name(path.name + "-journal")):
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise errors.Refused(path) from error
