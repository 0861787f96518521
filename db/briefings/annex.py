"""The annex of an exported briefing: what each citation rests on, to be read by people and by `verify`.

What is read back stands in code spans that say what they are (`` `text:…` ``, `` `chars:120-312` ``), so the
words around them may be of any language. A quote is a block quote in which every character of the source is
kept: line for line, with escapes and character references undone on reading.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from db.briefings.cite import Cited, keyed, reference
from db.briefings.comparing import comparable
from db.briefings.library import Library
from db.briefings.wording import Wording
from db.markup.characters import unescaped
from db.markup.document import Document
from db.markup.escaping import escaped, escaped_line
from db.refs import Uuid
from db.sources import Source
from db.texts import Text

FORM = "casethread-briefing:1"
"""What the first line behind the briefing says; the number changes when the form does."""

_MARKER = re.compile(r"^.*`(?:casethread-briefing|case|head|body):[^`]*`.*`(?:case|head|body):.*$", re.MULTILINE)
_HEADING = re.compile(r"(#{3,4}) .*`@([^`]+)`\s*$")
_FACT = re.compile(r"(?<!\\)`(case|head|body|quotes|source|original|text|excerpt|chars|part):([^`]*)`")
_QUOTED = re.compile(r" {0,3}> ?(.*)$")


# --- writing --------------------------------------------------------------------------------------


def provenance(case: str, head: str, date: str, body: str, wording: Wording) -> str:
    """The paragraph between the briefing and its sources: from which state of which case it was made."""
    facts = [FORM, f"case:{case}", f"head:{head}", f"body:{digest(body)}"]
    return f"{wording.provenance.format(date=date)} {', '.join(f'`{fact}`' for fact in facts)}\n"


def digest(body: str) -> str:
    """The SHA-256 of the words of a briefing, whatever the line ends and the blanks before them."""
    lines = (line.rstrip() for line in body.strip().replace("\r\n", "\n").split("\n"))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def seals(document: Document) -> list[tuple[str, int]]:
    """A short hash of each paragraph quoted in the text, whatever its marks and blanks, and its place."""
    found: list[tuple[str, int]] = []
    for quotation in document.quotations:
        if quotation.note is None:
            for paragraph in re.finditer(r"\S(?:(?!\n\n).)*", quotation.text, re.DOTALL):
                words = comparable(paragraph[0]).text.strip()
                sealed = hashlib.sha256(words.encode()).hexdigest()[:6]
                found.append((sealed, quotation.place(paragraph.start())))
    return found


def written(library: Library, cited: Iterable[Cited], body: Document, wording: Wording) -> str:
    """The bibliography and the annex for what is cited, source by source in order of first citation."""
    by_source: dict[Uuid, list[Cited]] = {}
    for one in cited:
        by_source.setdefault(one.source.uuid, []).append(one)
    listed = sorted((ones[0].source for ones in by_source.values()), key=_alphabetically)
    lines = [f"## {wording.sources}", ""]
    lines += [f"- {reference(source, wording)}. {keyed(source.key)}" for source in listed]
    lines += ["", f"## {wording.annex}", ""]
    if sealed := seals(body):
        lines += [f"{wording.quotations}: `quotes:{' '.join(seal for seal, _ in sealed)}`", ""]
    for ones in by_source.values():
        lines += _source(library, ones, wording)
    return "\n".join(lines).rstrip() + "\n"


def _alphabetically(source: Source) -> tuple[str, str, str]:
    return (next(iter(source.author), source.title or "").casefold(), source.issued or "", source.key)


def _source(library: Library, ones: Sequence[Cited], wording: Wording) -> Iterator[str]:
    source = ones[0].source
    texts = library.texts(source.uuid)
    excerpts = {one.excerpt.uuid: one for one in ones if one.excerpt}.values()
    used = {one.text.uuid for one in excerpts if one.text}
    yield from (f"### {keyed(source.key)}", "")
    yield from _facts(library, source, wording)
    yield from (f"- {wording.text}: `text:{text.sha256}`" for n, text in enumerate(texts) if not n or text.uuid in used)
    yield from (f"- {wording.identity}: `source:{source.uuid}`", "")
    own = [one for one in excerpts if not one.translated]
    for one in sorted(own, key=_in_text_order):
        yield from _excerpt(one, texts, wording)
    translated = [one for one in excerpts if one.translated]
    if translated:
        yield from (wording.translations, "")
    for one in sorted(translated, key=_in_text_order):
        yield from _excerpt(one, texts, wording)


def _in_text_order(one: Cited) -> tuple[int, str]:
    return (one.excerpt.start, one.excerpt.key) if one.excerpt else (0, "")


def _facts(library: Library, source: Source, wording: Wording) -> Iterator[str]:
    """How a source came to hand. Who gave it and who took it are never written: they may be in danger."""
    if status := wording.standing(source.status):
        yield f"- {wording.status}: {status}{_notice(library, source, wording)}"
    media = f", `{source.media_type}`" if source.media_type else ""
    yield f"- {wording.held}: {wording.holdings.get(source.held, escaped(source.held))}{media}"
    obtained = [
        wording.spoken(source.obtained_at) if source.obtained_at else "",
        escaped(source.obtained_how) if source.obtained_how else "",
    ]
    if any(obtained):
        yield f"- {wording.obtained}: {', '.join(part for part in obtained if part)}"
    if source.sha256:
        yield f"- {wording.original}: `original:{source.sha256}`"


def _notice(library: Library, source: Source, wording: Wording) -> str:
    """By its key, when nothing of it has to be kept back."""
    notice = library.source(source.notice) if source.notice else None
    is_open = notice is not None and notice.sensitivity != "confidential"
    return f", {wording.notice} {keyed(notice.key)}" if notice and is_open else ""


def _excerpt(one: Cited, texts: Sequence[Text], wording: Wording) -> Iterator[str]:
    if not one.excerpt or not one.text:
        return
    locator = f", {escaped(one.excerpt.locator)}" if one.excerpt.locator else ""
    part = f", `part:{one.excerpt.place}`" if one.excerpt.place else ""
    yield from (f"#### {keyed(one.excerpt.key)}", "")
    yield f"- {wording.place}: `chars:{one.excerpt.start}-{one.excerpt.end}`{part}{locator}"
    yield f"- {wording.text}: `text:{one.text.sha256}`"
    yield from _made_from(one.text, texts, wording)
    yield from (f"- {wording.identity}: `excerpt:{one.excerpt.uuid}`", "")
    if one.excerpt.quote:
        yield from (*quoted(one.excerpt.quote), "")


def _made_from(text: Text, texts: Sequence[Text], wording: Wording) -> Iterator[str]:
    if text.kind != "translated":
        return
    original = next((one for one in texts if one.uuid == text.original), None)
    languages = " → ".join(escaped(one.language) for one in (original, text) if one and one.language)
    tool = " ".join(escaped(part) for part in (text.tool, text.tool_version) if part)
    of = f"SHA-256 {original.sha256[:16]}" if original else ""
    yield f"- {wording.made_from}: {', '.join(part for part in (of, languages, tool) if part)}"


def quoted(quote: str) -> list[str]:
    """A quote as a block quote from which it can be read back exactly."""
    lines = [escaped_line(line) for line in quote.split("\n")]
    return [_quoted_line(line, following) for line, following in zip(lines, [*lines[1:], ""], strict=True)]


def _quoted_line(line: str, following: str) -> str:
    """One line of a block quote, with a line break when the paragraph goes on."""
    return f"> {line}{'  ' if following else ''}" if line else ">"


# --- reading --------------------------------------------------------------------------------------


@dataclass(slots=True)
class Entry:
    """A source or an excerpt of an annex: its key, what is said of it, and the lines of its quote.

    `line` is that of its heading; `quote` holds each line with its number and the column at which it begins.
    """

    line: int
    key: str
    is_source: bool
    facts: dict[str, list[str]] = field(default_factory=dict)
    quote: list[tuple[int, int, str]] = field(default_factory=list)

    def fact(self, name: str) -> str:
        """The last thing of this name that is said, or nothing."""
        return self.facts.get(name, [""])[-1]

    @property
    def words(self) -> str:
        """The quote as it stood in the source."""
        return "\n".join(unescaped(typed) for _, _, typed in self.quote)


@dataclass(slots=True)
class Annex:
    """Everything behind a briefing; `start` is where it begins in the file, `line` on which line."""

    start: int
    line: int
    facts: dict[str, list[str]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


def read(markdown: str) -> Annex | None:
    """The annex of an exported file, or None when it has none."""
    marker = _MARKER.search(markdown)
    if not marker:
        return None
    first = markdown.count("\n", 0, marker.start()) + 1
    annex = Annex(marker.start(), first)
    facts, entry = annex.facts, None
    for number, line in enumerate(markdown[marker.start() :].split("\n"), first):
        heading = _HEADING.match(line.rstrip("\r"))
        words = _QUOTED.match(line.rstrip("\r"))
        if heading:
            entry = Entry(number, heading[2], is_source=len(heading[1]) == 3)
            annex.entries.append(entry)
            facts = entry.facts
        elif words and entry:
            entry.quote.append((number, words.start(1) + 1, words[1].rstrip(" \t")))
        else:
            for name, value in _FACT.findall(line):
                facts.setdefault(name, []).append(value)
    return annex
