"""Records of a WARC file, one after another, packed or not, as far as the file is whole, and beyond where it is not.

After damage reading goes on at the next record that can be recognised; `damaged` tells that there was some.
"""

import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_GZIP = b"\x1f\x8b\x08"
_VERSION = b"WARC/"
_STEP = 1 << 16
_LONGEST_LINE = 1 << 16
_MOST_FIELDS = 500
_MOST_UNPACKED = 4 << 30
_WANTED = ("response", "resource")


@dataclass(frozen=True)
class Record:
    """What is said of a capture, by lower-case name, and its block; `cut` when some of it is missing.

    The block is None when it is larger than was asked for.
    """

    fields: Mapping[str, str]
    block: bytes | None
    cut: bool = False


class Records:
    """The captures in a file; `damaged` and `expands` are known when all were read."""

    def __init__(self, data: bytes, largest: int) -> None:
        """`largest` is the size from which on a block is passed over."""
        self._largest = largest
        self._source = _Members(data) if data.startswith(_GZIP[:2]) else None
        self._stream: Any = io.BufferedReader(self._source, _STEP) if self._source else io.BytesIO(data)
        self.damaged = False

    @property
    def expands(self) -> bool:
        """Whether it unpacks to more than is ever read."""
        return self._source is not None and self._source.expands

    def __iter__(self) -> Iterator[Record]:
        while True:
            while (fields := self._fields()) is not None:
                if record := self._record(fields):
                    yield record
            if self._source is None or not self._source.resume():
                self.damaged = self.damaged or (self._source is not None and self._source.damaged)
                return
            self.damaged = True
            self._stream.detach()
            self._stream = io.BufferedReader(self._source, _STEP)

    def _record(self, fields: Mapping[str, str]) -> Record | None:
        """A capture, or None for a record of another kind, which is passed over."""
        length = fields.get("content-length", "")
        if not (length.isascii() and length.isdecimal()):
            self.damaged = True
            return None
        size = int(length)
        is_wanted = fields.get("warc-type", "").lower() in _WANTED
        if is_wanted and size <= self._largest:
            block = self._stream.read(size)
            self.damaged = self.damaged or len(block) < size
            return Record(fields, block, len(block) < size)
        self._skip(size)
        return Record(fields, None) if is_wanted else None

    def _skip(self, size: int) -> None:
        while size > 0:
            piece = len(self._stream.read(min(size, _STEP)))
            if not piece:
                self.damaged = True
                return
            size -= piece

    def _fields(self) -> Mapping[str, str] | None:
        """The head of the next record; None at the end."""
        while not (line := self._line()).startswith(_VERSION):
            if not line:
                return None
            self.damaged = self.damaged or bool(line.strip())
        found: dict[str, str] = {}
        name = ""
        while (line := self._line()).strip() and len(found) < _MOST_FIELDS:
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            if text[0] in " \t":
                found[name] = f"{found.get(name, '')} {text.strip()}"
            else:
                name, _, value = text.partition(":")
                name = name.strip().lower()
                found[name] = value.strip()
        return found

    def _line(self) -> bytes:
        line: bytes = self._stream.readline(_LONGEST_LINE)
        return line


class _Members(io.RawIOBase):
    """The members of a gzip file as one stream, until the first that cannot be unpacked."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data
        self._begin = self._at = 0
        self._unpacker = zlib.decompressobj(31)
        self._unpacked = 0
        self.damaged = False
        self.expands = False

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Some more bytes; none at the end, or where it is damaged."""
        while not self.damaged and not self.expands:
            piece = self._more(len(buffer))
            if piece is None:
                return 0
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)
        return 0

    def resume(self) -> bool:
        """Go on after damage, at the next member that begins a record; False when there is none."""
        if not self.damaged:
            return False
        at = self._data.find(_GZIP, self._begin + 1)
        while at >= 0:
            try:
                if zlib.decompressobj(31).decompress(self._data[at : at + _STEP], 8).startswith(_VERSION):
                    self._begin_at(at)
                    self.damaged = False
                    return True
            except zlib.error:
                pass
            at = self._data.find(_GZIP, at + 1)
        return False

    def _more(self, size: int) -> bytes | None:
        """Up to so many bytes, perhaps none yet; None at the end."""
        if self._unpacker.eof:
            self._begin_at(self._at - len(self._unpacker.unused_data))
            if not self._data.startswith(_GZIP[:2], self._at):
                self.damaged = bool(self._data[self._at : self._at + _STEP].strip(b"\0\r\n"))
                return None
        packed = self._unpacker.unconsumed_tail
        if not packed:
            packed = self._data[self._at : self._at + _STEP]
            self._at += len(packed)
        try:
            piece = self._unpacker.decompress(packed, size)
        except zlib.error:
            self.damaged = True
            return None
        if not (packed or piece or self._unpacker.eof):
            self.damaged = True  # it ends within a member
            return None
        self._unpacked += len(piece)
        self.expands = self._unpacked > _MOST_UNPACKED
        return piece

    def _begin_at(self, at: int) -> None:
        self._begin = self._at = at
        self._unpacker = zlib.decompressobj(31)


def unpacked(data: bytes, most: int = 64 << 20) -> bytes:
    """The beginning of the file as it would be without packing, up to where it is damaged."""
    if not data.startswith(_GZIP[:2]):
        return data[:most]
    return io.BufferedReader(_Members(data), _STEP).read(most)
