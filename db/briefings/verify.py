"""Verifies a briefing against a case: is each quotation there word for word, does each citation lead somewhere.

Either the briefing as it is written, with `[@key]`, or an exported file with footnotes and annex. What counts:

- A quotation has to stand in something cited in its sentence, or at the end of its paragraph. If it stands in
  another source, that is a failure that names the other source.
- A quotation without a citation is looked for in everything the briefing cites, then in the whole case. Found, it
  is listed as uncited; like a passage there and not the same, or found nowhere, it is a failure.
- In an exported file quotations are sealed: even a lawful change of one is a failure, and where it was made
  is said. Whoever wants another quotation changes the briefing and exports it again.
- Up to three words in quotation marks may be a term, a title or irony. They fail when the source has the same
  but for a slip of a letter or two; found nowhere, they are listed and count only when asked to be strict.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from db.briefings import annex
from db.briefings.cite import Cited, cited
from db.briefings.comparing import comparable, units
from db.briefings.custody import annex_findings
from db.briefings.departures import Difference
from db.briefings.library import Library
from db.briefings.matching import find
from db.briefings.nearest import Nearest, altered_term, compared, nearest
from db.briefings.report import Code, Finding, Report, Weight
from db.briefings.shelves import Placed, Shelves
from db.markup.document import Document, Quotation
from db.markup.reading import parse
from db.sources import Source

_TERM = 3  # words up to which something in quotation marks may be no quotation
_LONG_WORD = re.compile(r"\w{3,}")
_STATUS = {"withdrawn": Code.WITHDRAWN, "corrected": Code.CORRECTED}


def verify(library: Library, markdown: str) -> Report:
    """Compares a briefing with a case; the text may be anything."""
    markdown = markdown.removeprefix("\ufeff")
    behind = annex.read(markdown)
    document = parse(markdown[: behind.start] if behind else markdown)
    check = _Check(library, document)
    check.run()
    findings = check.findings
    if behind:
        failed = {one.quote for one in findings if one.weight is Weight.FAILURE}
        added = annex_findings(library, document, behind, markdown)
        findings = findings + [one for one in added if not one.quote or one.quote not in failed]
    stating = [sentence for sentence in document.sentences if sentence.states]
    return Report(
        form="export" if behind else "source",
        sentences=len(stating),
        cited=sum(bool(sentence.citations) for sentence in stating),
        quotations=check.quotations,
        matches=check.matches,
        lawful=sum(finding.code is Code.LAWFUL for finding in findings),
        citations=len(document.citations),
        excerpts=sum(not entry.is_source for entry in behind.entries) if behind else 0,
        findings=tuple(sorted(findings, key=lambda finding: (finding.line, finding.column))),
    )


@dataclass(slots=True)
class _Check:
    """Goes through one document; `lost` are quotations to look for in the whole case, with what else is known."""

    library: Library
    document: Document
    findings: list[Finding] = field(default_factory=list)
    quotations: int = 0
    matches: int = 0
    known: dict[str, Cited | None] = field(default_factory=dict)
    lost: list[tuple[Quotation, list[Cited], Nearest | None]] = field(default_factory=list)
    shelves: Shelves = field(init=False)

    def __post_init__(self) -> None:
        self.shelves = Shelves(self.library)

    def run(self) -> None:
        """Fills the findings."""
        self.citations()
        for quotation in self.document.quotations:
            self.quotation(quotation)
        self.look_everywhere()
        for sentence in self.document.sentences:
            if sentence.states and not sentence.citations:
                place = self.at(sentence.start)
                self.findings.append(Finding(Code.UNCITED_SENTENCE, *place, quote=sentence.text))
        for stray in self.document.strays:
            found = self.document.markdown[stray]
            self.findings.append(Finding(Code.UNCLOSED, *self.at(stray), found=found))
        for mark in self.document.undefined:
            self.findings.append(Finding(Code.UNDEFINED_NOTE, *self.at(mark.start), found=mark.label))

    def at(self, place: int) -> tuple[int, int]:
        """Line and column of a place."""
        return self.document.position(place)

    # --- citations -------------------------------------------------------------------------------

    def citations(self) -> None:
        """Where each key leads: a wrong one is told wherever it is written, what became of a source once."""
        told: set[object] = set()
        for citation in self.document.citations:
            if citation.key not in self.known:
                self.known[citation.key] = cited(self.library, citation.key)
                self.follow(citation.start, self.known[citation.key])
            found = self.known[citation.key]
            about = found.source.uuid if found else citation.written
            if about in told:
                continue
            told.add(about)
            if found is None:
                place = self.at(citation.written)
                self.findings.append(Finding(Code.UNKNOWN_KEY, *place, found=citation.key))
            elif found.source.status in _STATUS:
                code, notice = _STATUS[found.source.status], self.notice(found.source)
                self.findings.append(Finding(code, *self.at(citation.start), key=citation.key, notice=notice))

    def notice(self, source: Source) -> str | None:
        """The key of the source that says why another one does not stand as it was."""
        found = self.library.source(source.notice) if source.notice else None
        return found.key if found else None

    def follow(self, place: int, found: Cited | None) -> None:
        """What became of the excerpt that is cited in the text of its source that is read by default now."""
        followed = self.library.followed(found.excerpt) if found and found.excerpt else None
        if followed is not None and not followed.same_words:
            code = Code.QUOTE_LOST if followed.state == "lost" else Code.QUOTE_CHANGED
            key, quote = followed.excerpt.key, followed.excerpt.quote
            self.findings.append(Finding(code, *self.at(place), key=key, expected=quote, found=followed.words))

    def all_cited(self) -> list[Cited]:
        """Everything that the briefing cites, in order."""
        return [found for found in self.known.values() if found]

    # --- quotations ------------------------------------------------------------------------------

    def quotation(self, quotation: Quotation) -> None:
        meant = [found for one in quotation.citations if (found := self.known.get(one.key))]
        if quotation.note is not None and self.names_title(quotation, meant):
            return
        placed = self.place(quotation, meant or self.all_cited())
        self.quotations += 1
        if placed:
            self.found(quotation, placed, is_cited=bool(meant))
        elif units(quotation.text) <= _TERM:
            self.term(quotation, meant)
        elif meant and not any(self.shelves.holds_text(one.source) for one in meant):
            self.report(Code.UNCHECKED, quotation, key=meant[0].key)
        else:
            texts = [shelved.words.original for shelved in self.shelves.of(meant or self.all_cited())]
            self.lost.append((quotation, meant, nearest(quotation.text, texts)))

    def names_title(self, quotation: Quotation, meant: list[Cited]) -> bool:
        """Whether a quotation in a footnote is only the title in a reference."""
        words = comparable(quotation.text).text.strip()
        return any(one.source.title and comparable(one.source.title).text.strip() == words for one in meant)

    def report(
        self,
        code: Code,
        quotation: Quotation,
        *,
        key: str | None = None,
        offset: int = 0,
        like: Nearest | None = None,
        differences: tuple[Difference, ...] = (),
    ) -> None:
        """Adds what was found about a quotation, `offset` characters into it."""
        self.findings.append(
            Finding(
                code,
                *self.at(quotation.place(offset)),
                quote=quotation.text,
                found=like.found if like else "",
                expected=like.expected if like else "",
                key=key,
                nearest=like.passage if like else None,
                differences=differences,
            )
        )

    def place(self, quotation: Quotation, among: Sequence[Cited]) -> Placed | None:
        """Where the quotation stands, as a reader sees it or as it was typed."""
        found = self.shelves.place(quotation.text, among)
        if found or quotation.raw == quotation.text:
            return found
        return self.shelves.place(quotation.raw, among)

    def found(self, quotation: Quotation, placed: Placed, *, is_cited: bool) -> None:
        self.matches += 1
        differences = placed.match.differences
        if differences:
            offset = min(difference.offset for difference in differences)
            self.report(Code.LAWFUL, quotation, key=placed.key, offset=offset, differences=differences)
        short = units(quotation.text) <= _TERM
        if not (is_cited or short or quotation.heading or placed.is_title):
            self.report(Code.UNCITED_QUOTATION, quotation, key=placed.key)

    def term(self, quotation: Quotation, meant: list[Cited]) -> None:
        """A few words that stand nowhere as they are."""
        for shelved in self.shelves.of(meant):
            altered = altered_term(quotation.text, shelved.words.original)
            if altered:
                like = compared(quotation.text, altered)
                self.report(Code.DIFFERS, quotation, key=shelved.key, offset=like.offset, like=like)
                return
        self.report(Code.UNMATCHED_TERM, quotation)

    # --- the whole case --------------------------------------------------------------------------

    def look_everywhere(self) -> None:
        """Looks for all quotations that were not found, in one pass over the case."""
        elsewhere: dict[int, str] = {}
        probes = {number: _probe(quotation.text) for number, (quotation, _, _) in enumerate(self.lost)}
        for key, content in self.library.contents() if probes else ():
            wanted = [n for n, probe in probes.items() if n not in elsewhere and probe in content]
            even = comparable(content) if wanted else None
            for number in wanted:
                if even and find(self.lost[number][0].text, even):
                    elsewhere[number] = key
        for number, (quotation, meant, like) in enumerate(self.lost):
            self.not_found(quotation, meant, like, elsewhere.get(number))

    def not_found(self, quotation: Quotation, meant: list[Cited], like: Nearest | None, elsewhere: str | None) -> None:
        if elsewhere:
            code = Code.ELSEWHERE if meant else Code.UNCITED_QUOTATION
            self.report(code, quotation, key=elsewhere, like=like)
        elif like:
            key = self.key_of(like.passage, meant or self.all_cited())
            self.report(Code.DIFFERS, quotation, key=key, offset=like.offset, like=like)
        else:
            self.report(Code.NOT_FOUND, quotation, key=meant[0].key if meant else None)

    def key_of(self, passage: str, among: Sequence[Cited]) -> str | None:
        """The key of what has this passage."""
        return next((one.key for one in self.shelves.of(among) if passage in one.words.original), None)


def _probe(quote: str) -> str:
    """The longest word of a quotation: a text without it need not be searched."""
    return max(_LONG_WORD.findall(quote), key=len, default="")
