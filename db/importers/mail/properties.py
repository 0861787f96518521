"""The properties in which Outlook keeps a message, a recipient or an attachment: a number, a type, a value.

Texts are in Unicode or in a code page, which another property names, or nothing does.
"""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from db import plain

_FIXED = "__properties_version1.0"
_VARIABLE = "__substg1.0_"
_UNICODE, _STRING, _BINARY, _STORAGE = "001F", "001E", "0102", "000D"
_NUMBERS, _TIME = (0x0002, 0x0003, 0x000B), 0x0040
_HEADER = {"message": 32, "embedded": 24, "other": 8}
_PAGES, _PAGE_OF_MESSAGE, _PAGE_OF_PAGE = (0x3FFD, 0x3FDE), 0x3FFD, 0x3FDE
_NAMES = {
    874: "cp874", 932: "cp932", 936: "gb18030", 949: "cp949", 950: "big5hkscs", 1200: "utf-16-le", 20127: "cp1252",
    20866: "koi8-r", 21866: "koi8-u", 50220: "iso2022_jp", 50221: "iso2022_jp", 50222: "iso2022_jp", 51932: "euc_jp",
    51949: "euc_kr", 52936: "hz", 54936: "gb18030", 65001: "utf-8",
}  # fmt: skip


Path = tuple[str, ...]


class Store:
    """The folders and streams of an OLE file."""

    def __init__(self, ole: Any) -> None:
        """`ole` is an open file of `olefile`."""
        self._ole = ole
        self._within: dict[Path, list[Path]] = {}
        for path in map(tuple, ole.listdir(streams=True, storages=True)):
            self._within.setdefault(path[:-1], []).append(path)

    def within(self, folder: Path) -> list[Path]:
        """What lies in a folder."""
        return self._within.get(folder, [])

    def read(self, path: Path) -> bytes:
        """A stream's bytes."""
        data: bytes = self._ole.openstream(list(path)).read()
        return data

    def is_message(self, folder: Path) -> bool:
        """Whether a message is kept in a folder."""
        return (*folder, _FIXED) in self.within(folder)


class Properties:
    """The properties in one folder of the file."""

    def __init__(self, store: Store, folder: Path = (), kind: str = "message", charset: str | None = None) -> None:
        """`charset` is the one of the message around it, or a wished one."""
        self._store = store
        self.folder = folder
        self._given = charset
        self._header = _HEADER[kind]
        self.guessed = False

    @cached_property
    def _streams(self) -> Mapping[str, Path]:
        """The values that have a stream of their own, by number and type in hexadecimal."""
        values = (path for path in self._store.within(self.folder) if path[-1].startswith(_VARIABLE))
        return {path[-1][len(_VARIABLE) :].upper(): path for path in values}

    def text(self, number: int) -> str:
        """A text, normalised, without the zero that some programs end it with."""
        if (data := self._stream(number, _UNICODE)) is not None:
            return plain.normalise(data.decode("utf-16-le", "replace").rstrip("\0"))
        data = self._stream(number, _STRING) or b""
        return plain.normalise(self._decoded(data.rstrip(b"\0")))

    def data(self, number: int) -> bytes:
        """A value of bytes; nothing when there is none."""
        return self._stream(number, _BINARY) or b""

    def page(self, number: int) -> tuple[bytes, str | None]:
        """A web page, which is kept as bytes or as text, and its charset when that is known."""
        if data := self._stream(number, _BINARY) or self._stream(number, _STRING):
            return data.rstrip(b"\0"), self._page(_PAGE_OF_PAGE)
        return self.text(number).encode(), "utf-8"

    def within(self, number: int) -> Path | None:
        """The folder of an object that is kept as a value."""
        return self._streams.get(f"{number:04X}{_STORAGE}")

    def number(self, number: int) -> int | None:
        """A small number."""
        kind, value = self._fixed.get(number, (0, b""))
        return struct.unpack("<I", value[:4])[0] if kind in _NUMBERS else None

    def time(self, number: int) -> datetime | None:
        """A time; those of these files are kept without a zone, in UTC."""
        kind, value = self._fixed.get(number, (0, b""))
        ticks = struct.unpack("<Q", value)[0] if kind == _TIME else 0
        try:
            return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    @cached_property
    def charset(self) -> str | None:
        """The charset of its texts: as given or stated, else the one that they are most likely in together."""
        if self._given:
            return self._given
        if stated := self._page(_PAGE_OF_MESSAGE):
            return stated
        texts = [self._store.read(path) for name, path in self._streams.items() if name.endswith(_STRING)]
        sample = b"\n".join(text.rstrip(b"\0") for text in texts if not text.isascii())
        if not sample:
            return None
        if stated := self._page(_PAGE_OF_PAGE):
            return stated
        self.guessed = True
        return plain.decode(sample).charset

    def _decoded(self, data: bytes) -> str:
        if data.isascii() or not self.charset:
            return plain.decode(data).text
        return plain.decode_as(data, self.charset).text

    def _page(self, number: int) -> str | None:
        code = self.number(number)
        if code is None:
            return None
        name = _NAMES.get(code) or (f"iso8859-{code - 28590}" if 28591 <= code <= 28606 else f"cp{code}")
        try:
            plain.decode_as(b"", name)
        except LookupError:
            return None
        return plain.decode_as(b"", name).charset

    def _stream(self, number: int, kind: str) -> bytes | None:
        path = self._streams.get(f"{number:04X}{kind}")
        return self._store.read(path) if path else None

    @cached_property
    def _fixed(self) -> Mapping[int, tuple[int, bytes]]:
        """Values of fixed size, by number; sixteen bytes each: type, number, flags, value."""
        data = self._store.read((*self.folder, _FIXED)) if self._store.is_message(self.folder) else b""
        entries = (data[at : at + 16] for at in range(self._header, len(data) - 15, 16))
        return {struct.unpack_from("<H", each, 2)[0]: (struct.unpack_from("<H", each)[0], each[8:]) for each in entries}
