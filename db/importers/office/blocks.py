"""The text of a document from its pieces: paragraphs apart, the items of a list and the rows of a table together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["paragraph", "heading", "title", "item", "row"]

APART = "* * *"
"""Stands alone between the text and what is printed elsewhere: notes, comments, footers."""
_TOGETHER = frozenset({"item", "row"})
_BLANKS = re.compile(r"[ \t\n]+")
_LAYOUT = 300
"""A cell with several paragraphs and so many characters is no cell of a table, but a part of the page."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text that stands by itself."""

    text: str
    kind: Kind = "paragraph"


def joined(blocks: Iterable[Block]) -> str:
    """The blocks as one text, without empty ones."""
    pieces: list[str] = []
    before: Kind = "paragraph"
    for block in blocks:
        text = block.text.strip("\n").rstrip()
        if text.strip():
            pieces += ["\n" if block.kind == before and before in _TOGETHER else "\n\n", text]
            before = block.kind
    return "".join(pieces[1:])


def apart(blocks: Sequence[Block]) -> list[Block]:
    """The blocks set apart from what stands before them; nothing when they say nothing."""
    return [Block(APART), *blocks] if any(block.text.strip() for block in blocks) else []


def distinct(groups: Iterable[Sequence[Block]]) -> list[Block]:
    """The groups one after another, each wording once: headers and footers are repeated from section to section."""
    known: set[tuple[str, ...]] = set()
    found: list[Block] = []
    for group in groups:
        words = tuple(block.text.strip() for block in group)
        if any(words) and words not in known:
            known.add(words)
            found += group
    return found


def row(cells: Sequence[Sequence[Block]]) -> list[Block]:
    """A row of a table as one line, its cells apart by tabs; a row that only arranges a page, cell by cell."""
    filled = [[block for block in cell if block.text.strip()] for cell in cells]
    if len(filled) < 2 or any(len(cell) > 1 and sum(len(block.text) for block in cell) > _LAYOUT for cell in filled):
        return [block for cell in filled for block in cell]
    line = "\t".join(_BLANKS.sub(" ", " ".join(block.text for block in cell)).strip() for cell in filled)
    return [Block(line, "row")] if line.strip() else []
