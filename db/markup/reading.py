"""Reads a Markdown text as statements that rest on something, and works out what cites what.

A citation belongs to the sentence in which it stands, or to the one that ends right before it. Where the only
citation of a paragraph stands behind its last full stop, it speaks for the whole paragraph; so does every
citation in a block quote or in a table row. A block quote without any takes those of a paragraph below it
that holds nothing else, or those of the words that lead up to it. A quotation takes the citations of its
sentence, those behind it first, and when there are none the closing citation of its paragraph.

Footnotes are read as citations when their definitions hold some.
"""

from collections.abc import Iterable
from itertools import groupby

from db.markup.blocks import Block, Kind, blocks
from db.markup.document import Document, Piece, Sentence
from db.markup.inline import Citation, prose
from db.markup.passages import Passage, is_callout, passage, quoted_part
from db.markup.quotations import pair
from db.markup.sentences import sentences

_PROSE = (Kind.HEADING, Kind.PARAGRAPH, Kind.CELL)

Marks = list[tuple[int, Citation]]
"""Citations with the places in the prose of a block at which they stand."""


def parse(markdown: str) -> Document:
    """Reads a Markdown text; there is none that cannot be read."""
    document = Document(markdown)
    document.pieces = [_piece(markdown, block) for block in blocks(markdown) if block.kind in _PROSE]
    document.links = [link for piece in document.pieces for link in piece.prose.links]
    _Reading(document).read()
    return document


def _piece(markdown: str, block: Block) -> Piece:
    read = prose(markdown, block.lines, keys_in_code=block.within.note is not None)
    pairs = pair(read.text, read.opaque)
    extents = sentences(read.text, read.opaque, pairs.pairs) if block.kind is Kind.PARAGRAPH else []
    return Piece(block, read, pairs, tuple(extents))


