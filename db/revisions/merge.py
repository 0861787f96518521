"""What another copy of the case knows, taken in: edits, revisions, erasures, and heads row by row.

Everyone who has seen the same revisions arrives at the same content, in whatever order they merged.
Gates for foreign files and the preview belong to `db.sharing`; here the other copy is trusted.
"""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID, uuid5

from db.refs import Uuid
from db.revisions.content import DELETED, Content, canonical, digest
from db.revisions.edit import seal
from db.revisions.erase import wipe
from db.revisions.graph import Graph
from db.revisions.join import Clash, join
from db.revisions.ledger import EditRecord, Ledger, Revision, Touched

_CONFLICTS = UUID("6a3f6f0e-6b0b-5d6c-9c77-1f7c2f1f6b52")


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: its edit, and how many rows came, changed, clashed or were erased."""

    edit: EditRecord | None
    added: int
    changed: int
    conflicts: int
    erased: int


def merge(ours: Ledger, theirs: Ledger, *, author: Uuid | None = None) -> Merged:
    """Take in what `theirs` has; inside the transaction of the caller. Nothing new means no edit."""
    return _Merge(ours, theirs).run(author)


class _Merge:
    def __init__(self, ours: Ledger, theirs: Ledger) -> None:
        self.ours = ours
        self.theirs = theirs
        self.before: dict[tuple[str, Uuid], bytes | None] = {}
        self.done: Counter[str] = Counter()

    def run(self, author: Uuid | None) -> Merged:
        self.ours.database.conn.execute("PRAGMA defer_foreign_keys=ON")
        self._take_history()
        self._take_erasures()
        for tbl in self.ours.tables:
            self._take_rows(tbl)
        self._erase_orphans()
        self._revive_parents()
        touched = [Touched(tbl, uuid, self.ours.head(tbl, uuid), before) for (tbl, uuid), before in self.before.items()]
        changed = [row for row in touched if row.rev != row.before]
        edit = None
        if changed:
            edit = seal(self.ours, "merge", changed, author=author, parent2=self.theirs.head_edit())
        added = sum(row.before is None for row in changed)
        return Merged(edit, added, len(changed) - added, self.done["conflict"], self.done["erased"])

    # --- history --------------------------------------------------------------------------------

    def _take_history(self) -> None:
        known = {id_ for (id_,) in self.ours.query("SELECT id FROM edit")}
        rows: set[Uuid] = set()
        for record in list(self.theirs.edits()):
            if record.id not in known:
                touched = self.theirs.touched(record.seq)
                self.ours.append(record, touched, advance=False)
                rows.update(row.uuid for row in touched)
        for uuid in rows:
            self.ours.put(self.theirs.revisions(uuid).values())

    def _take_erasures(self) -> None:
        ours = {uuid for (uuid,) in self.ours.query("SELECT uuid FROM erased")}
        theirs = [(tbl, uuid) for uuid, tbl in self.theirs.query("SELECT uuid, tbl FROM erased") if uuid not in ours]
        self._wipe(theirs)
        for uuid in ours:
            self.ours.blank(uuid)

    def _wipe(self, rows: list[tuple[str, Uuid]]) -> None:
        for row, head in wipe(self.ours, rows).items():
            self.before.setdefault(row, head)
            self.done["erased"] += 1

    # --- rows -----------------------------------------------------------------------------------

    def _take_rows(self, tbl: str) -> None:
        ours = self.ours.heads(tbl)
        erased = {uuid for (uuid,) in self.ours.query("SELECT uuid FROM erased")}
        for uuid, their_head in self.theirs.heads(tbl).items():
            head = ours.get(uuid)
            if head != their_head and uuid not in erased:
                self._take_row(tbl, uuid, head, their_head)

    def _take_row(self, tbl: str, uuid: Uuid, head: bytes | None, their_head: bytes) -> None:
        theirs = self.theirs.revisions(uuid)
        self.ours.put(theirs.values())
        if head is None:
            self._place(theirs[their_head])
            return
        graph = Graph(self.ours.revisions(uuid), theirs)
        if their_head in graph.ancestors(head):
            return
        if head in graph.ancestors(their_head):
            self._place(theirs[their_head])
            return
        joined, clashes = join(self.ours.tables[tbl], graph, head, their_head)
        self.ours.put([joined])
        self._place(joined)
        for clash in clashes:
            self._list_conflict(joined, clash)

    def _place(self, revision: Revision) -> None:
        row = (revision.tbl, revision.uuid)
        head = self.ours.head(*row)
        self.before.setdefault(row, head)
        self.ours.place(revision, new=head is None)

    def _list_conflict(self, joined: Revision, clash: Clash) -> None:
        """Add the open question; its identity comes from the clash, so everyone lists the same one."""
        if "conflict" not in self.ours.tables or joined.tbl == "conflict":
            return
        first, second = joined.parents
        uuid = Uuid(uuid5(_CONFLICTS, f"{joined.uuid}\x00{clash.field}\x00{first.hex()}{second.hex()}").hex)
        if self.ours.is_erased(uuid) or self.ours.head("conflict", uuid) is not None:
            return
        content: Content = {
            "tbl": joined.tbl,
            "row": joined.uuid,
            "field": clash.field,
            "rev_a": first.hex(),
            "rev_b": second.hex(),
            "value_a": canonical(clash.a),
            "value_b": canonical(clash.b),
            "base": canonical(clash.base),
        }
        if joined.content and "sensitivity" in joined.content:
            content["sensitivity"] = joined.content["sensitivity"]  # the question shows both values
        revision = Revision.make("conflict", uuid, (), digest("conflict", uuid)[:16], content)
        self.ours.put([revision])
        self._place(revision)
        self.done["conflict"] += 1

    # --- what hangs on what ---------------------------------------------------------------------

    def _erase_orphans(self) -> None:
        """What hangs on an erased row is erased: it would repeat what is to be gone."""
        orphans = [row for row in self.before if self._hangs_on_erased(*row)]
        if orphans:
            self._wipe(orphans)

    def _hangs_on_erased(self, tbl: str, uuid: Uuid) -> bool:
        content = self.ours.content(tbl, uuid)
        if content is None:
            return False
        above = [content.get(column) for column, _ in self.ours.tables[tbl].parents]
        if tbl == "conflict":
            above.append(content.get("row"))
        return any(self.ours.is_erased(Uuid(str(parent))) for parent in above if parent is not None)

    def _revive_parents(self) -> None:
        """A row added or edited under one that was trashed elsewhere brings it back."""
        todo = list(self.before)
        while todo:
            tbl, uuid = todo.pop()
            content = self.ours.content(tbl, uuid)
            if content is None:
                continue
            if DELETED not in content:
                dead = list(self.ours.dead_parents(tbl, content))
                if tbl in self.ours.companions:
                    self._let_go(tbl, uuid, dead)
                else:
                    todo += [self._revive(*parent) for parent in dead]
                continue
            below = list(self.ours.children_of(tbl, uuid, live=True))
            if any(child not in self.ours.companions for child, _ in below):
                todo.append(self._revive(tbl, uuid))
            else:
                for row in below:
                    self._let_go(*row, [(tbl, uuid)])

    def _let_go(self, tbl: str, uuid: Uuid, dead: list[tuple[str, Uuid]]) -> None:
        """Put a companion into the trash, since what it hangs on lies there by now, at the same moment."""
        content, head = self.ours.content(tbl, uuid), self.ours.head(tbl, uuid)
        moments = [str(above[DELETED]) for row in dead if (above := self.ours.content(*row)) and DELETED in above]
        if content is None or head is None or not moments:
            return
        gone = Revision.make(tbl, uuid, (head,), digest("companion", head)[:16], {**content, DELETED: min(moments)})
        self.ours.put([gone])
        self._place(gone)

    def _revive(self, tbl: str, uuid: Uuid) -> tuple[str, Uuid]:
        head = self.ours.head(tbl, uuid)
        content = self.ours.content(tbl, uuid)
        assert head is not None
        assert content is not None
        live = {field: value for field, value in content.items() if field != DELETED}
        revived = Revision.make(tbl, uuid, (head,), digest("revive", head)[:16], live)
        self.ours.put([revived])
        self._place(revived)
        return tbl, uuid
