"""What a camera wrote into a picture: when it was taken, and with what. Where it was taken is never read.

Only the few entries that are wanted are looked up, in JPEG and TIFF; anything odd means that nothing is known.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from db.dates import Date
from db.errors import Invalid

_MAKE, _MODEL, _MORE, _TAKEN = 0x010F, 0x0110, 0x8769, 0x9003
_TEXT, _LONG = 2, 4
_MOST_ENTRIES = 500
_MOST_PAGES = 5000


@dataclass(frozen=True, slots=True)
class Taken:
    """The day on which a picture was taken, as EDTF, and the name of the camera."""

    day: str = ""
    camera: str = ""


def read(data: bytes) -> Taken:
    """What a JPEG or TIFF says of how it was taken."""
    block = data if data[:4] in {b"II*\0", b"MM\0*"} else _in_jpeg(data)
    try:
        return _taken(block)
    except (struct.error, Invalid, ValueError, KeyError):
        return Taken()


def page_count(data: bytes) -> int:
    """How many pictures a TIFF holds."""
    try:
        return sum(1 for _ in _directories(data, _order(data)))
    except (struct.error, KeyError):
        return 1


def _in_jpeg(data: bytes) -> bytes:
    """The block of a JPEG in which cameras write."""
    at = 2
    while data[at : at + 1] == b"\xff" and at < len(data) - 4 and data[at + 1] != 0xDA:
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] == 0xE1 and data[at + 4 : at + 10] == b"Exif\0\0":
            return data[at + 10 : at + 2 + size]
        at += 2 + max(size, 2)
    return b""


def _taken(block: bytes) -> Taken:
    order = _order(block)
    first = _entries(block, order, next(_directories(block, order), len(block)))
    more = _entries(block, order, first[_MORE]) if isinstance(first.get(_MORE), int) else {}  # type: ignore[arg-type]
    taken, make, model = (str(value or "") for value in (more.get(_TAKEN), first.get(_MAKE), first.get(_MODEL)))
    camera = model if make.split(" ")[0].casefold() in model.casefold() else f"{make} {model}"
    day = taken[:10].replace(":", "-")
    return Taken(Date.parse(day).text if day.strip("-0 ") else "", " ".join(camera.split()))


def _order(block: bytes) -> str:
    return {b"II": "<", b"MM": ">"}[block[:2]]


def _directories(block: bytes, order: str) -> Iterator[int]:
    """Where the directories of entries begin, one for each picture."""
    seen: set[int] = set()
    (at,) = struct.unpack_from(f"{order}I", block, 4)
    while at and at not in seen and len(seen) < _MOST_PAGES:
        seen.add(at)
        (count,) = struct.unpack_from(f"{order}H", block, at)
        yield at
        (at,) = struct.unpack_from(f"{order}I", block, at + 2 + 12 * count)


def _entries(block: bytes, order: str, at: int) -> dict[int, str | int]:
    """The entries of a directory that we look for, by their tags."""
    found: dict[int, str | int] = {}
    (count,) = struct.unpack_from(f"{order}H", block, at)
    for number in range(min(count, _MOST_ENTRIES)):
        tag, kind, size, value = struct.unpack_from(f"{order}HHII", block, at + 2 + 12 * number)
        if tag == _MORE and kind == _LONG:
            found[tag] = value
        elif tag in {_MAKE, _MODEL, _TAKEN} and kind == _TEXT and 0 < size <= 200:
            start = at + 10 + 12 * number if size <= 4 else value
            found[tag] = block[start : start + size].split(b"\0")[0].decode("latin-1").strip()
    return found
