"""Links from notes and briefings to entities: which `[[name]]` means which entity, kept by uuid.

A link once resolved keeps its target, whatever the entity is called later. A name that several
entities share stays unresolved, and is reported.
"""

from dataclasses import dataclass

from db import entities, markup
from db.case import Case
from db.folding import fold
from db.refs import Ref, Uuid, new_uuid


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking found: entities made for unknown names, and names that several entities share."""

    made: tuple[str, ...]
    ambiguous: tuple[str, ...]


def write(case: Case, owner: Ref, body: str, *, stubs: bool = True) -> Linked:
    """Bring the link rows of a note or briefing in line with its text, inside the caller's edit.

    `stubs` makes an entity of each unknown name, as for a person who types; an import does not. A name
    whose entity was erased comes back only when a person adds it.
    """
    wanted: dict[str, str] = {}
    for link in markup.links(body):
        if fold(link.name).strip():  # brackets around nothing that can be read are only brackets
            wanted.setdefault(fold(link.name), link.name)
    known = _known(case, owner)
    made: list[str] = []
    ambiguous: list[str] = []
    with case.edit("link.write") as edit:
        for folded in known.keys() - wanted.keys():
            edit.remove("link", known[folded][0])
        for folded, name in wanted.items():
            if folded not in known:
                target = _resolve(case, name, made, ambiguous, stubs=stubs)
                if target is not None:
                    values = {owner.kind: owner.uuid, "name": name, "entity": target}
                    edit.insert("link", _uuid(case, owner, folded), values)
    return Linked(tuple(made), tuple(ambiguous))


def targets(case: Case, owner: Ref) -> dict[str, Uuid]:
    """The entity that each linked name of a note or briefing means, by folded name."""
    return {name: entity for name, (_, entity) in _known(case, owner).items()}


def to_entity(case: Case, entity: Uuid) -> list[Ref]:
    """The notes and briefings that link to an entity."""
    found = case.query("SELECT note, briefing FROM link WHERE entity = ? AND deleted_at IS NULL", (entity,))
    return [Ref("note", row["note"]) if row["note"] else Ref("briefing", row["briefing"]) for row in found]


def _resolve(case: Case, name: str, made: list[str], ambiguous: list[str], *, stubs: bool) -> Uuid | None:
    found = entities.named(case, name)
    if len(found) > 1:
        ambiguous.append(name)
        return None
    if not found and stubs and not entities.was_erased(case, name):
        made.append(name)
        return entities.add(case, name).uuid
    return found[0].uuid if found else None


def _known(case: Case, owner: Ref) -> dict[str, tuple[Uuid, Uuid]]:
    """Link and entity of each linked name, by folded name."""
    sql = f"SELECT uuid, name, entity FROM link WHERE {owner.kind} = ? AND deleted_at IS NULL"
    return {fold(row["name"]): (row["uuid"], row["entity"]) for row in case.query(sql, (owner.uuid,))}


def _uuid(case: Case, owner: Ref, folded: str) -> Uuid:
    uuid = case.natural_uuid("link", f"{owner.uuid}{folded}")
    return new_uuid() if case.ledger.is_erased(uuid) else uuid
