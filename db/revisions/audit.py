"""Whether the record is whole: every hash follows from what it stands for, and nothing is missing.

This proves that nothing was altered inside the record. That its end was not cut off is proved only
by a head that was kept elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from db.revisions.content import rev_of
from db.revisions.ledger import EditRecord, Ledger


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it must be: what kind, and where (table or `edit`, and its identity)."""

    code: str
    place: str
    identity: str
    detail: str = ""


def audit(ledger: Ledger) -> Iterator[Fault]:
    """Every fault in the record of a file."""
    yield from _edits(ledger)
    yield from _revisions(ledger)
    yield from _rows(ledger)


def descends_from(ledger: Ledger, head: bytes) -> bool:
    """Whether the edit with this id is the head of the file, or was passed on the way to it."""
    return head in _reachable({record.id: record for record in ledger.edits()}, ledger.head_edit())


def _edits(ledger: Ledger) -> Iterator[Fault]:
    graph = {record.id: record for record in ledger.edits()}
    withdrawn = _withdrawn(graph)
    head = ledger.head_edit()
    if head is not None and head not in graph:
        yield Fault("head-missing", "edit", head.hex())
    for record in graph.values():
        touched = ledger.touched(record.seq)
        if record.hashed(touched) != record.id:
            yield Fault("edit-altered", "edit", record.id.hex())
        for parent in (record.parent, record.parent2):
            if parent is not None and parent not in graph:
                yield Fault("edit-missing", "edit", parent.hex())
            elif parent is not None and graph[parent].seq > record.seq:
                yield Fault("edit-reordered", "edit", record.id.hex())
        if record.id in withdrawn:
            continue
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
    for revision in ledger.every_revision():
        if revision.content is None:
            if revision.uuid not in erased:
                yield Fault("revision-empty", revision.tbl, revision.uuid, revision.rev.hex())
        elif rev_of(revision.parents, revision.salt, revision.content) != revision.rev:
            yield Fault("revision-altered", revision.tbl, revision.uuid, revision.rev.hex())


def _rows(ledger: Ledger) -> Iterator[Fault]:
    for tbl, table in ledger.tables.items():
        for row in ledger.every_row(tbl):
            revision = ledger.revision(row["uuid"], row["rev"])
            if revision is None:
                yield Fault("head-unknown", tbl, row["uuid"])
            elif revision.content != table.content(row):
                yield Fault("row-altered", tbl, row["uuid"])