class _Reading:
    """Goes through the pieces of a document, container by container."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.notes: dict[str, list[Citation]] = {}
        for piece in document.pieces:
            if piece.block.within.note is not None:
                cited = [mark for _, mark in piece.prose.marks if isinstance(mark, Citation)]
                self.notes.setdefault(piece.block.within.note, []).extend(cited)
        numbered = enumerate(piece for piece in document.pieces if piece.block.within.note is None)
        self.groups = [[piece for _, piece in group] for _, group in groupby(numbered, key=_container)]

    def read(self) -> None:
        for number, group in enumerate(self.groups):
            block = group[0].block
            if block.within.quote is not None and not is_callout(group[0]):
                self.set_off(number, group)
            elif block.within.row is not None:
                self.row(group)
            else:
                for piece in group:
                    self.paragraph(number, piece)
        for piece in self.document.pieces:
            if piece.block.within.note is not None:
                self.note(piece, piece.block.within.note)
        self.document.quotations.sort(key=lambda quotation: quotation.start)
        self.document.strays.sort()

    # --- the kinds of containers -----------------------------------------------------------------

    def paragraph(self, number: int, piece: Piece) -> None:
        """A paragraph, a list item or a heading."""
        marks = self.marks(piece)
        words = passage(self.document.markdown, [piece])
        self.document.citations += _cited(marks)
        owned = _shared_out(piece, marks)
        following = self.groups[number + 1][0] if number + 1 < len(self.groups) else None
        spoken = _continued(piece, following)
        if following and spoken and owned and not owned[-1]:
            owned[-1] = self.marks(following)
        for extent, own in zip(piece.sentences, owned, strict=True):
            self.sentence(piece, extent, own, states=self.states(number, piece, extent))
        closing = _closing(piece, marks)
        for opening, end in [*((one.opening, one.closing) for one in piece.pairs.pairs), *spoken]:
            own = _owning(piece, owned, opening) if piece.sentences else marks
            cited = _nearest_first(own, end) or closing
            self.quotation(words, opening, end, cited, heading=piece.block.kind is Kind.HEADING)
        taken = {opening for opening, _ in spoken}
        self.document.strays += [piece.prose.starts[at] for at in piece.pairs.strays if at not in taken]

    def states(self, number: int, piece: Piece, extent: tuple[int, int]) -> bool:
        text = piece.prose.text[slice(*extent)].rstrip('"”’»」』)')
        if text.endswith(("?", "？", "؟")):
            return False
        if extent != piece.sentences[-1] or not text.endswith((":", "：")) or number + 1 == len(self.groups):
            return True
        within = self.groups[number + 1][0].block.within
        return within.quote is None and within.row is None and within.depth <= piece.block.within.depth

    def row(self, cells: list[Piece]) -> None:
        """A table row: its citations speak for all its cells."""
        marks = [(cell, self.marks(cell)) for cell in cells]
        cited = [citation for _, own in marks for citation in _cited(own)]
        self.document.citations += cited
        for cell, own in marks:
            words = passage(self.document.markdown, [cell])
            for one in cell.pairs.pairs:
                near = _nearest_first(own, one.closing)
                rest = [citation for citation in cited if citation not in near]
                self.quotation(words, one.opening, one.closing, near + rest)
            self.document.strays += [cell.prose.starts[at] for at in cell.pairs.strays]
        text = " | ".join(cell.prose.text for cell in cells)
        if cells[0].block.kind is Kind.CELL and any(char.isalnum() for char in text):
            start, end = cells[0].block.start, cells[-1].block.end
            self.document.sentences.append(Sentence(text, start, end, tuple(cited)))

    def set_off(self, number: int, pieces: list[Piece]) -> None:
        """A block quote: one quotation and one statement."""
        own = [citation for piece in pieces for citation in _cited(self.marks(piece))]
        self.document.citations += own
        cited = own or self.below(number) or self.above(number)
        whole = passage(self.document.markdown, pieces)
        made = whole.quotation(*quoted_part(whole), cited, ">")
        if made:
            self.document.quotations.append(made)
            self.document.sentences.append(Sentence(made.text, made.start, made.end, tuple(cited)))

    def below(self, number: int) -> list[Citation]:
        """The citations of a paragraph of nothing else below a block quote."""
        following = self.groups[number + 1][0] if number + 1 < len(self.groups) else None
        alone = following and following.block.kind is Kind.PARAGRAPH and not following.sentences
        return _cited(self.marks(following)) if following and alone else []

    def above(self, number: int) -> list[Citation]:
        """The citations of the sentence right above a block quote."""
        before = self.groups[number - 1][-1] if number else None
        if not before or before.block.kind is not Kind.PARAGRAPH or before.block.within.quote is not None:
            return []
        last = self.document.sentences[-1] if before.sentences else None
        return list(last.citations) if last else []

    def note(self, piece: Piece, label: str) -> None:
        """A footnote: what it quotes is covered by what it cites, and it is no statement of its own."""
        own = [(at, mark) for at, mark in piece.prose.marks if isinstance(mark, Citation)]
        self.document.citations += _cited(own)
        words = passage(self.document.markdown, [piece])
        for one in piece.pairs.pairs:
            near = _nearest_first(own, one.closing)
            rest = [citation for citation in self.notes[label] if citation not in near]
            self.quotation(words, one.opening, one.closing, near + rest, note=label)
        self.document.strays += [piece.prose.starts[at] for at in piece.pairs.strays]

    # --- records ---------------------------------------------------------------------------------

    def sentence(self, piece: Piece, extent: tuple[int, int], own: Marks, *, states: bool) -> None:
        start, end = piece.prose.source(*extent)
        text = piece.prose.text[slice(*extent)]
        self.document.sentences.append(Sentence(text, start, end, tuple(_cited(own)), states))

    def quotation(
        self,
        words: Passage,
        opening: int,
        closing: int,
        cited: list[Citation],
        *,
        heading: bool = False,
        note: str | None = None,
    ) -> None:
        mark = words.text[opening]
        made = words.quotation(opening + 1, closing, cited, mark, heading=heading, note=note)
        if made:
            self.document.quotations.append(made)

    def marks(self, piece: Piece) -> Marks:
        """The citations of a piece, those of a footnote where its mark stands."""
        found: Marks = []
        for place, mark in piece.prose.marks:
            if isinstance(mark, Citation):
                found.append((place, mark))
            elif mark.label in self.notes:
                for cited in self.notes[mark.label]:
                    at_mark = Citation(cited.key, cited.locator, mark.start, mark.end, cited.written)
                    found.append((place, at_mark))
            elif mark not in self.document.undefined:
                self.document.undefined.append(mark)
        return found


def _container(numbered: tuple[int, Piece]) -> tuple[str, int]:
    number, piece = numbered
    within = piece.block.within
    if within.quote is not None:
        return "quote", within.quote
    return ("row", within.row) if within.row is not None else ("piece", number)


def _cited(marks: Iterable[tuple[int, Citation]]) -> list[Citation]:
    return [citation for _, citation in marks]


def _shared_out(piece: Piece, marks: Marks) -> list[Marks]:
    """The citations of each sentence of a paragraph."""
    extents = piece.sentences
    owned: list[Marks] = [[] for _ in extents]
    if not extents:
        return owned
    if marks and all(place >= extents[-1][1] for place, _ in marks) and _ends_with_stop(piece):
        return [list(marks) for _ in extents]
    for place, citation in marks:
        started = [number for number, (start, _) in enumerate(extents) if start < place]
        owned[started[-1] if started else 0].append((place, citation))
    return owned


def _ends_with_stop(piece: Piece) -> bool:
    last = piece.prose.text[: piece.sentences[-1][1]].rstrip('"”’»」』)')
    return last.endswith((".", "!", "?", "…", "。", "！", "？", "؟", "।"))


def _owning(piece: Piece, owned: list[Marks], place: int) -> Marks:
    """The citations of the sentence that holds a place."""
    for (_, end), own in zip(piece.sentences, owned, strict=True):
        if place < end:
            return own
    return owned[-1]


def _nearest_first(marks: Marks, place: int) -> list[Citation]:
    """Citations behind a place in their order, then those before it, nearest first."""
    behind = [citation for at, citation in marks if at >= place]
    return behind + [citation for at, citation in reversed(marks) if at < place]


def _closing(piece: Piece, marks: Marks) -> list[Citation]:
    """The citations with which a paragraph ends."""
    text = piece.prose.text
    return [citation for at, citation in marks if not any(char.isalnum() for char in text[at:])]


def _continued(piece: Piece, following: Piece | None) -> list[tuple[int, int]]:
    """A quotation that goes on in the next paragraph, which then opens with the same mark again."""
    opening = piece.pairs.unclosed
    if opening is None or following is None or following.block.within != piece.block.within:
        return []
    if not following.prose.text.startswith(piece.prose.text[opening]):
        return []
    return [(opening, len(piece.prose.text))]
