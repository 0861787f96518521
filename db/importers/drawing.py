"""A page or a picture drawn for a window: never larger than one needs, whatever a file says about its size."""

import struct
from dataclasses import dataclass
from math import sqrt
from zlib import compress, crc32

from db.importers.parsed import Unreadable

WIDEST = 4096
_TALLEST = 8192
_MOST_PIXELS = 16_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as PNG, with its size in pixels; `pages` is how many there are in the file."""

    width: int
    height: int
    png: bytes
    pages: int = 1


def scale(across: float, down: float, width: int) -> float:
    """How much larger something of this size has to be drawn to be about so many pixels wide; raises Unreadable."""
    found = (min(max(width, 1), WIDEST) - 0.01) / across  # since the size in pixels is rounded up
    found = min(found, _TALLEST / down, sqrt(_MOST_PIXELS / (across * down)))
    found = max(found, 1 / min(across, down))  # however thin it is, it is a pixel wide
    if across * down * found * found > 2 * _MOST_PIXELS:
        raise Unreadable("damaged", "no picture of this shape")
    return found


def drawn(width: int, height: int, pixels: bytes, stride: int) -> Picture:
    """The picture of some pixels, three bytes each, red, green and blue; packed lightly, as it only crosses a pipe."""
    lines = bytearray()
    for row in range(height):
        lines += b"\0"
        lines += pixels[row * stride : row * stride + 3 * width]
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = ((b"IHDR", head), (b"IDAT", compress(bytes(lines), 1)), (b"IEND", b""))
    return Picture(width, height, b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in packed))


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc32(name + content))
