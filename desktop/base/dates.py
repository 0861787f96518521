"""Partial dates as people read them."""

from PySide6.QtCore import QDate, QLocale

from db import errors
from db.dates import Date


def shown(edtf: str) -> str:
    """An EDTF date in words: `2022-12-15` is 15 Dec 2022; what has no better form stays as it is."""
    try:
        parts = Date.parse(edtf)
    except errors.Invalid:
        return edtf
    first, last = parts.earliest, parts.latest
    if first is None or last is None:
        return edtf
    day = QDate(first.year, first.month, first.day)
    if first == last:
        return QLocale.c().toString(day, "d MMM yyyy")
    if (first.year, first.month) == (last.year, last.month):
        return QLocale.c().toString(day, "MMM yyyy")
    return edtf
