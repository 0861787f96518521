"""What a person has seen of each saved search: the identities of the hits, sixteen bytes each, in one piece a search.

What was seen once stays seen, also when the search does not find it for a while. A part of `personal`.
"""

from collections.abc import Callable, Collection
from typing import Any

from db import driver
from db.refs import Uuid

_BYTES = 16
Write = Callable[[str, list[tuple[Any, ...]]], None]


class Seen:
    """The hits that were seen; `write` runs a statement for some rows, and may fail without a word."""

    def __init__(self, database: driver.Database, write: Write) -> None:
        self._database = database
        self._write = write

    def fresh(self, search: Uuid, found: Collection[Uuid]) -> frozenset[Uuid] | None:
        """Those among the hits that were not seen; None if the search was never looked at."""
        known = self._of(search)
        return None if known is None else frozenset(found) - known

    def mark(self, search: Uuid, found: Collection[Uuid]) -> None:
        """Have all these count as seen, with those that were; nothing is written when nothing is new."""
        known = self._of(search)
        if known is None or not known.issuperset(found):
            self._put([(search, (known or frozenset()) | frozenset(found))])

    def forget(self, gone: Collection[Uuid]) -> None:
        """Lose searches and hits that were erased."""
        self._write("DELETE FROM seen WHERE search = ?", [(uuid,) for uuid in gone])
        kept = [(search, hits) for search in self._searches() if (hits := self._of(search))]
        lost = frozenset(gone)
        self._put([(search, hits - lost) for search, hits in kept if hits & lost])

    def _of(self, search: Uuid) -> frozenset[Uuid] | None:
        try:
            rows = driver.rows(self._database, "SELECT hits FROM seen WHERE search = ?", (search,))
        except driver.DatabaseError:
            return None
        return _read(rows[0]["hits"]) if rows else None

    def _searches(self) -> list[Uuid]:
        try:
            return [Uuid(row["search"]) for row in driver.rows(self._database, "SELECT search FROM seen")]
        except driver.DatabaseError:
            return []

    def _put(self, rows: list[tuple[Uuid, frozenset[Uuid]]]) -> None:
        self._write(
            "INSERT OR REPLACE INTO seen VALUES (?, ?)",
            [(search, b"".join(sorted(map(bytes.fromhex, hits)))) for search, hits in rows],
        )


def make_table(database: driver.Database) -> None:
    """Make room for it, where there is none yet."""
    database.table("seen").create({"search": str, "hits": bytes}, pk="search", if_not_exists=True)


def _read(packed: bytes) -> frozenset[Uuid]:
    written = packed.hex()
    return frozenset(Uuid(written[at : at + 2 * _BYTES]) for at in range(0, len(written), 2 * _BYTES))
