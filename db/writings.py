"""What notes and briefings have in common: a title, a Markdown body, and links to entities."""

from dataclasses import dataclass

from db import keys, links, naming
from db.case import Case
from db.driver import Row
from db.folding import fold
from db.links import Linked
from db.refs import Ref, Uuid, new_uuid


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A titled text in Markdown."""

    uuid: Uuid
    key: str
    title: str
    body: str
    sensitivity: str = "open"


@dataclass(frozen=True, slots=True)
class Shelf:
    """All writings of one subject."""

    kind: str

    def every(self, case: Case) -> list[Writing]:
        """All of them by title."""
        return self._read(case, "1 ORDER BY title, uuid")

    def get(self, case: Case, name: str) -> Writing:
        """The one of this title, key or uuid; raises Unknown or Ambiguous."""
        found = self._titled(case, name)
        if not found and (pattern := naming.uuid_pattern(name)):
            found = self._read(case, "uuid GLOB ?", pattern)
        return naming.one(self.kind, name, found)

    def write(self, case: Case, title: str, body: str) -> tuple[Writing, Linked]:
        """Write the one of this title, in place of what it said before; unknown names become entities.

        Raises Ambiguous when several have this title.
        """
        found = self._titled(case, title)
        uuid = naming.one(self.kind, title, found).uuid if found else new_uuid()
        with case.edit(f"{self.kind}.write" if found else f"{self.kind}.add") as edit:
            if found:
                edit.update(self.kind, uuid, {"body": body})
            else:
                edit.insert(self.kind, uuid, {"title": title.strip(), "body": body})
            linked = links.write(case, Ref(self.kind, uuid), body)
        return self._read(case, "uuid = ?", uuid)[0], linked

    def rename(self, case: Case, writing: Writing, title: str) -> None:
        """Give it another title."""
        with case.edit(f"{self.kind}.rename") as edit:
            edit.update(self.kind, writing.uuid, {"title": title.strip()})

    def remove(self, case: Case, writing: Writing) -> None:
        """Put it into the trash."""
        with case.edit(f"{self.kind}.remove") as edit:
            edit.remove(self.kind, writing.uuid)

    def _titled(self, case: Case, title: str) -> list[Writing]:
        if exact := self._read(case, "title = ?", title.strip()):
            return exact
        wanted = fold(title.strip())
        return [writing for writing in self.every(case) if fold(writing.title) == wanted]

    def _read(self, case: Case, where: str, *params: str) -> list[Writing]:
        sql = f"SELECT uuid, title, body, sensitivity FROM {self.kind} WHERE deleted_at IS NULL AND {where}"
        return [_record(row) for row in case.query(sql, params)]


def _record(row: Row) -> Writing:
    return Writing(key=keys.short(row["uuid"]), **row)
