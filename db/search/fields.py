"""What can stand before a colon in a query, and how what stands behind it is read."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from db.dates import Date
from db.errors import Invalid
from db.search.nodes import Being, Dated, Named, Valued, Words

WORDS = ("title", "author", "publisher", "tag", "kind", "language", "source")
"""Fields whose words are asked for."""

ALIASES = {"lang": "language", "year": "date"}
"""Other names of fields."""

COLUMNS = ("publisher", "language", "tag", "kind", "grade")
"""What can be asked for as a whole, with `=` behind the colon."""

BEINGS = {
    "has": ("excerpt", "original", "date", "attachment"),
    "is": ("unread", "read", "corrected", "withdrawn", "confidential"),
}
"""What an object may have or be."""

ALL = (*WORDS, "entity", "date", "grade", "like", *BEINGS, *ALIASES)
"""Every name that can stand before a colon."""

_LANGUAGES = {
    "arabic": "ar",
    "chinese": "zh",
    "dutch": "nl",
    "english": "en",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "persian": "fa",
    "polish": "pl",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
    "turkish": "tr",
    "ukrainian": "uk",
}
_RANGE = re.compile(r"\s*(?:\.\.+|…)\s*")
_LAST_PART = re.compile(r"[-/.][^-/.]*$")
_GRADE = re.compile("[A-Fa-f]")


def read(name: str, text: str) -> Any:
    """What `name:text` asks for when it is no matter of words; None when it cannot be read so."""
    reader = _READERS.get(name)
    return reader(name, text) if reader and text.strip() else None


def exactly(name: str, text: str) -> Any:
    """What `name:=text` asks for; None when the field has no values."""
    value = " ".join(text.split())
    return Valued(name, value) if name in COLUMNS and value else None


def _named(_: str, text: str) -> Any:
    return Named(" ".join(text.split()))


def _graded(name: str, text: str) -> Any:
    return Valued(name, text.upper()) if _GRADE.fullmatch(text) else None


def _being(name: str, text: str) -> Any:
    wanted = text.lower()
    found = [value for value in BEINGS[name] if wanted in (value, f"{value}s")]
    return Being(name, found[0]) if found else None


def _like(name: str, text: str) -> Any:
    return Being(name, text)


def _dated(_: str, text: str) -> Any:
    """A date, or two with dots between them; of a date that is half typed as much as can be read."""
    begin, *rest = _RANGE.split(text, maxsplit=1)
    first, last = _days(begin), _days(rest[0] if rest else begin)
    if first is None and last is None:
        return None
    ends = [end[2] if end else "" for end in ((first, last) if rest else (first,))]
    return Dated(first[0] if first else None, last[1] if last else None, "..".join(ends))


def _days(text: str) -> tuple[int, int, str] | None:
    """The first and the last day of a date, and how it was read."""
    text = text.strip()
    while text:
        for written in (text, text.replace("/", "-")):
            with suppress(Invalid):
                found = Date.parse(written)
                return _number(found.earliest), _number(found.latest), written
        text = _LAST_PART.sub("", text) if _LAST_PART.search(text) else ""
    return None


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _language(name: str, text: str) -> Any:
    """A language by its English name; by its tag it is a word like others."""
    tag = _LANGUAGES.get(text.strip().lower())
    return Words(name, (tag,), written=tag) if tag else None


_READERS: Mapping[str, Callable[[str, str], Any]] = {
    "entity": _named,
    "grade": _graded,
    "has": _being,
    "is": _being,
    "like": _like,
    "date": _dated,
    "language": _language,
}
