"""Plain text: the text as it is, and what its first and last lines say about it.

A saved article begins with a headline, a byline and a date, or with none of them; whatever is not clearly there
stays empty. Values are taken with the line they stand in, and nothing is removed from the text. Names are told
from other words by `bylines`, dates are read by `db.dates`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from db import plain
from db.importers import bylines, datelines, detect, language
from db.importers.file import File
from db.importers.parsed import Extractor, Found, Parsed, Unreadable

EXTRACTOR = Extractor("casethread-plaintext", "1")
"""The version grows when the same bytes would give other values."""

_HEAD_LINES = 14
_STORY = 240
"""Characters from which on a line is a paragraph of the story."""
_TITLE = 100

_FURNITURE = re.compile(
    r"(?:top|bottom) of page|skip to (?:main )?content|advertisement|anzeige|menu|search|share(?: this)?|print|"
    r"subscribe|sign in|log in|home|read more|listen|opens in new window|[\W_]+",
    re.I,
)
_GLUED = re.compile(r"(?P<section>[A-Z][A-Z&’'-]*(?: [A-Z][A-Z&’'-]*)*)(?P<title>[A-Z][a-z].*)")
_SECTIONS = frozenset({
    "ANALYSIS", "BREAKING", "BUSINESS", "COMMENT", "CULTURE", "EDITORIAL", "EXCLUSIVE", "EXPLAINER", "FEATURE",
    "INTERVIEW", "INVESTIGATION", "INVESTIGATIONS", "LIVE", "NEWS", "OPINION", "POLITICS", "REPORT", "SCIENCE", "SPORT",
    "TECHNOLOGY", "UPDATE", "VIDEO", "WATCH", "WORLD",
})  # fmt: skip
_WIRE = re.compile(r"(?P<place>[^\n(]{0,80}?)\s*\((?P<outlet>[A-Z][^()\d]{1,24})\)\s*[-–—:]\s")
_WIRE_CHINESE = re.compile(r"[（(【]?(?P<outlet>新华社|中新社|法新社|路透社|美联社)[^\n。]{0,16}电")
_SIGNED = re.compile(r"[.!?”\"’]\s+[–—]\s*(?P<outlet>[A-Z][\w.’']*(?: [A-Z][\w.’']*){0,3})\s*$")
_SENTENCE = re.compile(r".{24,}?(?:[.!?…]+[”\"’)»]*(?=\s)|[。！？]+[」』”）]*|\Z)", re.S)
_ADDRESS = re.compile(
    r"(?:(?:url|link|source|quelle|fonte|fuente|来源)\s*[:：]\s*)?<?(?P<url>https?://[^\s<>]+?)>?", re.I
)


def read(file: File) -> Parsed:
    """The document in a file of plain text; raises Unreadable when there is nothing but white space."""
    decoded = file.decoded()
    parsed = described(plain.normalise(decoded.text), file.name)
    return replace(
        parsed, charset=decoded.charset, media_type=file.kind.media_type, named_type=file.kind.named_type
    ).warned(*charset_warnings(decoded))


WAYS = (read,)


def charset_warnings(decoded: plain.Decoded) -> tuple[str, ...]:
    """The warning that a charset was neither declared nor evident, when that is so."""
    return ("charset-guessed",) if decoded.how in {"detected", "fallback"} else ()


@dataclass(frozen=True, slots=True)
class Head:
    """What the first and last lines of a text say of it; `doubted` when they are what a scraper writes."""

    authors: tuple[Found, ...] = ()
    outlet: Found | None = None
    signed: Found | None = None
    issued: Found | None = None
    url: Found | None = None
    suggestions: Mapping[str, Found] = field(default_factory=dict)
    doubted: bool = False


def described(text: str, name: str = "", shown: str | None = None) -> Parsed:
    """The text with what it says about itself; raises Unreadable when there is nothing but white space.

    `shown` is the text as a reader sees it, when that is something else, as in Markdown.
    """
    if not text.strip():
        raise Unreadable("empty")
    shown = text if shown is None else shown
    title, section = _title(shown, name)
    code = language.detect(shown, title.value)
    found = head(shown, code)
    return Parsed(
        text=text,
        media_type=detect.PLAIN,
        extractor=EXTRACTOR,
        title=title,
        authors=found.authors,
        publisher=found.outlet,
        original_publisher=found.signed,
        issued=found.issued,
        language=Found(code, "guess") if code else None,
        url=found.url,
        type=Found("article-newspaper", "byline") if found.outlet else None,
        suggestions={**found.suggestions, **({"section": section} if section else {})},
    ).warned(*(["author-doubted"] if found.doubted else []))


def head(text: str, code: str | None) -> Head:
    """What the lines before the story, and the last ones, say; `code` is the language they are in."""
    lines, story = _head(text)
    byline = next(filter(None, map(bylines.read, lines)), bylines.Byline(()))
    outlet = byline.outlet or next(filter(None, map(_wire, (story, *lines))), None)
    signed = _SIGNED.search(text[-200:])
    authors = tuple(Found(name, "byline") for name in byline.names)
    issued, suggestions = _dates((*lines, story), code)
    last = [line for line in text[-1500:].split("\n") if line.strip()][-5:]
    doubted = any(map(bylines.is_slogan, last))
    if doubted and authors:
        suggestions["author"] = authors[0]
    return Head(
        authors=() if doubted else authors,
        outlet=Found(outlet, "byline") if outlet else None,
        signed=Found(signed["outlet"], "byline") if signed else None,
        issued=issued,
        url=next(filter(None, map(_address, lines)), None),
        suggestions=suggestions,
        doubted=doubted,
    )


def _dates(lines: Iterable[str], code: str | None) -> tuple[Found | None, dict[str, Found]]:
    """The date of a whole dateline, and what is suggested: dates that are not whole, and of changes."""
    found = list(filter(None, (datelines.line(line, code) for line in lines)))
    issued = next((each for each in found if each.complete and not each.changed), None)
    partial = next((each for each in found if not each.complete and not each.changed), None)
    changed = next((each for each in found if each.changed), None)
    suggestions = {"issued": None if issued else partial, "modified": changed}
    return (
        Found(issued.date, "dateline") if issued else None,
        {name: Found(date.date, "dateline") for name, date in suggestions.items() if date},
    )


# --- the head -----------------------------------------------------------------------------------


def _head(text: str) -> tuple[list[str], str]:
    """The lines before the story, without what a page builder left in them, and the story's first line."""
    found: list[str] = []
    for line in _lines(text):
        if len(line) > _STORY or len(found) == _HEAD_LINES:
            return found, line
        found.append(line)
    return found, ""


