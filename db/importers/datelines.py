"""When a document says it was published: a date as data, a date in words, and the line that holds nothing else.

What a date in words means is read by `db.dates`; here it is decided whether it is said of the document itself, and
whether it is complete enough to be filled in rather than suggested.
"""

import re
from dataclasses import dataclass

from db import dates
from db.errors import Invalid

_ISO = re.compile(r"(?P<date>\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ]\d\d:?\d\d.*)?")
_COMPACT = re.compile(r"(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)(?:\D.*)?")
_PUBLISHED = re.compile(
    r"(?:(?:first |originally )?(?:published|posted|date)(?: on| at)?|veröffentlicht(?: am)?|stand|publié(?: le)?|"
    r"publicado(?: el| em)?|pubblicato(?: il)?|gepubliceerd(?: op)?|опубликовано|дата|发布时间|发表于|日期|时间)"
    r"(?![^\W\d_])\s*[:：]?\s*",
    re.I,
)
_CHANGED = re.compile(
    r"(?:last )?(?:updated|modified|aktualisiert|mis à jour|actualizado|aggiornato|обновлено|更新时间|更新于)"
    r"(?: on| at| am| le| el| il)?(?![^\W\d_])\s*[:：]?\s*",
    re.I,
)
_BETWEEN = re.compile(r"\s*[|•·]\s*|\s+[–—]\s+|\s+-\s+")
_RELATIVE = re.compile(
    r"(?:(?:about |vor |il y a |hace |há )?\d+ (?:min|hour|hr|stunde|heure|hora|or[ae]|day|tag|jour|d[íi]a|giorn|week|"
    r"woche|semain|semana|settiman|month|monat|mois|mes)\w*(?: ago| fa)?|yesterday|today|gestern|heute|hier|"
    r"aujourd[’']hui|ayer|hoy|ieri|oggi|ontem|hoje|вчера|сегодня|昨天|今天|昨日|今日)(?:,? (?:at |um )?\d.{0,15})?",
    re.I,
)
_AMBIGUOUS = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_WIRE = re.compile(r"[^\W\da-z][^\n(]{1,40}?,\s*(?P<day>[^\n(),]{3,20})\s*\([^()]{2,24}\)\s*[-–—]\s")
_LONGEST = 60
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A line that is a date: when the text was published or changed; EDTF when it is complete, else as written."""

    date: str
    changed: bool
    complete: bool


def stated(value: str, language: str | None = None) -> str | None:
    """A date given as data (ISO 8601, or in words) in EDTF, or None when it is none."""
    value = value.strip()
    if match := _ISO.fullmatch(value):
        return _parsed(match["date"])
    if match := _COMPACT.fullmatch(value):
        return _parsed("-".join(match.groups()))
    date = dates.read(value, language)
    return str(date) if date and date.year else None


def line(text: str, language: str | None) -> Dateline | None:
    """The dateline that a line or a part of it is, or None when no part is a date and nothing else."""
    if len(text) <= 3 * _LONGEST:
        found = (_part(part.strip(), language) for part in (text, *_BETWEEN.split(text)))
        if date := next(filter(None, found), None):
            return date
    wire = _WIRE.match(text)
    return (
        Dateline(wire["day"].strip(), changed=False, complete=False) if wire and re.search(r"\d", wire["day"]) else None
    )


def _part(text: str, language: str | None) -> Dateline | None:
    changed = _CHANGED.match(text)
    lead = changed or _PUBLISHED.match(text)
    words = text[lead.end() if lead else 0 :]
    if not words or len(words) > _LONGEST:
        return None
    date = stated(words, language)
    # A month or a year alone is a heading as often as a date, unless the line says what it is.
    if date and (lead or _DAY.match(date)):
        return Dateline(date, bool(changed), complete=True)
    if _RELATIVE.fullmatch(words) or _AMBIGUOUS.fullmatch(words) or (lead and re.search(r"\d", words)):
        return Dateline(words, bool(changed), complete=False)
    return None


def _parsed(edtf: str) -> str | None:
    try:
        return str(dates.Date.parse(edtf))
    except Invalid:
        return None
