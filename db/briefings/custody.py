"""Whether the annex of an exported file still says what the case says: identities, hashes, places and quotes."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from db.briefings.annex import Annex, Entry, digest, seals
from db.briefings.cite import cited, public
from db.briefings.library import Library
from db.briefings.nearest import compared
from db.briefings.report import Code, Finding
from db.excerpts import Excerpt
from db.markup.document import Document
from db.texts import Text

_PLACE = re.compile(r"(\d{1,12})-(\d{1,12})")


def annex_findings(library: Library, document: Document, annex: Annex, markdown: str) -> list[Finding]:
    """Everything in an annex that is not as in the case."""
    found = [*_provenance(library, annex, markdown), *_reworded(document, annex)]
    for entry in annex.entries:
        found += _source(library, entry) if entry.is_source else _excerpt(library, entry)
    return [*found, *_missing(library, document, annex)]


def _provenance(library: Library, annex: Annex, markdown: str) -> Iterator[Finding]:
    case, head, body = ((annex.facts.get(name) or [""])[0] for name in ("case", "head", "body"))
    if case != library.case:
        yield Finding(Code.OTHER_CASE, annex.line, 1, found=case, expected=library.case)
    if not library.knows(head):
        yield Finding(Code.UNKNOWN_HEAD, annex.line, 1, found=head)
    if body != digest(markdown[: annex.start]):
        yield Finding(Code.EDITED, annex.line, 1)


def _reworded(document: Document, annex: Annex) -> Iterator[Finding]:
    """Quotations that were changed, added or taken out after the export; the last at what follows them."""
    exported = (annex.facts.get("quotes") or [""])[0].split()
    now = seals(document)
    matcher = SequenceMatcher(None, exported, [seal for seal, _ in now], autojunk=False)
    for tag, _, _, first, last in matcher.get_opcodes():
        if tag == "delete":
            place = document.position(now[first][1]) if first < len(now) else (annex.line, 1)
            yield Finding(Code.REWORDED, *place)
        for _, at in now[first:last] if tag != "equal" else ():
            quote = next(one.text for one in document.quotations if one.start <= at < one.end)
            yield Finding(Code.REWORDED, *document.position(at), quote=quote)


def _source(library: Library, entry: Entry) -> Iterator[Finding]:
    source = library.source(entry.key)
    if source is None:
        yield Finding(Code.UNKNOWN_KEY, entry.line, 1, found=entry.key)
        return
    hashes = [text.sha256 for text in library.texts(source.uuid)]
    original = [source.sha256] if source.sha256 else []
    expected: dict[str, list[str]] = {"source": [source.uuid], "original": original, "text": hashes}
    yield from _compared(entry, expected)


def _compared(entry: Entry, expected: dict[str, list[str]]) -> Iterator[Finding]:
    """What an entry says, of what the case allows; a thing that the case has must be said."""
    for name, allowed in expected.items():
        said = entry.facts.get(name, [])
        wrong = [value for value in said if value not in allowed]
        if wrong or (allowed and not said):
            found = wrong[0] if wrong else ""
            shown = allowed[0] if allowed else ""
            yield Finding(Code.ANNEX_SOURCE, entry.line, 1, found=found, expected=shown, key=entry.key)


def _excerpt(library: Library, entry: Entry) -> Iterator[Finding]:
    excerpt = library.excerpt(entry.fact("excerpt")) or library.excerpt(entry.key)
    if excerpt is None:
        yield Finding(Code.UNKNOWN_KEY, entry.line, 1, found=entry.key)
        return
    text = next((one for one in library.texts(excerpt.source) if one.uuid == excerpt.text), None)
    place = f"{excerpt.start}-{excerpt.end}"
    expected: dict[str, list[str]] = {
        "excerpt": [excerpt.uuid],
        "text": [text.sha256] if text else [],
        "chars": [place],
        "part": [excerpt.place] if excerpt.place else [],
    }
    yield from _compared(entry, expected)
    if entry.key != excerpt.key:
        yield Finding(Code.ANNEX_SOURCE, entry.line, 1, found=entry.key, expected=excerpt.key, key=excerpt.key)
    stands = _standing(library, excerpt, text, entry.fact("chars"))
    if not entry.words == excerpt.quote == stands:
        yield _quote_differs(entry, excerpt.quote if entry.words != excerpt.quote else stands)


def _standing(library: Library, excerpt: Excerpt, text: Text | None, chars: str) -> str:
    """What stands in the text at the place that the annex gives, or else at that of the excerpt."""
    if text is None:
        return ""
    given = _PLACE.fullmatch(chars)
    start, end = (int(given[1]), int(given[2])) if given else (excerpt.start, excerpt.end)
    return library.content(text)[start:end]


def _quote_differs(entry: Entry, expected: str) -> Finding:
    """The first line of a quote that is not as it should be."""
    wanted = expected.split("\n")
    for number, (line, column, _) in enumerate(entry.quote):
        words = entry.words.split("\n")[number]
        there = wanted[number] if number < len(wanted) else ""
        if words != there:
            like = compared(words, there)
            return _differs(entry, line, column + like.offset, words, there)
    line = entry.quote[-1][0] if entry.quote else entry.line
    return _differs(entry, line, 1, entry.words, expected)


def _differs(entry: Entry, line: int, column: int, found: str, expected: str) -> Finding:
    return Finding(Code.ANNEX_QUOTE, line, column, quote=entry.words, found=found, expected=expected, key=entry.key)


def _missing(library: Library, document: Document, annex: Annex) -> Iterator[Finding]:
    """What is cited and may be written, and stands nowhere in the annex."""
    listed = {entry.key for entry in annex.entries}
    seen: set[str] = set()
    for citation in document.citations:
        found = cited(library, citation.key)
        shown = public(found, ()) if found else None
        if shown is None or citation.key in seen:
            continue
        seen.add(citation.key)
        for key in {shown.source.key, shown.key} - listed:
            yield Finding(Code.ANNEX_INCOMPLETE, *document.position(citation.start), key=key)
