"""The history of a case, as its edits tell it: who changed what and when, and the way back.

A step is what a person did at once: one edit, or all edits of one batch, such as an import. What
undo and merge make of rows stands in `revisions`.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Any

from db import authors, errors, links
from db.case import Case
from db.refs import Ref, Uuid
from db.revisions import undo as undoing
from db.revisions.content import DELETED, Content, Value
from db.revisions.edit import Edit
from db.revisions.ledger import EditRecord, Touched

TITLES = {
    "source": "coalesce(title, key)",
    "excerpt": "quote",
    "note": "title",
    "briefing": "title",
    "entity": "coalesce(name, '')",
    "saved_search": "name",
    "author": "name",
}
"""The subjects that people know by a title, and where it stands."""

_PARTS = {"text": ("source",), "anchor": ("text",), "alias": ("entity",), "link": ("note", "briefing")}
_KEPT = ("key", "sensitivity", DELETED)
_FINAL = frozenset({"erase", "unmerge", "author.add"})


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


@dataclass(frozen=True, slots=True)
class Step:
    """One edit or batch in a list: `of` is the code of what it took back or made again.

    `objects` counts what people know by a title; `first` is one of them. `stands` says whether it is
    in effect, `can_go` whether it can be taken back.
    """

    id: str
    at: str
    code: str
    author: str | None
    of: str | None
    objects: Mapping[str, int]
    first: Ref | None
    title: str
    stands: bool
    can_go: bool


class Effect(Enum):
    """What an edit did to an object."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Changed:
    """An object that an edit changed, and in which fields; `there` when it is outside the trash now."""

    ref: Ref
    title: str
    effect: Effect
    fields: tuple[str, ...]
    there: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One state of one object: its revision in hexadecimal, who made it with which edit, and its values then."""

    rev: str
    at: str
    code: str
    author: str | None
    fields: tuple[str, ...]
    values: Mapping[str, Any]
    before: Mapping[str, Any]
    current: bool


# --- what was done ------------------------------------------------------------------------------


def entries(case: Case, limit: int | None = None) -> list[Entry]:
    """The edits this file knows, newest first; those of merged copies among them."""
    names = _names(case)
    found: list[Entry] = []
    for record in case.ledger.edits(newest_first=True):
        if limit is not None and len(found) >= limit:
            break
        found.append(_entry(case, record, names))
    return found


def of_object(case: Case, ref: Ref) -> list[Entry]:
    """The edits that changed one object, newest first."""
    names = _names(case)
    where = "seq IN (SELECT edit FROM edit_row WHERE uuid = ?)"
    return [_entry(case, record, names) for record in case.ledger.edits(where, (ref.uuid,), newest_first=True)]


def steps(case: Case) -> list[str]:
    """The identities of all steps, newest first: the last edit of each, in hexadecimal."""
    sql = """
        SELECT id FROM edit
        WHERE batch IS NULL OR seq IN (SELECT max(seq) FROM edit WHERE batch IS NOT NULL GROUP BY batch)
        ORDER BY seq DESC
    """
    return [id_.hex() for (id_,) in case.ledger.query(sql)]


def listed(case: Case, ids: Sequence[str]) -> dict[str, Step]:
    """Some steps with what a list shows of them."""
    names, standing = _names(case), _standing(case)
    found = (case.ledger.edit(bytes.fromhex(id_)) for id_ in ids)
    return {record.id.hex(): _step(case, record, names, standing) for record in found if record}


def changed(case: Case, id_: str) -> list[Changed]:
    """What a step changed, as people know it; raises Unknown."""
    return _changed(case, _whole(case, id_))


def titles(case: Case, refs: Iterable[Ref]) -> dict[Ref, str]:
    """The titles of objects, trashed or not; what was erased has none."""
    found: dict[Ref, str] = {}
    wanted: dict[str, list[Uuid]] = {}
    for ref in refs:
        wanted.setdefault(ref.kind, []).append(ref.uuid)
    for kind, uuids in wanted.items():
        if shown := TITLES.get(kind):
            marks = ",".join("?" * len(uuids))
            rows = case.query(f"SELECT uuid, {shown} AS title FROM {kind} WHERE uuid IN ({marks})", uuids)
            found |= {Ref(kind, row["uuid"]): row["title"] or "" for row in rows}
    return found


# --- the way back -------------------------------------------------------------------------------


def take_back(case: Case, id_: str) -> EditRecord:
    """Take back a whole step and leave later ones; raises Unknown, ChangedSince, NothingToUndo."""
    with case.writing():
        return _take_back(case, id_)


def preview(case: Case, id_: str) -> list[Changed]:
    """What taking a step back would change: it is done and given up again; raises what `take_back` raises."""
    found: list[Changed] = []
    with suppress(_Enough), case.writing():
        found = _changed(case, [_take_back(case, id_)])
        raise _Enough
    return found


def versions(case: Case, ref: Ref, limit: int = 100) -> list[Version]:
    """The last states of one object, newest first; not those that were erased."""
    names, head = _names(case), case.ledger.head(ref.kind, ref.uuid)
    found: dict[str, Version] = {}
    where = "seq IN (SELECT edit FROM edit_row WHERE uuid = ?)"
    for record in case.ledger.edits(where, (ref.uuid,), newest_first=True):
        row = next(row for row in case.ledger.touched(record.seq) if row.uuid == ref.uuid)
        after, before = _contents(case, record, row)
        if row.rev is None or after is None:
            continue
        author = names.get(record.author) if record.author else None
        fields = _differing(before or {}, after)
        full = case.ledger.tables[ref.kind].row
        values, earlier = full(after), full(before or {})
        version = Version(row.rev.hex(), record.at, record.code, author, fields, values, earlier, row.rev == head)
        found.setdefault(version.rev, version)
        if len(found) == limit:
            break
    return list(found.values())


def back_to(case: Case, ref: Ref, rev: str) -> None:
    """Give an object the values of an earlier version, as a new edit; raises Unknown.

    It stays as sensitive as it is, keeps its key, and stays where it is: in the trash or outside.
    """
    revision = case.ledger.revision(ref.uuid, bytes.fromhex(rev))
    current = case.ledger.content(ref.kind, ref.uuid)
    if current is None or revision is None or revision.content is None:
        raise errors.Unknown("version", rev[:8])
    earlier = {name: value for name, value in revision.content.items() if name not in _KEPT}
    kept = {name: current[name] for name in _KEPT if name in current}
    with case.edit("version.restore") as edit:
        edit.set_content(ref.kind, ref.uuid, {**earlier, **kept})
        if ref.kind in _PARTS["link"]:
            links.write(case, ref, str(earlier.get("body", "")))


# --- how it is read -----------------------------------------------------------------------------


class _Enough(Exception):
    """Ends a transaction whose outcome was only to be looked at."""


def _names(case: Case) -> dict[Uuid, str]:
    return {author.uuid: author.name for author in authors.every(case)}


def _entry(case: Case, record: EditRecord, names: Mapping[Uuid, str]) -> Entry:
    rows: dict[str, int] = {}
    for row in case.ledger.touched(record.seq):
        rows[row.tbl] = rows.get(row.tbl, 0) + 1
    author = names.get(record.author) if record.author else None
    return Entry(record.id.hex(), record.at, record.code, author, record.batch, rows, record.details)


def _standing(case: Case) -> dict[str, bool]:
    """Whether an edit that was ever taken back is in effect now, by its id in hexadecimal."""
    found: dict[str, bool] = {}
    for record in case.ledger.edits("code IN ('undo', 'redo', 'unmerge')", newest_first=True):
        for id_ in record.details.get("undoes", ()):
            found.setdefault(id_, False)
        for id_ in record.details.get("redoes", ()):
            found.setdefault(id_, True)
    return found


def _step(case: Case, record: EditRecord, names: Mapping[Uuid, str], standing: Mapping[str, bool]) -> Step:
    objects, first = _objects(case, record)
    targets: list[str] = record.details.get("undoes") or record.details.get("redoes") or []
    target = case.ledger.edit(bytes.fromhex(targets[0])) if targets else None
    return Step(
        id=record.id.hex(),
        at=record.at,
        code=record.code,
        author=names.get(record.author) if record.author else None,
        of=target.code if target else None,
        objects=objects,
        first=first,
        title=titles(case, [first]).get(first, "") if first else "",
        stands=standing.get(record.id.hex(), True),
        can_go=_can_go(record, targets, standing),
    )


def _objects(case: Case, record: EditRecord) -> tuple[dict[str, int], Ref | None]:
    """How many objects of each kind a step changed, and one of them; parts count where nothing else was changed."""
    where, key = ("batch = ?", record.batch) if record.batch else ("seq = ?", str(record.seq))
    sql = f"""
        SELECT tbl, count(DISTINCT uuid), min(uuid) FROM edit_row
        WHERE edit IN (SELECT seq FROM edit WHERE {where}) GROUP BY tbl
    """
    rows = case.ledger.query(sql, (key,))
    known = [row for row in rows if row[0] in TITLES] or rows
    first = next((Ref(tbl, uuid) for tbl, _, uuid in sorted(known, key=lambda row: row[0] == "author")), None)
    return {tbl: number for tbl, number, _ in known}, _owner(case, first) if first else None


def _can_go(record: EditRecord, targets: Sequence[str], standing: Mapping[str, bool]) -> bool:
    """Whether a step is in effect, so that it can be taken back: what undid is, while what it undid is not."""
    if record.code in _FINAL:
        return False
    if record.code in ("undo", "redo"):
        return all(standing.get(id_, True) is (record.code == "redo") for id_ in targets)
    return standing.get(record.id.hex(), True)


def _whole(case: Case, id_: str) -> list[EditRecord]:
    """The edits of a step, newest first; raises Unknown."""
    record = case.ledger.edit(bytes.fromhex(id_))
    if record is None:
        raise errors.Unknown("edit", id_)
    if record.batch is None:
        return [record]
    return list(case.ledger.edits("batch = ?", (record.batch,), newest_first=True))


def _take_back(case: Case, id_: str) -> EditRecord:
    records, standing = _whole(case, id_), _standing(case)
    if len(records) == 1:
        return undoing.take_back(case.ledger, records[0], author=case.author)
    records = [record for record in records if standing.get(record.id.hex(), True)]
    if not records:
        raise errors.NothingToUndo
    edit = Edit(case.ledger, "undo", author=case.author)
    edit.details = {"undoes": [record.id.hex() for record in records]}
    return undoing.revert(edit, records)


def _changed(case: Case, records: Iterable[EditRecord]) -> list[Changed]:
    """Each object once; what only a part of it tells counts as a change of the object."""
    found: dict[Ref, tuple[Effect, tuple[str, ...]]] = {}
    for record in records:
        for row in case.ledger.touched(record.seq):
            ref = Ref(row.tbl, row.uuid)
            owner = _owner(case, ref)
            if owner == ref:
                found[ref] = _effect(*_contents(case, record, row))
            else:
                found.setdefault(owner, (Effect.CHANGED, (f"{row.tbl}",)))
    known = titles(case, found)
    return [
        Changed(ref, known.get(ref, ""), effect, fields, _is_there(case, ref))
        for ref, (effect, fields) in found.items()
    ]


def _effect(after: Content | None, before: Content | None) -> tuple[Effect, tuple[str, ...]]:
    if before is None:
        return Effect.ADDED, ()
    if after is None or (DELETED in after and DELETED not in before):
        return Effect.REMOVED, ()
    if DELETED in before and DELETED not in after:
        return Effect.RESTORED, ()
    return Effect.CHANGED, _differing(before, after)


def _contents(case: Case, record: EditRecord, row: Touched) -> tuple[Content | None, Content | None]:
    """What a row was after an edit, and before it."""
    after = case.ledger.revision(row.uuid, row.rev) if row.rev else None
    earlier = case.ledger.before(record, row)
    before = case.ledger.revision(row.uuid, earlier) if earlier else None
    return (after.content if after else None), (before.content if before else None)


def _differing(before: Mapping[str, Value], after: Mapping[str, Value]) -> tuple[str, ...]:
    return tuple(sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name)))


def _owner(case: Case, ref: Ref) -> Ref:
    """The object that people know, of which a row is a part."""
    columns = _PARTS.get(ref.kind)
    row = case.ledger.row(ref.kind, ref.uuid) if columns else None
    for column in columns or ():
        if row and row[column]:
            return _owner(case, Ref(column, Uuid(row[column])))
    return ref


def _is_there(case: Case, ref: Ref) -> bool:
    row = case.ledger.row(ref.kind, ref.uuid)
    return row is not None and row[DELETED] is None
