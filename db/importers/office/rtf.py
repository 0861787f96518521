"""Rich Text: the document of its words, its notes and comments set apart, and the files that are embedded in it.

How the words are found in the stream of control words is told by `rtftext`.
"""

import re
import struct
from binascii import Error, unhexlify
from collections.abc import Iterator

from db.importers.file import File
from db.importers.office import described, embedded
from db.importers.office.blocks import apart, distinct
from db.importers.office.described import Properties
from db.importers.office.rtftext import Words
from db.importers.parsed import Extractor, Parsed, Part

EXTRACTOR = Extractor("casethread-rtf", "1")
_NO_FIGURE = re.compile(r"[^0-9A-Fa-f]+")
_EMBEDDED = 2


def read(file: File) -> Parsed:
    """The document; raises Unreadable when it has no words and nothing embedded."""
    words = Words(file.data.decode("latin-1"))
    words.read()
    blocks = [
        *distinct([words.blocks("headers")]),
        *words.blocks("body"),
        *words.blocks("boxes"),
        *apart(distinct([words.blocks("footers")])),
        *apart([*words.blocks("notes"), *words.blocks("endnotes")]),
        *apart(words.blocks("comments")),
    ]
    return described.of_blocks(
        file,
        blocks,
        EXTRACTOR,
        _properties(words),
        parts=tuple(_objects(words.objects)),
        warnings=tuple(words.warnings),
    )


WAYS = (read,)


def _properties(words: Words) -> Properties:
    year, month, day = (words.made.get(unit, 0) for unit in ("yr", "mo", "dy"))
    return Properties(
        title=words.said.get("title", ""),
        authors=(words.said.get("author", ""),),
        organisation=words.said.get("company", ""),
        keywords=words.said.get("keywords", ""),
        written=f"{year:04}-{month:02}-{day:02}" if year and month and day else "",
    )


def _objects(objects: list[str]) -> Iterator[Part]:
    """The embedded files; links to other files have no bytes and are left out."""
    for number, written in enumerate(objects, 1):
        figures = _NO_FIGURE.sub("", written)
        try:
            found = _object(unhexlify(figures[: len(figures) & ~1]))
        except (Error, struct.error):
            found = None
        if found:
            name, data = found
            yield Part(name=name or f"object {number}", role="attachment", data=data)


def _object(data: bytes) -> tuple[str, bytes] | None:
    """Name and bytes of what stands behind the head of an object in the older form of OLE."""
    kind, at = struct.unpack_from("<L", data, 4)[0], 8
    if kind != _EMBEDDED:
        return None
    names = []
    for _ in range(3):
        length = struct.unpack_from("<L", data, at)[0]
        names.append(data[at + 4 : at + 4 + length].rstrip(b"\0").decode("latin-1"))
        at += 4 + length
    size = struct.unpack_from("<L", data, at)[0]
    inner = data[at + 4 : at + 4 + size]
    if names[0].casefold() == "package":
        return embedded.native(bytes(4) + inner) or (names[0], inner)
    return embedded.unpacked(names[0], inner) if inner else None
