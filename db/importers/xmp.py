"""What programs write about a picture or a PDF beside its contents, in XMP: its title, who made it, and when.

It stands in the file as plain XML between marks of its own, so that it is found without knowing the format; where a
program has packed it away, nothing is found. Anybody can set it: all of it is only worth a suggestion. Where a picture
was taken may stand there, too, and is never read.
"""

from dataclasses import dataclass

from db.dates import Date
from db.errors import Invalid
from db.importers import xml
from db.importers.parsed import Unreadable
from db.plain import normalise

_BEGIN, _END = b"<x:xmpmeta", b"</x:xmpmeta>"
_LARGEST = 1 << 20
_LONGEST = 1000
_DATES = ("DateCreated", "CreateDate")
"""When a picture was taken, as editors note it, goes before when the file was made."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said; empty where nothing is. `day` is EDTF."""

    title: str = ""
    author: str = ""
    keywords: str = ""
    day: str = ""


def read(data: bytes) -> Said:
    """What the last such block in a file says: an earlier one was replaced when the file was changed."""
    begin = data.rfind(_BEGIN)
    end = data.find(_END, begin)
    if begin < 0 or not begin < end <= begin + _LARGEST:
        return Said()
    try:
        root = xml.parse(data[begin : end + len(_END)])
    except Unreadable:
        return Said()
    said: dict[str, list[str]] = {}
    for element in root.iter("{*}Description"):
        for name, value in element.attrib.items():
            said.setdefault(name.rpartition("}")[2], []).append(str(value))
        for each in element:
            said.setdefault(xml.local(each), []).extend(_values(each))
    return Said(
        title=_text(said.get("title", [])[:1]),
        author=_text(said.get("creator", [])),
        keywords=_text(said.get("subject", [])),
        day=next(filter(None, (_day(value) for name in _DATES for value in said.get(name, ()))), ""),
    )


def _values(element: xml.Element) -> list[str]:
    """The items of a list, or the words of a single value; of a text in several languages the first."""
    items = [xml.words(item) for item in element.iter("{*}li")]
    return list(filter(None, items or [xml.words(element)]))


def _text(values: list[str]) -> str:
    return normalise("; ".join(dict.fromkeys(values)))[:_LONGEST]


def _day(value: str) -> str:
    try:
        day = Date.parse(value.strip()[:10].replace(":", "-"))
    except Invalid:
        return ""
    return day.text if (day.year or 0) > 1970 else ""  # 1970 is what clocks say that were never set