def _lines(text: str) -> Iterator[str]:
    lines = map(str.strip, text[:20_000].split("\n"))
    yield from (line for line in lines if line and not _FURNITURE.fullmatch(line))


def _title(text: str, name: str) -> tuple[Found, Found | None]:
    """What the source is called, and the section of the paper when its name is glued to the headline."""
    lines, story = _head(text)
    line = next((line for line in lines if not _is_about_the_text(line)), story)
    if line and _is_headline(line) and (story or len(lines) > 1):
        glued = _GLUED.fullmatch(line)
        if glued and _is_section(glued["section"]):
            return Found(glued["title"], "heading"), Found(glued["section"], "heading")
        return Found(" ".join(line.split()), "heading"), None
    if line:
        return Found(shortened(line), "guess"), None
    return Found(PurePath(name).stem or "?", "file"), None


def shortened(text: str) -> str:
    """The first sentence, cut at a word when it is long: a name for what has none."""
    text = text[: 20 * _TITLE]
    match = _SENTENCE.match(text)
    sentence = " ".join((match[0] if match else text).split())
    if len(sentence) <= _TITLE:
        return sentence
    cut = sentence[:_TITLE]
    return (cut.rpartition(" ")[0] or cut[: _TITLE // 2]).rstrip(" ,;:–—-") + "…"


def _is_headline(line: str) -> bool:
    return len(line) <= 200 and not line.endswith((".", "。", ",", ";", ":", "，", "；")) and line[0] not in "([{<"


def _is_section(words: str) -> bool:
    return len(words) <= 30 and (" " in words or words in _SECTIONS)


def _is_about_the_text(line: str) -> bool:
    """Whether a line is a byline, a date, an address or the name of a section."""
    return (
        line in _SECTIONS
        or bylines.read(line) is not None
        or _ADDRESS.fullmatch(line) is not None
        or datelines.line(line, None) is not None
    )


# --- what is in a line --------------------------------------------------------------------------


def _address(line: str) -> Found | None:
    match = _ADDRESS.fullmatch(line)
    return Found(match["url"], "file") if match else None


def _wire(line: str) -> str | None:
    """The agency or paper of a dateline such as "ROME, Dec 15 (Reuters) - "."""
    if chinese := _WIRE_CHINESE.match(line):
        return chinese["outlet"]
    match = _WIRE.match(line)
    if match is None:
        return None
    known = bylines.AGENCIES.get(match["outlet"].casefold())
    place = match["place"].partition(",")[0]
    return known or (match["outlet"] if place.isupper() else None)
