"""The one way to lose something for good: rows go, and their revisions keep only their hashes.

Dropping bytes, cleaning derived data and backups, and `VACUUM` are the case's business.
"""

from collections.abc import Iterable

from db.refs import Uuid
from db.revisions.edit import seal
from db.revisions.ledger import EditRecord, Ledger, Touched

_Row = tuple[str, Uuid]


def erase(ledger: Ledger, rows: Iterable[_Row], *, author: Uuid | None = None) -> EditRecord:
    """Erase rows with everything that hangs on them, as one edit that is not undone."""
    gone = wipe(ledger, rows)
    touched = [Touched(tbl, uuid, None, before) for (tbl, uuid), before in gone.items()]
    return seal(ledger, "erase", touched, author=author)


def wipe(ledger: Ledger, rows: Iterable[_Row]) -> dict[_Row, bytes | None]:
    """Take rows and what hangs on them out of tables and revisions; answers with the heads they had."""
    gone: dict[_Row, bytes | None] = {}
    todo = list(rows)
    while todo:
        tbl, uuid = row = todo.pop()
        if row not in gone:
            gone[row] = ledger.head(tbl, uuid)
            todo += ledger.children_of(tbl, uuid, live=False)
            todo += _conflicts(ledger, uuid)
    ledger.database.conn.execute("PRAGMA defer_foreign_keys=ON")
    for tbl, uuid in gone:
        ledger.vacate(tbl, uuid)
        ledger.blank(uuid)
        ledger.database.conn.execute("INSERT OR IGNORE INTO erased(uuid, tbl) VALUES (?,?)", (uuid, tbl))
        ledger.database.conn.execute("DELETE FROM draft WHERE uuid = ?", (uuid,))
    return gone


def _conflicts(ledger: Ledger, uuid: Uuid) -> list[_Row]:
    """Open questions about a row hold its values, so they go with it."""
    if "conflict" not in ledger.tables:
        return []
    return [("conflict", found) for (found,) in ledger.query("SELECT uuid FROM conflict WHERE row = ?", (uuid,))]
