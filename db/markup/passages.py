"""Quotations cut out of their blocks: the words, where each character stands, and what was typed.

A block quote is one passage, however many paragraphs it has; a last line that begins with a dash names who
is quoted, and quotation marks around the whole are no part of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from db.markup.document import Piece, Quotation
from db.markup.inline import Citation
from db.markup.quotations import pair

_ATTRIBUTION = re.compile(r"\n\s*(?:[—–―]|--)\s*\S[^\n]{0,120}$")
_CALLOUT = re.compile(r"\[![\w-]+\]")


@dataclass(slots=True)
class Passage:
    """Words with the place of each character; `lines` is where they were typed."""

    markdown: str
    text: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    opaque: bytearray = field(default_factory=bytearray)
    lines: list[tuple[int, int]] = field(default_factory=list)

    def extend(self, piece: Piece) -> None:
        """Adds a block, with a paragraph break before it."""
        if self.text:
            for _ in range(2):
                self.starts.append(self.ends[-1])
                self.ends.append(self.ends[-1])
            self.opaque.extend(b"\0\0")
            self.text += "\n\n"
        self.text += piece.prose.text
        self.starts += piece.prose.starts
        self.ends += piece.prose.ends
        self.opaque += piece.prose.opaque
        self.lines += piece.block.lines

    def quotation(
        self,
        start: int,
        end: int,
        citations: Sequence[Citation],
        mark: str,
        *,
        heading: bool = False,
        note: str | None = None,
    ) -> Quotation | None:
        """The words from `start` to `end` as a quotation, or None when there are none."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if not any(char.isalnum() for char in self.text[start:end]):
            return None
        first, last = self.starts[start], self.ends[end - 1]
        return Quotation(
            text=self.text[start:end],
            raw=self.typed(first, last),
            places=tuple(self.starts[start:end]),
            end=last,
            citations=tuple(citations),
            mark=mark,
            heading=heading,
            note=note,
        )

    def typed(self, start: int, end: int) -> str:
        """What was typed between two places of the Markdown, without the marks of lists and block quotes."""
        cut = ((max(start, first), min(end, last)) for first, last in self.lines)
        return "\n".join(self.markdown[first:last] for first, last in cut if first < last)


def passage(markdown: str, pieces: Sequence[Piece]) -> Passage:
    """These blocks as one passage."""
    made = Passage(markdown)
    for piece in pieces:
        made.extend(piece)
    return made


def is_callout(piece: Piece) -> bool:
    """Whether a block quote is one of GitHub's or Obsidian's boxes, which quote nobody."""
    return bool(_CALLOUT.match(piece.prose.text))


def quoted_part(whole: Passage) -> tuple[int, int]:
    """From where to where a block quote quotes: without the name below it and the marks around it."""
    text = whole.text
    end = len(text.rstrip())
    named = _ATTRIBUTION.search(text, 0, end)
    if named and any(char.isalnum() for char in text[: named.start()]):
        end = len(text[: named.start()].rstrip())
    start = len(text) - len(text.lstrip())
    pairs = pair(text[:end], whole.opaque).pairs
    if len(pairs) == 1 and pairs[0].opening == start and pairs[0].closing == end - 1:
        return start + 1, end - 1
    return start, end
