"""The document that a letter becomes, whatever it was filed in: its head in a few lines, and what was written.

The day is the one on the sender's calendar: the Date header names a day together with the zone it was in, and that day
is what the sender wrote. It is not moved to another zone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.utils import parseaddr, parsedate_tz
from pathlib import PurePath

from db import dates, plain
from db.errors import Invalid
from db.importers import datelines, language, plaintext
from db.importers.file import File
from db.importers.parsed import Extractor, Found, Origin, Parsed, Part, Unreadable

_YEARS = range(1971, 2100)
"""From the first message between two machines (clocks that were never set say 1970) to where only errors lie."""
_LONGEST_LINE = 20_000
_LINES = 20
_LONGEST_ADDRESS = 1_000


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter: the lines of its head as it says them, its subject, sender and day, and its text."""

    head: Sequence[tuple[str, str]]
    subject: str
    sender: str
    day: str | None
    text: str
    parts: tuple[Part, ...] = ()
    charset: str | None = None
    is_mail: bool = True


def document(letter: Letter, file: File, extractor: Extractor, warnings: Iterable[str] = ()) -> Parsed:
    """The letter as a document; raises Unreadable when it neither says nor carries anything."""
    head, is_cut = _head(letter.head)
    text = plain.normalise("\n\n".join(filter(None, (head, letter.text))))
    if not text.strip() and not letter.parts:
        raise Unreadable("no-text")
    code = language.detect(letter.text, letter.subject)
    origin: Origin = "mail" if letter.is_mail else "properties"
    return Parsed(
        text=text,
        media_type=file.kind.media_type,
        named_type=file.kind.named_type,
        charset=letter.charset,
        extractor=extractor,
        title=_title(letter, file.name, origin),
        issued=Found(letter.day, origin) if letter.day else None,
        language=Found(code, "guess") if code else None,
        type=Found("personal_communication", "mail") if letter.is_mail else None,
        suggestions={"author": Found(letter.sender, origin)} if letter.sender else {},
        parts=letter.parts,
    ).warned(*warnings, *(("header-cut",) if is_cut else ()), *(() if text.strip() else ("no-text",)))


def day(value: str) -> str | None:
    """The day that a Date header names, in the zone it names; None when there is none such."""
    value = value[:200]
    try:
        numbers = parsedate_tz(value)
        found = dates.Date.on(*numbers[:3]) if numbers else None
    except (Invalid, ValueError, TypeError, IndexError, OverflowError):
        found = None
    if found is None:
        stated = datelines.stated(value)
        found = dates.Date.parse(stated) if stated else None
    return str(found) if found and found.year in _YEARS else None


def sender(raw: str) -> tuple[str, str]:
    """Name and address in a From header as written; either may be missing."""
    try:
        return parseaddr(raw[:_LONGEST_ADDRESS])
    except (ValueError, TypeError, IndexError):
        return "", ""


def _head(lines: Sequence[tuple[str, str]]) -> tuple[str, bool]:
    """The lines of the head, and whether any of them had to be cut."""
    said = [(name, value) for name, value in lines[:_LINES] if value]
    is_cut = len(lines) > _LINES or any(len(value) > _LONGEST_LINE for _, value in said)
    shown = (f"{name}: {value[:_LONGEST_LINE]}{'…' if len(value) > _LONGEST_LINE else ''}" for name, value in said)
    return "\n".join(shown), is_cut


def _title(letter: Letter, name: str, origin: Origin) -> Found:
    subject = " ".join(letter.subject.split())[:1000]
    if subject:
        return Found(subject, origin)
    if letter.text.strip():
        return Found(plaintext.shortened(letter.text.lstrip()), "guess")
    return Found(PurePath(name).stem or "?", "file")
