"""The query language: a line of text becomes a tree of words, AND, OR and NOT.

    police station              both words
    "police station"            the words in a row
    police OR carabinieri       either; NOT police, -police: those without
    (a OR b) -c                 grouped
    defend*                     words that begin so, also the last word of a phrase
    title:milan                 in one field; FIELDS has their names
    习近平                       these characters in a row

Rests on Whoosh's parser and query classes, with our own idea of words. Any text can be read, half-typed or
odd as it may be, and `read_as` says how it was taken. Words are cut as `db.search.analysis` has it; which
documents are found is the matter of `db.search.ranking`. Whoosh has no types, hence the ignored errors.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from whoosh import query as tree
from whoosh.qparser import plugins, syntax
from whoosh.qparser.default import QueryParser

from db.folding import fold
from db.letters import is_unspaced
from db.search import analysis

FIELDS = ("title", "kind", "language", "publisher", "tag", "date", "source")
"""What can stand before a colon."""

LONGEST = 2000
"""How many characters of a query are read; reading ends between words unless one is very long."""

FURTHEST = 100_000
"""Where reading ends even if nothing but parentheses came before."""

DEEPEST = 20
"""How many parentheses may stand within each other; those further in are passed over."""

_A_WORD = 50
_MARKS = frozenset('()"*:-')
_FIELD = rf"(?i:(?P<field>{'|'.join(FIELDS)})):"


@dataclass(frozen=True, eq=True)
class Words(tree.Query):  # type: ignore[misc]
    """Pieces that follow each other, in one field, or for None in the title or the body."""

    fieldname: str | None
    pieces: tuple[str, ...]
    unfinished: bool = False

    def __str__(self) -> str:
        text = " ".join(self.pieces) + "*" * self.unfinished
        return f"{self.fieldname}:" * bool(self.fieldname) + (f'"{text}"' if len(self.pieces) > 1 else text)


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: `tree` is a Whoosh query of And, Or, Not and Words, or None if nothing was."""

    tree: Any
    read_as: str


def parse(text: str) -> Query:
    """Read a query; whatever the text, there is an answer."""
    found = _parsed(text) or _parsed(text.lower())  # a lone AND is a word
    return Query(found, _written(found) if found else "")


def all_of(*queries: Query) -> Query:
    """What every one of the queries finds."""
    found = _tidied(tree.And([query.tree for query in queries])) if all(q.tree for q in queries) else None
    return Query(found, _written(found) if found else "")


def leaves(query: Query, field: str) -> Iterator[Words]:
    """The words that a text found by the query may show in this field."""
    return _leaves(query.tree, field) if query.tree else iter(())


def _leaves(node: Any, field: str) -> Iterator[Words]:
    if isinstance(node, Words):
        if node.fieldname in (None, field):
            yield node
    elif not isinstance(node, tree.Not):
        for child in node.children():
            yield from _leaves(child, field)


# --- from text to a tree --------------------------------------------------------------------------


def _parsed(text: str) -> Any:
    return _tidied(_parser().parse(_balanced(_plain(text[:FURTHEST])), normalize=False))


def _plain(text: str) -> str:
    """Without what cannot be seen, and with the signs of the language in one form."""
    return "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Cs"):
        return " "
    folded = fold(character)
    return folded if folded in _MARKS or category == "Cf" else character


def _balanced(text: str) -> str:
    """As much as is read; each quotation mark and parenthesis has its partner, at the end if need be."""
    out: list[str] = []
    depth = skipped = 0
    quoted = False
    for character in text:
        if len(out) == LONGEST or (len(text) > LONGEST and len(out) > LONGEST - _A_WORD and character.isspace()):
            break
        quoted ^= character == '"'
        if quoted or character not in "()":
            out.append(character)
        elif character == "(":
            depth, skipped = (depth + 1, skipped) if depth < DEEPEST else (depth, skipped + 1)
            out += ["("] if not skipped else []
        elif skipped:
            skipped -= 1
        elif depth:
            depth -= 1
            out.append(")")
    return "".join(out) + '"' * quoted + ")" * depth


