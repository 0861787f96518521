"""Drafts: what is being typed, kept through a crash, and no part of the record until it is sealed."""

from db import errors
from db.case import Case
from db.refs import Ref
from db.revisions.edit import now


def keep(case: Case, of: Ref, field: str, text: str) -> None:
    """Keep the words of a field that is being edited, in place of what was kept before.

    Raises Erased when the object was erased meanwhile.
    """
    if case.ledger.is_erased(of.uuid):
        raise errors.Erased(of.kind, of.uuid)
    with case.writing():
        case.database.table("draft").upsert(
            {"tbl": of.kind, "uuid": of.uuid, "field": field, "text": text, "at": now()},
            pk=("tbl", "uuid", "field"),
        )


def kept(case: Case, of: Ref, field: str) -> str | None:
    """The words that were kept and never sealed."""
    sql = "SELECT text FROM draft WHERE tbl = ? AND uuid = ? AND field = ?"
    found = case.query(sql, (of.kind, of.uuid, field))
    return found[0]["text"] if found else None


def drop(case: Case, of: Ref, field: str) -> None:
    """Forget a draft, because it was sealed or given up."""
    with case.writing():
        case.database.conn.execute(
            "DELETE FROM draft WHERE tbl = ? AND uuid = ? AND field = ?", (of.kind, of.uuid, field)
        )
