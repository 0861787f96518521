"""Authors: the people who write in a case. Nothing else holds a writer's name."""

from dataclasses import dataclass

from db.case import Case
from db.folding import fold
from db.refs import Uuid, new_uuid


@dataclass(frozen=True, slots=True)
class Author:
    """One person who writes."""

    uuid: Uuid
    name: str


def every(case: Case) -> list[Author]:
    """All who have written, by name."""
    rows = case.query("SELECT uuid, name FROM author WHERE deleted_at IS NULL ORDER BY name")
    return [Author(row["uuid"], row["name"]) for row in rows]


def sign(case: Case, name: str) -> Author:
    """From now on edits of this open case are signed with a name; it becomes an author with the first."""
    name = " ".join(name.split())
    found = [author for author in every(case) if fold(author.name) == fold(name)]
    author = found[0] if found else Author(new_uuid(), name)
    if not found:
        with case.edit("author.add") as edit:
            edit.insert("author", author.uuid, {"name": name})
    case.author = author.uuid
    return author
