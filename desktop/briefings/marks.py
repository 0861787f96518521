"""A check as signs: one for each statement, at the place where it begins, with what there is to say of it.

No Qt; places count code points of the Markdown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from db import markup
from db.briefings.report import Code, Finding, Report, Weight
from db.markup import Document, Quotation, Sentence
from desktop.base.i18n import tr
from desktop.briefings.words import told

_SHAKEN = frozenset({Code.WITHDRAWN, Code.CORRECTED})


class Sign(IntEnum):
    """What a statement is marked with; the greater, the more it needs attention."""

    MATCH = 0
    SHAKEN = 1
    MISSING = 2
    DIFFERS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign at a place, and the words that hovering shows."""

    place: int
    sign: Sign
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """A finding with its place in the text."""

    finding: Finding
    start: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of one state of a text."""

    body: str
    report: Report
    marks: tuple[Mark, ...]
    places: tuple[Place, ...]

    def passages(self) -> list[tuple[str, str]]:
        """Words to be shown on a ground (the name of an ink), since something is to be done about them."""
        inks = {Weight.FAILURE: "amber", Weight.STRICT: "rose"}
        return [(f.quote, inks[f.weight]) for f in self.report.findings if f.quote and f.weight in inks]


def checked(body: str, report: Report) -> Checked:
    """A report on a text as signs in its margin."""
    document = markup.parse(body)
    starts = [0, *(at for at, char in enumerate(body, 1) if char == "\n")]
    places = [Place(one, starts[one.line - 1] + one.column - 1) for one in report.findings if one.line <= len(starts)]
    marks: list[Mark] = []
    left = list(places)
    said: set[str | None] = set()
    shaken = {str(one.key).partition(".")[0]: one for one in report.findings if one.code in _SHAKEN}
    for statement in _statements(document):
        own = [one for one in left if _belongs(one.start, statement)]
        left = [one for one in left if one not in own]
        findings = [*_of_sources(statement, shaken), *(one.finding for one in own if one.finding.code not in _SHAKEN)]
        said |= {one.key for one in findings}
        if mark := _mark(statement, findings, document):
            marks.append(mark)
    left = [one for one in left if one.finding.code not in _SHAKEN or one.finding.key not in said]
    marks += [Mark(one.start, _sign([one.finding]), told(one.finding).words) for one in left]
    return Checked(body, report, tuple(sorted(marks, key=lambda mark: mark.place)), tuple(places))


def _statements(document: Document) -> Iterable[Sentence | Quotation]:
    """The sentences, and quotations that stand in none, as in a heading."""
    yield from document.sentences
    for quotation in document.quotations:
        if not any(one.start <= quotation.start < one.end for one in document.sentences):
            yield quotation


def _of_sources(statement: Sentence | Quotation, shaken: Mapping[str, Finding]) -> list[Finding]:
    """What became of the sources that a statement cites: said of each statement, while a report says it once."""
    keys = dict.fromkeys(citation.key.partition(".")[0] for citation in statement.citations)
    return [shaken[key] for key in keys if key in shaken]


def _belongs(place: int, statement: Sentence | Quotation) -> bool:
    cited = any(place == one.written or one.start <= place < one.end for one in statement.citations)
    return cited or statement.start <= place < statement.end


def _mark(statement: Sentence | Quotation, findings: list[Finding], document: Document) -> Mark | None:
    sign = _sign(findings)
    if sign is Sign.MATCH and not statement.citations:
        return None
    words = [told(one).words for one in findings if one.code is not Code.LAWFUL or sign is Sign.MATCH]
    if sign is Sign.MATCH and not words:
        quotes = any(statement.start <= one.start < statement.end for one in document.quotations)
        words = [tr("Matches the source text.") if quotes else tr("Cites a source; nothing is quoted here.")]
    return Mark(statement.start, sign, "\n".join(dict.fromkeys(words)))


def _sign(findings: Sequence[Finding]) -> Sign:
    weights = {one.weight for one in findings}
    if Weight.FAILURE in weights:
        return Sign.DIFFERS
    if Weight.STRICT in weights:
        return Sign.MISSING
    return Sign.SHAKEN if any(one.code in _SHAKEN for one in findings) else Sign.MATCH
