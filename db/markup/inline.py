"""What stands inside a block: the words a reader sees, each with its place, and the links and citations.

The backslash escapes and character references of the common subset are undone here, emphasis marks and
addresses are taken out. Sentences and quotations are found in the result, by `sentences` and `quotations`.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from db.markup.blocks import Extent
from db.markup.characters import ESCAPABLE, REFERENCE, dereferenced, referenced
from db.markup.emphasis import Run, marks_of_emphasis
from db.markup.quotations import MARKS

KEY = r"[^\s,;`\[\]@]*[^\s,;`\[\]@.:]"
"""What is taken for a key, well-formed or not: a full stop at its end is punctuation."""

_SPECIAL = re.compile(r"[\\`\[!<&*_~]|https?://")
_CITATION = re.compile(r"\[(@[^\[\]]*)\]")
_POINTER = re.compile(rf"\s*@({KEY})[.:]?\s*(?:,\s*(.*\S))?\s*", re.DOTALL)
_KEY_IN_CODE = re.compile(rf"@({KEY})")
_LINK = re.compile(r"\[\[((?:[^\[\]\n|\\]|\\(?!\|))+)(?:\\?\|([^\[\]\n]*))?\]\]")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_ADDRESSED = re.compile(
    r"!?\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"\(\s*(?:<[^<>\n]*>|[^\s()<]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*|[\w.+-]+@[\w.-]+)>")
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_BARE_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»「」]*[^\s<>\"“”«»「」.,;:!?)\]'’*_]")


@dataclass(frozen=True, slots=True)
class Citation:
    """One key somebody cites: `start` to `end` is the bracket it stands in, or the mark of its footnote.

    `written` is where the key itself is written, which for a footnote is in its definition.
    """

    key: str
    locator: str | None
    start: int
    end: int
    written: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an entity: `[[name]]` or `[[name|shown]]`."""

    name: str
    shown: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The mark of a footnote, `[^label]`."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Markup:
    """Something that is rewritten for export: a tag, a comment, an address, a mark before a bracket."""

    kind: str
    start: int
    end: int


