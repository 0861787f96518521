"""Whether the record is whole: every hash follows from what it stands for, and nothing is missing.

This proves that nothing was altered inside the record. That its end was not cut off is proved only
by a head that was kept elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from db import errors
from db.revisions.content import rev_of
from db.revisions.ledger import EditRecord, Ledger, Touched
from db.revisions.undo import line


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it must be: what kind, and where (table or `edit`, and its identity)."""

    code: str
    place: str
    identity: str
    detail: str = ""


def audit(ledger: Ledger) -> Iterator[Fault]:
    """Every fault in the record of a file."""
    broken = list(_edits(ledger))
    yield from broken
    yield from _revisions(ledger)
    yield from _rows(ledger)
    if not broken:
        yield from _heads(ledger)


def descends_from(ledger: Ledger, head: bytes) -> bool:
    """Whether the edit with this id is the head of the file, or was passed on the way to it."""
    return head in _reachable(_sound(ledger), ledger.head_edit())


def _sound(ledger: Ledger) -> dict[bytes, EditRecord]:
    """The edits that say what they said when they were recorded."""
    found: dict[bytes, EditRecord] = {}
    for (id_,) in ledger.query("SELECT id FROM edit ORDER BY seq"):
        try:
            record = ledger.edit(id_)
        except errors.RecordDamaged:
            continue
        if record and record.hashed(ledger.touched(record.seq)) == record.id:
            found[id_] = record
    return found


def _edits(ledger: Ledger) -> Iterator[Fault]:
    sound = _sound(ledger)
    known = {id_ for (id_,) in ledger.query("SELECT id FROM edit")}
    withdrawn = _withdrawn(sound)
    head = ledger.head_edit()
    if head is not None and head not in known:
        yield Fault("head-missing", "edit", head.hex())
    yield from (Fault("edit-altered", "edit", id_.hex()) for id_ in sorted(known - sound.keys()))
    for record in sound.values():
        for parent in (record.parent, record.parent2):
            if parent is not None and parent not in known:
                yield Fault("edit-missing", "edit", parent.hex())
            elif parent in sound and sound[parent].seq > record.seq:
                yield Fault("edit-reordered", "edit", record.id.hex())
        if record.id not in withdrawn:
            yield from _without_revision(ledger, ledger.touched(record.seq))


def _without_revision(ledger: Ledger, touched: list[Touched]) -> Iterator[Fault]:
    for row in touched:
        if row.rev and not ledger.query("SELECT 1 FROM revision WHERE uuid=? AND rev=?", (row.uuid, row.rev)):
            yield Fault("revision-missing", row.tbl, row.uuid, row.rev.hex())


def _withdrawn(graph: dict[bytes, EditRecord]) -> set[bytes]:
    """Merges that were taken back, and the edits they brought: their revisions need not be here."""
    merges = {
        bytes.fromhex(id_) for record in graph.values() if record.code == "unmerge" for id_ in record.details["undoes"]
    }
    found = set(merges)
    for id_ in merges:
        if id_ in graph:
            found |= _reachable(graph, graph[id_].parent2) - _reachable(graph, graph[id_].parent)
    return found


def _reachable(graph: dict[bytes, EditRecord], start: bytes | None) -> set[bytes]:
    found: set[bytes] = set()
    todo = [start]
    while todo:
        id_ = todo.pop()
        if id_ is not None and id_ in graph and id_ not in found:
            found.add(id_)
            todo += [graph[id_].parent, graph[id_].parent2]
    return found


def _revisions(ledger: Ledger) -> Iterator[Fault]:
    erased = {uuid for (uuid,) in ledger.query("SELECT uuid FROM erased")}
    for tbl, uuid, rev in ledger.query("SELECT tbl, uuid, rev FROM revision"):
        try:
            revision = ledger.revision(uuid, rev)
        except errors.RecordDamaged:
            revision = None
        if revision is None:  # or its identity can no longer be read as it stands
            yield Fault("revision-altered", tbl, uuid, rev.hex())
        elif revision.content is None:
            if uuid not in erased:
                yield Fault("revision-empty", tbl, uuid, rev.hex())
        elif rev_of(revision.parents, revision.salt, revision.content) != rev:
            yield Fault("revision-altered", tbl, uuid, rev.hex())


def _rows(ledger: Ledger) -> Iterator[Fault]:
    for tbl, table in ledger.tables.items():
        for row in ledger.every_row(tbl):
            try:
                revision = ledger.revision(row["uuid"], row["rev"])
            except errors.RecordDamaged:
                continue  # told of the revision already
            if revision is None:
                yield Fault("head-unknown", tbl, row["uuid"])
            elif revision.tbl != tbl or revision.content != table.content(row):
                yield Fault("row-altered", tbl, row["uuid"])


def _heads(ledger: Ledger) -> Iterator[Fault]:
    """Rows that are not where the last edit of this file's own line that touched them left them."""
    left: dict[str, Touched] = {}
    for record in line(ledger):
        for row in ledger.touched(record.seq):
            left.setdefault(row.uuid, row)
    for tbl in ledger.tables:
        for uuid, head in ledger.heads(tbl).items():
            last = left.pop(uuid, None)
            if last is None or last.rev is None:
                yield Fault("row-unrecorded", tbl, uuid)
            elif last.rev != head:
                yield Fault("row-set-back", tbl, uuid)
    yield from (Fault("row-missing", row.tbl, row.uuid) for row in left.values() if row.rev is not None)
