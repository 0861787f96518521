"""Copies of one small case that drift apart and meet again: the setting of the merge tests.

Three subjects: `paper` has a natural identity, `memo` a text merged by lines, `pin` joins the two.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from db import driver, errors, schema
from db.refs import Uuid, natural_uuid, new_uuid
from db.revisions.content import Content
from db.revisions.edit import Edit
from db.revisions.erase import erase
from db.revisions.ledger import EditRecord, Ledger
from db.revisions.merge import Merged, merge
from db.revisions.undo import next_undo, redo, undo

CASE = Uuid("0" * 32)
LINES = ["one", "two", "three", "four", "five"]


def _tables(database: driver.Database) -> None:
    schema._history(database)
    schema._people(database)
    schema.authored(database, "paper", text="title publisher", number="pages")
    schema.authored(database, "memo", text="title body", defaults={"body": ""})
    schema.authored(database, "pin", text="memo paper colour", hangs_on={"memo": "memo", "paper": "paper"})


class Replica:
    """One copy of the case."""

    def __init__(self, database: driver.Database | None = None) -> None:
        self.database = database or driver.memory()
        if database is None:
            with self.transaction():
                _tables(self.database)
                self.database.table("case_meta").insert({"id": 1, "uuid": CASE, "made_at": "", "secret": b""})
        self.ledger = Ledger(self.database, {("memo", "body")})

    def copy(self) -> Replica:
        other = driver.memory()
        self.database.conn.backup(other.conn)
        return Replica(other)

    def close(self) -> None:
        self.database.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        connection = self.database.conn
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    @contextmanager
    def edit(self, code: str, batch: str | None = None) -> Iterator[Edit]:
        with self.transaction():
            edit = Edit(self.ledger, code, batch=batch)
            yield edit
            edit.seal()

    # --- what a person does ---------------------------------------------------------------------

    def live(self, tbl: str) -> list[Uuid]:
        found = self.ledger.query(f"SELECT uuid FROM {tbl} WHERE deleted_at IS NULL ORDER BY uuid")
        return [uuid for (uuid,) in found]

    def add_paper(self, identity: str, **values: Any) -> Uuid:
        uuid = natural_uuid(CASE, "paper", identity)
        with self.edit("paper.add") as edit:
            edit.insert("paper", uuid, values)
        return uuid

    def add_memo(self, **values: Any) -> Uuid:
        uuid = new_uuid()
        with self.edit("memo.add") as edit:
            edit.insert("memo", uuid, values)
        return uuid

    def pin(self, memo: Uuid, paper: Uuid) -> Uuid:
        uuid = new_uuid()
        with self.edit("pin.add") as edit:
            edit.insert("pin", uuid, {"memo": memo, "paper": paper})
        return uuid

    def change(self, tbl: str, uuid: Uuid, **changes: Any) -> None:
        with self.edit(f"{tbl}.change") as edit:
            edit.update(tbl, uuid, changes)

    def remove(self, tbl: str, uuid: Uuid) -> None:
        with self.edit(f"{tbl}.remove") as edit:
            edit.remove(tbl, uuid)

    def erase(self, tbl: str, uuid: Uuid) -> None:
        with self.transaction():
            erase(self.ledger, [(tbl, uuid)])

    def undo(self) -> EditRecord:
        with self.transaction():
            return undo(self.ledger)

    def redo(self) -> EditRecord:
        with self.transaction():
            return redo(self.ledger)

    def merge(self, other: Replica) -> Merged:
        with self.transaction():
            return merge(self.ledger, other.ledger)

    # --- what can be compared -------------------------------------------------------------------

    def heads(self) -> dict[str, dict[Uuid, bytes]]:
        return {tbl: self.ledger.heads(tbl) for tbl in self.ledger.tables}

    def content(self) -> dict[str, dict[Uuid, Content]]:
        """Everything that is authored, without conflicts, which are compared by themselves."""
        found: dict[str, dict[Uuid, Content]] = {}
        for tbl in ("paper", "memo", "pin"):
            table = self.ledger.tables[tbl]
            rows = driver.rows(self.database, f"SELECT * FROM {tbl}")
            found[tbl] = {row["uuid"]: table.content(row) for row in rows}
        return found

    def orphans(self) -> list[tuple[str, str]]:
        """Live rows that hang on trashed ones."""
        found = []
        for tbl, table in self.ledger.tables.items():
            for row in list(self.ledger.every_row(tbl)):
                if row["deleted_at"] is None and any(self.ledger.dead_parents(tbl, table.content(row))):
                    found.append((tbl, row["uuid"]))
        return found

    def conflicts(self) -> set[tuple[str, str, bytes, bytes]]:
        return set(self.ledger.query("SELECT row, field, rev_a, rev_b FROM conflict"))


class Actor:
    """Does random things to a replica, and remembers every word it wrote."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.word = 0
        self.authored: dict[Uuid, set[str]] = {}

    def fresh_word(self) -> str:
        self.word += 1
        return f"w{self.word}"

    def act(self, replica: Replica) -> None:
        actions = {
            self._insert: 25,
            self._edit: 35,
            self._edit_batch: 4,
            self._remove: 7,
            self._undo: 9,
            self._redo: 3,
            self._erase: 2,
        }
        known = replica.ledger.query("SELECT max(seq) FROM edit")[0][0] or 0
        self.rng.choices(list(actions), list(actions.values()))[0](replica)
        self._remember(replica, known)

    def _remember(self, replica: Replica, known: int) -> None:
        for record in list(replica.ledger.edits("seq > ?", (known,))):
            for row in replica.ledger.touched(record.seq):
                revision = replica.ledger.revision(row.uuid, row.rev) if row.rev else None
                written = re.findall(r"\bw\d+\b", str(revision.content if revision else ""))
                self.authored.setdefault(row.uuid, set()).update(written)

    def _insert(self, replica: Replica) -> None:
        match self.rng.choice(["paper", "memo", "pin"]):
            case "paper":
                self._ignoring_erased(
                    lambda: replica.add_paper(
                        str(self.rng.randrange(6)), title=self.fresh_word(), pages=self.rng.randrange(3)
                    )
                )
            case "memo":
                replica.add_memo(title=self.fresh_word(), body=self._body())
            case "pin":
                memos, papers = replica.live("memo"), replica.live("paper")
                if memos and papers:
                    replica.pin(self.rng.choice(memos), self.rng.choice(papers))

    def _ignoring_erased(self, action: Any) -> None:
        try:
            action()
        except errors.Erased:
            return

    def _body(self) -> str:
        return "".join(f"{line} {self.fresh_word()}\n" for line in LINES)

    def _pick(self, replica: Replica) -> tuple[str, Uuid] | None:
        rows = [(tbl, uuid) for tbl in ("paper", "memo", "pin") for uuid in replica.live(tbl)]
        return self.rng.choice(rows) if rows else None

    def _changes(self, replica: Replica, tbl: str, uuid: Uuid) -> dict[str, Any]:
        match tbl:
            case "paper":
                return {self.rng.choice(["title", "publisher"]): self.fresh_word()}
            case "pin":
                return {"colour": self.fresh_word()}
        if self.rng.random() < 0.3:
            return {"title": self.fresh_word()}
        lines = str((replica.ledger.row(tbl, uuid) or {})["body"]).splitlines(keepends=True)
        at = self.rng.randrange(len(lines) + 1)
        if self.rng.random() < 0.5 and at < len(lines):
            lines[at] = f"{self.fresh_word()}\n"
        else:
            lines.insert(at, f"{self.fresh_word()}\n")
        return {"body": "".join(lines)}

    def _edit(self, replica: Replica) -> None:
        if row := self._pick(replica):
            replica.change(*row, **self._changes(replica, *row))

    def _edit_batch(self, replica: Replica) -> None:
        batch = self.fresh_word()
        for _ in range(3):
            if row := self._pick(replica):
                with replica.edit("batch.change", batch) as edit:
                    edit.update(*row, self._changes(replica, *row))

    def _remove(self, replica: Replica) -> None:
        if row := self._pick(replica):
            replica.remove(*row)

    def _erase(self, replica: Replica) -> None:
        if row := self._pick(replica):
            replica.erase(*row)

    def _undo(self, replica: Replica) -> None:
        try:
            if next_undo(replica.ledger)[0].code != "merge" or self.rng.random() < 0.3:
                replica.undo()
        except (errors.NothingToUndo, errors.ChangedSince):
            return

    def _redo(self, replica: Replica) -> None:
        try:
            replica.redo()
        except (errors.NothingToRedo, errors.ChangedSince):
            return


def settle(replicas: list[Replica], rng: random.Random) -> int:
    """Let all merge with all until nothing changes any more; the number of rounds."""
    for rounds in range(1, 16):
        changed = 0
        for one in rng.sample(replicas, len(replicas)):
            for other in replicas:
                if other is not one:
                    changed += one.merge(other).edit is not None
        if not changed:
            return rounds
    raise AssertionError("the copies do not come to rest")
