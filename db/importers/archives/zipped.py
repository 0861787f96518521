"""Reading a ZIP from a stranger: counted while it expands, since what it says about its sizes may be lies.

Members are given by the name that they carry, and by nothing else: there is no path, nothing is written, and two of one
name are two. What becomes of them is decided by the readers, of archives and of documents that are a ZIP inside.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from lzma import LZMAError
from typing import IO, Protocol

from db.importers.archives import aes, directory, names
from db.importers.file import File
from db.importers.parsed import Unreadable

RATIO = 200
LARGEST = 200 << 20
ALTOGETHER = 256 << 20
MOST = 10_000
_SMALL = 1 << 20
"""So much may come out of anything, whatever the ratio: a few hundred bytes of blanks are no bomb."""
_CHUNK = 1 << 18
_STRONG = 0x40
_UTF_8_NAME = 0x7075


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the archive: the name to show, whether reading it takes a password, whether it is only a link."""

    name: str
    locked: bool
    is_link: bool
    info: zipfile.ZipInfo


class Stream(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int, /) -> bytes: ...


class Budget:
    """How much may still come out of one file, counted over all that it holds."""

    def __init__(self, altogether: int = ALTOGETHER) -> None:
        self._left = altogether

    def read(self, stream: Stream, packed: int) -> bytes:
        """All that the stream holds; raises Unreadable when that is too much for `packed` bytes, or altogether."""
        allowed = min(LARGEST, self._left, max(_SMALL, RATIO * packed))
        chunks: list[bytes] = []
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > allowed:
                raise Unreadable("expands-too-far", str(allowed))
            chunks.append(chunk)
        self._left -= size
        return b"".join(chunks)


class Zipped:
    """The members of a ZIP; raises Unreadable when it has no table of contents, or one that is too long."""

    def __init__(self, file: File) -> None:
        self._password = file.wish.password
        self._data = file.data
        self._budget = Budget()
        self._zip = _opened(file.data)
        infos = self._zip.infolist()
        if len(infos) > MOST:
            raise Unreadable("expands-too-far", f"{len(infos)} members")
        self._members = tuple(_members(infos))
        self._by_name = {member.name.casefold(): member for member in reversed(self._members)}

    @property
    def members(self) -> tuple[Member, ...]:
        """All files in it, without folders and what systems leave for themselves, in the order of the table."""
        return self._members

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._by_name

    @property
    def names(self) -> tuple[str, ...]:
        """What its members are called."""
        return tuple(member.name for member in self._members)

    def named(self, name: str) -> bytes:
        """The bytes of the first member of this name, whatever its case; empty when there is none."""
        member = self._by_name.get(name.casefold())
        return self.read(member) if member else b""

    def read(self, member: Member) -> bytes:
        """The bytes of a member; raises Unreadable with the reason when it cannot or may not be had."""
        info = member.info
        if info.flag_bits & _STRONG:
            raise Unreadable("encrypted", str(info.compress_type))
        if member.locked and not self._password:
            raise Unreadable("needs-password")
        try:
            with self._open(info) as stream:
                return self._budget.read(stream, info.compress_size)
        except NotImplementedError as error:
            raise Unreadable("unsupported-type", f"compression {info.compress_type}") from error
        except (zipfile.BadZipFile, RuntimeError, zlib.error, LZMAError, EOFError, OSError, ValueError) as error:
            # A wrong password is noticed at once, or after decryption, when what comes out is no data.
            raise Unreadable("wrong-password" if member.locked else "damaged", type(error).__name__) from error

    def _open(self, info: zipfile.ZipInfo) -> IO[bytes]:
        password = (self._password or "").encode() if info.flag_bits & 1 else None
        if info.compress_type == aes.METHOD:
            return aes.opened(self._data, info, password or b"")
        return self._zip.open(info, pwd=password)


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(data))
    except UnicodeDecodeError:
        return _opened(_without_claims(data))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
        raise Unreadable("damaged", "zip") from error


def _without_claims(data: bytes) -> bytes:
    """The archive without the mark for UTF-8 on names that are none: one such name would close the whole of it."""
    patched = bytearray(data)
    found = False
    for entry in directory.entries(data):
        if entry.flags & directory.IN_UTF_8 and "\ufffd" in entry.name.decode(errors="replace"):
            struct.pack_into("<H", patched, entry.at + 8, entry.flags & ~directory.IN_UTF_8)
            found = True
    if not found:
        raise Unreadable("damaged", "zip")
    return bytes(patched)


def _members(infos: list[zipfile.ZipInfo]) -> Iterator[Member]:
    for info, name in zip(infos, names.decoded([_written(info) for info in infos]), strict=True):
        if not info.is_dir() and not names.is_clutter(name):
            is_link = info.external_attr >> 28 == 0o12
            yield Member(name, bool(info.flag_bits & 1), is_link, info)


def _written(info: zipfile.ZipInfo) -> bytes:
    """The name as bytes: as it stands, or as a further field gives it in UTF-8."""
    name = info.orig_filename
    written = (
        name.encode("utf-8", "replace") if info.flag_bits & directory.IN_UTF_8 else name.encode("cp437", "replace")
    )
    return _further(info.extra, written) or written


def _further(extra: bytes, written: bytes) -> bytes | None:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _UTF_8_NAME and size > 5 and extra[at + 5 : at + 9] == struct.pack("<L", zlib.crc32(written)):
            return extra[at + 9 : at + 4 + size]
        at += 4 + size
    return None
