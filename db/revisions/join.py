"""Three-way merge of one row: fields that one side changed are taken, the rest is a clash.

The result depends on the two revisions and nothing else, so everyone who joins them makes the same
one: `a` is always the revision with the smaller hash, and wins for the time being where both sides
changed one field; the clash keeps both values until a person decides.
"""

from dataclasses import dataclass

from db.revisions.content import DELETED, Content, Table, Value, digest
from db.revisions.graph import Graph
from db.revisions.ledger import Revision
from db.revisions.lines import merge_lines


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that both sides changed, in different ways."""

    field: str
    base: Value
    a: Value
    b: Value


def join(table: Table, graph: Graph, a: bytes, b: bytes) -> tuple[Revision, list[Clash]]:
    """The revision in which two lines of a row come together; `graph` must hold both."""
    first, second = (graph.revisions[rev] for rev in sorted((a, b)))
    content, clashes = three_way(table, base_content(table, graph, a, b), first.content or {}, second.content or {})
    salt = digest("join", first.salt, second.salt)[:16]
    return Revision.make(table.name, first.uuid, (first.rev, second.rev), salt, content), clashes


def base_content(table: Table, graph: Graph, a: bytes, b: bytes) -> Content | None:
    """What both sides started from; of several nearest ancestors, their own join, made in memory only."""
    bases = graph.bases(a, b)
    if not bases:
        return None
    current = bases[0]
    for other in bases[1:]:
        joined, _ = join(table, graph, current, other)
        graph.add(joined)
        current = joined.rev
    return graph.revisions[current].content


def three_way(table: Table, base: Content | None, a: Content, b: Content) -> tuple[Content, list[Clash]]:
    """Merge two contents of one row that started from `base`, None when they were made apart."""
    old = base or {}
    merged: Content = {}
    clashes: list[Clash] = []
    for field in table.columns:
        if field == DELETED:
            continue
        value, clash = _field(field, old.get(field), a.get(field), b.get(field), prose=field in table.prose)
        if clash:
            clashes.append(clash)
        if value is not None:
            merged[field] = value
    deleted, clash = _deleted(old, a, b)
    if clash:
        clashes.append(clash)
    if deleted is not None:
        merged[DELETED] = deleted
    return merged, clashes


def _field(field: str, old: Value, a: Value, b: Value, *, prose: bool) -> tuple[Value, Clash | None]:
    if b in (a, old):
        return a, None
    if a == old:
        return b, None
    if prose:
        text, clean = merge_lines(str(old or ""), str(a or ""), str(b or ""))
        return text or None, None if clean else Clash(field, old, a, b)
    return a, Clash(field, old, a, b)


def _deleted(old: Content, a: Content, b: Content) -> tuple[Value, Clash | None]:
    """A row trashed on one side and edited on the other stays, and the clash says so."""
    in_a, in_b = a.get(DELETED), b.get(DELETED)
    if in_a and in_b:
        news = [str(at) for at in (in_a, in_b) if at != old.get(DELETED)]
        return min(news, default=in_a), None
    if not (in_a or in_b) or (in_a or in_b) == old.get(DELETED):  # nobody threw it away; one may have taken it back
        return None, None
    kept = b if in_a else a
    if any(kept.get(field) != old.get(field) for field in kept.keys() | old.keys() if field != DELETED):
        return None, Clash(DELETED, old.get(DELETED), in_a, in_b)
    return (None if old.get(DELETED) else in_a or in_b), None
