"""Where a page was on the web: what the program that saved it noted, and what an address tells by itself.

What the page states as its own address is read by `pagedata`. Nothing here is ever opened.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from db import plain
from db.importers import datelines
from db.importers.parsed import Found

_START = 8192
_SINGLEFILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(?P<url>\S+)\s+saved date:\s*(?P<date>[^\n]*?)\s*(?:\n|-->)"
)
_BROWSER = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(?P<url>\S+?)\s*-->")
_JAVASCRIPT_DATE = re.compile(r"\w{3} (?P<month>\w{3}) (?P<day>\d\d?) (?P<year>\d{4})\b")
_DATE_IN_PATH = re.compile(
    r"/((?:19|20)\d\d)[/-]?([01]\d|[a-z]{3})[/-]?([0-3]\d)(?=[/_-]|$)|\b((?:19|20)\d\d)-([01]\d)-([0-3]\d)\b"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Saved:
    """What a saved page says of its saving: the address it came from, and the day in EDTF."""

    address: str | None = None
    day: str | None = None


def saved(html: str) -> Saved:
    """What SingleFile or a browser noted at the top of a page."""
    start = html[:_START]
    if match := _SINGLEFILE.search(start):
        return Saved(web_address(match["url"]), day(match["date"]))
    match = _BROWSER.search(start)
    return Saved(web_address(match["url"])) if match else Saved()


def web_address(value: str | None) -> str | None:
    """An absolute address on the web, or None: nothing else is ever taken over, since it might be opened."""
    value = plain.normalise((value or "").strip())
    if len(value) > _LONGEST or re.search(r"\s", value):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in {"http", "https"} and parts.hostname else None


def site(address: str) -> str:
    """The site of an address, without the "www" that some of its pages have."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def date_in(address: str) -> Found | None:
    """The day that an address names, as many papers' addresses do."""
    match = _DATE_IN_PATH.search(urlsplit(address).path)
    if match is None:
        return None
    year, month, day = (part for part in match.groups() if part)
    date = datelines.stated(f"{year}-{_number(month)}-{day}")
    return Found(date, "url") if date else None


def day(written: str) -> str | None:
    """The day in a date as JavaScript writes it: a program that saves pages writes it so."""
    match = _JAVASCRIPT_DATE.match(written)
    return datelines.stated(f"{match['year']}-{_number(match['month'])}-{int(match['day']):02}") if match else None


def _number(month: str) -> str:
    return f"{_MONTHS.index(month.lower()) + 1:02}" if month.lower() in _MONTHS else month
