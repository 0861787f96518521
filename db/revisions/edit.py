"""One named change: what is written inside `with case.edit(code)`, and how it is sealed."""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from db import errors
from db.refs import Uuid
from db.revisions.content import DELETED, Content
from db.revisions.ledger import EditRecord, Ledger, Revision, State, Touched


def now() -> str:
    """The present moment in UTC, to the millisecond (ISO 8601)."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Edit:
    """Collects the changes of one edit; rows change at once, the record is written by `seal`.

    A row touched several times has one new revision, whose parent is the head before the edit.
    """

    def __init__(self, ledger: Ledger, code: str, *, author: Uuid | None = None, batch: str | None = None) -> None:
        self.ledger = ledger
        self.code = code
        self.author = author
        self.batch = batch
        self.details: dict[str, Any] = {}
        self._before: dict[tuple[str, Uuid], State | None] = {}
        self._pending: dict[tuple[str, Uuid], Revision] = {}

    def insert(self, tbl: str, uuid: Uuid, values: Mapping[str, object]) -> None:
        """Add a row; one that lies in the trash comes back with these values, and as sensitive as it was.

        Raises Erased when this identity was erased for good.
        """
        if self.ledger.is_erased(uuid):
            raise errors.Erased(tbl, uuid)
        table = self.ledger.tables[tbl]
        table.refuse_unknown(values)
        before = self._known(tbl, uuid) or {}
        kept = {name: before[name] for name in ("sensitivity",) if name in before}
        self._write(tbl, uuid, table.content({**kept, **values}))

    def update(self, tbl: str, uuid: Uuid, changes: Mapping[str, object]) -> None:
        """Change some values of a row that is there; raises Unknown when it is not."""
        table = self.ledger.tables[tbl]
        table.refuse_unknown(changes)
        self._write(tbl, uuid, table.content({**table.row(self._content(tbl, uuid)), **changes}))

    def remove(self, tbl: str, uuid: Uuid) -> None:
        """Put a row, and everything that hangs on it, into the trash, all at one and the same moment."""
        self._remove(tbl, uuid, now())

    def _remove(self, tbl: str, uuid: Uuid, at: str) -> None:
        for child in list(self.ledger.children_of(tbl, uuid, live=True)):
            self._remove(*child, at)
        if DELETED not in self._content(tbl, uuid):
            self.update(tbl, uuid, {DELETED: at})

    def restore(self, tbl: str, uuid: Uuid) -> None:
        """Take a row out of the trash, with what it hangs on and what went there together with it."""
        content = self._content(tbl, uuid)
        if DELETED not in content:
            return
        for parent in list(self.ledger.dead_parents(tbl, content)):
            self.restore(*parent)
        self.update(tbl, uuid, {DELETED: None})
        for child, child_uuid in list(self.ledger.children_of(tbl, uuid, live=False)):
            below = self._content(child, child_uuid)
            if below.get(DELETED) == content[DELETED] and not any(self.ledger.dead_parents(child, below)):
                self.restore(child, child_uuid)

    def set_content(self, tbl: str, uuid: Uuid, content: Content) -> None:
        """Give a row a whole content, as undo does."""
        self._write(tbl, uuid, content)

    def seal(self) -> EditRecord | None:
        """Write the record of what was changed; None when nothing was.

        Raises ChangedSince when a live row would hang on a trashed one.
        """
        if not self._pending:
            return None
        self._take_companions_along()
        self._refuse_orphans()
        self.ledger.put(self._pending.values())
        touched = [Touched(tbl, uuid, revision.rev, None) for (tbl, uuid), revision in self._pending.items()]
        return seal(self.ledger, self.code, touched, author=self.author, batch=self.batch, details=self.details)

    def _known(self, tbl: str, uuid: Uuid) -> Content | None:
        """The content of a row as it stands now; each row is read once."""
        key = (tbl, uuid)
        if key in self._pending:
            return self._pending[key].content
        if key not in self._before:
            self._before[key] = self.ledger.state(tbl, uuid)
        before = self._before[key]
        return before[1] if before else None

    def _content(self, tbl: str, uuid: Uuid) -> Content:
        content = self._known(tbl, uuid)
        if content is None:
            raise errors.Unknown(tbl, uuid)
        return content

    def _write(self, tbl: str, uuid: Uuid, content: Content) -> None:
        key = (tbl, uuid)
        fresh = self._known(tbl, uuid) is None
        before = self._before[key]
        if before is not None and before[1] == content:
            if self._pending.pop(key, None):
                self.ledger.place(Revision(uuid, tbl, (), b"", content, before[0]), new=False)
            return
        revision = Revision.make(tbl, uuid, [before[0] if before else None], os.urandom(16), content)
        self._pending[key] = revision
        self.ledger.place(revision, new=fresh)

    def _take_companions_along(self) -> None:
        for (tbl, uuid), revision in list(self._pending.items()):
            at = (revision.content or {}).get(DELETED)
            for child, child_uuid in list(self.ledger.children_of(tbl, uuid, live=True)) if at else ():
                if child in self.ledger.companions:
                    self._remove(child, child_uuid, str(at))

    def _refuse_orphans(self) -> None:
        orphans: list[tuple[str, str]] = []
        for (tbl, uuid), revision in self._pending.items():
            assert revision.content is not None
            before = self._before[tbl, uuid]
            if DELETED in revision.content:
                orphans += self.ledger.children_of(tbl, uuid, live=True)
            elif before is None or self._rests_otherwise(tbl, before[1], revision.content):
                orphans += self.ledger.dead_parents(tbl, revision.content)
        if orphans:
            raise errors.ChangedSince(tuple(orphans))

    def _rests_otherwise(self, tbl: str, before: Content, after: Content) -> bool:
        """Whether a row came out of the trash, or hangs on other rows than before."""
        hangs = (column for column, _ in self.ledger.tables[tbl].parents)
        return DELETED in before or any(before.get(column) != after.get(column) for column in hangs)


def seal(
    ledger: Ledger,
    code: str,
    touched: list[Touched],
    *,
    author: Uuid | None = None,
    batch: str | None = None,
    details: Mapping[str, Any] | None = None,
    parent2: bytes | None = None,
) -> EditRecord:
    """Record an edit at the head of this file's own line."""
    open_record = EditRecord(0, b"", ledger.head_edit(), parent2, author, now(), code, details or {}, batch)
    return ledger.append(replace(open_record, id=open_record.hashed(touched)), touched, advance=True)
