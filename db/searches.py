"""Saved searches: a query under a name, and the order in which its hits are wanted.

What a search finds is asked anew each time and never stored. What a person has seen of it is no part of the case:
that stands in `personal`.
"""

from dataclasses import dataclass

from db import errors
from db.case import Case
from db.driver import Row
from db.refs import Uuid, new_uuid

SORTS = ("relevance", "newest", "oldest", "title")
"""How the hits of a search can be sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A query that is kept under a name; `sort` is one of `SORTS`."""

    uuid: Uuid
    name: str
    query: str
    sort: str = "relevance"
    sensitivity: str = "open"


def every(case: Case) -> list[SavedSearch]:
    """All of them outside the trash, by name."""
    sql = "SELECT * FROM saved_search WHERE deleted_at IS NULL ORDER BY name COLLATE NOCASE, uuid"
    return [_record(row) for row in case.query(sql)]


def of_uuid(case: Case, uuid: Uuid) -> SavedSearch:
    """The one of this identity; raises Unknown when there is none outside the trash."""
    found = case.query("SELECT * FROM saved_search WHERE uuid = ? AND deleted_at IS NULL", (uuid,))
    if not found:
        raise errors.Unknown("saved_search", uuid)
    return _record(found[0])


def of_query(case: Case, query: str) -> SavedSearch | None:
    """The first by name that asks exactly this, if any does."""
    return next((one for one in every(case) if one.query == query), None)


def add(case: Case, name: str, query: str, sort: str = "relevance") -> SavedSearch:
    """Keep a query under a name; raises Invalid for an empty name or query, or another order than there is."""
    uuid = new_uuid()
    values = {"name": _line("name", name), "query": _line("query", query), "sort": _sort(sort)}
    with case.edit("saved_search.add") as edit:
        edit.insert("saved_search", uuid, values)
    return of_uuid(case, uuid)


def rename(case: Case, uuid: Uuid, name: str) -> None:
    """Give one another name; raises Invalid, Unknown."""
    of_uuid(case, uuid)
    with case.edit("saved_search.rename") as edit:
        edit.update("saved_search", uuid, {"name": _line("name", name)})


def revise(case: Case, uuid: Uuid, *, query: str | None = None, sort: str | None = None) -> SavedSearch:
    """Have one ask something else, or in another order; raises Invalid, Unknown."""
    before = of_uuid(case, uuid)
    changes = {
        "query": before.query if query is None else _line("query", query),
        "sort": before.sort if sort is None else _sort(sort),
    }
    with case.edit("saved_search.revise") as edit:
        edit.update("saved_search", uuid, changes)
    return of_uuid(case, uuid)


def remove(case: Case, uuid: Uuid) -> None:
    """Put one into the trash."""
    with case.edit("saved_search.remove") as edit:
        edit.remove("saved_search", uuid)


def _line(field: str, text: str) -> str:
    """A text without what stands around it; half a character, which no file can hold, becomes a question mark."""
    found = text.strip().encode("utf-8", "replace").decode()
    if not found:
        raise errors.Invalid(field, text)
    return found


def _sort(sort: str) -> str:
    if sort not in SORTS:
        raise errors.Invalid("sort", sort)
    return sort


def _record(row: Row) -> SavedSearch:
    return SavedSearch(
        uuid=row["uuid"], name=row["name"], query=row["query"], sort=row["sort"], sensitivity=row["sensitivity"]
    )
