"""What is known of a document, as fields: their words, their choices, how what is typed becomes a value."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from db import dates, errors
from db.dates import Date
from db.sensitivity import LEVELS
from db.sources import GRADES, HELD, STATUS
from desktop.base.dates import shown
from desktop.base.i18n import tr
from desktop.base.languages import language_name
from desktop.describing import ranges
from desktop.describing.document_types import TYPES


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a document: `read` makes it of what is typed (raises Invalid), `choices` gives words for codes.

    `aside` says more of a value, such as what a date means; `advice` is shown when it cannot be read. `offers` are what
    is often said, to be taken or written otherwise; `when` says from what is known whether the field is asked for.
    """

    name: str
    title: str
    read: Callable[[str], Any] = lambda words: words or None
    choices: Mapping[str, str] | None = None
    aside: Callable[[str], str] = lambda value: ""
    advice: str = ""
    offers: tuple[str, ...] = ()
    when: Callable[[Mapping[str, Any]], bool] = lambda known: True

    def words(self, value: Any) -> str:
        """A value as it is shown and typed."""
        return "; ".join(value) if isinstance(value, tuple) else value or ""


def _date(words: str) -> str | None:
    """A date as EDTF, or as people write it; also a span of time."""
    if not words:
        return None
    try:
        return str(Date.parse(words))
    except errors.Invalid:
        found = dates.read(words) or ranges.read(words)
        if found is None:
            raise
        return str(found)


def _language(words: str) -> str | None:
    if words and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", words):
        raise errors.Invalid("language", words)
    return words or None


def _people(words: str) -> tuple[str, ...]:
    return tuple(name for part in re.split(r"[;\n]", words) if (name := part.strip()))


_HELD = {
    "original": "original file",
    "saved-page": "saved page",
    "pasted-text": "pasted text",
    "photograph": "photograph",
    "cited": "cited, not held",
}
_STATUS = {
    "current": "as published",
    "corrected": "corrected",
    "withdrawn": "withdrawn",
}
_SENSITIVITY = {
    "open": "open",
    "internal": "internal: not for publication",
    "confidential": "confidential: stays out of exports",
}
_DATE_ADVICE = "Write a date as 2022-12-15, 2022-12 or 2022; a span as 2020-03 – 2020-05, or “before 2021”."


_CONDITIONS = ("embargo until ", "off the record", "not to be named", "background only", "not to be published")


def _is_span_or_explained(known: Mapping[str, Any]) -> bool:
    return ranges.is_span(known.get("issued")) or bool(known.get("issued_because"))


def _day(name: str, title: str) -> Field:
    return Field(name, title, _date, aside=_other_form, advice=_DATE_ADVICE)


def _other_form(edtf: str) -> str:
    words = shown(edtf)
    return words if words != edtf else ""


PUBLISHED = (
    Field("title", "Title"),
    Field("author", "By", _people),
    Field("container_title", "Appeared in"),
    Field("publisher", "Publisher"),
    Field("original_publisher", "First published by"),
    _day("issued", "Date"),
    Field("issued_because", "Why then", when=_is_span_or_explained),
    Field("type", "Kind", choices=TYPES),
    Field("language", "Language", _language, aside=language_name, advice="Write the code of the language: it, zh, ar."),
    Field("url", "Address"),
    _day("accessed", "Address seen on"),
)
"""What is bibliographic."""

OBTAINED = (
    Field("obtained_from", "From"),
    Field("obtained_by", "By"),
    _day("obtained_at", "When"),
    Field("obtained_how", "How"),
    Field("conditions", "Conditions", offers=_CONDITIONS),
    Field("held", "Held as", choices={code: _HELD[code] for code in HELD}),
)
"""How it came into the case."""

_GRADES = {
    "": "not graded",
    "A": "A: completely reliable",
    "B": "B: usually reliable",
    "C": "C: fairly reliable",
    "D": "D: not usually reliable",
    "E": "E: unreliable",
    "F": "F: cannot be judged",
}

STANDING = (
    Field("status", "State", choices={code: _STATUS[code] for code in STATUS}),
    Field("grade", "Grade", choices={code: _GRADES[code] for code in ("", *GRADES)}),
    Field("sensitivity", "Sensitivity", choices={code: _SENSITIVITY[code] for code in LEVELS}),
)
"""How it stands now."""

_ORIGINS = {
    "json-ld": "found in the page's data",
    "meta": "found in the head of the page",
    "time": "found in a date on the page",
    "url": "found in the address",
    "byline": "found in the byline",
    "heading": "found in the heading",
    "dateline": "found in the dateline",
    "file": "found in the file",
    "mail": "found in the head of the message",
    "capture": "noted when the page was saved",
    "properties": "found in the document's own properties",
    "bibliography": "found in a bibliography",
    "clipboard": "came with what was copied",
    "guess": "guessed, please check",
    "person": "said by a person",
}


def origin(code: str | None) -> str:
    """Where a value was found, in words; empty for what has no origin."""
    return tr(_ORIGINS.get(code, code)) if code else ""
