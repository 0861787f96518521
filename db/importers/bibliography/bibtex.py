"""BibTeX and BibLaTeX, with all that such files have in practice: abbreviations, undefined ones, broken entries.

An entry that cannot be read is listed with its key; one whose key is there already, or that has a field twice, is read
with a warning. How the fields of an entry are understood is told by `bibfields`.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.importers.bibliography import bibfields, entries
from db.importers.bibliography.bibfields import Fields
from db.importers.file import File
from db.importers.parsed import Bundle, Part, Unreadable
from db.importers.plaintext import charset_warnings
from db.plain import normalise

_KEY = re.compile(r"@\s*\w+\s*[{(]\s*([^,\s{}()]+)")
_INHERITED = ("publisher", "location", "address", "year", "date", "month", "series", "isbn", "editor", "volume")
"""What an entry takes from the one that it refers to."""


def load() -> None:
    """Load the parser, so that the first file does not wait for it."""
    import bibtexparser  # noqa: F401 - here, so that it does not happen while a file's time runs


def read(file: File) -> Bundle:
    """The entries of the file, good and bad; raises Unreadable when there is none."""
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it tells of what we list ourselves
    decoded = file.decoded()
    library = parse_string(normalise(decoded.text), parse_stack=[])
    macros = {each.key.lower(): each.value for each in library.strings}
    found = [entry for block in library.blocks if (entry := _entry(block, macros))]
    if not found:
        raise Unreadable("damaged", "no entry")
    by_key = {entry.key.casefold(): entry for entry in reversed(found)}
    return Bundle(
        media_type=file.kind.media_type,
        named_type=file.kind.named_type,
        parts=tuple(_part(entry, by_key) for entry in found[: entries.MOST]),
    ).warned(*charset_warnings(decoded), *(["entries-left-out"] if len(found) > entries.MOST else []))


WAYS = (read,)


@dataclass(frozen=True)
class _Entry:
    """An entry with its fields by their names in small letters; no fields when it could not be read."""

    kind: str
    key: str
    fields: Fields
    warnings: tuple[str, ...]


def _entry(block: Any, macros: Mapping[str, str]) -> _Entry | None:
    """What is in a block; None for comments and abbreviations."""
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock

    failed = block if isinstance(block, ParsingFailedBlock) else None
    entry = failed.ignore_error_block if failed else block
    if isinstance(entry, DuplicateFieldKeyBlock):
        entry = entry.ignore_error_block
    if isinstance(entry, Entry):
        return _read(entry, macros, twice=isinstance(failed, DuplicateBlockKeyBlock))
    if failed is None or entry is not None:
        return None
    key = _KEY.match(failed.raw or "")
    return _Entry("", key[1] if key else (failed.raw or "").split("\n")[0][:80], {}, ())


def _read(entry: Any, macros: Mapping[str, str], *, twice: bool) -> _Entry:
    fields: Fields = {}
    warnings = {"key-twice": twice, "field-twice": False, "macro-undefined": False}
    for each in entry.fields:
        name, value = each.key.strip().lower(), bibfields.value(str(each.value), macros)
        warnings["macro-undefined"] |= value.undefined and name != "month"
        if name in fields and fields[name] != value.text:
            warnings["field-twice"] = True
            name = next(f"{name}-{number}" for number in range(2, 1000) if f"{name}-{number}" not in fields)
        fields[name] = value.text
    return _Entry(
        entry.entry_type.lower(), entry.key.strip(), fields, tuple(code for code, on in warnings.items() if on)
    )


def _part(entry: _Entry, by_key: Mapping[str, _Entry]) -> Part:
    if not entry.fields:
        return entries.refused(entry.key)
    fields = dict(entry.fields)
    above = by_key.get(fields.get("crossref", fields.get("xdata", "")).strip().casefold())
    if above and above is not entry:
        inherited = {name: above.fields[name] for name in _INHERITED if name in above.fields}
        if "title" in above.fields:
            inherited["booktitle"] = above.fields["title"]
        fields = {**inherited, **fields}
    return entries.part(bibfields.item(entry.kind, entry.key, fields), bibfields.files(fields), entry.warnings)
