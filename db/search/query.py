"""The query language: a line of text becomes a tree of words, AND, OR and NOT.

    police station              both words
    "police station"            the words in a row; "police": this word and no other form of it
    police OR carabinieri       either; NOT police, -police: those without
    (a OR b) -c                 grouped
    defend*                     words that begin so, also the last word of a phrase
    bistro~                     words that differ in one letter, with ~2 in two
    =Città                      these very letters, accents and capitals included
    visa NEAR/5 police          near each other
    title:milan                 in one field; `db.search.fields` has their names
    publisher:="The Guardian"   the whole of a field
    date:2022..2023-06          from one date to another; entity:"Xi Jinping", grade:B, has:excerpt, is:unread
    习近平                       these characters in a row

Any text can be read, half-typed or odd as it may be (`db.search.grammar`), and `read_as` says how it was taken. Words
are cut as `db.search.analysis` has it; which documents are found is the matter of `db.search.executor`. Whoosh has no
types, hence the ignored errors.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from whoosh import query as tree

from db.search.grammar import read
from db.search.nodes import Alike, Among, Being, Dated, Named, Nearby, Valued, Words

LEAVES = (Words, Nearby, Named, Valued, Dated, Being, Among, Alike)


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: `tree` is a Whoosh query of And, Or, Not and our leaves, or None if nothing was."""

    tree: Any
    read_as: str

    @property
    def typed(self) -> str:
        """The same as it could be typed, with accents and capitals; it is read to the same."""
        return written(self.tree)

    def replaced(self, change: Callable[[Any], Any]) -> "Query":
        """The query in which each leaf is what `change` makes of it."""
        found = tidied(_changed(self.tree, change)) if self.tree else None
        return Query(found, _READ.whole(found) if found else "")


@lru_cache(maxsize=64)
def parse(text: str) -> Query:
    """Read a query; whatever the text, there is an answer."""
    found = tidied(read(text)) or tidied(read(text.lower()))  # a lone AND is a word
    return Query(found, _READ.whole(found) if found else "")


def all_of(*queries: Query) -> Query:
    """What every one of the queries finds."""
    found = tidied(tree.And([query.tree for query in queries])) if all(q.tree for q in queries) else None
    return Query(found, _READ.whole(found) if found else "")


def leaves(query: Query) -> Iterator[Any]:
    """Every leaf that a text found by the query may show, such as `Words`; not what is excluded."""
    return _leaves(query.tree) if query.tree else iter(())


def _leaves(node: Any) -> Iterator[Any]:
    if isinstance(node, LEAVES):
        yield node
    elif not isinstance(node, tree.Not):
        for child in node.children():
            yield from _leaves(child)


def _changed(node: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(node, tree.Not):
        inner = _changed(node.query, change)
        return inner and tree.Not(inner)
    if isinstance(node, tree.And | tree.Or):
        return type(node)([child for one in node.children() if (child := _changed(one, change)) is not None])
    return change(node)


def written(node: Any) -> str:
    """A tree as it could be typed, with accents and capitals; nothing for None."""
    return _TYPED.whole(node) if node is not None else ""


# --- the tree in its simplest form, and in writing ------------------------------------------------


def tidied(node: Any) -> Any:
    """Without empty and single groups, groups within their like, repetitions and double negations."""
    if isinstance(node, tree.Not):
        child = tidied(node.query)
        return child.query if isinstance(child, tree.Not) else child and tree.Not(child)
    if not isinstance(node, tree.And | tree.Or):
        return node if isinstance(node, LEAVES) else None
    children: dict[Any, None] = {}
    for child in map(tidied, node.children()):
        if child is not None:
            children.update(dict.fromkeys(child.children() if type(child) is type(node) else [child]))
    kept = list(children)
    return type(node)(kept) if len(kept) > 1 else kept[0] if kept else None


@dataclass(frozen=True, slots=True)
class _Style:
    """How a tree is written: what stands between what is to be there, before what is not, and how a leaf looks."""

    both: str
    none: str
    leaf: Callable[[Any], str]

    def whole(self, node: Any) -> str:
        if isinstance(node, tree.Not):
            return f"{self.none}{self.part(node.query)}"
        if isinstance(node, tree.And | tree.Or):
            return (self.both if isinstance(node, tree.And) else " OR ").join(map(self.part, node.children()))
        return self.leaf(node)

    def part(self, node: Any) -> str:
        written = self.whole(node)
        return f"({written})" if isinstance(node, tree.And | tree.Or) else written


def _as_typed(leaf: Any) -> str:
    if isinstance(leaf, Nearby):
        return f"{leaf.one.as_typed()} NEAR/{leaf.reach} {leaf.other.as_typed()}"
    return leaf.as_typed() if isinstance(leaf, Words) else str(leaf)


_READ = _Style(" AND ", "NOT ", str)
_TYPED = _Style(" ", "-", _as_typed)
