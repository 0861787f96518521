"""A document of the text that was read, and of what it says in its own properties.

When a document was written or changed is not when it was published: such dates are offered, never filled in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from db import plain
from db.importers import datelines, language, plaintext, timed
from db.importers.file import File
from db.importers.office.blocks import APART, Block, joined
from db.importers.parsed import Extractor, Found, PageStart, Parsed, Part, Unreadable

_PLACEHOLDER = re.compile(
    r"(?:untitled|unbenannt|sans nom|sin título|document|dokument|powerpoint presentation|powerpoint-präsentation|"
    r"presentation|slide|folie|book|mappe|workbook|title|template|normal)[\s_-]*\d*(?:\.\w{3,4})?|"
    r"microsoft (?:word|excel|powerpoint)\b.*|https?:\S+|[\W_]*",
    re.I,
)
_NOBODY = re.compile(
    r"(?:(?:microsoft|ms|windows|win|office|home|default|local|test|registered)?[\s-]*(?:office|windows)?\s*"
    r"(?:user|admin|administrator|owner|benutzer|utilisateur|usuario|pc)?|unknown|author|none|null|n/a|root|"
    r"python-docx|openpyxl|apache poi|xlsxwriter|libreoffice|[\W\d_]+)",
    re.I,
)
_SEVERAL = re.compile(r"\s*[;\n]\s*")


@dataclass(frozen=True, kw_only=True)
class Properties:
    """What a document says of itself, as it is written there: `written` is when it was made."""

    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    organisation: str = ""
    language: str = ""
    keywords: str = ""
    written: str = ""
    published: str = ""


NOTHING = Properties()


def of_blocks(
    file: File,
    blocks: Sequence[Block],
    extractor: Extractor,
    properties: Properties = NOTHING,
    *,
    parts: tuple[Part, ...] = (),
    warnings: Sequence[str] = (),
) -> Parsed:
    """The document of these pieces; its title is what it says, or its first heading when that comes early.

    Passages that begin with the time at which they were spoken make it a transcript.
    """
    heading = next((block for block in blocks if block.kind == "title"), None)
    heading = heading or next((block for block in blocks[:12] if block.kind == "heading" and block.text.strip()), None)
    parsed = document(
        file,
        joined(blocks),
        extractor,
        properties,
        heading=" ".join(heading.text.split()) if heading else "",
        parts=parts,
        warnings=warnings,
    )
    cues = timed.cues(parsed.text)
    return replace(parsed, text_kind="transcribed", cues=cues) if cues else parsed


def of_pages(
    file: File,
    pages: Sequence[str],
    extractor: Extractor,
    properties: Properties = NOTHING,
    *,
    parts: tuple[Part, ...] = (),
    warnings: Sequence[str] = (),
) -> Parsed:
    """The document of slides, one after another; its title is what it says, or the first line."""
    texts = [plain.normalise(page).strip("\n") for page in pages]
    starts, at = [], 0
    for text in texts:
        starts.append(PageStart(at))
        at += len(text) + 2 if text else 0
    whole = "\n\n".join(filter(None, texts))
    places = tuple(PageStart(min(start.start, len(whole))) for start in starts)
    heading = whole.partition("\n")[0]
    return document(file, whole, extractor, properties, heading=heading, pages=places, parts=parts, warnings=warnings)


def document(
    file: File,
    text: str,
    extractor: Extractor,
    properties: Properties = NOTHING,
    *,
    heading: str = "",
    has_head: bool = True,
    pages: tuple[PageStart, ...] = (),
    parts: tuple[Part, ...] = (),
    warnings: Sequence[str] = (),
) -> Parsed:
    """The document with this text; raises Unreadable when there is neither text nor anything else in it.

    `has_head` says whether its first and last lines may tell who wrote it and when, as those of an article do.
    """
    text = plain.normalise(text)
    if not text.strip():
        if not parts:
            raise Unreadable("no-text")
        text, warnings = "", (*warnings, "no-text")
    title = _title(file, text, properties, heading, has_head=has_head)
    tongue, tongue_warnings, suggestions = language_of(text, title.value, properties.language)
    head = plaintext.head(text, tongue.value if tongue else None) if has_head else plaintext.Head()
    issued = _date(properties.published) or head.issued
    return Parsed(
        text=text,
        media_type=file.kind.media_type,
        named_type=file.kind.named_type,
        extractor=extractor,
        title=title,
        authors=_authors(properties) or head.authors,
        publisher=_found(properties.publisher) or head.outlet,
        original_publisher=head.signed,
        issued=issued,
        language=tongue,
        url=head.url,
        suggestions={**head.suggestions, **suggestions, **_suggested(properties, issued)},
        pages=pages,
        parts=parts,
    ).warned(*warnings, *tongue_warnings, *(["author-doubted"] if head.doubted else []))


def language_of(text: str, title: str, stated: str) -> tuple[Found | None, tuple[str, ...], dict[str, Found]]:
    """The language: as stated, when the text does not contradict it; then what is stated is a suggestion."""
    detected = language.detect(text, title)
    code = language.primary(stated)
    if code and (detected in {code, None} or not language.can_tell(code)):
        return Found(code, "properties"), (), {}
    found = Found(detected, "guess") if detected else None
    return (found, ("language-doubted",), {"language": Found(code, "properties")}) if code else (found, (), {})


def _title(file: File, text: str, properties: Properties, heading: str, *, has_head: bool) -> Found:
    stated = " ".join(properties.title.split())
    if not _PLACEHOLDER.fullmatch(stated):
        return Found(stated, "properties")
    if heading:
        return Found(heading[:300], "heading")
    first = next((part for part in text.split("\n\n") if part not in ("", APART)), "")
    if first and has_head:
        return Found(plaintext.shortened(first), "guess")
    return Found(PurePath(file.name).stem or "?", "file")


def _authors(properties: Properties) -> tuple[Found, ...]:
    names = (" ".join(name.split()) for each in properties.authors for name in _SEVERAL.split(each))
    return tuple(Found(name, "properties") for name in dict.fromkeys(names) if not _NOBODY.fullmatch(name))


def _suggested(properties: Properties, issued: Found | None) -> dict[str, Found]:
    suggested = {
        "issued": None if issued else _date(properties.written) or _found(properties.published),
        "publisher": None if properties.publisher else _found(properties.organisation),
        "keyword": _found(properties.keywords),
    }
    return {name: found for name, found in suggested.items() if found}


def _found(value: str) -> Found | None:
    value = " ".join(value.split())
    return Found(value, "properties") if value else None


def _date(written: str) -> Found | None:
    """A date given as data; what programs write for none (the first days of their calendars) is none."""
    date = datelines.stated(written) if written else None
    return Found(date, "properties") if date and date[:4] not in {"1601", "1900", "1970", "1980"} else None
