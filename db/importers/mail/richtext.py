"""Rich text as Outlook keeps it: compressed with a dictionary that begins with the words of an empty document."""

import struct

from db.importers.file import File
from db.importers.office import rtf
from db.importers.parsed import Unreadable

_BEGINNING = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0"
    b"\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What the dictionary holds before the first byte, as the format lays it down."""
_RING = 4096
_COMPRESSED, _PLAIN = b"LZFu", b"MELA"
_MOST = 16 << 20
"""Bytes that are unpacked at most: a megabyte takes most of a second."""


def text(data: bytes) -> str:
    """The words of compressed rich text; nothing when it is none."""
    rich = uncompressed(data)
    try:
        return rtf.read(File("letter.rtf", rich)).text if rich.startswith(b"{\\rtf") else ""
    except Unreadable:
        return ""


def is_too_long(data: bytes) -> bool:
    """Whether its end is left out."""
    return len(data) >= 16 and struct.unpack_from("<I", data, 4)[0] > _MOST


def uncompressed(data: bytes) -> bytes:
    """The rich text itself, as far as it is there; nothing when the data are of another kind."""
    if len(data) < 16:
        return b""
    size = min(struct.unpack_from("<I", data, 4)[0], _MOST)
    if data[8:12] == _PLAIN:
        return data[16 : 16 + size]
    return _expanded(data[16:], size) if data[8:12] == _COMPRESSED else b""


def _expanded(data: bytes, size: int) -> bytes:
    """Each byte of flags tells of eight items whether they are a byte, or a place and a length in the dictionary."""
    ring = bytearray(_BEGINNING.ljust(_RING, b" "))
    at, here = 0, len(_BEGINNING)
    out = bytearray()
    while at < len(data) and len(out) < size:
        flags = data[at]
        at += 1
        for bit in range(8):
            item = data[at : at + 1 + (flags >> bit & 1)]
            if len(item) < 1 + (flags >> bit & 1):
                return bytes(out[:size])
            at += len(item)
            place, length = (here, 1) if len(item) == 1 else divmod(item[0] << 8 | item[1], 16)
            if len(item) == 1:
                ring[here] = item[0]
            elif place == here:  # a reference to where nothing was written yet is the end
                return bytes(out[:size])
            else:
                length += 2
            for _ in range(length):
                ring[here] = ring[place % _RING]
                out.append(ring[here])
                here, place = (here + 1) % _RING, place + 1
    return bytes(out[:size])
