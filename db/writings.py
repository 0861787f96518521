"""What notes and briefings have in common: a title, a Markdown body, and links to entities."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from db import errors, keys, links, naming, standing
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
class Listed:
    """A writing as a list shows it: its first words, when it was last changed (UTC), how much it cites and links.

    `shaken` is the worst state of a source that it cites; None when all of them stand as they were published.
    """

    writing: Writing
    opening: str
    changed_at: str
    citations: int
    links: int
    shaken: str | None = None


ORDERS = {
    "changed": "seq DESC, title COLLATE NOCASE, uuid",
    "title": "title COLLATE NOCASE, uuid",
    "added": "added DESC, uuid",
}
"""How writings can be sorted."""


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

    def of_uuid(self, case: Case, uuid: Uuid) -> Writing:
        """The one of this identity; raises Unknown when there is none outside the trash."""
        return naming.one(self.kind, uuid, self._read(case, "uuid = ?", uuid))

    def add(self, case: Case, title: str) -> Writing:
        """Begin an empty one; a number is added to a title that another one has."""
        taken = {fold(writing.title) for writing in self.every(case)}
        wanted = _clean(title)
        numbered = (wanted if n == 1 else f"{wanted} {n}" for n in range(1, len(taken) + 2))
        free = next(one for one in numbered if fold(one) not in taken)
        uuid = new_uuid()
        with case.edit(f"{self.kind}.add") as edit:
            edit.insert(self.kind, uuid, {"title": free, "body": ""})
        return self.of_uuid(case, uuid)

    def revise(self, case: Case, uuid: Uuid, body: str, title: str | None = None) -> tuple[Writing, Linked]:
        """Write the one of this identity anew, under another title if one is given; raises Unknown."""
        self.of_uuid(case, uuid)
        changes = {"body": body} if title is None else {"body": body, "title": _clean(title)}
        with case.edit(f"{self.kind}.write") as edit:
            edit.update(self.kind, uuid, changes)
            linked = links.write(case, Ref(self.kind, uuid), body)
        return self.of_uuid(case, uuid), linked

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
                edit.insert(self.kind, uuid, {"title": _clean(title), "body": body})
            linked = links.write(case, Ref(self.kind, uuid), body)
        return self._read(case, "uuid = ?", uuid)[0], linked

    def rename(self, case: Case, writing: Writing, title: str) -> None:
        """Give it another title."""
        with case.edit(f"{self.kind}.rename") as edit:
            edit.update(self.kind, writing.uuid, {"title": _clean(title)})

    def remove(self, case: Case, writing: Writing) -> None:
        """Put it into the trash."""
        with case.edit(f"{self.kind}.remove") as edit:
            edit.remove(self.kind, writing.uuid)

    # --- for lists ------------------------------------------------------------------------------

    def in_order(self, case: Case, order: str = "changed", containing: str = "") -> list[Uuid]:
        """Identities of those outside the trash; only those with these words in title or body."""
        sql = f"""
            SELECT uuid, title, body,
                   (SELECT max(edit) FROM edit_row WHERE edit_row.uuid = {self.kind}.uuid) AS seq,
                   (SELECT min(edit) FROM edit_row WHERE edit_row.uuid = {self.kind}.uuid) AS added
            FROM {self.kind} WHERE deleted_at IS NULL ORDER BY {ORDERS[order]}
        """
        found, wanted = case.query(sql), fold(containing).split()
        if wanted:
            found = [row for row in found if _contains(f"{row['title']}\n{row['body']}", wanted)]
        return [row["uuid"] for row in found]

    def listed(self, case: Case, uuids: Sequence[str]) -> dict[str, Listed]:
        """Some of them with what a list shows, by identity."""
        sql = f"""
            SELECT uuid, title, body, sensitivity, (
                SELECT at FROM edit WHERE seq = (
                    SELECT max(edit) FROM edit_row WHERE edit_row.uuid = {self.kind}.uuid)) AS at
            FROM {self.kind} WHERE uuid IN ({",".join("?" * len(uuids))})
        """
        return {row["uuid"]: _listed(case, row) for row in case.query(sql, tuple(uuids))}

    def _titled(self, case: Case, title: str) -> list[Writing]:
        if exact := self._read(case, "title = ?", _clean(title)):
            return exact
        wanted = fold(_clean(title))
        return [writing for writing in self.every(case) if fold(writing.title) == wanted]

    def _read(self, case: Case, where: str, *params: str) -> list[Writing]:
        sql = f"SELECT uuid, title, body, sensitivity FROM {self.kind} WHERE deleted_at IS NULL AND {where}"
        return [_record(row) for row in case.query(sql, params)]


def _record(row: Row) -> Writing:
    return Writing(key=keys.short(row["uuid"]), **row)


_OPENING = 400  # characters of a body that are looked at for its first words
_CITATIONS = re.compile(r"\s*\[@[^\[\]]*\]")
_LINKS = re.compile(r"\[\[(?:[^\[\]\n|]*\|)?([^\[\]\n|]*)\]\]")
_HEADINGS = re.compile(r"^#{1,6}[ \t].*$", re.MULTILINE)
_MARKS = re.compile(r"^(?:[ \t]*(?:#{1,6}|>|[-+*]|\d{1,9}[.)])[ \t]+)+|[*_`]{1,3}|^[|:\- ]+$|\|", re.MULTILINE)


def opening(body: str) -> str:
    """The first words of a Markdown text on one line, roughly as a reader sees them, without headings."""
    plain = _LINKS.sub(r"\1", _CITATIONS.sub("", _HEADINGS.sub("", body[:_OPENING])))
    return " ".join(_MARKS.sub(" ", plain).split())


def _listed(case: Case, row: Row) -> Listed:
    plain = {name: row[name] for name in ("uuid", "title", "body", "sensitivity")}
    body = row["body"]
    cites, linked = len(_CITATIONS.findall(body)), len({found.group(1) for found in _LINKS.finditer(body)})
    shaken = standing.worst(standing.cited_in(case, body))
    return Listed(_record(plain), opening(body), row["at"] or "", cites, linked, shaken)


def _clean(title: str) -> str:
    """A title without blanks around it; raises Invalid when nothing is left."""
    if not title.strip():
        raise errors.Invalid("title", title)
    return title.strip()


def _contains(text: str, wanted: Sequence[str]) -> bool:
    words = fold(text)
    return all(word in words for word in wanted)
