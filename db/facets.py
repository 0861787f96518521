"""How what a query finds is spread: over kinds, papers, languages, years, grades, and over who is named in it.

A value that is chosen becomes part of the query text, so a search is told by its text alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from whoosh import query as tree

from db import entities
from db.case import Case
from db.derived import Derived
from db.search.engine import KINDS
from db.search.nodes import Dated, Named, Valued, plain
from db.search.query import Query, leaves, parse, tidied, written
from db.search.understanding import EXPANDING, Expanding

COLUMNS = ("kind", "publisher", "language", "year", "tag", "grade")
MOST = 12
"""How many values of a facet are told of, at most."""

_LOOKED_AT = 1000  # sources, the best ones, in which is looked who is named
_NAMED = 8  # of whom, at most, it is counted exactly


@dataclass(frozen=True, slots=True)
class Value:
    """One value, how many objects have it, and the query text in which it is chosen, or no more if it was."""

    text: str
    count: int
    query: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one kind, the most frequent first; years in their order. `left` is how many more there are."""

    name: str
    values: tuple[Value, ...]
    left: int = 0


def of_query(case: Case, derived: Derived, text: str, expanding: Expanding = EXPANDING) -> tuple[Facet, ...]:
    """The facets of what a query finds; those that tell nothing apart are left out."""
    query = parse(text)
    if query.tree is None:
        return ()
    asked = derived.understand(text, expanding).asked
    counts = derived.facets(asked, COLUMNS)
    found = [_facet(name, counts[name].items(), query) for name in COLUMNS]
    found.append(_named(case, derived, query, asked, expanding))
    return tuple(facet for facet in found if len(facet.values) > 1 or any(value.chosen for value in facet.values))


def _facet(name: str, counts: Iterable[tuple[str, int]], query: Query) -> Facet:
    chosen = dict.fromkeys(_required(query), "")
    values = [_value(text, count, _leaf(name, text), query, chosen) for text, count in _alike(counts)]
    if name == "year":
        values.sort(key=lambda value: value.text, reverse=True)
    elif name == "kind":
        values.sort(key=lambda value: KINDS.index(value.text))
    else:
        values.sort(key=lambda value: (not value.chosen, -value.count, value.text))
    return Facet(name, tuple(values[:MOST]), max(len(values) - MOST, 0))


def _alike(counts: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    """Values that a search takes for one counted together, under the name that most of them have."""
    names: dict[str, str] = {}
    sums: Counter[str] = Counter()
    for text, count in sorted(counts, key=lambda pair: (-pair[1], pair[0])):
        sums[names.setdefault(plain(text), text)] += count
    return sums.items()


def _value(text: str, count: int, leaf: Any, query: Query, chosen: Iterable[Any]) -> Value:
    is_chosen = leaf in chosen
    return Value(text, count, _without(query, leaf) if is_chosen else _with(query, leaf), is_chosen)


def _leaf(name: str, text: str) -> Any:
    if name == "year":
        return Dated(int(text) * 10_000 + 101, int(text) * 10_000 + 1231, text)
    return Valued(name, text)


def _named(case: Case, derived: Derived, query: Query, asked: Query, expanding: Expanding) -> Facet:
    """Who is named, counted as a search for all names counts."""
    hits = derived.search(asked, _LOOKED_AT, ("source",)).hits
    by_entity = derived.found.sources_by_entity(hit.ref.uuid for hit in hits)
    best = sorted(by_entity, key=lambda uuid: (-by_entity[uuid], uuid))[:_NAMED]
    chosen = _required(query)
    values = []
    for entity in entities.listed(case, best).values():
        if entity.name:
            leaf = Named(entity.name)
            narrowed = parse(_with(query, leaf)) if leaf not in chosen else query
            count = derived.search(derived.understand(narrowed.typed, expanding).asked, 0).total
            values.append(_value(entity.name, count, leaf, query, chosen))
    values.sort(key=lambda value: (not value.chosen, -value.count, value.text))
    return Facet("entity", tuple(values), max(len(by_entity) - len(values), 0))


def _required(query: Query) -> Sequence[Any]:
    """The leaves that everything found has to fit."""
    if isinstance(query.tree, tree.And):
        return [node for node in query.tree.children() if not isinstance(node, tree.Or | tree.Not)]
    return list(leaves(query)) if not isinstance(query.tree, tree.Or | tree.Not) else []


def _with(query: Query, leaf: Any) -> str:
    return written(tidied(tree.And([query.tree, leaf])))


def _without(query: Query, leaf: Any) -> str:
    return query.replaced(lambda node: None if node == leaf else node).typed
