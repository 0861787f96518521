"""Entities: people, organisations, places and events by all the names they go by.

A name may belong to several entities; then it is ambiguous, and whoever uses it is told. The
identity of an entity comes from the folded name it was first given, so that two people who name one
thing make one entity.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db import errors, keys, naming
from db.case import Case
from db.folding import fold
from db.refs import Uuid, new_uuid

KINDS = ("person", "organisation", "place", "event", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Someone or something by its main name (None while not identified) and its other names."""

    uuid: Uuid
    key: str
    kind: str
    name: str | None
    aliases: tuple[str, ...] = ()
    sensitivity: str = "open"

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the main one first."""
        return (self.name, *self.aliases) if self.name else self.aliases


def every(case: Case) -> list[Entity]:
    """All entities, by their names."""
    return _records(case, "1", ())


def get(case: Case, name: str) -> Entity:
    """The entity of this name, alias or key; raises Unknown or Ambiguous."""
    return naming.one("entity", name, _called(case, name))


def of_uuid(case: Case, uuid: Uuid) -> Entity:
    """The entity of this identity; raises Unknown when there is none outside the trash."""
    return naming.one("entity", uuid, _records(case, "entity.uuid = ?", (uuid,)))


def is_known(case: Case, name: str) -> bool:
    """Whether some entity answers to this name, alias or key."""
    return bool(_called(case, name))


def was_erased(case: Case, name: str) -> bool:
    """Whether the entity first known by this name was erased for good."""
    return case.ledger.is_erased(case.natural_uuid("entity", fold(" ".join(name.split()))))


def named(case: Case, name: str) -> list[Entity]:
    """The entities that go by this name, whatever its accents and capitals."""
    wanted = fold(" ".join(name.split()))
    return [entity for entity in every(case) if wanted in map(fold, entity.names)]


def add(case: Case, name: str, kind: str = "other", aliases: Iterable[str] = ()) -> Entity:
    """Add an entity, even one whose name another has already, or one that was erased had; raises Invalid."""
    name = _clean(name)
    if kind not in KINDS:
        raise errors.Invalid("kind", kind)
    with case.edit("entity.add") as edit:
        uuid = case.natural_uuid("entity", fold(name))
        known = case.query("SELECT 1 FROM entity WHERE uuid = ? AND deleted_at IS NULL", (uuid,))
        if known or case.ledger.is_erased(uuid):
            uuid = new_uuid()
        edit.insert("entity", uuid, {"kind": kind, "name": name})
        _add_aliases(case, uuid, name, aliases)
    return of_uuid(case, uuid)


def write(case: Case, name: str, kind: str | None = None, aliases: Iterable[str] = ()) -> Entity:
    """Add an entity, or give the one of this name or key a kind and more aliases; raises Ambiguous, Invalid."""
    found = _called(case, name)
    if not found:
        return add(case, name, kind or "other", aliases)
    entity = naming.one("entity", name, found)
    if kind is not None and kind not in KINDS:
        raise errors.Invalid("kind", kind)
    with case.edit("entity.revise") as edit:
        if kind is not None:
            edit.update("entity", entity.uuid, {"kind": kind})
        _add_aliases(case, entity.uuid, entity.name or "", aliases)
    return of_uuid(case, entity.uuid)


def set_kind(case: Case, entity: Entity, kind: str) -> Entity:
    """Say what an entity is; raises Invalid."""
    if kind not in KINDS:
        raise errors.Invalid("kind", kind)
    with case.edit("entity.revise") as edit:
        edit.update("entity", entity.uuid, {"kind": kind})
    return of_uuid(case, entity.uuid)


def add_alias(case: Case, entity: Entity, alias: str) -> Entity:
    """Give an entity another name, even one that others go by; raises Invalid."""
    with case.edit("alias.add"):
        _add_aliases(case, entity.uuid, entity.name or "", [alias])
    return of_uuid(case, entity.uuid)


def remove_alias(case: Case, entity: Entity, alias: str) -> Entity:
    """Take a name from an entity; links that were made with it keep their target."""
    with case.edit("alias.remove") as edit:
        for row in case.query("SELECT uuid, name FROM alias WHERE entity = ? AND deleted_at IS NULL", (entity.uuid,)):
            if row["name"] == alias:
                edit.remove("alias", row["uuid"])
    return of_uuid(case, entity.uuid)


def rename(case: Case, entity: Entity, name: str) -> Entity:
    """Give an entity another main name; the old one stays as an alias, so that links keep their target."""
    name = _clean(name)
    with case.edit("entity.rename") as edit:
        edit.update("entity", entity.uuid, {"name": name})
        if entity.name and entity.name != name:
            _add_aliases(case, entity.uuid, name, [entity.name])
        for row in case.query("SELECT uuid, name FROM alias WHERE entity = ? AND deleted_at IS NULL", (entity.uuid,)):
            if row["name"] == name:
                edit.remove("alias", row["uuid"])
    return of_uuid(case, entity.uuid)


def remove(case: Case, entity: Entity) -> None:
    """Put an entity into the trash, with its aliases and the links to it."""
    with case.edit("entity.remove") as edit:
        edit.remove("entity", entity.uuid)


def ambiguous(case: Case) -> dict[str, list[Entity]]:
    """Names that several entities go by, folded, with those entities: a warning, not an error."""
    owners: dict[str, list[Entity]] = {}
    for entity in every(case):
        for name in set(map(fold, entity.names)):
            owners.setdefault(name, []).append(entity)
    return {name: found for name, found in owners.items() if len(found) > 1}


def sharing(case: Case, entity: Entity) -> dict[str, list[Entity]]:
    """Those names of an entity that others go by as well, with these others."""
    own = {fold(name): name for name in reversed(entity.names)}
    found: dict[str, list[Entity]] = {}
    for other in every(case):
        for folded in own.keys() & set(map(fold, other.names)) if other.uuid != entity.uuid else ():
            found.setdefault(own[folded], []).append(other)
    return found


# --- for lists ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entity is found and sorted by in a list: its main name, and all its names, folded."""

    uuid: Uuid
    kind: str
    name: str
    words: str


