"""What belongs to one person and one case, and to nobody else: open pages, places in them, what was read and seen.

It is no part of the case: it is not merged, shared or checked, and losing it loses no work. It lies in a small file of
its own, encrypted like the case; where none can be kept it lives in memory. It may be used from any one thread.
"""

import json
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db import asides, driver, errors, seen
from db.case import Case
from db.refs import Uuid, identities
from db.seen import Seen


@dataclass(frozen=True, slots=True)
class Whose:
    """What the state has to know of its case; read by whoever owns the case, for a thread that does not."""

    path: Path
    key: bytes | None = field(repr=False)
    erased: frozenset[Uuid]

    @classmethod
    def of(cls, case: Case) -> "Whose":
        """What it has to know of this one."""
        erased = frozenset(Uuid(uuid) for (uuid,) in case.ledger.query("SELECT uuid FROM erased"))
        return cls(_place(case), case.derived_key("state") if case.encrypted else None, erased)


class Personal:
    """The state of one person in one case."""

    def __init__(self, whose: "Case | Whose") -> None:
        known = whose if isinstance(whose, Whose) else Whose.of(whose)
        self.path, self._key = known.path, known.key
        self._database = self._open()
        self._seen = Seen(self._database, self._write)
        self.forget(known.erased)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def get(self, name: str) -> Any:
        """What was kept under a name; None when nothing was, or it can no longer be read."""
        try:
            found = driver.rows(self._database, "SELECT value FROM kept WHERE name = ?", (name,))
            return json.loads(found[0]["value"]) if found else None
        except (driver.DatabaseError, ValueError):
            return None

    def put(self, name: str, value: Any) -> None:
        """Keep something that JSON can hold; a disk that takes nothing costs no more than that."""
        self._write("INSERT OR REPLACE INTO kept VALUES (?, ?)", [(name, json.dumps(value, ensure_ascii=False))])

    def forget(self, erased: Iterable[Uuid]) -> None:
        """Lose whatever was kept of objects that were erased from the case, such as their titles in open pages."""
        gone = frozenset(erased)
        if not gone:
            return
        self.mark_read(gone, as_read=False)
        self._seen.forget(gone)
        with suppress(driver.DatabaseError):
            for row in driver.rows(self._database, "SELECT name, value FROM kept"):
                before = _parsed(row["value"])
                after = _without(before, gone)
                if after != before:
                    self.put(row["name"], after)

    def read(self) -> frozenset[Uuid]:
        """The sources that this person has opened."""
        try:
            return frozenset(Uuid(row["uuid"]) for row in driver.rows(self._database, "SELECT uuid FROM read"))
        except driver.DatabaseError:
            return frozenset()

    def mark_read(self, uuids: Iterable[Uuid], *, as_read: bool = True) -> None:
        """Note that sources were opened, or are to count as new again."""
        sql = "INSERT OR IGNORE INTO read VALUES (?)" if as_read else "DELETE FROM read WHERE uuid = ?"
        self._write(sql, [(uuid,) for uuid in uuids])

    def fresh(self, search: Uuid, found: Collection[Uuid]) -> frozenset[Uuid] | None:
        """Of what a saved search finds, what this person has not seen there; None if nobody ever looked at it."""
        return self._seen.fresh(search, found)

    def mark_seen(self, search: Uuid, found: Collection[Uuid]) -> None:
        """Note that this person has looked at all that a saved search finds."""
        self._seen.mark(search, found)

    def _write(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        with suppress(errors.CaseError, driver.DatabaseError), driver.transaction(self._database, self.path):
            self._database.conn.executemany(sql, rows)

    def _open(self) -> driver.Database:
        for _ in range(2):
            try:
                return self._try_open()
            except (errors.CaseDamaged, errors.WrongPassphrase, errors.PassphraseNeeded, driver.DatabaseError):
                _unlink(self.path)  # damaged, or of another passphrase: begin anew
            except (errors.CaseError, OSError):
                break
        return _with_tables(driver.memory())

    def _try_open(self) -> driver.Database:
        asides.make_room(self.path)
        database = driver.connect(self.path, self._key, create=True)
        try:
            database.conn.execute("PRAGMA synchronous=NORMAL")
            return _with_tables(database)
        except BaseException:
            database.close()
            raise


def _parsed(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return None


def _without(value: Any, gone: frozenset[Uuid]) -> Any:
    """The same without whatever names one of these: a list loses that part, anything else becomes None."""
    if isinstance(value, str):
        return None if gone & identities(value) else value
    if isinstance(value, dict):
        return None if gone & _named(value.values()) else {name: _without(each, gone) for name, each in value.items()}
    if isinstance(value, list):
        return None if gone & _named(value) else [each for one in value if (each := _without(one, gone)) is not None]
    return value


def _named(values: Iterable[Any]) -> set[str]:
    """The identities that stand among some values."""
    return {each for value in values if isinstance(value, str) for each in identities(value)}


def _place(case: Case) -> Path:
    """Where the file belongs; beside the case when the user's folder cannot be looked at."""
    try:
        return asides.place(case, "state")
    except OSError:
        return case.path.with_name(f".{case.path.name}.state")


def _with_tables(database: driver.Database) -> driver.Database:
    database.table("kept").create({"name": str, "value": str}, pk="name", if_not_exists=True)
    database.table("read").create({"uuid": str}, pk="uuid", if_not_exists=True)
    seen.make_table(database)
    return database


def _unlink(path: Path) -> None:
    for file in (path, path.with_name(path.name + "-journal")):
        with suppress(OSError):
            file.unlink(missing_ok=True)
