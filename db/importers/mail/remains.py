"""The words in a message of Outlook whose reader gave up on it, in the order in which they stand in the file.

Where the folders of the file can still be read, these are all its texts; else runs of letters, as they are found in
UTF-16 and in ASCII. Nothing is said about them, and what stands there twice is given once.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from db import plain
from db.importers import plaintext
from db.importers.file import File
from db.importers.parsed import Extractor, Parsed, Unreadable

EXTRACTOR = Extractor("casethread-remains", "1")

_LONGEST = 20_000_000
"""Characters, of all words together."""
_WIDE_TEXT, _NARROW_TEXT = "001F", "001E"
"""How the names of texts end in such a file."""
_WIDE = re.compile(rb"(?:[\t\n\r -~\xa0-\xff]\x00|[\x00-\xff][\x01-\x06\x20]){24,}")
_NARROW = re.compile(rb"[\t\n\r -~]{24,}")
_WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{4,}")


def document(file: File) -> Parsed:
    """The words as a document; raises Unreadable when there are none."""
    found: dict[str, None] = {}
    length = 0
    for text in _texts(file.data) or _runs(file.data):
        words = plain.normalise(text).strip()
        if _WORDS.search(words) and words not in found and length < _LONGEST:
            found[words] = None
            length += len(words)
    if not found:
        raise Unreadable("damaged", "no words")
    parsed = plaintext.described("\n\n".join(found), file.name)
    kind = file.kind
    parsed = replace(parsed, extractor=EXTRACTOR, media_type=kind.media_type, named_type=kind.named_type)
    return parsed.warned("only-words-left")


def _texts(data: bytes) -> list[str]:
    """The texts that the file keeps; none when its folders cannot be read."""
    import olefile

    found = []
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            for path in ole.listdir():
                if path[-1].endswith((_WIDE_TEXT, _NARROW_TEXT)):
                    raw = ole.openstream(path).read()
                    wide = path[-1].endswith(_WIDE_TEXT)
                    found.append(raw.decode("utf-16-le", "replace") if wide else plain.decode(raw).text)
    except Exception:  # noqa: BLE001 - it raises anything at all on damage; what was read by then is something
        return found
    return found


def _runs(data: bytes) -> Iterator[str]:
    """What looks like words, wherever it stands."""
    wide = [(match.start(), match[0].decode("utf-16-le", "replace")) for match in _WIDE.finditer(data)]
    narrow = [(match.start(), match[0].decode("ascii")) for match in _NARROW.finditer(data)]
    yield from (text for _, text in sorted((*wide, *narrow)))