def directory(case: Case) -> list[Entry]:
    """All entities by name, those without one last."""
    rows = case.query("""
        SELECT entity.uuid, kind, entity.name, group_concat(alias.name, char(10)) AS others
        FROM entity LEFT JOIN alias ON alias.entity = entity.uuid AND alias.deleted_at IS NULL
        WHERE entity.deleted_at IS NULL GROUP BY entity.uuid
    """)
    entries = [
        Entry(row["uuid"], row["kind"], fold(row["name"] or ""), fold(f"{row['name'] or ''}\n{row['others'] or ''}"))
        for row in rows
    ]
    return sorted(entries, key=lambda entry: (not entry.name, entry.name, entry.uuid))


def listed(case: Case, uuids: Sequence[str]) -> dict[str, Entity]:
    """Some entities by identity."""
    marks = ",".join("?" * len(uuids))
    return {entity.uuid: entity for entity in _records(case, f"entity.uuid IN ({marks})", tuple(uuids))}


def _called(case: Case, name: str) -> list[Entity]:
    found = named(case, name)
    if not found and (pattern := naming.uuid_pattern(name)):
        found = _records(case, "entity.uuid GLOB ?", (pattern,))
    return found


def _add_aliases(case: Case, uuid: Uuid, name: str, aliases: Iterable[str]) -> None:
    known = {row["name"] for row in case.query("SELECT name FROM alias WHERE entity=? AND deleted_at IS NULL", (uuid,))}
    with case.edit("alias.add") as edit:
        for alias in map(_clean, aliases):
            if alias not in known | {name}:
                known.add(alias)
                edit.insert("alias", case.natural_uuid("alias", f"{uuid}{alias}"), {"entity": uuid, "name": alias})


def _clean(name: str) -> str:
    """A name without blanks around it and line ends in it; raises Invalid when nothing readable is left."""
    name = " ".join(name.split())
    if not fold(name).strip() or "[[" in name or "]]" in name or "|" in name:
        raise errors.Invalid("name", name)
    return name


def _records(case: Case, where: str, params: tuple[str, ...]) -> list[Entity]:
    sql = f"""
        SELECT entity.uuid, entity.kind, entity.name, entity.sensitivity, alias.name AS alias
        FROM entity LEFT JOIN alias ON alias.entity = entity.uuid AND alias.deleted_at IS NULL
        WHERE entity.deleted_at IS NULL AND {where}
        ORDER BY entity.name, entity.uuid, alias.name
    """
    found: dict[Uuid, Entity] = {}
    for row in case.query(sql, params):
        known = found.get(row["uuid"])
        aliases = (*(known.aliases if known else ()), *([row["alias"]] if row["alias"] else []))
        found[row["uuid"]] = Entity(
            uuid=row["uuid"],
            key=keys.short(row["uuid"]),
            kind=row["kind"],
            name=row["name"],
            aliases=aliases,
            sensitivity=row["sensitivity"],
        )
    return list(found.values())
