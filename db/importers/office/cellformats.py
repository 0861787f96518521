"""Numbers as a sheet shows them: dates, percentages, digits after the point, by the format of the cell.

A sheet stores a date as a count of days and shows it by its format; what is shown is what a person would quote. Colours
and conditions are passed over, and names of months and days are English, since a sheet does not say in which language
it was shown.
"""

import re
from datetime import date, datetime, timedelta
from math import isfinite

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy-mm-dd",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm", 27: "yyyy-mm-dd", 30: "yyyy-mm-dd", 36: "yyyy-mm-dd", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "0.0E+0", 50: "yyyy-mm-dd",
    57: "yyyy-mm-dd",
}  # fmt: skip
"""The formats that are known by a number; 14 is the day in the order of the reader's country: here year first."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?:.)|\*(?:.)|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<elapsed>h+|m+|s+)\]'
    r"|\[[^\]]*\]|(?P<half>AM/PM|A/P)|(?P<date>y+|m+|d+|h+|s+|e+(?![+-]))(?P<fraction>(?<=s)\.0+)?"
    r"|(?P<digits>[0#?][0#?,.]*|\.[0#?]+)(?P<exponent>E[+-]0+)?|(?P<percent>%)|(?P<other>.)",
    re.I | re.S,
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LAST_DAY = 2_958_466  # the year 10000
_LEAP = 60
"""The day that never was: the calendar of the sheets has a 29 February 1900."""


def shown(value: str, code: str, *, since_1904: bool = False) -> str:
    """A number, as it is stored, in this format; as it is where the format is too intricate, or it is no number."""
    try:
        number = float(value)
    except ValueError:
        return value
    section, number = _section(code, number)
    if section in {"", "General", "@"} or not isfinite(number):
        return general(number)
    tokens = list(_TOKEN.finditer(section))
    if any(token["date"] or token["elapsed"] for token in tokens) and not any(token["digits"] for token in tokens):
        return _as_date(number, tokens, since_1904=since_1904)
    return _as_number(number, tokens)


def general(number: float) -> str:
    """A number as short as it can be written without being another."""
    if not isfinite(number):
        return repr(number)
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}" if float(f"{number:.15g}") == number or abs(number) < 1e15 else repr(number)


def _section(code: str, number: float) -> tuple[str, float]:
    """The part of the format for this number: positive, negative, zero; the one for negatives has its own sign."""
    sections = re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\])+|(?<=;)(?=;)', code) or [""]
    if any(re.match(r"\s*(?:\[\w+\])?\[[<>=]", section) for section in sections):
        return "General", number
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _as_number(number: float, tokens: list[re.Match[str]]) -> str:
    places = [token["digits"] for token in tokens if token["digits"]]
    if len(places) != 1:
        text = "".join(_literal(token) for token in tokens)
        return text.strip() if not places and text.strip() else general(number)
    words = ""
    for token in tokens:
        if token["digits"]:
            percent = sum(bool(each["percent"]) for each in tokens)
            words += _digits(number * 100**percent, token["digits"], token["exponent"] or "")
        else:
            words += "%" if token["percent"] else _literal(token)
    return words.strip()


def _digits(number: float, pattern: str, exponent: str) -> str:
    shape = pattern.rstrip(",")  # each comma at the end stands for three figures that are not shown
    number /= 1000 ** (len(pattern) - len(shape))
    whole, _, after = shape.partition(".")
    least, most = after.count("0"), sum(map(after.count, "0#?"))
    if exponent:
        mantissa, _, power = f"{number:.{most}E}".partition("E")
        return f"{mantissa}E{int(power):+0{exponent.count('0') + 1}d}"
    text = f"{number:,.{most}f}" if "," in whole else f"{number:.{most}f}"
    for _ in range(most - least):
        text = text[:-1] if text.endswith("0") else text
    text = text.rstrip(".") if most else text
    zeros = sum(map(whole.count, "0"))
    sign, figures = ("-", text[1:]) if text.startswith("-") else ("", text)
    return sign + "0" * max(0, zeros - len(figures.partition(".")[0])) + figures


def _as_date(number: float, tokens: list[re.Match[str]], *, since_1904: bool) -> str:
    if not 0 <= number < _LAST_DAY:
        return general(number)
    moment = _moment(number, tokens, since_1904=since_1904)
    twelve = any(token["half"] for token in tokens)
    words, before = "", ""
    for at, token in enumerate(tokens):
        part = (token["date"] or "").lower()
        if token["elapsed"]:
            words += _elapsed(number, token["elapsed"].lower())
            before = token["elapsed"].lower()
        elif token["half"]:
            words += "PM" if moment.hour >= 12 else "AM"
        elif part:
            following = next((each["date"].lower() for each in tokens[at + 1 :] if each["date"]), "")
            is_minute = part[0] == "m" and len(part) < 3 and (before[:1] == "h" or following[:1] == "s")
            words += _minute(moment, part) if is_minute else _part(moment, part, twelve=twelve)
            words += f".{moment.microsecond:06}"[: len(token["fraction"])] if token["fraction"] else ""
            before = part
        else:
            words += _literal(token)
    return words.strip()


def _moment(number: float, tokens: list[re.Match[str]], *, since_1904: bool) -> datetime:
    """The moment that a count of days means, to the second, or finer where the format is."""
    days = int(number)
    first = date(1899, 12, 31) if days < _LEAP else date(1899, 12, 30)
    first = date(1904, 1, 1) if since_1904 else first
    fine = any(token["fraction"] for token in tokens)
    seconds = (number - days) * 86_400
    start = datetime.combine(first, datetime.min.time())
    return start + timedelta(days=days, seconds=round(seconds, 3) if fine else round(seconds))


def _part(moment: datetime, part: str, *, twelve: bool) -> str:
    match part[0]:
        case "y" | "e":
            return f"{moment.year % 100:02}" if len(part) <= 2 and part[0] == "y" else f"{moment.year:04}"
        case "m":
            name = _MONTHS[moment.month - 1]
            return {1: str(moment.month), 2: f"{moment.month:02}", 3: name[:3], 5: name[:1]}.get(len(part), name)
        case "d":
            name = _DAYS[moment.weekday()]
            return {1: str(moment.day), 2: f"{moment.day:02}", 3: name[:3]}.get(len(part), name)
        case "h":
            hour = (moment.hour % 12 or 12) if twelve else moment.hour
            return f"{hour:02}" if len(part) > 1 else str(hour)
    return f"{moment.second:02}" if len(part) > 1 else str(moment.second)


def _minute(moment: datetime, part: str) -> str:
    return f"{moment.minute:02}" if len(part) > 1 else str(moment.minute)


def _elapsed(number: float, part: str) -> str:
    """Hours, minutes or seconds altogether, beyond a day."""
    unit = {"h": 3600, "m": 60, "s": 1}[part[0]]
    return f"{int(round(number * 86_400) // unit):0{len(part)}}"


def _literal(token: re.Match[str]) -> str:
    """What stands in a format for itself."""
    return token["quoted"] or token["escaped"] or token["currency"] or (token["other"] or "").replace("@", "")
