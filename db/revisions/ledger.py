"""Rows, revisions and edits of one file: the primitive reads and writes below every edit.

Nothing here opens a transaction or decides anything; `edit`, `merge`, `undo` and `erase` do.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

from db.driver import Database, Row, rows
from db.refs import Uuid
from db.revisions.content import Content, Value, canonical, digest, parsed, read_tables, rev_of

_JUMPS = frozenset({"merge", "unmerge"})


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of one row; `content` is None once the row was erased."""

    uuid: Uuid
    tbl: str
    parents: tuple[bytes, ...]
    salt: bytes
    content: Content | None
    rev: bytes

    @classmethod
    def make(
        cls, tbl: str, uuid: Uuid, parents: Iterable[bytes | None], salt: bytes, content: Mapping[str, Value]
    ) -> "Revision":
        """A new revision, with its hash."""
        above = tuple(sorted(parent for parent in parents if parent is not None))
        return cls(uuid, tbl, above, salt, dict(content), rev_of(above, salt, content))


@dataclass(frozen=True, slots=True)
class Touched:
    """A row that an edit changed: its head after and before, None where there is none."""

    tbl: str
    uuid: Uuid
    rev: bytes | None
    before: bytes | None


@dataclass(frozen=True, slots=True)
class EditRecord:
    """One entry of the graph of edits."""

    seq: int
    id: bytes
    parent: bytes | None
    parent2: bytes | None
    author: Uuid | None
    at: str
    code: str
    details: Mapping[str, Any] = field(default_factory=dict)
    batch: str | None = None

    def hashed(self, touched: Iterable[Touched]) -> bytes:
        """The id this entry must have, from everything it says but its place in this file."""
        changes = sorted(
            [row.tbl, row.uuid, row.rev.hex() if row.rev else None, row.before.hex() if row.before else None]
            for row in touched
        )
        parents = [parent.hex() if parent else None for parent in (self.parent, self.parent2)]
        return digest(parents, self.author, self.at, self.code, dict(self.details), self.batch, changes)


State = tuple[bytes, Content]
"""The head of a row, and its content."""


