"""Edits and merges taken back and made again, from the record alone, so that it survives a restart.

This file's own line is the chain of first parents from its head. Undo makes a new edit that restores
earlier content; undoing a merge puts heads back and withdraws what arrived, so that the same copy
can be merged again.
"""

from collections.abc import Iterator

from db import errors
from db.refs import Uuid
from db.revisions.content import DELETED, Content
from db.revisions.edit import Edit, now, seal
from db.revisions.join import three_way
from db.revisions.ledger import EditRecord, Ledger, Touched

_NOT_UNDONE = frozenset({"undo", "redo", "unmerge", "erase", "author.add"})
"""Besides what undoes: who writes is no work of theirs, and comes into the case with the first thing they do."""


def line(ledger: Ledger) -> Iterator[EditRecord]:
    """The edits of this file's own line, newest first."""
    id_ = ledger.head_edit()
    while id_ is not None:
        record = ledger.edit(id_)
        if record is None:
            return
        yield record
        id_ = record.parent


def next_undo(ledger: Ledger) -> list[EditRecord]:
    """The edits that undo would take back now, newest first: one, or a whole batch.

    Raises NothingToUndo.
    """
    standing: dict[str, bool] = {}
    for record in line(ledger):
        for id_ in record.details.get("undoes", ()):
            standing.setdefault(id_, False)
        for id_ in record.details.get("redoes", ()):
            standing.setdefault(id_, True)
        if record.code not in _NOT_UNDONE and standing.get(record.id.hex(), True):
            if record.batch is None:
                return [record]
            same = list(ledger.edits("batch = ?", (record.batch,), newest_first=True))
            return [edit for edit in same if standing.get(edit.id.hex(), True)]
    raise errors.NothingToUndo


def next_redo(ledger: Ledger) -> EditRecord:
    """The undo that redo would take back now; raises NothingToRedo."""
    redone: set[str] = set()
    for record in line(ledger):
        if record.code == "redo":
            redone.add(record.details["of"])
        elif record.code == "author.add":
            continue
        elif record.code != "undo":
            break
        elif record.id.hex() not in redone:
            return record
    raise errors.NothingToRedo


def undo(ledger: Ledger, *, author: Uuid | None = None) -> EditRecord:
    """Take back the last edit, batch or merge of this line that still stands; inside a transaction."""
    edits = next_undo(ledger)
    if edits[0].code == "merge":
        return unmerge(ledger, edits[0], author=author)
    edit = Edit(ledger, "undo", author=author)
    edit.details = {"undoes": [record.id.hex() for record in edits]}
    return revert(edit, edits)


def redo(ledger: Ledger, *, author: Uuid | None = None) -> EditRecord:
    """Make again what the last undo took back; inside a transaction."""
    return take_back(ledger, next_redo(ledger), author=author)


def take_back(ledger: Ledger, record: EditRecord, *, author: Uuid | None = None) -> EditRecord:
    """Take back one edit, wherever in the history it stands; inside a transaction.

    Taking back an undo is a redo, and the other way round. Raises NothingToUndo for what cannot be taken back.
    """
    match record.code:
        case "merge":
            return unmerge(ledger, record, author=author)
        case "erase" | "unmerge":
            raise errors.NothingToUndo
        case "undo":
            code, details = "redo", {"redoes": record.details["undoes"], "of": record.id.hex()}
        case "redo":
            code, details = "undo", {"undoes": record.details["redoes"]}
        case _:
            code, details = "undo", {"undoes": [record.id.hex()]}
    edit = Edit(ledger, code, author=author)
    edit.details = details
    return revert(edit, [record])


def revert(edit: Edit, edits: list[EditRecord]) -> EditRecord:
    """Put the rows of some edits (newest first) back to what they were before them, one edit after the other.

    What was changed since in other fields stays. Raises ChangedSince when a row that would vanish
    was worked on since, or something else rests on it.
    """
    ledger = edit.ledger
    for record in edits:
        for row in ledger.touched(record.seq):
            if row.rev is not None and not ledger.is_erased(row.uuid):
                _revert_row(edit, row.tbl, row.uuid, ledger.before(record, row), row.rev)
    sealed = edit.seal()
    if sealed is None:  # every row was erased since, or is as it was: the undo itself is still recorded
        return seal(ledger, edit.code, [], author=edit.author, details=edit.details)
    return sealed