class _WordsNode(syntax.SyntaxNode):  # type: ignore[misc]
    """Words or a phrase, as typed."""

    has_fieldname = True

    def __init__(self, field: str | None, text: str) -> None:
        self.fieldname = field
        self.text = text

    def query(self, _parser: QueryParser) -> Words | None:
        pieces = analysis.pieces(self.text)
        unfinished = self.text.rstrip().endswith("*") and bool(pieces) and not is_unspaced(pieces[-1])
        return Words(self.fieldname, pieces, unfinished) if pieces else None


class _WordsPlugin(plugins.TaggingPlugin):  # type: ignore[misc]
    """Takes a phrase, or whatever stands between blanks, with its field."""

    expr = rf'(?:{_FIELD}(?=[^\s()]))?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s()"]+))'
    priority = 1000

    def create(self, parser: QueryParser, match: re.Match[str]) -> Any:
        field, phrase = match["field"], match["phrase"]
        text = match["word"] if phrase is None else phrase
        return _WordsNode(field.lower() if field else None, text) if analysis.pieces(text) else syntax.Whitespace()


class _FieldTagger(plugins.RegexTagger):  # type: ignore[misc]
    def create(self, parser: QueryParser, match: re.Match[str]) -> Any:
        return syntax.FieldnameNode(match["field"].lower(), match.group())


class _FieldsPlugin(plugins.FieldsPlugin):  # type: ignore[misc]
    """A field before a parenthesis is meant for all that is in it."""

    def __init__(self) -> None:
        super().__init__(rf"{_FIELD}(?=\()", remove_unknown=False)

    def taggers(self, parser: QueryParser) -> list[tuple[Any, int]]:
        return [(_FieldTagger(self.expr), 0)]


class _OperatorsPlugin(plugins.OperatorsPlugin):  # type: ignore[misc]
    """AND, OR and NOT in capitals, a hyphen before what is not wanted; one without a partner is dropped."""

    def __init__(self) -> None:
        alone = r'(?<![^\s()"]){}(?![^\s()"])'
        super().__init__(
            And=alone.format("AND"),
            Or=alone.format("OR"),
            Not=alone.format("NOT") + r"|(?<![^\s(])-(?=[^\s)-])",
            AndNot=None,
            AndMaybe=None,
            Require=None,
        )

    def filters(self, parser: QueryParser) -> list[tuple[Any, int]]:
        return [(self._paired, 590), *super().filters(parser)]

    def _paired(self, parser: QueryParser, group: Any) -> Any:
        out, infix, negation = group.empty_copy(), None, None
        for node in group:
            if isinstance(node, syntax.PrefixOperator):
                negation = node if negation is None else None
            elif isinstance(node, syntax.InfixOperator):
                infix = node
            else:
                operand = self._paired(parser, node) if isinstance(node, syntax.GroupNode) else node
                if isinstance(operand, syntax.GroupNode) and not operand:
                    continue
                out.extend([part for part in (infix if out else None, negation, operand) if part is not None])
                infix = negation = None
        return out


@lru_cache(maxsize=1)
def _parser() -> QueryParser:
    parts = [plugins.GroupPlugin(), _FieldsPlugin(), _OperatorsPlugin(), _WordsPlugin()]
    return QueryParser(None, None, plugins=parts)


# --- the tree in its simplest form, and in writing ------------------------------------------------


def _tidied(node: Any) -> Any:
    """Without empty and single groups, groups within their like, repetitions and double negations."""
    if isinstance(node, tree.Not):
        child = _tidied(node.query)
        return child.query if isinstance(child, tree.Not) else child and tree.Not(child)
    if not isinstance(node, tree.And | tree.Or):
        return node if isinstance(node, Words) else None
    children: dict[Any, None] = {}
    for child in map(_tidied, node.children()):
        if child is not None:
            children.update(dict.fromkeys(child.children() if type(child) is type(node) else [child]))
    kept = list(children)
    return type(node)(kept) if len(kept) > 1 else kept[0] if kept else None


def _written(node: Any) -> str:
    if isinstance(node, tree.Not):
        return f"NOT {_part(node.query)}"
    if isinstance(node, tree.And | tree.Or):
        return (" AND " if isinstance(node, tree.And) else " OR ").join(map(_part, node.children()))
    return str(node)


def _part(node: Any) -> str:
    return f"({_written(node)})" if isinstance(node, tree.And | tree.Or) else _written(node)
