"""What a query stands for once the case and the index are asked, and how that can be told to whoever typed it.

A word stands for its other forms, a name for all names of who goes by it, a word with ~ for what resembles it. Each
of these is an `Expansion` that can be switched: once, by a query text that says so, and for good, by `Expanding`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from whoosh import query as tree

from db.letters import is_unspaced
from db.refs import Ref
from db.search.nodes import Alike, Among, Being, Named, Nearby, Pieces, Words
from db.search.query import Query, tidied
from db.search.spelling import folded_away, other_characters

_LONGEST_NAME = 6
_LONGEST_LIST = 24  # words that a query is made of which leaves one of them out
LEFT_OUT_SINGLY = 6
"""So many of the words that are found as well can be left out one by one, the most frequent of them."""
_SHORTEST, _LONG = 4, 6  # letters of a word that may be mistyped, and of one that may be so in two places


@dataclass(frozen=True, slots=True)
class Expanding:
    """What is done with words for good: other forms, other names; whether accents and capitals make no difference."""

    forms: bool = True
    names: bool = True
    folding: bool = True


EXPANDING = Expanding()


@dataclass(frozen=True, slots=True)
class Other:
    """Something else that is found, and the query text that leaves it out."""

    text: str
    without: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """One way in which more is found than was typed: `forms`, `names`, `like`, `begins` or `folding`.

    `others` are the words that are found as well, the most frequent first. `switched` is the query text in which this
    one expansion is off, or on if it is `off`; nothing when it can only be switched for good.
    """

    kind: str
    others: tuple[Other, ...]
    switched: str
    off: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a query as it was typed, and what it was taken for."""

    typed: str
    pieces: Pieces
    expansions: tuple[Expansion, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """`query` as it was read, `asked` with all that it stands for, and its terms in order."""

    query: Query
    asked: Query
    terms: tuple[Term, ...] = ()


class Knowing(Protocol):
    """What the case knows."""

    def names_of(self, pieces: Pieces) -> Mapping[Pieces, str]:
        """All names of everyone who goes by this one, by their pieces; none when nobody does."""

    def being(self, quality: str, value: str) -> "Among | Alike | tree.Query | None":
        """The node that stands for what has or is something; None when nothing does."""


class Wording(Protocol):
    """What the index knows of words."""

    def forms(self, word: str) -> Sequence[str]:
        """Its other forms, the most frequent first."""

    def near(self, word: str, most: int) -> Sequence[str]:
        """Words that differ in at most so many letters, the most frequent first."""

    def completed(self, begun: str) -> Sequence[str]:
        """Some words that begin so, the most frequent first."""


def understood(query: Query, knowing: Knowing, wording: Wording, expanding: Expanding = EXPANDING) -> Understood:
    """What a query stands for."""
    return _Reading(query, knowing, wording, expanding).whole()


class Counting(Protocol):
    """How common words are, and what resembles them."""

    def frequency(self, word: str) -> int:
        """In about how many documents it stands."""

    def begins(self, start: str) -> bool:
        """Whether any word begins so."""

    def near(self, word: str, most: int) -> Sequence[str]:
        """Words that differ in at most so many letters, the most frequent first."""


def likelier(query: Query, words: Counting) -> str:
    """The query with other words in place of those that are nowhere; nothing when there is nothing to say."""

    def change(node: Any) -> Any:
        if not isinstance(node, Words) or len(node.pieces) > 1 or node.fieldname not in (None, "title", "body"):
            return node
        word = node.pieces[0]
        if len(word) < _SHORTEST or is_unspaced(word) or word.isdigit():
            return node
        if words.frequency(word) or (node.unfinished and words.begins(word)):
            return node
        for most in (1, 2) if len(word) > _LONG else (1,):
            near = words.near(word, most)
            if near:
                same = (other for other in near if other[0] == word[0])
                return Words(node.fieldname, (next(same, near[0]),))
        return node

    changed = query.replaced(change)
    return "" if changed.tree == query.tree else changed.typed


class _Reading:
    """One query, being understood."""

    def __init__(self, query: Query, knowing: Knowing, wording: Wording, expanding: Expanding) -> None:
        self.query, self.knowing, self.wording, self.expanding = query, knowing, wording, expanding
        self.terms: dict[Any, Term] = {}
        self._excluding = self._listing = False
        self._readers: Mapping[type, Callable[[Any], Any]] = {
            tree.Not: self._not,
            tree.And: self._and,
            tree.Or: self._or,
            Words: self._words,
            Nearby: self._nearby,
            Named: self._named,
            Being: self._being,
        }

    def whole(self) -> Understood:
        if self.query.tree is None:
            return Understood(self.query, self.query)
        found = tidied(self._node(self.query.tree)) or tree.NullQuery
        return Understood(self.query, Query(found, self.query.read_as), tuple(self.terms.values()))

    # --- the tree ---------------------------------------------------------------------------------

    def _node(self, node: Any) -> Any:
        read = self._readers.get(type(node))
        return read(node) if read else node

    def _not(self, node: Any) -> Any:
        """What is not wanted is no more than what was typed."""
        before, self._excluding = self._excluding, True
        inner = self._node(node.query)
        self._excluding = before
        return tree.Not(inner)

    def _and(self, node: Any) -> Any:
        children = list(node.children())
        return tree.And(
            self._children(children, self._named_runs(children) if self.expanding.names and not self._excluding else {})
        )

    def _or(self, node: Any) -> Any:
        children = list(node.children())
        before = self._listing
        self._listing = before or all(isinstance(child, Words) and child.quoted for child in children)
        found = tree.Or([self._node(child) for child in children])
        self._listing = before
        return found

    def _nearby(self, node: Nearby) -> Nearby:
        return Nearby(self._words(node.one), self._words(node.other), node.reach)

    def _being(self, node: Being) -> Any:
        found = self.knowing.being(node.quality, node.value)
        return Among(frozenset[Ref]()) if found is None else found

    def _children(self, children: Sequence[Any], runs: Mapping[int, int]) -> list[Any]:
        found: list[Any] = []
        place = 0
        while place < len(children):
            length = runs.get(place, 1)
            part = children[place : place + length]
            found.append(self._run(part) if length > 1 else self._node(part[0]))
            place += length
        return found

    # --- names ------------------------------------------------------------------------------------

    def _named_runs(self, children: Sequence[Any]) -> dict[int, int]:
        """Where words one after the other are somebody's name, and how many they are; the longest first."""
        found: dict[int, int] = {}
        place = 0
        while place < len(children):
            longest = min(len(children) - place, _LONGEST_NAME)
            lengths = (n for n in range(longest, 1, -1) if self._is_name(children[place : place + n]))
            found[place] = next(lengths, 1)
            place += found[place]
        return found

    def _is_name(self, words: Sequence[Any]) -> bool:
        plain = all(isinstance(one, Words) and _is_plain(one) for one in words)
        return plain and len(self.knowing.names_of(_joined(words))) > 1

    def _run(self, words: Sequence[Words]) -> Any:
        """Words that are a name: all of them anywhere, or any other name of who goes by it."""
        pieces = _joined(words)
        others = self._other_names(pieces)
        off = self._without(words, tree.And([replace(one, quoted=True) for one in words]))
        typed = " ".join(one.written or one.pieces[0] for one in words)
        expansion = Expansion("names", self._shown_names(words, {pieces: typed, **others}), off)
        self.terms[tuple(words)] = Term(typed, pieces, (expansion,))
        kept = tree.And([self._folded(one) for one in words])
        first, *rest = others
        return tree.Or([kept, Words(None, first, others=tuple(rest))])

    def _other_names(self, pieces: Pieces) -> dict[Pieces, str]:
        return {name: written for name, written in self.knowing.names_of(pieces).items() if name != pieces}

    def _shown_names(self, nodes: Sequence[Any], names: Mapping[Pieces, str]) -> tuple[Other, ...]:
        """All names but the first, which was typed, each with the query that leaves it out."""
        _, *others = names
        words = {name: Words(None, name, quoted=len(name) == 1, written=written) for name, written in names.items()}
        return tuple(
            Other(names[left_out], self._without(nodes, _any([words[name] for name in names if name != left_out])))
            for left_out in others
        )

    def _named(self, node: Named) -> Any:
        """Someone by any of his names; the name alone when nobody goes by it."""
        from db.search import analysis

        pieces = analysis.pieces(node.name)
        if not pieces:
            return Among(frozenset[Ref]())
        others = self._other_names(pieces)
        shown = self._shown_names([node], {pieces: node.name, **others})
        alone = Words(None, pieces, quoted=len(pieces) == 1, written=node.name)
        self.terms[node] = Term(node.name, pieces, (Expansion("names", shown, self._without([node], alone)),))
        return Words(None, pieces, quoted=True, others=tuple(others))

    # --- words ------------------------------------------------------------------------------------

    def _words(self, node: Words) -> Words:
        expansions: list[Expansion] = []
        others: list[Pieces] = []
        if _is_plain(node) or node.quoted or len(node.pieces) > 1:
            others += self._alternatives(node, expansions)
        if node.fuzzy:
            near = self.wording.near(node.pieces[0], node.fuzzy)
            expansions.append(self._expansion("like", node, near, replace(node, fuzzy=0, quoted=True)))
            others += [(word,) for word in near]
        if node.unfinished and len(node.pieces) == 1:
            begun = [word for word in self.wording.completed(node.pieces[0]) if word != node.pieces[0]]
            finished = replace(node, unfinished=False)
            shown = tuple(Other(word, "") for word in begun)
            expansions += [Expansion("begins", shown, self._without([node], finished))] if shown else []
        expansions += self._folding(node)
        self.terms.setdefault(node, Term(node.as_typed(), node.pieces, tuple(expansions)))
        return replace(self._folded(node), others=tuple(dict.fromkeys(others)), fuzzy=0)

    def _alternatives(self, node: Words, expansions: list[Expansion]) -> list[Pieces]:
        """Other names of whom the words name, or other forms of a word that is no name."""
        if node.fieldname not in (None, "title", "body") or node.letters or self._excluding or self._listing:
            return []
        names = self._other_names(node.pieces)
        exact = node.quoted or len(node.pieces) > 1
        if names:
            off = exact or not self.expanding.names
            expansions.append(self._names(node, names, off=off))
            expansions += self._forms_of_name(node)
            return [] if off else list(names)
        if len(node.pieces) > 1:
            return []
        if self.knowing.names_of(node.pieces):  # somebody who has no other name
            expansions += self._forms_of_name(node)
            return []
        word = node.pieces[0]
        forms = [form for form in self.wording.forms(word) if not (node.unfinished and form.startswith(word))]
        if not forms:
            return []
        off = node.quoted or not self.expanding.forms
        plain = replace(node, quoted=not node.quoted)
        expansions.append(self._expansion("forms", node, forms, plain, off=off))
        return [] if off else [(form,) for form in forms]

    def _forms_of_name(self, node: Words) -> list[Expansion]:
        """The forms of a word that is somebody's name are told of, and found when they are asked for."""
        forms = self.wording.forms(node.pieces[0]) if len(node.pieces) == 1 and not node.unfinished else ()
        if not forms or node.quoted:
            return []
        every = [node, *(Words(node.fieldname, (form,), quoted=True) for form in forms)]
        shown = tuple(Other(form, "") for form in forms)
        return [Expansion("forms", shown, self._without([node], tree.Or(every)), off=True)]

    def _names(self, node: Words, names: Mapping[Pieces, str], *, off: bool) -> Expansion:
        typed = node.written or " ".join(node.pieces)
        if off:
            shown = tuple(Other(name, "") for name in names.values())
            return Expansion("names", shown, self._without([node], Named(typed)), off=True)
        kept = self._shown_names([node], {node.pieces: typed, **names})
        return Expansion("names", kept, self._without([node], replace(node, quoted=True)))

    def _expansion(self, kind: str, node: Words, words: Sequence[str], plain: Words, *, off: bool = False) -> Expansion:
        """One of single words, each of which can be left out."""
        every = (node.pieces[0], *words)
        shown = []
        for number, word in enumerate(words):
            kept = [Words(node.fieldname, (one,), quoted=True) for one in every if one != word]
            single = not off and number < LEFT_OUT_SINGLY and len(every) <= _LONGEST_LIST
            shown.append(Other(word, self._without([node], _any(kept)) if single else ""))
        return Expansion(kind, tuple(shown), self._without([node], plain), off=off)

    def _folding(self, node: Words) -> list[Expansion]:
        """That accents, capitals or the form of characters make no difference, where they would."""
        if node.letters:
            loose = replace(node, letters="", written=node.letters)
            return [Expansion("folding", (), self._without([node], loose), off=True)]
        away = folded_away(node.written, node.pieces) or other_characters(node.written)
        if not away or not node.written:
            return []
        exact = replace(node, letters=node.written, quoted=False, fuzzy=0)
        return [Expansion("folding", (Other(away, ""),), self._without([node], exact), off=not self.expanding.folding)]

    def _folded(self, node: Words) -> Words:
        """The words as they are looked for, with the very letters when that is wanted for good."""
        if self.expanding.folding or node.letters or not node.written:
            return node
        return replace(node, letters=node.written.lower())

    # --- the text that switches -------------------------------------------------------------------

    def _without(self, nodes: Sequence[Any], other: Any) -> str:
        """The query text in which another node stands in place of some that follow each other, if it can."""
        first, rest = nodes[0], set(nodes[1:])

        def change(node: Any) -> Any:
            if isinstance(node, Nearby) and len(nodes) == 1 and isinstance(other, Words):
                return Nearby(*(other if one == first else one for one in (node.one, node.other)), node.reach)
            return other if node == first else None if node in rest else node

        changed = self.query.replaced(change).typed
        return changed if changed != self.query.typed else ""


def _is_plain(node: Words) -> bool:
    return node.fieldname is None and len(node.pieces) == 1 and not (node.quoted or node.letters or node.fuzzy)


def _joined(words: Sequence[Words]) -> Pieces:
    return tuple(piece for one in words for piece in one.pieces)


def _any(kept: Sequence[Any]) -> Any:
    return tree.Or(list(kept)) if len(kept) > 1 else kept[0]