def _revert_row(edit: Edit, tbl: str, uuid: Uuid, before: bytes | None, after: bytes) -> None:
    ledger = edit.ledger
    current = ledger.content(tbl, uuid)
    done = ledger.revision(uuid, after)
    if current is None or done is None or done.content is None:
        return
    if before is None:
        if current != done.content and DELETED not in current:
            raise errors.ChangedSince(((tbl, uuid),))
        edit.set_content(tbl, uuid, {**current, DELETED: now()})
        return
    earlier = ledger.revision(uuid, before)
    if earlier is not None and earlier.content is not None:
        edit.set_content(tbl, uuid, _taken_back(ledger, tbl, earlier.content, done.content, current))


def _taken_back(ledger: Ledger, tbl: str, before: Content, after: Content, current: Content) -> Content:
    if current == after:
        return before
    content, _ = three_way(ledger.tables[tbl], after, current, before)
    return content


def unmerge(ledger: Ledger, merge: EditRecord, *, author: Uuid | None = None) -> EditRecord:
    """Take back a merge; raises ChangedSince when something was built on what arrived with it."""
    ledger.database.conn.execute("PRAGMA defer_foreign_keys=ON")
    rows = [row for row in ledger.touched(merge.seq) if not ledger.is_erased(row.uuid)]
    _refuse_built_on(ledger, rows)
    touched = []
    for row in rows:
        head = ledger.head(row.tbl, row.uuid)
        earlier = ledger.revision(row.uuid, row.before) if row.before else None
        if earlier is None:
            touched += _withdraw(ledger, row.tbl, row.uuid)
        else:
            ledger.place(earlier, new=False)
            touched.append(Touched(row.tbl, row.uuid, earlier.rev, head))
    details = {"undoes": [merge.id.hex()], "withdraws": True}
    unique = list({row.uuid: row for row in touched}.values())
    record = seal(ledger, "unmerge", unique, author=author, details=details)
    _forget_arrived(ledger, merge, {row.uuid for row in rows})
    return record


def _refuse_built_on(ledger: Ledger, rows: list[Touched]) -> None:
    ours = {row.uuid for row in rows}
    built: list[tuple[str, str]] = []
    for row in rows:
        assert row.rev is not None
        arrived = ledger.revision(row.uuid, row.rev)
        if arrived is None or ledger.content(row.tbl, row.uuid) != arrived.content:
            built.append((row.tbl, row.uuid))
        if row.before is None:
            live = ledger.children_of(row.tbl, row.uuid, live=True)
            built += [child for child in live if child[1] not in ours and child[0] not in ledger.companions]
    if built:
        raise errors.ChangedSince(tuple(built))


def _withdraw(ledger: Ledger, tbl: str, uuid: Uuid) -> list[Touched]:
    """Take an arrived row away, with trashed rows of ours that hang on it."""
    gone = []
    for child in list(ledger.children_of(tbl, uuid, live=False)):
        gone += _withdraw(ledger, *child)
    gone.append(Touched(tbl, uuid, None, ledger.head(tbl, uuid)))
    ledger.vacate(tbl, uuid)
    return gone


def _forget_arrived(ledger: Ledger, merge: EditRecord, uuids: set[Uuid]) -> None:
    """Drop the revisions that only the withdrawn merge made or brought."""
    graph = {record.id: record for record in ledger.edits()}
    own = _known(graph, ledger.head_edit())
    arrived = (_known(graph, merge.parent2) | {merge.id}) - own
    kept = {row.rev for id_ in own for row in ledger.touched(graph[id_].seq)}
    gone = {
        (row.uuid, row.rev)
        for id_ in arrived
        for row in ledger.touched(graph[id_].seq)
        if row.uuid in uuids and row.rev and row.rev not in kept
    }
    ledger.database.conn.executemany("DELETE FROM revision WHERE uuid = ? AND rev = ?", list(gone))


def _known(graph: dict[bytes, EditRecord], head: bytes | None) -> set[bytes]:
    """The edits that a head rests on; a merge that was withdrawn, and what it brought, is not among them."""
    found: set[bytes] = set()
    withdrawn: set[str] = set()
    todo = [head]
    while todo:
        id_ = todo.pop(0)
        if id_ is None or id_ in found or id_ not in graph:
            continue
        record = graph[id_]
        if record.code == "unmerge":
            withdrawn.update(record.details["undoes"])
        if id_.hex() in withdrawn:
            todo.append(record.parent)
            continue
        found.add(id_)
        todo += [record.parent, record.parent2]
    return found
