"""Dates that may be partial or uncertain, as EDTF writes them, and dates as newspapers print them.

EDTF is ISO 8601-2. Here are its level 0 without times of day, and of level 1 what sources and events need:
`2022`, `2022-12`, `2022-12-15`, `2022-12-15?` (uncertain), `~` (approximate), `%` (both), `201X`, `2022-XX`,
seasons (`2022-21` is a spring) and intervals, `2022-09/2022-12`, with `..` or nothing for an open end.
Years run from 1 to 9999. Nothing here knows today's date, so "yesterday" is read elsewhere.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cache

import resources
from db.errors import Invalid
from db.folding import fold, folded

_POINT = re.compile(r"(?P<year>\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?[?~%]?", re.ASCII)
_SEASONS = ("21", "22", "23", "24")
_OPEN = ("", "..")


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A date by its first and its last possible day, which order it, and its EDTF; made by `parse` or `on`.

    An open end lies at `date.min` or `date.max`. A season may be anywhere in its year, since the hemisphere
    is not known.
    """

    earliest: date
    latest: date
    text: str

    @classmethod
    def parse(cls, text: str) -> "Date":
        """Reads EDTF; raises Invalid for anything else and for days that do not exist."""
        written = text.strip()
        ends = written.split("/")
        if len(ends) > 2 or all(end in _OPEN for end in ends):
            raise Invalid("date", text)
        earliest = date.min if ends[0] in _OPEN else _bounds(ends[0], text)[0]
        latest = date.max if ends[-1] in _OPEN else _bounds(ends[-1], text)[1]
        if earliest > latest:
            raise Invalid("date", text)
        return cls(earliest, latest, written)

    @classmethod
    def on(cls, year: int, month: int | None = None, day: int | None = None) -> "Date":
        """A day, a month or a year; raises Invalid when there is none such."""
        numbers = [f"{part:02}" for part in (month, day) if part is not None]
        return cls.parse("-".join([f"{year:04}", *numbers]))

    @property
    def year(self) -> int | None:
        """The year in which it begins, when that is written out."""
        begins = self.parts[0]
        return begins[0] if begins else None

    @property
    def parts(self) -> tuple[tuple[int, ...], ...]:
        """Year, month and day as far as they are known, of the date or of both ends of an interval."""
        return tuple(_parts(end) for end in self.text.split("/"))

    @property
    def uncertain(self) -> bool:
        """Whether a mark says that the source of the date is doubted."""
        return "?" in self.text or "%" in self.text

    @property
    def approximate(self) -> bool:
        """Whether a mark says that it was about then."""
        return "~" in self.text or "%" in self.text

    def __str__(self) -> str:
        return self.text


def read(text: str, language: str | None = None) -> Date | None:
    """A date as newspapers print it, with a day of the week before or a time behind it if need be.

    Months and years by themselves are read, too. `language` is the code of the language it is printed in.
    None stands for a text that is no date or several, for days that do not exist, and for `05/12/2022`,
    which is a day in May or in December.
    """
    line = fold(text).strip(" .,;:()[]|\n\t")
    for pattern in (*_full(), *_partial()):
        if found := re.fullmatch(f"{_before()}{pattern}{_behind()}", line):
            return _date(found, language)
    return None


def first_in(text: str, language: str | None = None) -> tuple[Date, int, int] | None:
    """The first date in the text with day, month and year, and where it stands, in code points."""
    within = folded(text)
    candidates = [found for pattern in _full() for found in re.finditer(pattern, within.text)]
    for found in sorted(candidates, key=lambda found: found.start()):
        if known := _date(found, language):
            return known, *within.original(*found.span())
    return None


# --- EDTF --------------------------------------------------------------------------------------


def _bounds(point: str, whole: str) -> tuple[date, date]:
    """The first and the last day that a date without an interval may mean."""
    found = _POINT.fullmatch(point)
    if not found or (found["month"] and "X" in found["year"]) or found["year"] == "0000":
        raise Invalid("date", whole)
    first, last = (int(found["year"].replace("X", digit)) for digit in "09")
    month, day = found["month"], found["day"]
    if day in (None, "XX") and (month == "XX" or (month in _SEASONS and day is None)):
        month = None
    try:
        if not month:
            return date(max(first, 1), 1, 1), date(last, 12, 31)
        if day in (None, "XX"):
            return date(first, int(month), 1), date(last, int(month), calendar.monthrange(last, int(month))[1])
        return (exact := date(first, int(month), int(day))), exact
    except ValueError as problem:
        raise Invalid("date", whole) from problem


def _parts(point: str) -> tuple[int, ...]:
    found = _POINT.fullmatch(point)
    numbers: list[int] = []
    for part in found.group("year", "month", "day") if found else ():
        if part is None or "X" in part or (len(numbers) == 1 and part in _SEASONS):
            break
        numbers.append(int(part))
    return tuple(numbers)


# --- print -------------------------------------------------------------------------------------

