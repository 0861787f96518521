"""How a line of Markdown looks while it is written, and where it leads. No Qt; places count code points of the line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from db import markup


class Look(Enum):
    """What a stretch of a line is."""

    HEADING = "heading"
    THREAD = "thread"
    """A link to an entity, or a citation."""
    QUIET = "quiet"
    """Marks that a reader will not see."""
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    ODD = "odd"
    """A character that turns the direction of what follows it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a line, from `start` to `end`, and how it looks."""

    start: int
    end: int
    look: Look


@dataclass(frozen=True, slots=True)
class Lead:
    """Where something in a text leads: to an `entity` by a name, or to what a `cite` key stands for."""

    kind: str
    name: str


FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_START = re.compile(r"[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]+|>)+")
_INSIDE = re.compile(
    r"(?P<thread>\[\[[^\[\]\n]+\]\]|\[@[^\[\]]*\]|\[\^[^\]\s]+\]:?)"
    r"|(?P<code>`+[^`]+`+)"
    r"|(?P<strong>\*\*(?=\S)[^*]+(?<=\S)\*\*)"
    r"|(?P<emphasis>(?<![*\w])\*(?=[^\s*])[^*]+(?<=\S)\*(?!\*)|(?<![_\w])_(?=[^\s_])[^_]+(?<=\S)_(?![_\w]))"
    r"|(?P<quiet><!--.*?-->)"
    r"|(?P<odd>[\u202a-\u202e\u2066-\u2069])"
)
_QUOTE = re.compile(r" {0,3}>")
_OVERRIDE = re.compile("[\u202d\u202e]")


def stretches(line: str) -> Iterator[Stretch]:
    """What in a line does not look like plain words; later ones lie over earlier ones."""
    heading = _HEADING.match(line)
    if heading:
        yield Stretch(0, len(line), Look.HEADING)
    start = heading or _START.match(line)
    if start:
        yield Stretch(start.start(), start.end(), Look.QUIET)
    for found in _INSIDE.finditer(line):
        look = Look(found.lastgroup)
        yield Stretch(found.start(), found.end(), look)
        if look in (Look.STRONG, Look.EMPHASIS):
            width = 2 if look is Look.STRONG else 1
            yield Stretch(found.start(), found.start() + width, Look.QUIET)
            yield Stretch(found.end() - width, found.end(), Look.QUIET)


def is_heading(line: str) -> bool:
    """Whether a line is a heading."""
    return _HEADING.match(line) is not None


def is_quote(line: str) -> bool:
    """Whether a line belongs to a block quote."""
    return _QUOTE.match(line) is not None


def turns_round(text: str) -> bool:
    """Whether a text holds characters by which it can be made to read otherwise than it is written."""
    return not text.isascii() and _OVERRIDE.search(text) is not None


def lead_at(line: str, place: int) -> Lead | None:
    """What stands at a place of a line and leads somewhere."""
    document = markup.parse(line)
    for link in document.links:
        if link.start <= place <= link.end:
            return Lead("entity", link.name)
    here = [one for one in document.citations if one.start <= place <= one.end]
    if not here:
        return None
    before = [one for one in here if one.written - 1 <= place]
    return Lead("cite", (before[-1] if before else here[0]).key)
