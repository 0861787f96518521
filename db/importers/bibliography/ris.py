"""RIS: one field a line, as databases and reference managers write it.

A record that is not ended by its last line ends where the next one begins, and a line without a tag goes on with the
one above it. Tags that have no place in CSL are kept under `custom`.
"""

import re
from collections.abc import Iterator
from typing import Any

from db.importers.bibliography import dated, entries, names, types
from db.importers.file import File
from db.importers.parsed import Bundle, Part, Unreadable
from db.importers.plaintext import charset_warnings
from db.plain import normalise

_LINE = re.compile(r"\s*([A-Z][A-Z0-9]) {0,2}-(?: (.*)|\s*)")
_PEOPLE = {"AU": "author", "A1": "author", "A2": "editor", "ED": "editor", "A3": "collection-editor"}
_SINGLE = {
    "TI": "title", "T1": "title", "CT": "title", "PB": "publisher", "CY": "publisher-place", "PP": "publisher-place",
    "LA": "language", "DO": "DOI", "SN": "ISSN", "VL": "volume", "IS": "issue", "AB": "abstract", "N2": "abstract",
    "ET": "edition", "ST": "title-short", "ID": "id", "DB": "archive", "CN": "call-number",
}  # fmt: skip
_CONTAINERS = ("JF", "JO", "T2", "BT", "JA")
_HOSTED = {"article-journal", "article-magazine", "article-newspaper", "chapter", "paper-conference", "webpage",
           "post-weblog", "entry-encyclopedia", "entry-dictionary", "article", "document"}  # fmt: skip
"""Types whose second title is where they appeared; of others it is a series."""
_FILES = ("L1", "L2", "L3", "L4")

Record = list[tuple[str, str]]


def read(file: File) -> Bundle:
    """The records of the file; raises Unreadable when there is none."""
    decoded = file.decoded()
    records = list(_records(normalise(decoded.text)))
    if not records:
        raise Unreadable("damaged", "no record")
    return Bundle(
        media_type=file.kind.media_type,
        named_type=file.kind.named_type,
        parts=tuple(map(_part, records[: entries.MOST])),
    ).warned(*charset_warnings(decoded), *(["entries-left-out"] if len(records) > entries.MOST else []))


WAYS = (read,)


def _records(text: str) -> Iterator[Record]:
    record: Record = []
    for line in text.split("\n"):
        match = _LINE.fullmatch(line)
        if match is None:
            if record and line.strip():
                record[-1] = (record[-1][0], f"{record[-1][1]} {line.strip()}".strip())
            continue
        tag, value = match[1], (match[2] or "").strip()
        if tag in {"TY", "ER"}:
            if record:
                yield record
            record = [(tag, value)] if tag == "TY" else []
        elif record:
            record.append((tag, value))
    if record:
        yield record


def _part(record: Record) -> Part:
    said: dict[str, list[str]] = {}
    for tag, value in record:
        if value:
            said.setdefault(tag, []).append(value)
    item: dict[str, Any] = {}
    kind = said.pop("TY", ["GEN"])[0].upper()
    item["type"] = types.RIS.get(kind, "document")
    _take_single(item, said)
    _take_people(item, said)
    _take_dates(item, said)
    _take_pages(item, said)
    if address := said.pop("UR", None):
        item["URL"] = address[0].split(";")[0].strip()
        if len(address) > 1:
            said["UR"] = address[1:]
    if words := said.pop("KW", None):
        item["keyword"] = ", ".join(words)
    if notes := said.pop("N1", None):
        item["note"] = "\n".join(notes)
    files = [file for tag in _FILES for value in said.get(tag, ()) for file in value.split(";")]
    if said or kind not in types.RIS:
        item["custom"] = {**said, "TY": [kind]}
    return entries.part(item, files)


def _take_single(item: dict[str, Any], said: dict[str, list[str]]) -> None:
    for tag, name in _SINGLE.items():
        if tag in said and name not in item:
            item[name] = said[tag].pop(0)
            if not said[tag]:
                del said[tag]
    name = "container-title" if item["type"] in _HOSTED else "collection-title"
    for tag in _CONTAINERS:
        if tag in said and name not in item:
            item[name] = said.pop(tag)[0]
    if item["type"] in {"book", "chapter", "report"} and "ISSN" in item:
        item["ISBN"] = item.pop("ISSN")


def _take_people(item: dict[str, Any], said: dict[str, list[str]]) -> None:
    for tag, role in _PEOPLE.items():
        if people := said.pop(tag, None):
            item.setdefault(role, []).extend(map(names.inverted, people))


def _take_dates(item: dict[str, Any], said: dict[str, list[str]]) -> None:
    for name, tags in (("issued", ("DA", "PY", "Y1")), ("accessed", ("Y2",))):
        written = [_date(said.pop(tag)[0]) for tag in tags if tag in said]
        if written:
            item[name] = max(
                (dated.csl(each) for each in written), key=lambda date: len(str(date.get("date-parts", "")))
            )


def _date(written: str) -> str:
    """YYYY/MM/DD/other with what is missing left out, in the way of EDTF; anything else as it is."""
    match = re.fullmatch(r"(\d{4})(?:/(\d{1,2})?(?:/(\d{1,2})?(?:/(.*))?)?)?", written.strip())
    if match is None:
        return written
    year, month, day, _ = match.groups()
    return "-".join([year, *(f"{int(part):02}" for part in ([month, day] if month and day else [month]) if part)])


def _take_pages(item: dict[str, Any], said: dict[str, list[str]]) -> None:
    ends = [said.pop(tag)[0] for tag in ("SP", "EP") if tag in said]
    if ends:
        item["page"] = "-".join(ends) if len(ends) == 2 and "-" not in ends[0] else ends[0]
