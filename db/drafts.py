"""Drafts: what is being typed, kept through a crash, and no part of the record until it is sealed."""

from collections.abc import Mapping
from dataclasses import dataclass

from db import errors
from db.case import Case
from db.refs import Ref, Uuid
from db.revisions.edit import now


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into the fields of one object and never sealed; `at` is when it was kept last, in UTC."""

    fields: Mapping[str, str]
    at: str


def keep(case: Case, of: Ref, field: str, text: str) -> None:
    """Keep the words of a field that is being edited, in place of what was kept before.

    Raises Erased when the object was erased meanwhile.
    """
    keep_all(case, of, {field: text})


def keep_all(case: Case, of: Ref, fields: Mapping[str, str]) -> None:
    """Keep the words of several fields at once; raises Erased when the object was erased meanwhile."""
    if case.ledger.is_erased(of.uuid):
        raise errors.Erased(of.kind, of.uuid)
    at = now()
    with case.writing():
        case.database.table("draft").upsert_all(
            [
                {"tbl": of.kind, "uuid": of.uuid, "field": field, "text": text, "at": at}
                for field, text in fields.items()
            ],
            pk=("tbl", "uuid", "field"),
        )


def kept(case: Case, of: Ref, field: str) -> str | None:
    """The words that were kept and never sealed."""
    sql = "SELECT text FROM draft WHERE tbl = ? AND uuid = ? AND field = ?"
    found = case.query(sql, (of.kind, of.uuid, field))
    return found[0]["text"] if found else None


def of_object(case: Case, of: Ref) -> Draft | None:
    """Everything that was kept of an object and never sealed."""
    found = case.query("SELECT field, text, at FROM draft WHERE tbl = ? AND uuid = ?", (of.kind, of.uuid))
    if not found:
        return None
    return Draft({row["field"]: row["text"] for row in found}, max(row["at"] for row in found))


def drop_all(case: Case, of: Ref) -> None:
    """Forget everything that was kept of an object."""
    with case.writing():
        case.database.conn.execute("DELETE FROM draft WHERE tbl = ? AND uuid = ?", (of.kind, of.uuid))


def drop(case: Case, of: Ref, field: str) -> None:
    """Forget a draft, because it was sealed or given up."""
    with case.writing():
        case.database.conn.execute(
            "DELETE FROM draft WHERE tbl = ? AND uuid = ? AND field = ?", (of.kind, of.uuid, field)
        )


def of_kind(case: Case, kind: str, field: str) -> dict[Uuid, str]:
    """The words of a field that were kept and never sealed, for all objects of a kind."""
    found = case.query("SELECT uuid, text FROM draft WHERE tbl = ? AND field = ?", (kind, field))
    return {row["uuid"]: row["text"] for row in found}
