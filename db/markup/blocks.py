"""The blocks of a Markdown text: what is prose and where, with places in the text as it stands.

Read tolerantly, as the several Markdown programs agree to (CommonMark in the main).
What stands inside a block (links, citations, emphasis) is the business of `inline`.
"""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

Extent = tuple[int, int]
"""Start and end in code points of the whole Markdown text, the end exclusive."""

_DEEPEST = 12  # quotes and lists nested further are read as plain paragraphs; nobody writes them by hand

_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*$")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")
_ITEM = re.compile(r"([-+*]|\d{1,9}[.)])([ \t]+|$)")
_INTERRUPTING_ITEM = re.compile(r"(?:[-+*]|1[.)])[ \t]+\S")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")
_DEFINITION = re.compile(r"(?:\[(?![\^@\[])[^\]]+\]:[ \t]*\S|\*\[[^\]]+\]:)")
_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_RAW_HTML = re.compile(r"<(script|style|pre|textarea)\b", re.IGNORECASE)
_CELL_END = re.compile(r"\\.|`+[^`]*`+|\[\[[^\[\]]*\]\]|(\|)")
_FRONT_END = re.compile(r"(?:---|\.\.\.)[ \t]*$")


class Kind(Enum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CELL = "cell"
    CODE = "code"
    APART = "apart"
    """Nothing a reader sees as prose: rules, comments, definitions, front matter."""


@dataclass(frozen=True, slots=True)
class Within:
    """What a block stands in: which block quote, which footnote, which table row, how deep in lists."""

    quote: int | None = None
    note: str | None = None
    row: int | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One block; `lines` are the spans of its content, without quote marks, list markers and indentation.

    Offsets count code points of the whole Markdown text. A block quote, a footnote and a table row are
    known by a number or label that all blocks in them share.
    """

    kind: Kind
    lines: tuple[Extent, ...]
    within: Within = Within()
    level: int = 0

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.lines[0][0]

    @property
    def end(self) -> int:
        """Where its content ends."""
        return self.lines[-1][1]


def blocks(markdown: str) -> list[Block]:
    """The blocks of a text in their order."""
    return list(_Scanner(markdown).whole())


def front_matter_end(markdown: str) -> int:
    """Where the text begins, behind the metadata that some programs put between two rules on top."""
    lines = physical_lines(markdown)
    skipped = _front_matter(markdown, lines)
    return min(lines[skipped - 1][1] + 1, len(markdown)) if skipped else 0


def _front_matter(markdown: str, lines: list[Extent]) -> int:
    """How many lines of metadata the text begins with."""
    if markdown[slice(*lines[0])].lstrip("\ufeff").rstrip() != "---":
        return 0
    for number, span in enumerate(lines[1:], 1):
        if _FRONT_END.match(markdown[slice(*span)]):
            return number + 1 if number > 1 else 0
    return 0


def physical_lines(markdown: str) -> list[Extent]:
    """The spans of all lines, without their line ends; `\\r\\n` counts as one end."""
    spans: list[Extent] = []
    start = 0
    for line in markdown.split("\n"):
        end = start + len(line)
        spans.append((start, end - 1 if line.endswith("\r") else end))
        start = end + 1
    return spans


_Walk = Generator[Block, None, int]
"""Yields blocks; returns the number of the line that comes next."""


@dataclass(slots=True)
class _Scanner:
    """Walks over the lines of one container at a time; `cut` and `indent` look at the text itself."""

    text: str
    counted: int = 0
    paragraph: list[Extent] = field(default_factory=list)

    def whole(self) -> Iterator[Block]:
        lines = physical_lines(self.text)
        skipped = _front_matter(self.text, lines)
        if skipped:
            yield Block(Kind.APART, tuple(lines[:skipped]))
        yield from self.scan(lines[skipped:], Within(), 0)

    def number(self) -> int:
        self.counted += 1
        return self.counted

    def bare(self, line: Extent) -> str:
        """The line's text without the spaces around it."""
        return self.text[slice(*line)].strip(" \t\f\v")

    def indent(self, line: Extent) -> int:
        """How many columns of blank the line begins with; a tab reaches to the next fourth column."""
        columns = 0
        for char in self.text[slice(*line)]:
            if char not in " \t":
                break
            columns += 4 - columns % 4 if char == "\t" else 1
        return columns

    def cut(self, line: Extent, columns: int) -> Extent:
        """The line without up to `columns` columns of blank at its beginning."""
        start, end = line
        taken = 0
        while start < end and taken < columns and self.text[start] in " \t":
            taken += 4 - taken % 4 if self.text[start] == "\t" else 1
            start += 1
        return start, end

    def stripped(self, line: Extent) -> Extent:
        """The line without any blank at its beginning or end."""
        start, end = line
        while start < end and self.text[start] in " \t\f\v":
            start += 1
        while end > start and self.text[end - 1] in " \t\f\v":
            end -= 1
        return start, end

    # --- one container ---------------------------------------------------------------------------

    def scan(self, lines: list[Extent], within: Within, level: int) -> Iterator[Block]:
        """The blocks in these lines."""
        at = 0
        while at < len(lines):
            line = lines[at]
            bare = self.bare(line)
            if not bare:
                yield from self.flush(within)
                at += 1
            elif self.paragraph and _UNDERLINE.match(bare):
                yield from self.flush(within, Kind.HEADING, 1 if bare[0] == "=" else 2)
                at += 1
            elif self.indent(line) >= 4 and not self.paragraph:
                at = yield from self.indented(lines, at, within)
            elif self.begins_block(bare, level):
                yield from self.flush(within)
                at = yield from self.block(lines, at, within, level)
            elif "|" in bare and at + 1 < len(lines) and self.is_delimiter_row(lines[at + 1]):
                yield from self.flush(within)
                at = yield from self.table(lines, at, within)
            else:
                self.paragraph.append(self.stripped(line))
                at += 1
        yield from self.flush(within)

    def flush(self, within: Within, kind: Kind = Kind.PARAGRAPH, level: int = 0) -> Iterator[Block]:
        if self.paragraph:
            yield Block(kind, tuple(self.paragraph), within, level)
            self.paragraph = []

    def is_delimiter_row(self, line: Extent) -> bool:
        bare = self.bare(line)
        return "-" in bare and "|" in bare and bool(_DELIMITER_ROW.match(bare))

    def begins_block(self, bare: str, level: int) -> bool:
        """Whether a line like this ends a paragraph and begins something else."""
        item = _INTERRUPTING_ITEM if self.paragraph else _ITEM
        if (bare[0] == ">" or item.match(bare)) and level < _DEEPEST:
            return True
        starts = (_FENCE, _HEADING, _RULE, _NOTE, _RAW_HTML)
        if any(start.match(bare) for start in starts) or bare.startswith("<!--"):
            return True
        return not self.paragraph and bool(_DEFINITION.match(bare))

    def block(self, lines: list[Extent], at: int, within: Within, level: int) -> _Walk:
        """The block that begins at this line, whose beginning `begins_block` has seen."""
        bare = self.bare(lines[at])
        stop = at + 1
        if _FENCE.match(bare):
            stop = yield from self.fenced(lines, at, within)
        elif heading := _HEADING.match(bare):
            yield self.heading(lines[at], len(heading[1]), within)
        elif bare[0] == ">":
            stop = yield from self.quoted(lines, at, within, level)
        elif _RULE.match(bare) or _DEFINITION.match(bare):
            yield Block(Kind.APART, (lines[at],), within)
        elif note := _NOTE.match(bare):
            stop = yield from self.note(lines, at, note, within, level)
        elif _ITEM.match(bare) and level < _DEEPEST:
            stop = yield from self.item(lines, at, within, level)
        else:
            stop = yield from self.raw(lines, at, within)
        return stop

    # --- leaves ----------------------------------------------------------------------------------

    def heading(self, line: Extent, level: int, within: Within) -> Block:
        start, end = self.stripped(line)
        start, end = self.stripped((start + level, end))
        closing = re.search(r"(?:^|[ \t])#+$", self.text[start:end])
        if closing:
            start, end = self.stripped((start, start + closing.start()))
        return Block(Kind.HEADING, ((start, end),), within, level)

    def fenced(self, lines: list[Extent], at: int, within: Within) -> _Walk:
        opening = self.bare(lines[at])
        mark = opening[: len(opening) - len(opening.lstrip(opening[0]))]
        stop = at + 1
        while stop < len(lines):
            bare = self.bare(lines[stop])
            stop += 1
            if bare.startswith(mark) and not bare.strip(mark[0]):
                break
        yield Block(Kind.CODE, tuple(lines[at:stop]), within)
        return stop

    def indented(self, lines: list[Extent], at: int, within: Within) -> _Walk:
        stop = at
        while stop < len(lines) and (self.indent(lines[stop]) >= 4 or not self.bare(lines[stop])):
            stop += 1
        while not self.bare(lines[stop - 1]):
            stop -= 1
        yield Block(Kind.CODE, tuple(lines[at:stop]), within)
        return stop

    def raw(self, lines: list[Extent], at: int, within: Within) -> _Walk:
        """A comment, or an element whose content is no prose."""
        opening = _RAW_HTML.match(self.bare(lines[at]))
        closing = f"</{opening[1].lower()}>" if opening else "-->"
        stop = at
        while stop < len(lines) and closing not in self.text[slice(*lines[stop])].lower():
            stop += 1
        yield Block(Kind.APART, tuple(lines[at : stop + 1]), within)
        return stop + 1

    def table(self, lines: list[Extent], at: int, within: Within) -> _Walk:
        """The cells of a table, row by row; those of the head are headings."""
        stop = at
        while stop < len(lines) and (bare := self.bare(lines[stop])):
            if stop > at + 1 and self.begins_block(bare, 0):
                break
            if stop != at + 1:
                kind = Kind.CELL if stop > at else Kind.HEADING
                row = replace(within, row=self.number())
                yield from (Block(kind, (cell,), row) for cell in self.cells(lines[stop]))
            stop += 1
        return stop

    def cells(self, line: Extent) -> Iterator[Extent]:
        start, end = self.stripped(line)
        if self.text.startswith("|", start):
            start += 1
        ends = [m.start(1) for m in _CELL_END.finditer(self.text, start, end) if m[1]]
        for stop in [*ends, end]:
            cell = self.stripped((start, stop))
            if cell[0] < cell[1]:
                yield cell
            start = stop + 1

    # --- containers ------------------------------------------------------------------------------

    def quoted(self, lines: list[Extent], at: int, within: Within, level: int) -> _Walk:
        inner: list[Extent] = []
        stop = at
        while stop < len(lines):
            start, end = self.stripped(lines[stop])
            if start < end and self.text[start] == ">" and self.indent(lines[stop]) < 4:
                inner.append(self.cut((start + 1, lines[stop][1]), 1))
            elif not self.continues(lines[stop], inner[-1]):
                break
            else:
                inner.append(lines[stop])
            stop += 1
        number = self.number() if within.quote is None else within.quote
        yield from self.scan(inner, replace(within, quote=number), level + 1)
        return stop

    def continues(self, line: Extent, before: Extent) -> bool:
        """Whether a line without the container's mark goes on with the paragraph before it."""
        bare, last = self.bare(line), self.bare(before)
        if not bare or not last or _FENCE.match(last) or _HEADING.match(last):
            return False
        return not (bare[0] in ">|" or _ITEM.match(bare) or self.begins_block(bare, 0))

    def item(self, lines: list[Extent], at: int, within: Within, level: int) -> _Walk:
        start, end = self.stripped(lines[at])
        marker = _ITEM.match(self.text, start, end)
        assert marker is not None, "begins_block has matched it"
        needed = self.indent(lines[at]) + 2
        width = needed - 2 + len(marker[0]) if len(marker[2]) <= 4 else needed
        stop = self.item_end(lines, at, needed)
        inner = [(marker.end(), lines[at][1]), *(self.cut(line, width) for line in lines[at + 1 : stop])]
        yield from self.scan(inner, replace(within, depth=within.depth + 1), level + 1)
        return stop

    def item_end(self, lines: list[Extent], at: int, needed: int) -> int:
        stop = at + 1
        while stop < len(lines):
            if not self.bare(lines[stop]):
                following = next((n for n in range(stop, len(lines)) if self.bare(lines[n])), None)
                if following is None or self.indent(lines[following]) < needed:
                    return stop
                stop = following
                continue
            if self.indent(lines[stop]) < needed and not self.continues(lines[stop], lines[stop - 1]):
                return stop
            stop += 1
        return stop

    def note(self, lines: list[Extent], at: int, found: re.Match[str], within: Within, level: int) -> _Walk:
        stop = self.item_end(lines, at, 4)
        start, _ = self.stripped(lines[at])
        inner = [(start + found.end(), lines[at][1]), *(self.cut(line, 4) for line in lines[at + 1 : stop])]
        yield from self.scan(inner, replace(within, note=found[1]), level + 1)
        return stop
