"""Composes a briefing for readers outside: Markdown with footnotes, a bibliography and an annex.

The body stays as it was written but for what other programs would read differently. Every bracket of citations
becomes a footnote; the second mention of a source is short. Nothing of confidential sources is written, unless
they were released one by one.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from db.briefings import annex
from db.briefings.cite import Cited, cited, keyed, public, reference, withheld
from db.briefings.library import Library
from db.briefings.wording import ENGLISH, Wording
from db.briefs import Brief
from db.markup.blocks import Kind
from db.markup.document import Document, Piece
from db.markup.escaping import escaped, replaced
from db.markup.inline import Citation, NoteMark
from db.markup.portable import Change, changes
from db.markup.reading import parse
from db.refs import Uuid
from db.sources import Source

_LINE_BREAK = re.compile(r"\s*\n\s*")


def compose(
    library: Library,
    brief: Brief,
    head: str,
    now: datetime,
    *,
    wording: Wording = ENGLISH,
    released: Collection[Uuid] = frozenset(),
) -> str:
    """The briefing as a Markdown text to be sent out; `head` is the case's last edit, in hexadecimal.

    A key that leads nowhere is written as such, for `verify` to find.
    """
    document = parse(brief.body)
    made = _Composer(library, document, wording, released)
    body = made.body()
    if not _has_title(document):
        body = f"# {escaped(brief.title)}\n\n{body}"
    body = f"{body.strip()}\n\n{made.definitions()}".strip() + "\n"
    date = wording.spoken(now.date().isoformat())
    apart = annex.provenance(library.case, head, date, body, wording)
    return f"{body}\n{apart}\n{annex.written(library, made.written, parse(body), wording)}"


def _has_title(document: Document) -> bool:
    first = document.pieces[0].block if document.pieces else None
    return first is not None and first.kind is Kind.HEADING and first.level == 1


@dataclass(slots=True)
class _Composer:
    """Numbers the footnotes of one briefing and remembers what was cited."""

    library: Library
    document: Document
    wording: Wording
    released: Collection[Uuid]
    notes: list[str] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    first: dict[Uuid, int] = field(default_factory=dict)
    """The number of the note that has the full reference to a source."""
    written: list[Cited] = field(default_factory=list)

    def body(self) -> str:
        """The text without the definitions of its own footnotes, all marks numbered in their order."""
        made = self.plain_changes()
        for piece in self.document.pieces:
            if piece.block.within.note is None:
                made += self.marks(piece)
            else:
                made.append((self.line_start(piece.block.start), piece.block.end, ""))
        return replaced(self.document.markdown, made)

    def definitions(self) -> str:
        """The footnotes, in the order of their marks."""
        return "\n".join(f"[^{number}]: {note}\n" for number, note in enumerate(self.notes, 1))

    def plain_changes(self) -> list[Change]:
        """What changes whatever is cited: the common subset, and links that become words."""
        linked = ((link.start, link.end, escaped(link.shown or link.name)) for link in self.document.links)
        return [*changes(self.document), *linked]

    # --- marks -----------------------------------------------------------------------------------

    def marks(self, piece: Piece) -> list[Change]:
        """The citations and footnote marks of a block as numbered marks."""
        starts = {start for start, _ in piece.block.lines}
        made: list[Change] = []
        for (start, end), marks in _by_place(piece).items():
            first = marks[0]
            citations = [mark for mark in marks if isinstance(mark, Citation)]
            text = self.own_mark(first) if isinstance(first, NoteMark) else f"[^{self.numbered(citations)}]"
            made.append((start if start in starts else self.after_word(start), end, text))
        return made

    def after_word(self, place: int) -> int:
        """Where the blanks before a mark begin: a footnote's mark touches the word before it."""
        return len(self.document.markdown[:place].rstrip(" \t"))

    def line_start(self, place: int) -> int:
        return self.document.markdown.rfind("\n", 0, place) + 1

    def numbered(self, citations: list[Citation]) -> int:
        """The number of a new footnote for these citations."""
        number = len(self.notes) + 1
        self.notes.append(f"{_capitalised(self.references(citations, number))}.")
        return number

    def own_mark(self, mark: NoteMark) -> str:
        """The mark of a footnote that somebody wrote herself, numbered with the others."""
        own = [piece for piece in self.document.pieces if piece.block.within.note == mark.label]
        if not own:
            return escaped(f"[^{mark.label}]")
        if mark.label not in self.labels:
            self.notes.append("")
            self.labels[mark.label] = len(self.notes)
            self.notes[-1] = self.own_note(own, len(self.notes))
        return f"[^{self.labels[mark.label]}]"

    def own_note(self, pieces: list[Piece], number: int) -> str:
        """The paragraphs of such a footnote, with its citations written out where they stand."""
        made = self.plain_changes()
        for piece in pieces:
            for span, marks in _by_place(piece).items():
                citations = [mark for mark in marks if isinstance(mark, Citation)]
                if citations:
                    made.append((*span, self.references(citations, number)))
        return "\n\n    ".join(self.rewritten(piece, made) for piece in pieces)

    def rewritten(self, piece: Piece, made: list[Change]) -> str:
        """One block on one line, with the changes that fall inside it."""
        start, end = piece.block.start, piece.block.end
        within = [(a - start, b - start, new) for a, b, new in made if start <= a and b <= end]
        return _LINE_BREAK.sub(" ", replaced(self.document.markdown[start:end], within))

    # --- references ------------------------------------------------------------------------------

    def references(self, citations: list[Citation], number: int) -> str:
        """The citations of one bracket written out."""
        return "; ".join(self.reference(citation, number) for citation in citations)

    def reference(self, citation: Citation, number: int) -> str:
        """One citation written out, or in short when it was written in full before."""
        found = cited(self.library, citation.key)
        if found is None:
            return f"{self.wording.unknown} {keyed(citation.key)}"
        shown = public(found, self.released)
        if shown is None:
            return withheld(citation.key, self.wording)
        if shown not in self.written:
            self.written.append(shown)
        parts = [self.named(shown.source, number)]
        locator = citation.locator or (shown.excerpt.locator if shown.excerpt else None)
        parts += [escaped(locator)] if locator else []
        parts += [self.wording.translated] if shown.translated else []
        return f"{', '.join(parts)} {keyed(shown.key)}"

    def named(self, source: Source, number: int) -> str:
        """The source in full, or by the note that has it in full."""
        earlier = self.first.get(source.uuid)
        if earlier is None:
            self.first[source.uuid] = number
            return reference(source, self.wording)
        return self.wording.the_same if earlier == number else self.wording.as_note.format(number=earlier)


def _by_place(piece: Piece) -> dict[tuple[int, int], list[Citation | NoteMark]]:
    """The marks of a block, those of one bracket together."""
    found: dict[tuple[int, int], list[Citation | NoteMark]] = {}
    for _, mark in piece.prose.marks:
        found.setdefault((mark.start, mark.end), []).append(mark)
    return found


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
