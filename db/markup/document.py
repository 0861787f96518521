"""A Markdown text as what it states and what it quotes, each with its place and its citations: the records.

`reading` makes them. Whether a key leads anywhere is not known here.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

from db.markup.blocks import Block, Extent
from db.markup.inline import Citation, Link, NoteMark, Prose
from db.markup.quotations import Pairs


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of prose, a table row or a whole block quote; `start` and `end` are places in the Markdown.

    `states` is false for questions, and for words that only lead up to a list or a quotation.
    """

    text: str
    start: int
    end: int
    citations: tuple[Citation, ...]
    states: bool = True


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, or a block quote, without the marks.

    `raw` are the same words as typed; `places[i]` is where `text[i]` stands in the Markdown. The `citations`
    come in the order in which they are likely to be meant. `mark` is the opening quotation mark, or `>`;
    `note` says of which footnote it is a part.
    """

    text: str
    raw: str
    places: tuple[int, ...]
    end: int
    citations: tuple[Citation, ...]
    mark: str
    heading: bool = False
    note: str | None = None

    @property
    def start(self) -> int:
        """Where the first of the words stands in the Markdown."""
        return self.place(0)

    def place(self, index: int) -> int:
        """Where the character of this index stands in the Markdown; behind the last one, where that ends."""
        return self.places[index] if index < len(self.places) else self.end


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of prose: its words, its quotation marks and its sentences, by places in `prose.text`."""

    block: Block
    prose: Prose
    pairs: Pairs
    sentences: tuple[Extent, ...]


@dataclass(slots=True)
class Document:
    """What a Markdown text says and on what it rests, each kind in the order of the text.

    `strays` are the places of quotation marks without a partner, `undefined` are marks of footnotes that
    stand nowhere.
    """

    markdown: str
    pieces: list[Piece] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    strays: list[int] = field(default_factory=list)
    undefined: list[NoteMark] = field(default_factory=list)
    _line_starts: list[int] = field(default_factory=list)

    def position(self, place: int) -> tuple[int, int]:
        """Line and column of a place, both counted from 1, in code points."""
        if not self._line_starts:
            ends = (at for at, char in enumerate(self.markdown, 1) if char == "\n")
            self._line_starts = [0, *ends]
        line = bisect_right(self._line_starts, place)
        return line, place - self._line_starts[line - 1] + 1
