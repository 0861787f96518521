"""A page as a picture, no larger than a window needs: what a file says about the size of a page bounds nothing."""

import struct
from dataclasses import dataclass
from typing import Any
from zlib import compress, crc32

from db.importers.media import recognition
from db.importers.parsed import Unreadable
from db.importers.pdf import opening

WIDEST = 4096
_TALLEST = 8192
_MOST_PIXELS = 16_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as PNG, with its size in pixels."""

    width: int
    height: int
    png: bytes


def of_page(data: bytes, number: int, width: int, password: str | None = None) -> Picture:
    """A page, counted from 0, as it is shown, with forms and remarks, of about this width; raises Unreadable."""
    with opening.opened(data, password) as document:
        document.init_forms()
        with opening.page_of(document, number) as page:
            bitmap = rendered(page, width)
            try:
                pixels, stride = bytes(bitmap.buffer), bitmap.stride
                return Picture(bitmap.width, bitmap.height, _png(bitmap.width, bitmap.height, pixels, stride))
            finally:
                bitmap.close()


def recognised(page: Any) -> recognition.Recognised:
    """The words that can be recognised in the picture of a page; none of one that has no picture."""
    try:
        bitmap = rendered(page, recognition.WIDTH)
    except Unreadable:
        return recognition.Recognised("", doubtful=False)
    try:
        return recognition.read(bitmap.to_numpy()[:, :, ::-1].copy())
    finally:
        bitmap.close()


def rendered(page: Any, width: int) -> Any:
    """The bitmap of a page, three bytes a pixel in the order red, green, blue; raises Unreadable."""
    across, down = max(page.get_width(), 1.0), max(page.get_height(), 1.0)
    scale = (min(max(width, 1), WIDEST) - 0.01) / across  # since the size in pixels is rounded up
    scale = min(scale, _TALLEST / down, (_MOST_PIXELS / (across * down)) ** 0.5)
    scale = max(scale, 1 / min(across, down))  # however thin a page is, it is a pixel wide
    if across * down * scale * scale > 2 * _MOST_PIXELS:
        raise Unreadable("damaged", "no picture of this shape")
    return page.render(scale=scale, rev_byteorder=True, maybe_alpha=False, prefer_bgrx=False)


def _png(width: int, height: int, pixels: bytes, stride: int) -> bytes:
    """The pixels as a PNG; packed lightly, since it is only to cross a pipe."""
    lines = bytearray()
    for row in range(height):
        lines += b"\0"
        lines += pixels[row * stride : row * stride + 3 * width]
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, content)
        for name, content in ((b"IHDR", head), (b"IDAT", compress(bytes(lines), 1)), (b"IEND", b""))
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc32(name + content))
