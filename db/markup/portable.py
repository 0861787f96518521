"""Markdown that python-markdown, GitHub, Obsidian and pandoc read alike: what to change in what they read apart.

Put right are: missing blank lines before lists, tables, headings and block quotes; the indentation of nested
lists; words that begin with `#` or `@`; bare addresses; backslashes that only some programs take for escapes.
Comments are taken out, since somebody wrote them for herself. Images become links and other HTML becomes
visible text, since neither may load or run anything.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from db.markup.blocks import Block, Kind, Within, blocks, front_matter_end
from db.markup.document import Document, Piece

Change = tuple[int, int, str]
"""A span of the Markdown text and what stands there instead."""

_HASHTAG = re.compile(r"#+[^\s#]")
_HANDLE = re.compile(r"(?<!\w)@[\w{]")
_ODD_ESCAPE = re.compile(r"\\[\"$%&',/:;<=?@^~]")
_HARMLESS_TAG = re.compile(r"</?(?:br|sub|sup|u|s|b|i|em|strong|del)\s*/?>", re.IGNORECASE)
_RAW_TAG = re.compile(r"[ \t]*<\w")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_INDENT = re.compile(r"[ \t]*")
_MARKER = re.compile(r"[ \t]*([-+*]|\d{1,9}[.)])[ \t]+$")


def changes(document: Document) -> list[Change]:
    """What has to change in a text so that other programs read it as we do."""
    found = blocks(document.markdown)
    made = [change for piece in document.pieces for change in _inside(document.markdown, piece)]
    made += _spacing(document.markdown, found)
    made += [change for block in found for change in _indentation(document.markdown, block)]
    made += [change for block in found for change in _whole(document.markdown, block)]
    return [*made, (0, front_matter_end(document.markdown), "")]


def _whole(markdown: str, block: Block) -> Iterator[Change]:
    """What changes in a block that is no prose: comments, other HTML, and code that does not end."""
    if block.kind is Kind.APART and markdown.startswith("<!--", block.start):
        yield block.start, block.end, ""
    elif block.kind is Kind.APART and _RAW_TAG.match(markdown, block.start):
        tag = markdown.index("<", block.start)
        yield tag, tag + 1, "&lt;"
    elif block.kind is Kind.CODE and block.within == Within():
        fence = _FENCE.match(markdown, block.start)
        last = markdown[slice(*block.lines[-1])].strip()
        if fence and (len(block.lines) == 1 or last.strip(fence[1][0]) or len(last) < len(fence[1])):
            yield block.end, block.end, f"\n{fence[1]}"


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
        elif not opaque and end == start + 1 and _HANDLE.match(markdown, start):
            yield start, end, "&#64;"
        elif not opaque and end == start + 1 and markdown[start] == "\\":
            yield start, end, "\\\\"


def _spacing(markdown: str, found: list[Block]) -> Iterator[Change]:
    """Blank lines before what would be taken for the rest of a paragraph."""
    for before, block in pairwise(found):
        line = _line_start(markdown, block.start)
        gap = markdown[before.end : line].replace("\r", "")
        if block.within.quote is not None and block.within.quote == before.within.quote:
            continue
        if _begins_anew(before, block) and gap.count("\n") == 1 and not gap.strip(" \t|\n"):
            indented = _INDENT.match(markdown, line) if block.within.row is not None else None
            yield line, indented.end() if indented else line, "\n"


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
