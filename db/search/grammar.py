"""From a line of text to a tree: Whoosh's parser with our own idea of words, fields and operators.

Any text can be read; what cannot be read as it stands is read as words. Whoosh has no types, hence the ignored errors.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from whoosh import query as tree
from whoosh.qparser import plugins, syntax
from whoosh.qparser.default import QueryParser

from db.folding import fold, folded
from db.letters import UNSPACED, WORD, is_unspaced
from db.search import analysis, fields
from db.search.nodes import Nearby, Words

LONGEST = 2000
"""How many characters of a query are read; reading ends between words unless one is very long."""

FURTHEST = 100_000
"""Where reading ends even if nothing but parentheses came before."""

DEEPEST = 20
"""How many parentheses may stand within each other; those further in are passed over."""

REACH = 10
"""How many places apart words may be that are to be near each other, when nobody says."""

_A_WORD = 50
_MARKS = frozenset('()"*:-=~')
_FIELD = rf"(?i:(?P<field>{'|'.join(fields.ALL)})):"
_FUZZY = re.compile(r"~([12]?)$")
_LETTER = re.compile(f"[{UNSPACED}{WORD}]")


def read(text: str) -> Any:
    """The tree of a text as the parser has it, or None."""
    return _parser().parse(_balanced(_plain(text[:FURTHEST])), normalize=False)


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
    """What stands between blanks or in quotation marks, as typed."""

    has_fieldname = True

    def __init__(self, field: str | None, text: str, *, quoted: bool = False, exact: bool = False) -> None:
        self.fieldname = field
        self.text = text
        self.quoted = quoted
        self.exact = exact

    def query(self, _parser: QueryParser) -> Any:
        name = fields.ALIASES.get(self.fieldname or "", self.fieldname)
        if name is None:
            return self._words(None, self.text)
        found = fields.exactly(name, self.text) if self.exact else fields.read(name, self.text)
        if found is not None:
            return found
        if name in fields.WORDS:
            return self._words(name, self.text)
        return self._words(None, f"{name} {self.text}")

    def _words(self, field: str | None, text: str) -> Words | None:
        fuzzy = None if self.quoted else _FUZZY.search(text)
        text = text[: fuzzy.start()] if fuzzy else text
        pieces = analysis.pieces(text)
        if not pieces:
            return None
        spaced = not is_unspaced(pieces[-1])
        return Words(
            field,
            pieces,
            unfinished=spaced and text.rstrip().endswith("*"),
            fuzzy=int(fuzzy[1] or 1) if fuzzy and spaced and len(pieces) == 1 and not self.exact else 0,
            quoted=self.quoted and len(pieces) == 1,
            letters=_letters(text) if self.exact else "",
            written=_letters(text),
        )


def _letters(text: str) -> str:
    """A text from its first letter to its last."""
    within = folded(text)
    places = [found.start() for found in _LETTER.finditer(within.text)]
    return text[slice(*within.original(places[0], places[-1] + 1))]


class _WordsPlugin(plugins.TaggingPlugin):  # type: ignore[misc]
    """Takes a phrase, or whatever stands between blanks, with its field."""

    expr = rf'(?:{_FIELD}(?=[^\s()]))?(?P<exact>=(?=[^\s()]))?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s()"]+))'
    priority = 1000

    def create(self, parser: QueryParser, match: re.Match[str]) -> Any:
        field, phrase = match["field"], match["phrase"]
        text = match["word"] if phrase is None else phrase
        name = field.lower() if field else None
        is_value = bool(match["exact"]) and fields.ALIASES.get(name or "", name) in fields.COLUMNS
        if not (analysis.pieces(text) or (is_value and text.strip())):
            return syntax.Whitespace()
        return _WordsNode(name, text, quoted=phrase is not None, exact=bool(match["exact"]))


class _NearOperator(syntax.InfixOperator):  # type: ignore[misc]
    """Between two words that are to stand near each other; between anything else it means AND."""

    def __init__(self, text: str) -> None:
        super().__init__(text, _NearGroup)
        self.reach = int(text.partition("/")[2] or REACH)

    def replace_self(self, parser: QueryParser, group: Any, position: int) -> int:
        if not 0 < position < len(group) - 1 or isinstance(group[position + 1], syntax.PrefixOperator):
            del group[position]
            return position
        group[position - 1 : position + 2] = [_NearGroup([group[position - 1], group[position + 1]], self.reach)]
        return position


class _NearGroup(syntax.GroupNode):  # type: ignore[misc]
    """Two words that are near each other, or a row of such and one more word."""

    def __init__(self, nodes: Any, reach: int = REACH) -> None:
        super().__init__(nodes)
        self.reach = reach

    def empty_copy(self) -> "_NearGroup":
        return _NearGroup([], self.reach)

    def query(self, parser: QueryParser) -> Any:
        found = [one for one in (node.query(parser) for node in self.nodes) if one is not None]
        if len(found) == 2:
            before = found[0].subqueries[-1] if isinstance(found[0], tree.And) and len(found[0]) else found[0]
            one = before.other if isinstance(before, Nearby) else before
            if isinstance(one, Words) and isinstance(found[1], Words) and one.fieldname == found[1].fieldname:
                near = Nearby(one, found[1], self.reach)
                return tree.And([found[0], near]) if one is not found[0] else near
        return tree.And(found)


class _NearTagger(plugins.RegexTagger):  # type: ignore[misc]
    grouptype = _NearGroup
    optype = _NearOperator
    leftassoc = True

    def create(self, parser: QueryParser, match: re.Match[str]) -> _NearOperator:
        return _NearOperator(match.group())


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
    """NEAR, AND, OR, NOT in capitals, a hyphen before what is not wanted; one without a partner is dropped."""

    def __init__(self) -> None:
        alone = r'(?<![^\s()"]){}(?![^\s()"])'
        super().__init__(
            [(_NearTagger(alone.format(r"NEAR(?:/\d{1,3})?")), 0)],
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
