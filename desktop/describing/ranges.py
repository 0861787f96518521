"""A span of time as people write it, for a document whose day is not known: made EDTF, as `db.dates` reads it."""

import re
from datetime import timedelta

from db import dates, errors
from db.dates import Date

_BETWEEN = re.compile(r"\s*(?:/|\s[-–—]\s|–|—|\bto\b|\buntil\b|\btill\b|\band\b)\s*", re.I)
_FROM = re.compile(r"\s*(?:from|between)\s+", re.I)
_OPEN = re.compile(r"\s*(?P<side>before|after|since|until|till|from)\s+(?P<date>.+?)\s*", re.I)


def read(words: str) -> str | None:
    """The EDTF of a span such as "March 2020 – May 2020", "between 2019 and 2021", "before 2021"; None for no span."""
    ends = _BETWEEN.split(_FROM.sub("", words, count=1))
    if len(ends) == 2 and all(ends):
        first, last = (_date(end) for end in ends)
        return _checked(f"{first}/{last}") if first and last else None
    found = _OPEN.fullmatch(words)
    date = _date(found["date"]) if found else None
    return _open(found["side"].casefold(), date) if found and date else None


def is_span(edtf: str | None) -> bool:
    """Whether a date is a span of time."""
    return "/" in (edtf or "")


def _open(side: str, date: Date) -> str:
    if side == "before":
        return f"../{date.earliest - timedelta(days=1)}"
    if side == "after":
        return f"{date.latest + timedelta(days=1)}/.."
    return f"../{date}" if side in {"until", "till"} else f"{date}/.."


def _date(words: str) -> Date | None:
    try:
        return Date.parse(words.strip())
    except errors.Invalid:
        return dates.read(words)


def _checked(edtf: str) -> str | None:
    try:
        return str(Date.parse(edtf))
    except errors.Invalid:
        return None
