"""Partial dates and moments as people read them."""

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt

from db import errors
from db.dates import Date
from desktop.base.i18n import tr


def shown(edtf: str) -> str:
    """An EDTF date in words: `2022-12-15` is 15 Dec 2022; what has no better form stays as it is."""
    try:
        parts = Date.parse(edtf)
    except errors.Invalid:
        return edtf
    if "/" in edtf:
        return _span(*edtf.strip().split("/"))
    first, last = parts.earliest, parts.latest
    if first is None or last is None:
        return edtf
    day = QDate(first.year, first.month, first.day)
    if first == last:
        return QLocale.c().toString(day, "d MMM yyyy")
    if (first.year, first.month) == (last.year, last.month):
        return QLocale.c().toString(day, "MMM yyyy")
    return edtf


def _span(first: str, last: str) -> str:
    """A span of time by its ends, of which one may be open."""
    if first in ("", ".."):
        return tr("until {date}").format(date=shown(last))
    if last in ("", ".."):
        return tr("from {date}").format(date=shown(first))
    return f"{shown(first)} – {shown(last)}"


def day(at: str) -> str:
    """The day of a moment in UTC, where the reader is: today, yesterday, or its date."""
    local = _local(at)
    if not local.isValid():
        return ""
    ago = local.date().daysTo(QDate.currentDate())
    return {0: tr("Today"), 1: tr("Yesterday")}.get(ago) or QLocale.c().toString(local.date(), "d MMM yyyy")


def running(seconds: float) -> str:
    """A time in a recording, as short as it can be said."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"


def clock(at: str) -> str:
    """The time of a moment in UTC, where the reader is, such as 14:03."""
    return _local(at).toString("HH:mm")


def moment(at: str) -> str:
    """A moment in UTC as day and time, where the reader is."""
    return tr("{day}, {time}").format(day=day(at), time=clock(at))


def _local(at: str) -> QDateTime:
    return QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs).toLocalTime()
