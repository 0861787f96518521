"""The trash: what was put away and can be taken back, until it is erased."""

from dataclasses import dataclass

from db.case import Case
from db.refs import Ref, Uuid

KINDS = ("source", "excerpt", "note", "entity", "briefing", "received", "saved_search")
"""What can lie in the trash by itself; what hangs on these goes and comes with them."""

_TITLES = {
    "source": "coalesce(title, key)",
    "excerpt": "quote",
    "note": "title",
    "entity": "name",
    "briefing": "title",
    "received": "file_name",
    "saved_search": "name",
}
_ONLY = {
    "received": " AND NOT EXISTS (SELECT 1 FROM source WHERE source.sha256 = shown_here.sha256 AND deleted_at IS NULL)"
}
"""A file that became a source is no longer kept as one that was not read, and was not put away by anybody."""


@dataclass(frozen=True, slots=True)
class Trashed:
    """One thing in the trash; `at` is since when, in UTC."""

    ref: Ref
    title: str
    at: str


def every(case: Case) -> list[Trashed]:
    """What lies in the trash, last first; what went there with a thing it hangs on is not listed by itself."""
    found = []
    for kind in KINDS:
        titled = f"(SELECT *, {_TITLES[kind]} AS shown FROM {kind}) AS shown_here"
        sql = f"SELECT * FROM {titled} WHERE shown_here.deleted_at IS NOT NULL{_ONLY.get(kind, '')}"
        for row in case.query(sql):
            if not any(case.ledger.dead_parents(kind, case.ledger.tables[kind].content(row))):
                found.append(Trashed(Ref(kind, Uuid(row["uuid"])), row["shown"] or "", row["deleted_at"]))
    return sorted(found, key=lambda one: one.at, reverse=True)


def put(case: Case, refs: list[Ref]) -> None:
    """Put things into the trash as one edit, with what hangs on them."""
    code = f"{refs[0].kind}.remove" if len({ref.kind for ref in refs}) == 1 else "trash.put"
    with case.edit(code) as edit:
        for ref in refs:
            edit.remove(ref.kind, ref.uuid)


def restore(case: Case, refs: list[Ref]) -> None:
    """Take things out of the trash as one edit, with what went there together with them."""
    with case.edit("trash.restore") as edit:
        for ref in refs:
            edit.restore(ref.kind, ref.uuid)