class Ledger:
    """The record of one open file; `reading` surrounds every look at it, and says in our words what goes wrong."""

    def __init__(
        self,
        database: Database,
        prose: Iterable[tuple[str, str]] = (),
        reading: Callable[[], AbstractContextManager[None]] = nullcontext,
        *,
        companions: Container[str] = (),
    ) -> None:
        """`companions` are tables whose rows go with those they hang on, and never hold or bring them back."""
        self.database = database
        self.companions = companions
        self._reading = reading
        self.tables = read_tables(database, prose)
        self.children: dict[str, list[tuple[str, str]]] = {name: [] for name in self.tables}
        for table in self.tables.values():
            for column, parent in table.parents:
                self.children[parent].append((table.name, column))

    def query(self, sql: str, params: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query, as tuples."""
        with self._reading():
            found: list[tuple[Any, ...]] = self.database.conn.execute(sql, params).fetchall()
            return found

    # --- rows -----------------------------------------------------------------------------------

    def row(self, tbl: str, uuid: Uuid) -> Row | None:
        """The row as it stands, trashed or not."""
        with self._reading():
            found = rows(self.database, f"SELECT * FROM {tbl} WHERE uuid = ?", (uuid,))
            return found[0] if found else None

    def head(self, tbl: str, uuid: Uuid) -> bytes | None:
        """The row's current revision."""
        found = self.query(f"SELECT rev FROM {tbl} WHERE uuid = ?", (uuid,))
        return found[0][0] if found else None

    def state(self, tbl: str, uuid: Uuid) -> State | None:
        """The head and the content of a row, read at once."""
        row = self.row(tbl, uuid)
        return None if row is None else (row["rev"], self.tables[tbl].content(row))

    def heads(self, tbl: str) -> dict[Uuid, bytes]:
        """The current revision of every row of a table."""
        return dict(self.query(f"SELECT uuid, rev FROM {tbl}"))

    def place(self, revision: Revision, *, new: bool) -> None:
        """Make the row what the revision says; `new` when the row is not there yet."""
        table = self.tables[revision.tbl]
        row = {"uuid": revision.uuid, "rev": revision.rev, **table.row(revision.content or {})}
        if new:
            self.database.table(revision.tbl).insert(row)
        else:
            settings = ", ".join(f'"{name}" = :{name}' for name in row if name != "uuid")
            self.database.conn.execute(f"UPDATE {revision.tbl} SET {settings} WHERE uuid = :uuid", row)

    def vacate(self, tbl: str, uuid: Uuid) -> None:
        """Take a row away altogether: only for what is erased, or withdrawn with a merge."""
        self.database.conn.execute(f"DELETE FROM {tbl} WHERE uuid = ?", (uuid,))

    def children_of(self, tbl: str, uuid: Uuid, *, live: bool) -> Iterator[tuple[str, Uuid]]:
        """The rows that hang directly on a row."""
        for child, column in self.children[tbl]:
            alive = " AND deleted_at IS NULL" if live else ""
            for (found,) in self.query(f"SELECT uuid FROM {child} WHERE {column} = ?{alive}", (uuid,)):
                yield child, found

    def dead_parents(self, tbl: str, content: Mapping[str, Value]) -> Iterator[tuple[str, Uuid]]:
        """The trashed rows that a row of this content hangs on."""
        for column, parent in self.tables[tbl].parents:
            uuid = content.get(column)
            if uuid is not None and self.query(
                f"SELECT 1 FROM {parent} WHERE uuid = ? AND deleted_at IS NOT NULL", (uuid,)
            ):
                yield parent, Uuid(str(uuid))

    # --- revisions ------------------------------------------------------------------------------

    def put(self, revisions: Iterable[Revision]) -> None:
        """Store revisions; one that is known already stays as it is."""
        self.database.conn.executemany(
            "INSERT OR IGNORE INTO revision(uuid, rev, tbl, parent, parent2, salt, data) VALUES (?,?,?,?,?,?,?)",
            [
                (
                    revision.uuid,
                    revision.rev,
                    revision.tbl,
                    *(*revision.parents, None, None)[:2],
                    revision.salt,
                    None if revision.content is None else canonical(revision.content),
                )
                for revision in revisions
            ],
        )

    def blank(self, uuid: Uuid) -> None:
        """Leave of the revisions of a row their hashes only; without the salt these confirm no guess."""
        self.database.conn.execute("UPDATE revision SET data = NULL, salt = zeroblob(0) WHERE uuid = ?", (uuid,))

    def revisions(self, uuid: Uuid) -> dict[bytes, Revision]:
        """Every stored revision of a row, by its hash."""
        found = self.query("SELECT uuid, rev, tbl, parent, parent2, salt, data FROM revision WHERE uuid = ?", (uuid,))
        return {row[1]: _revision(row) for row in found}

    def revision(self, uuid: Uuid, rev: bytes) -> Revision | None:
        """One stored revision."""
        found = self.query(
            "SELECT uuid, rev, tbl, parent, parent2, salt, data FROM revision WHERE uuid = ? AND rev = ?",
            (uuid, rev),
        )
        return _revision(found[0]) if found else None

    def every_row(self, tbl: str) -> Iterator[Row]:
        """All rows of a table, trashed or not, one after the other."""
        cursor = self.database.conn.execute(f"SELECT * FROM {tbl}")
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)

    def content(self, tbl: str, uuid: Uuid) -> Content | None:
        """The content of a row as it stands."""
        row = self.row(tbl, uuid)
        return None if row is None else self.tables[tbl].content(row)

    def is_erased(self, uuid: Uuid) -> bool:
        """Whether the row was erased, here or in a copy that was merged."""
        return bool(self.query("SELECT 1 FROM erased WHERE uuid = ?", (uuid,)))

    # --- edits ----------------------------------------------------------------------------------

    def head_edit(self) -> bytes | None:
        """The last edit of this file's own line."""
        found = self.query("SELECT head FROM case_meta")
        return found[0][0] if found else None

    def edits(
        self, where: str = "1", params: tuple[Any, ...] = (), *, newest_first: bool = False
    ) -> Iterator[EditRecord]:
        """Edits in the order in which this file learned of them."""
        sql = f"SELECT seq, id, parent, parent2, author, at, code, details, batch FROM edit WHERE {where} ORDER BY seq"
        with self._reading():
            for row in self.database.conn.execute(sql + (" DESC" if newest_first else ""), params):
                yield _record(row)

    def edit(self, id_: bytes) -> EditRecord | None:
        """One edit by its id."""
        return next(self.edits("id = ?", (id_,)), None)

    def touched(self, seq: int) -> list[Touched]:
        """The rows an edit changed."""
        found = self.query("SELECT tbl, uuid, rev, before FROM edit_row WHERE edit = ?", (seq,))
        return [Touched(*row) for row in found]

    def before(self, edit: EditRecord, row: Touched) -> bytes | None:
        """The head a row had before an edit: stored where heads jump, the revision's parent for all else."""
        if edit.code in _JUMPS or row.rev is None:
            return row.before
        revision = self.revision(row.uuid, row.rev)
        return revision.parents[0] if revision and revision.parents else None

    def append(self, record: EditRecord, touched: list[Touched], *, advance: bool) -> EditRecord:
        """Store an edit after all others; `advance` makes it the head of this file's own line."""
        cursor = self.database.conn.execute(
            "INSERT INTO edit(id, parent, parent2, author, at, code, details, batch) VALUES (?,?,?,?,?,?,?,?)",
            (
                record.id,
                record.parent,
                record.parent2,
                record.author,
                record.at,
                record.code,
                canonical(record.details) if record.details else None,
                record.batch,
            ),
        )
        seq = cursor.lastrowid
        self.database.conn.executemany(
            "INSERT INTO edit_row(edit, tbl, uuid, rev, before) VALUES (?,?,?,?,?)",
            [(seq, row.tbl, row.uuid, row.rev, row.before) for row in touched],
        )
        if advance:
            self.database.conn.execute("UPDATE case_meta SET head = ?", (record.id,))
        return replace(record, seq=seq or 0)


def _record(row: tuple[Any, ...]) -> EditRecord:
    seq, id_, parent, parent2, author, at, code, details, batch = row
    known = parsed(details, dict, "edit", id_.hex()) if details else {}
    return EditRecord(seq, id_, parent, parent2, author, at, code, known, batch)


def _revision(row: tuple[Any, ...]) -> Revision:
    uuid, rev, tbl, parent, parent2, salt, data = row
    parents = tuple(found for found in (parent, parent2) if found is not None)
    return Revision(uuid, tbl, parents, salt, None if data is None else parsed(data, dict, tbl, uuid), rev)
