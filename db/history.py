"""The history of a case, as its edits tell it: who changed what and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db import authors
from db.case import Case
from db.refs import Ref, Uuid
from db.revisions.ledger import EditRecord


@dataclass(frozen=True, slots=True)
class Entry:
    """One edit: `id` in hexadecimal, `at` in UTC, how many rows of each subject it changed."""

    id: str
    at: str
    code: str
    author: str | None
    batch: str | None
    rows: Mapping[str, int]
    details: Mapping[str, Any]


def entries(case: Case, limit: int | None = None) -> list[Entry]:
    """The edits this file knows, newest first; those of merged copies among them."""
    names = {author.uuid: author.name for author in authors.every(case)}
    found: list[Entry] = []
    for record in case.ledger.edits(newest_first=True):
        if limit is not None and len(found) >= limit:
            break
        found.append(_entry(case, record, names))
    return found


def of_object(case: Case, ref: Ref) -> list[Entry]:
    """The edits that changed one object, newest first."""
    names = {author.uuid: author.name for author in authors.every(case)}
    where = "seq IN (SELECT edit FROM edit_row WHERE uuid = ?)"
    return [_entry(case, record, names) for record in case.ledger.edits(where, (ref.uuid,), newest_first=True)]


def _entry(case: Case, record: EditRecord, names: Mapping[Uuid, str]) -> Entry:
    rows: dict[str, int] = {}
    for row in case.ledger.touched(record.seq):
        rows[row.tbl] = rows.get(row.tbl, 0) + 1
    author = names.get(record.author) if record.author else None
    return Entry(record.id.hex(), record.at, record.code, author, record.batch, rows, record.details)
