"""Dates of entries: from what is written in a field to CSL's, and from CSL's to EDTF."""

from collections.abc import Mapping, Sequence
from typing import Any

from db import dates
from db.errors import Invalid
from db.importers import datelines

_LEVEL_ONE = "?~%X"


def csl(written: str) -> dict[str, Any]:
    """A date of a field as CSL has it: its numbers, or what is written when they do not say all."""
    known = edtf_of(written)
    if known is None or any(mark in known for mark in _LEVEL_ONE) or ".." in known or known.strip("/") != known:
        return {"raw": known or " ".join(written.split())}
    parts = [list(each) for each in dates.Date.parse(known).parts]
    seasoned = any(len(each) == 1 and "-" in end for each, end in zip(parts, known.split("/"), strict=True))
    return {"raw": known} if seasoned else {"date-parts": parts}


def edtf(date: Any) -> str | None:
    """The EDTF of a date of CSL; None when it says none that we can read."""
    if isinstance(date, str | int):
        return edtf_of(str(date))
    if not isinstance(date, Mapping):
        return None
    ends = date.get("date-parts")
    if isinstance(ends, Sequence) and not isinstance(ends, str) and ends:
        written = [_point(end, date.get("season")) for end in ends[:2]]
        known = _checked("/".join(written)) if all(written) else None
        return _checked(f"{known}~") if known and date.get("circa") and len(written) == 1 else known
    said = next((date[key] for key in ("edtf", "raw", "literal") if date.get(key)), None)
    return edtf_of(str(said)) if said is not None else None


def edtf_of(written: str) -> str | None:
    """The EDTF of a date as it is written, without its time of day; None when it is none."""
    written = written.replace("?~", "%").replace("--", "/") if written[:4].isdigit() else written
    ends = [end.strip().partition("T")[0] if end[:1].isdigit() else end.strip() for end in written.split("/")]
    known = _checked("/".join(ends)) if len(ends) <= 2 else None
    return known or datelines.stated(written.strip(), None)


def _point(parts: Any, season: Any) -> str:
    if not isinstance(parts, Sequence) or isinstance(parts, str):
        parts = [parts]
    try:
        numbers = [int(part) for part in parts[:3] if part not in (None, "")]
    except (TypeError, ValueError):
        return ""
    if not numbers or not 0 < numbers[0] < 10_000:
        return ""
    if len(numbers) == 1 and str(season) in {"1", "2", "3", "4"}:
        numbers.append(20 + int(season))
    return "-".join([f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:])])


def _checked(written: str) -> str | None:
    try:
        return dates.Date.parse(written).text
    except Invalid:
        return None
