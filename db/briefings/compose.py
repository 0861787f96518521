"""Composes a briefing for readers outside: Markdown with footnotes, a bibliography and an annex.

The body stays as it was written but for what other programs would read differently. Every bracket of citations
becomes a footnote; the second mention of a source is short. Nothing of confidential sources is written, unless
they were released one by one.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from db.briefings import annex
from db.briefings.cite import Cited, cited, keyed, located, public, reference, withheld
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


@dataclass(frozen=True, slots=True)
class Numbered:
    """A text with a mark in place of each bracket of citations, and its footnotes as Markdown, in their order."""

    markdown: str
    notes: tuple[str, ...]


def numbered(library: Library, markdown: str, mark: Callable[[int], str], *, wording: Wording = ENGLISH) -> Numbered:
    """A text as it is shown while it is written: numbered as `compose` numbers it, its links left as they are.

    `mark` gives what stands in the text for the footnote of a number, counted from 1.
    """
    document = parse(markdown)
    made = _Composer(library, document, wording, frozenset())
    return Numbered(made.marked(mark), tuple(made.notes))


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
        return replaced(self.document.markdown, [*self.plain_changes(), *self.numbering("[^{}]".format)])

    def marked(self, mark: Callable[[int], str]) -> str:
        """The same with marks of another kind, and otherwise as it was written."""
        return replaced(self.document.markdown, list(self.numbering(mark)))

    def numbering(self, mark: Callable[[int], str]) -> Iterator[Change]:
        """The marks, and the definitions left out."""
        for piece in self.document.pieces:
            if piece.block.within.note is None:
                yield from self.marks(piece, mark)
            else:
                yield self.line_start(piece.block.start), piece.block.end, ""

    def definitions(self) -> str:
        """The footnotes, in the order of their marks."""
        return "\n".join(f"[^{number}]: {note}\n" for number, note in enumerate(self.notes, 1))

    def plain_changes(self) -> list[Change]:
        """What changes whatever is cited: the common subset, and links that become words."""
        linked = ((link.start, link.end, escaped(link.shown or link.name)) for link in self.document.links)
        return [*changes(self.document), *linked]

    # --- marks -----------------------------------------------------------------------------------

    def marks(self, piece: Piece, mark: Callable[[int], str]) -> Iterator[Change]:
        """The citations and footnote marks of a block as numbered marks."""
        starts = {start for start, _ in piece.block.lines}
        for (start, end), marks in _by_place(piece).items():
            first = marks[0]
            if isinstance(first, NoteMark):
                number = self.own_number(first)
                text = mark(number) if number else f"[^?{first.label}]"  # leads nowhere, not to one of ours
            else:
                text = mark(self.numbered([one for one in marks if isinstance(one, Citation)]))
            yield start if start in starts else self.after_word(start, end), end, text

    def after_word(self, start: int, end: int) -> int:
        """Where the blanks before a mark begin: a footnote's mark touches the word before it, not the next."""
        if self.document.markdown[end : end + 1].isalnum():
            return start
        return len(self.document.markdown[:start].rstrip(" \t"))

    def line_start(self, place: int) -> int:
        return self.document.markdown.rfind("\n", 0, place) + 1

    def numbered(self, citations: list[Citation]) -> int:
        """The number of a new footnote for these citations."""
        number = len(self.notes) + 1
        self.notes.append(f"{_capitalised(self.references(citations, number))}.")
        return number

    def own_number(self, mark: NoteMark) -> int:
        """The number of a footnote that somebody wrote herself, counted with the others; 0 when it stands nowhere."""
        own = [piece for piece in self.document.pieces if piece.block.within.note == mark.label]
        if not own:
            return 0
        if mark.label not in self.labels:
            self.notes.append("")
            self.labels[mark.label] = len(self.notes)
            self.notes[-1] = self.own_note(own, len(self.notes))
        return self.labels[mark.label]

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
        parts += [located(locator)] if locator else []
        parts += [self.wording.translated] if shown.translated else []
        return f"{', '.join(parts)} {keyed(shown.key)}{self.standing(shown.source, number)}"

    def standing(self, source: Source, number: int) -> str:
        """That a source was corrected or withdrawn, with a citation of the notice that says so."""
        words = self.wording.standing(source.status)
        if not words:
            return ""
        notice = self.library.source(source.notice) if source.notice else None
        shown = public(Cited(notice), self.released) if notice else None
        if shown is None:
            return f" ({words})"
        if shown not in self.written:
            self.written.append(shown)
        return f" ({words}; {self.wording.notice}: {self.named(shown.source, number)} {keyed(shown.key)})"

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
