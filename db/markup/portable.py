"""Markdown that python-markdown, GitHub, Obsidian and pandoc read alike: what to change in what they read apart.

Put right are: missing blank lines before lists, tables, headings and block quotes; the indentation of nested
lists; words that begin with `#` or `@`; bare addresses; backslashes that only some programs take for escapes.
Comments are taken out, since somebody wrote them for herself. Images become links and other HTML becomes
visible text, since neither may load or run anything.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from db.markup.blocks import Block, Kind, blocks, front_matter_end
from db.markup.document import Document, Piece

Change = tuple[int, int, str]
"""A span of the Markdown text and what stands there instead."""

_HASHTAG = re.compile(r"#+[^\s#]")
_HANDLE = re.compile(r"(?<!\w)@[\w{]")
_ODD_ESCAPE = re.compile(r"\\[\"$%&',/:;<=?@^~]")
_HARMLESS_TAG = re.compile(r"</?(?:br|sub|sup|u|s|b|i|em|strong|del)\s*/?>", re.IGNORECASE)
_MARKER = re.compile(r"[ \t]*([-+*]|\d{1,9}[.)])[ \t]+$")


def changes(document: Document) -> list[Change]:
    """What has to change in a text so that other programs read it as we do."""
    found = blocks(document.markdown)
    made = [change for piece in document.pieces for change in _inside(document.markdown, piece)]
    made += _spacing(document.markdown, found)
    made += [change for block in found for change in _indentation(document.markdown, block)]
    made += [
        (block.start, block.end, "")
        for block in found
        if block.kind is Kind.APART and document.markdown.startswith("<!--", block.start)
    ]
    return [*made, (0, front_matter_end(document.markdown), "")]


def _inside(markdown: str, piece: Piece) -> Iterator[Change]:
    """What changes in the words of one block."""
    if piece.block.kind is Kind.PARAGRAPH:
        yield from ((start, start, "\\") for start, _ in piece.block.lines if _HASHTAG.match(markdown, start))
    for markup in piece.prose.markup:
        typed = markdown[markup.start : markup.end]
        if markup.kind == "comment":
            yield markup.start, markup.end, ""
        elif markup.kind == "image":
            yield markup.start, markup.start + 1, ""
        elif markup.kind == "bare":
            yield markup.start, markup.end, f"<{typed}>"
        elif markup.kind == "tag" and not _HARMLESS_TAG.fullmatch(typed):
            yield markup.start, markup.start + 1, "&lt;"
    words = piece.prose
    for start, end, opaque in zip(words.starts, words.ends, words.opaque, strict=True):
        if _ODD_ESCAPE.fullmatch(markdown, start, end):
            yield start, end, f"&#{ord(markdown[end - 1])};"
        elif not opaque and _HANDLE.match(markdown, start) and end == start + 1:
            yield start, end, "&#64;"


def _spacing(markdown: str, found: list[Block]) -> Iterator[Change]:
    """Blank lines before what would be taken for the rest of a paragraph."""
    for before, block in pairwise(found):
        line = _line_start(markdown, block.start)
        gap = markdown[before.end : line].replace("\r", "")
        if block.within.quote is not None and block.within.quote == before.within.quote:
            continue
        if _begins_anew(before, block) and gap.count("\n") == 1 and not gap.strip(" \t|\n"):
            yield line, line, "\n"


def _begins_anew(before: Block, block: Block) -> bool:
    if block.within.row is not None:
        return before.within.row is None
    if block.within.quote is not None or block.kind in (Kind.HEADING, Kind.CODE):
        return True
    return block.within.depth > 0 and before.within.depth == 0


def _indentation(markdown: str, block: Block) -> Iterator[Change]:
    """Four columns for each level of lists."""
    depth = block.within.depth
    if not depth or block.within.quote is not None or block.within.note is not None:
        return
    for start, _ in block.lines:
        line = _line_start(markdown, start)
        before = markdown[line:start]
        marker = _MARKER.fullmatch(before)
        if marker:
            yield line, start, " " * 4 * (depth - 1) + marker[1] + " "
        elif before and not before.strip(" \t"):
            yield line, start, " " * 4 * depth


def _line_start(markdown: str, place: int) -> int:
    return markdown.rfind("\n", 0, place) + 1
