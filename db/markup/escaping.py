"""Text written as Markdown so that every program shows it character for character, and links to entities.

Escapes are the few that python-markdown, CommonMark, GitHub and pandoc agree on; what has no common escape
becomes a character reference. `characters.unescaped` is the way back, exactly.
"""

import re

from db.folding import fold
from db.markup.blocks import Kind, blocks
from db.markup.inline import Link, prose

_ANYWHERE = re.compile(
    r"[\\`*_{}\[\]|]"  # a backslash helps everywhere
    r"|[<~^\x00-\x08\x0b-\x1f\x7f\u2028\u2029\t]"  # a reference helps everywhere
    r"|&(?=#|\w+;)"
    r"|(?<![^\W_])@(?=[\w{])"  # pandoc takes it for a citation
)
_LINE_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([#>]|[-+](?=\s|$|-))|^([=:](?=\s|$|=))")
_BACKSLASHED = frozenset("\\`*_{}[]|")
_PROSE = (Kind.HEADING, Kind.PARAGRAPH, Kind.CELL)
_OUTER_BLANKS = re.compile(r"^[ ]+|[ ]+$")


def escaped(text: str) -> str:
    """The text as Markdown that shows it and nothing else, for use inside a line; line ends become blanks."""
    return _ANYWHERE.sub(_escape, " ".join(text.split("\n")))


def escaped_line(line: str) -> str:
    """One line of text as a whole line of Markdown: it begins no list, heading or quote, and keeps its blanks."""
    kept = _LINE_START.sub(_escape_start, _ANYWHERE.sub(_escape, line))
    return _OUTER_BLANKS.sub(lambda blanks: "&#32;" * len(blanks[0]), kept)


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    if char in _BACKSLASHED:
        return "\\" + char
    return _reference(char)


def _reference(char: str) -> str:
    return {"<": "&lt;", "&": "&amp;"}.get(char) or f"&#{ord(char)};"


def _escape_start(found: re.Match[str]) -> str:
    if found[1]:
        return f"{found[1]}\\{found[2]}"
    return "\\" + found[3] if found[3] else _reference(found[4])


# --- links ----------------------------------------------------------------------------------------


def link(name: str, shown: str | None = None) -> str:
    """A link to an entity, `[[name]]` or `[[name|shown]]`, whatever characters the name holds."""
    inside = _linkable(name) if shown is None else f"{_linkable(name)}|{_linkable(shown)}"
    return f"[[{inside}]]"


def _linkable(words: str) -> str:
    return re.sub(r"[\[\]|\\]|&(?=#?\w+;)", lambda c: _reference(c[0]), " ".join(words.split()))


def links(markdown: str) -> list[Link]:
    """The links to entities in a text, in order; those in code are not links."""
    read = (prose(markdown, block.lines) for block in blocks(markdown) if block.kind in _PROSE)
    return [found for one in read for found in one.links]


def rename_links(markdown: str, old: str, new: str) -> str:
    """The text with every link to `old` pointing to `new`; what a link shows in other words stays."""
    wanted = _named(old)
    return replaced(
        markdown,
        [(found.start, found.end, link(new, found.shown)) for found in links(markdown) if _named(found.name) == wanted],
    )


def _named(name: str) -> str:
    return fold(" ".join(name.split()))


def replaced(markdown: str, changes: list[tuple[int, int, str]]) -> str:
    """The text with each span replaced by new text; what overlaps an earlier or longer change is left out."""
    pieces: list[str] = []
    at = 0
    for start, end, new in sorted(changes, key=lambda change: (change[0], change[0] < change[1], -change[1])):
        if start >= at:
            pieces += (markdown[at:start], new)
            at = end
    return "".join(pieces) + markdown[at:]
