"""CSL-JSON: what citation processors read and reference managers write, one entry or a list of them."""

import json
from typing import Any

from db.importers.bibliography import entries
from db.importers.file import File
from db.importers.parsed import Bundle, Part, Unreadable


def read(file: File) -> Bundle:
    """The entries of the file; raises Unreadable when it is no whole JSON."""
    try:
        found = json.loads(file.decoded().text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("damaged", type(error).__name__) from error
    listed = found if isinstance(found, list) else [found]
    if not listed:
        raise Unreadable("empty")
    return Bundle(
        media_type=file.kind.media_type,
        named_type=file.kind.named_type,
        parts=tuple(_part(number, item) for number, item in enumerate(listed[: entries.MOST], 1)),
    ).warned(*(["entries-left-out"] if len(listed) > entries.MOST else []))


WAYS = (read,)


def _part(number: int, item: Any) -> Part:
    return entries.part(item) if isinstance(item, dict) else entries.refused(str(number))