_DIGITS = "〇一二三四五六七八九"
_IDEOGRAPHIC_DIGITS = str.maketrans("零○", "〇〇")
_DAY_FIRST = {"de", "es", "fr", "it", "nl", "pt", "ru"}
"""Languages in which a date written with full stops, 05.12.2022, begins with the day."""


@cache
def _full() -> tuple[str, ...]:
    """Patterns for folded text of dates with day, month and year."""
    start = r"(?<![^\W_])(?<!\d[-–/.,])"
    name, year, sign = _names(), r"(?P<year>(?:1[5-9]|20)\d\d)", r"(?P<sign>[-/.])"
    month, day, end = r"(?P<month>\d\d?)", r"(?P<day>\d\d?)", r"(?!\d|[-/.]\d)"
    digits = rf"(?:\d\d?|[{_DIGITS}零○十]{{1,3}})"
    of, ordinal = "(?:(?:of|de|del|di) )?", "(?:st|nd|rd|th|er|[eoa°.])?"
    return (
        rf"(?<!\d)(?<!\d[-/.]){year}{sign}{month}(?P=sign){day}{end}",
        rf"(?<!\d)(?P<year>[12]\d{{3}}|[{_DIGITS}零○]{{4}}) ?[年년]"
        rf" ?(?P<month>{digits}) ?[月월] ?(?P<day>{digits}) ?[日号일]",
        rf"{start}{day}{ordinal}[-/. ]*{of}{name}[-/., ]*{of}{year}{end}",
        rf"{start}{name}[- ]*{day}{ordinal}[-, ]+{year}{end}",
        rf"{start}{day}{sign}{month}(?P=sign){year}{end}",
    )


@cache
def _partial() -> tuple[str, ...]:
    """Patterns for folded text of months and years by themselves."""
    year = r"(?P<year>(?:1[5-9]|20)\d\d)"
    return (
        rf"{_names()}[-/., ]*(?:(?:of|de|del) )?{year}",
        rf"{year}(?:-(?P<month>\d\d))?",
        rf"{year} ?[年년](?: ?(?P<month>\d\d?) ?[月월])?",
    )


@cache
def _before() -> str:
    return rf"(?:(?:{_words('day')})\b[.,]* *)?(?:(?:on|the|le|el|il|am|den|op|em) )*"


@cache
def _behind() -> str:
    """A Russian word for the year, a day of the week, and a time of day with its zone, if they are there."""
    day = rf"(?:[ ,(]+(?:{_words('day')})|[ ,(]*(?:星期|周|曜日)[一二三四五六日天])?\)?"
    time = r"(?:(?:t|[-–|,]? ?(?:[^\W\d]{1,4} ){0,2})\d\d?[:.h]\d\d(?:[:.]\d+)*)?"
    zone = r"(?: ?(?:[ap]\.?m\.?|uhr|z|[a-z]{2,5}|[-+]\d\d:?\d\d)){0,3}"
    return rf"(?: ?г(?:ода)?\.?)?{day}(?:[, ]*{time}{zone})?"


def _date(found: re.Match[str], language: str | None) -> Date | None:
    """The date that was found, if there is such a day and only one that it can mean."""
    known = {"month": None, "day": None, "sign": None, "name": None, **found.groupdict()}
    year, day = (_number(known[part]) for part in ("year", "day"))
    month = _months()[known["name"]] if known["name"] else _number(known["month"])
    if known["sign"] and found.start("year") > found.start("day"):
        month, day = _in_order(month, day, certain=known["sign"] == "." and language in _DAY_FIRST)
        if month is None:
            return None
    try:
        return Date.on(year or 0, month, day)
    except Invalid:
        return None


def _in_order(month: int | None, day: int | None, *, certain: bool) -> tuple[int | None, int | None]:
    """Month and day of two numbers printed day first, or month first as in America; nothing if in doubt."""
    if month is None or day is None:
        return None, None
    if certain or day > 12 or day == month:
        return month, day
    return (day, month) if month > 12 else (None, None)


def _number(written: str | None) -> int | None:
    """What decimal or Chinese digits say; the latter with or without the sign for ten."""
    if written is None or written.isdecimal():
        return int(written) if written else None
    tens, ten, ones = written.translate(_IDEOGRAPHIC_DIGITS).rpartition("十")
    digits = "".join(str(_DIGITS.find(digit)) for digit in ones) or "0"
    return int(digits) + (int(_DIGITS.find(tens)) if tens else 1) * 10 * bool(ten)


def _names() -> str:
    return rf"(?P<name>{'|'.join(sorted(_months(), key=len, reverse=True))})(?![^\W\d_])\.?"


@cache
def _months() -> dict[str, int]:
    return {word: number for number in range(1, 13) for word in _words(str(number)).split("|")}


@cache
def _words(label: str) -> str:
    """The folded words of the calendar's lines with this label, as alternatives for a pattern."""
    lines = (fold(line).split() for line in resources.table("calendar.txt"))
    words = {re.escape(word) for first, *rest in lines if first == label for word in rest}
    return "|".join(sorted(words, key=len, reverse=True))
