"""An entry of a bibliography, in CSL's terms, as a part of the bundle that is made of its file."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from db.importers import addresses, language
from db.importers.bibliography import dated, names, types
from db.importers.parsed import Found, Part
from db.plain import normalise

MOST = 100_000
"""Entries of one file."""

_TAG = re.compile(r"</?(?:i|b|sup|sub|sc|em|strong|span|p|br)\b[^<>]*>", re.I)

Item = Mapping[str, Any]


def part(item: Item, files: Sequence[str] = (), warnings: Sequence[str] = ()) -> Part:
    """The entry with what it says of its document, and all its fields as canonical JSON."""
    item = dict(_stored(item))
    said = {
        "title": _line(item.get("title")),
        "container_title": _line(item.get("container-title")),
        "publisher": _line(item.get("publisher")),
        "issued": dated.edtf(item.get("issued")),
        "accessed": dated.edtf(item.get("accessed")),
        "language": language.primary(_line(item.get("language"))),
        "url": address if addresses.web_address(address := _line(item.get("URL"))) else None,
        "type": item["type"] if item.get("type") in types.CSL else None,
    }
    return Part(
        name=_line(item.get("id")) or _line(item.get("citation-key")) or said["title"] or "?",
        role="entry",
        data=canonical(item),
        said={name: Found(value, "bibliography") for name, value in said.items() if value},
        authors=tuple(Found(name, "bibliography") for name in _authors(item)),
        files=tuple(dict.fromkeys(_line(file) for file in files if file.strip())),
        warnings=tuple(warnings),
    )


def refused(name: str) -> Part:
    """An entry that is too broken to be read, so that it is seen that it is there."""
    return Part(name=_line(name) or "?", role="entry", refused="damaged")


def canonical(item: Item) -> bytes:
    """The entry as JSON that is the same for the same fields."""
    return json.dumps(item, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _authors(item: Item) -> list[str]:
    listed = item.get("author")
    found = (names.shown(each) for each in listed) if isinstance(listed, list) else ()
    return [name for name in found if name and name.casefold() != "others"]


def _line(value: Any) -> str:
    """A value as one line without markup; nothing for what is no text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return " ".join(_TAG.sub("", value).split()) if isinstance(value, str) else ""


def _stored(value: Any) -> Any:
    """The same with every string as it can be stored."""
    if isinstance(value, str):
        return normalise(value)
    if isinstance(value, Mapping):
        return {normalise(str(name)): _stored(each) for name, each in value.items()}
    return [_stored(each) for each in value] if isinstance(value, list | tuple) else value
