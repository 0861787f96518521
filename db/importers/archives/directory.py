"""The table of contents at the end of a ZIP, as far as it tells which format of ours the ZIP is.

The members themselves are read by `zipped`.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_END = b"PK\x05\x06"
_LONGEST_COMMENT = 1 << 16
_ENTRY = struct.Struct("<4s4xH18xHHH12x")
"""Sign, flags, and the lengths of name, extra field and comment."""
IN_UTF_8 = 0x800


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table: where it begins in the file, and the name as it is written."""

    at: int
    flags: int
    name: bytes


def entries(data: bytes) -> Iterator[Entry]:
    """The lines of the table, none when it is not found; they end where the table is damaged."""
    end = data.rfind(_END, max(0, len(data) - 22 - _LONGEST_COMMENT))
    if end < 0 or end + 22 > len(data):
        return
    at = end - int(struct.unpack_from("<L", data, end + 12)[0])
    while 0 <= at <= end - _ENTRY.size:
        sign, flags, name, extra, comment = _ENTRY.unpack_from(data, at)
        if sign != b"PK\x01\x02":
            return
        start = at + _ENTRY.size
        yield Entry(at, flags, data[start : start + name])
        at = start + name + extra + comment
