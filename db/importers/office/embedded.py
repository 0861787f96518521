"""Files within documents: as they are, or unpacked from what OLE wraps around them."""

import posixpath
import struct
from collections.abc import Callable, Iterable
from io import BytesIO

from db.importers.office.opc import Package
from db.importers.parsed import Part, Unreadable

_KINDS = frozenset({"package", "oleObject", "aFChunk", "subDocument"})
_OLE = b"\xd0\xcf\x11\xe0"
_LARGE_PICTURE = 30_000
"""Bytes from which on a picture may be a scanned page or a photograph, and no logo."""


def files(package: Package, owners: Iterable[str]) -> tuple[Part, ...]:
    """What is embedded in these parts of the document, each once."""
    names = [name for owner in owners for kind, name in package.related(owner).values() if kind in _KINDS]
    return tuple(_part(package.read, name) for name in dict.fromkeys(names) if name in package)


def pictures(package: Package, owners: Iterable[str]) -> tuple[str, ...]:
    """The pictures in these parts of the document, by name."""
    names = [name for owner in owners for kind, name in package.related(owner).values() if kind == "image"]
    return tuple(name for name in dict.fromkeys(names) if name in package)


def shown(read: Callable[[str], bytes], names: Iterable[str]) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """Pictures as parts of a document that shows nothing else, and the warning that there are large ones."""
    parts = tuple(_part(read, name) for name in names)
    return parts, ("holds-pictures",) if any(len(part.data) > _LARGE_PICTURE for part in parts) else ()


def unpacked(name: str, data: bytes) -> tuple[str, bytes]:
    """The file in an OLE object, with the name that it had; other bytes as they are."""
    if not data.startswith(_OLE):
        return name, data
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            if ole.exists("\x01Ole10Native"):
                return native(ole.openstream("\x01Ole10Native").read()) or (name, data)
            for stream in ("Package", "CONTENTS", "EmbeddedOdf"):
                if ole.exists(stream):
                    return name, ole.openstream(stream).read()
    except Exception:  # noqa: BLE001 - it raises anything at all on damage; the bytes are kept as they are
        return name, data
    return name, data


def _part(read: Callable[[str], bytes], name: str) -> Part:
    label = posixpath.basename(name)
    try:
        label, data = unpacked(label, read(name))
    except Unreadable as error:
        return Part(name=label, role="attachment", refused=error.reason)
    return Part(name=label, role="attachment", data=data)


def native(stream: bytes) -> tuple[str, bytes] | None:
    """What the packager of Windows wrote: label, path and bytes of a file; None when it is laid out otherwise."""
    try:
        label, at = _string(stream, 6)
        _, at = _string(stream, at)
        length = struct.unpack_from("<L", stream, at + 4)[0]
        at += 8 + length
        size = struct.unpack_from("<L", stream, at)[0]
    except (struct.error, ValueError):
        return None
    data = stream[at + 4 : at + 4 + size]
    return (label.replace("\\", "/").rpartition("/")[2] or "?", data) if len(data) == size else None


def _string(stream: bytes, at: int) -> tuple[str, int]:
    end = stream.index(b"\0", at)
    return stream[at:end].decode("cp1252", errors="replace"), end + 1
