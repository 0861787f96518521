"""Types of files that are told by more than a few bytes at a fixed place."""

import re
import zlib
from collections.abc import Callable

_SAMPLE = 1 << 16


def is_pdf(data: bytes) -> bool:
    """A PDF may have something before its first line."""
    return b"%PDF-" in data[:1024]


def is_wacz(data: bytes) -> bool:
    """The list of members at the end of a ZIP names those that a packed web archive must have."""
    members = data[-_SAMPLE:]
    return (
        data.startswith(b"PK\x03\x04")
        and b"datapackage.json" in members
        and re.search(rb"archive/[^/\0]{0,200}\.warc", members) is not None
    )


def is_packed_warc(data: bytes) -> bool:
    """A gzip member that unpacks to a record of a web archive."""
    try:
        return data.startswith(b"\x1f\x8b") and zlib.decompressobj(31).decompress(data[:_SAMPLE], 8).startswith(
            b"WARC/"
        )
    except zlib.error:
        return False


def is_bmp(data: bytes) -> bool:
    """Two letters alone would be too little."""
    return data[:2] == b"BM" and data[6:10] == b"\0\0\0\0" and data[14:15] in {b"\x0c", b"\x28", b"\x6c", b"\x7c"}


def is_webm(data: bytes) -> bool:
    """What its container is made for stands near its beginning."""
    return data.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in data[:64]


def is_dbase(data: bytes) -> bool:
    """A table of dBASE begins with its version, a day, and the length of a header that ends with a line end."""
    if len(data) < 66 or data[0] not in {0x03, 0x83, 0x8B, 0xF5}:
        return False
    header = int.from_bytes(data[8:10], "little")
    is_day = 1 <= data[2] <= 12 and 1 <= data[3] <= 31
    return is_day and header % 32 in {0, 1, 8, 9} and data[header - 1 : header] == b"\r"


SIGNS: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (is_pdf, "application/pdf"),
    (is_wacz, "application/wacz"),
    (is_packed_warc, "application/warc"),
    (is_bmp, "image/bmp"),
    (is_webm, "video/webm"),
    (is_dbase, "application/vnd.dbf"),
)
"""What to look for, in this order."""