@dataclass(slots=True)
class Prose:
    """The words of a block as a reader sees them.

    `starts[i]` and `ends[i]` give the place in the Markdown text that character `i` comes from;
    `opaque[i]` is true in code and addresses, where no sentence ends and no quotation mark counts, and for
    quotation marks that somebody escaped.
    `marks` are the citations and footnote marks with the place in `text` at which they stand.
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    opaque: bytearray = field(default_factory=bytearray)
    marks: list[tuple[int, Citation | NoteMark]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    markup: list[Markup] = field(default_factory=list)

    def source(self, start: int, end: int) -> Extent:
        """Where the words from `start` to `end` stand in the Markdown text."""
        return (self.starts[start], self.ends[end - 1]) if end > start else (self.starts[start],) * 2


def prose(markdown: str, lines: Sequence[Extent], keys_in_code: bool = False) -> Prose:
    """Reads the content of one block; `keys_in_code` takes `` `@key` `` for a citation, as our notes do."""
    return _Reader(markdown, lines, keys_in_code).read()


class _Reader:
    """Walks over the text of one block once and gathers its `Prose`."""

    def __init__(self, markdown: str, lines: Sequence[Extent], keys_in_code: bool) -> None:
        self.keys_in_code = keys_in_code
        self.raw = "\n".join(markdown[start:end].rstrip(" \t") for start, end in lines)
        self.place: list[int] = []
        for start, end in lines:
            kept = len(markdown[start:end].rstrip(" \t"))
            self.place.extend(range(start, start + kept + 1))
        self.prose = Prose()
        self.chars: list[str] = []
        self.runs: list[Run] = []

    def read(self) -> Prose:
        self.walk(0, len(self.raw))
        self.drop(marks_of_emphasis(self.runs))
        self.prose.text = "".join(self.chars)
        return self.prose

    def walk(self, at: int, end: int) -> None:
        while at < end:
            special = _SPECIAL.search(self.raw, at, end)
            stop = special.start() if special else end
            self.put(at, stop)
            if special:
                stop = self.special(stop, end)
            at = stop

    def put(self, start: int, end: int, opaque: bool = False) -> None:
        """Takes the characters over as they stand."""
        for at in range(start, end):
            self.char(self.raw[at], at, at + 1, opaque)

    def char(self, char: str, start: int, end: int, opaque: bool = False) -> None:
        self.chars.append(char)
        self.prose.starts.append(self.place[start])
        self.prose.ends.append(self.place[end - 1] + 1)
        self.prose.opaque.append(opaque)

    def special(self, at: int, end: int) -> int:
        """Reads what begins at this character; returns where it ends."""
        char = self.raw[at]
        read = {
            "\\": self.escape,
            "`": self.code,
            "[": self.bracket,
            "!": self.bracket,
            "<": self.angle,
            "&": self.reference,
            "h": self.bare_address,
        }
        return read.get(char, self.run)(at, end)

    # --- single characters -----------------------------------------------------------------------

    def escape(self, at: int, end: int) -> int:
        if at + 1 < end and self.raw[at + 1] in ESCAPABLE:
            self.char(self.raw[at + 1], at, at + 2, self.raw[at + 1] in MARKS)
            return at + 2
        self.put(at, at + 1)
        return at + 1

    def reference(self, at: int, end: int) -> int:
        found = REFERENCE.match(self.raw, at, end)
        meant = referenced(found[0]) if found else None
        if not found or not meant:
            self.put(at, at + 1)
            return at + 1
        for char in meant:
            self.char(char, at, found.end(), char in MARKS)
        return found.end()

    # --- things with two ends --------------------------------------------------------------------

    def code(self, at: int, end: int) -> int:
        length = self.run_length(at, end)
        closing = re.compile(rf"(?<!`)`{{{length}}}(?!`)").search(self.raw, at + length, end)
        if not closing:
            self.put(at, at + length)
            return at + length
        content = self.raw[at + length : closing.start()]
        key = _KEY_IN_CODE.fullmatch(content) if self.keys_in_code else None
        if key:
            span = (self.place[at], self.place[closing.end() - 1] + 1)
            self.mark(Citation(key[1], None, *span, span[0] + length + 1), closing.end())
        else:
            self.put(at + length, closing.start(), opaque=True)
        return closing.end()

    def bracket(self, at: int, end: int) -> int:
        for read in (self.link, self.citation, self.note_mark, self.addressed):
            stop = read(at, end)
            if stop:
                return stop
        self.put(at, at + 1)
        return at + 1

    def span(self, found: re.Match[str]) -> Extent:
        return self.place[found.start()], self.place[found.end() - 1] + 1

    def link(self, at: int, end: int) -> int:
        found = _LINK.match(self.raw, at, end)
        if not found:
            return 0
        shown = None if found[2] is None else dereferenced(found[2]).strip()
        name = dereferenced(found[1]).strip()
        self.prose.links.append(Link(name, shown or None, *self.span(found)))
        visible = 2 if shown else 1
        start, stop = found.span(visible)
        if (shown or name) == found[visible]:
            self.put(start, stop)
        else:
            for char in shown or name:
                self.char(char, start, stop)
        return found.end()

    def citation(self, at: int, end: int) -> int:
        found = _CITATION.match(self.raw, at, end)
        pointers = found and [_POINTER.fullmatch(piece) for piece in found[1].split(";")]
        if not found or not pointers or not all(pointers):
            return 0
        place = at + 1
        for pointer, piece in zip(pointers, found[1].split(";"), strict=True):
            assert pointer is not None, "seen by all"
            locator = " ".join(pointer[2].split()) if pointer[2] else None
            written = self.place[place + pointer.start(1)]
            self.mark(Citation(pointer[1], locator, *self.span(found), written), found.end())
            place += len(piece) + 1
        return found.end()

    def note_mark(self, at: int, end: int) -> int:
        found = _NOTE.match(self.raw, at, end)
        if not found:
            return 0
        self.mark(NoteMark(found[1], *self.span(found)), found.end())
        return found.end()

    def mark(self, mark: Citation | NoteMark, following: int) -> None:
        """Notes a mark that is no word of the sentence, and closes the gap that it leaves."""
        after = self.raw[following : following + 1]
        if self.chars and self.chars[-1] in " \n" and not (after.isalnum() or after in "“‘«「『\"'(["):
            self.unput()
        self.prose.marks.append((len(self.chars), mark))

    def addressed(self, at: int, end: int) -> int:
        """`[words](address)` and `![words](address)`: the words stay."""
        found = _ADDRESSED.match(self.raw, at, end)
        if not found:
            return 0
        kind = "image" if self.raw[at] == "!" else "address"
        self.prose.markup.append(Markup(kind, *self.span(found)))
        self.walk(*found.span(1))
        return found.end()

    def angle(self, at: int, end: int) -> int:
        found = _AUTOLINK.match(self.raw, at, end)
        if found:
            self.put(*found.span(1), opaque=True)
            return found.end()
        found = _TAG.match(self.raw, at, end)
        if not found:
            self.put(at, at + 1)
            return at + 1
        kind = "comment" if found[0].startswith("<!--") else "tag"
        self.prose.markup.append(Markup(kind, *self.span(found)))
        if found[0].lower().startswith("<br"):
            self.char("\n", at, found.end())
        return found.end()

    def bare_address(self, at: int, end: int) -> int:
        found = _BARE_ADDRESS.match(self.raw, at, end)
        if not found or self.raw[at - 1 : at].isalnum():
            self.put(at, at + 1)
            return at + 1
        self.prose.markup.append(Markup("bare", *self.span(found)))
        self.put(at, found.end(), opaque=True)
        return found.end()

    # --- emphasis --------------------------------------------------------------------------------

    def run(self, at: int, end: int) -> int:
        char, stop = self.raw[at], at + self.run_length(at, end)
        before, after = self.raw[at - 1 : at] or " ", self.raw[stop : stop + 1] or " "
        opens, closes = not after.isspace(), not before.isspace()
        if char == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        if char != "~" or stop - at == 2:
            self.runs.append(Run(char, len(self.chars), stop - at, opens, closes, stop - at))
        self.put(at, stop)
        return stop

    def run_length(self, at: int, end: int) -> int:
        """How many times the character at this place is repeated."""
        stop = at
        while stop < end and self.raw[stop] == self.raw[at]:
            stop += 1
        return stop - at

    def unput(self) -> None:
        """Takes the last character back."""
        prose = self.prose
        self.chars.pop()
        prose.starts.pop()
        prose.ends.pop()
        prose.opaque.pop()
        for number in range(len(prose.marks) - 1, -1, -1):
            if prose.marks[number][0] <= len(self.chars):
                break
            prose.marks[number] = (len(self.chars), prose.marks[number][1])

    def drop(self, dropped: set[int]) -> None:
        """Takes characters out again, and moves the marks after them."""
        if not dropped:
            return
        kept = [index for index in range(len(self.chars)) if index not in dropped]
        prose = self.prose
        self.chars = [self.chars[index] for index in kept]
        prose.starts = [prose.starts[index] for index in kept]
        prose.ends = [prose.ends[index] for index in kept]
        prose.opaque = bytearray(prose.opaque[index] for index in kept)
        prose.marks = [(bisect_left(kept, at), mark) for at, mark in prose.marks]
