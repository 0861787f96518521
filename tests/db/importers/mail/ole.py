"""Small OLE files, built for tests: folders as dictionaries, streams as bytes.

Streams of less than 4096 bytes would have to be kept in another way; here zeros make them as long as that.
"""

import struct
from collections.abc import Mapping

Folder = Mapping[str, "Folder | bytes"]

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SHORTEST = 4096


def file(root: Folder) -> bytes:
    """An OLE file with these folders and streams; all streams are kept in whole sectors."""
    entries: list[list[object]] = []
    sectors: list[bytes] = []
    chains: list[int] = []
    _add(entries, sectors, chains, "Root Entry", 5, root)
    directory = b"".join(_entry(entry) for entry in entries)
    start = _store(sectors, chains, directory)
    fat_sectors = 1
    while (len(sectors) + fat_sectors) * 4 > fat_sectors * _SECTOR:
        fat_sectors += 1
    first = len(sectors)
    table = struct.pack(f"<{len(chains) + fat_sectors}I", *chains, *[_FAT] * fat_sectors)
    table = table.ljust(fat_sectors * _SECTOR, b"\xff")
    places = [first + number for number in range(fat_sectors)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, fat_sectors, start, 0, _SHORTEST, _END, 0, _END, 0, places[0])
    header = header[:76] + struct.pack(f"<{fat_sectors}I", *places)
    return header.ljust(_SECTOR, b"\xff") + b"".join(sectors) + table


def message(
    values: Mapping[int, object], folders: "Mapping[str, Folder] | None" = None, page: int | None = None
) -> dict[str, "Folder | bytes"]:
    """The folder of a message: texts as `str` or (for a code page) `bytes`, data as `bytearray`, numbers, folders."""
    return {**properties(values, 32, page), **(folders or {})}


def properties(values: Mapping[int, object], header: int = 8, page: int | None = None) -> dict[str, "Folder | bytes"]:
    """Streams for these properties; `header` is how long the head of their list is."""
    found: dict[str, Folder | bytes] = {}
    fixed = bytes(header)
    for number, value in {**values, **({0x3FFD: page} if page else {})}.items():
        if isinstance(value, str):
            found[f"__substg1.0_{number:04X}001F"] = value.encode("utf-16-le")
        elif isinstance(value, bytearray):
            found[f"__substg1.0_{number:04X}0102"] = bytes(value)
        elif isinstance(value, bytes):
            found[f"__substg1.0_{number:04X}001E"] = value
        elif isinstance(value, dict):
            found[f"__substg1.0_{number:04X}000D"] = value
        elif isinstance(value, int):
            kind = 0x40 if value > 0xFFFFFFFF else 3
            fixed += struct.pack("<HHI", kind, number, 0) + struct.pack("<Q", value)
    return {"__properties_version1.0": fixed, **found}


def _add(
    entries: list[list[object]],
    sectors: list[bytes],
    chains: list[int],
    name: str,
    kind: int,
    content: "Folder | bytes",
) -> int:
    """One entry of the directory and all below it; the entries of a folder hang on one another's right."""
    number = len(entries)
    entry: list[object] = [name, kind, _FREE, _FREE, _END, 0]
    entries.append(entry)
    if isinstance(content, bytes):
        content = content.ljust(_SHORTEST, b"\0")
        entry[4:] = [_store(sectors, chains, content), len(content)]
        return number
    before: list[object] | None = None
    for each, below in content.items():
        child = _add(entries, sectors, chains, each, 2 if isinstance(below, bytes) else 1, below)
        if before is None:
            entry[3] = child
        else:
            before[2] = child
        before = entries[child]
    return number


def _store(sectors: list[bytes], chains: list[int], data: bytes) -> int:
    start = len(sectors)
    pieces = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
    sectors += pieces
    chains += [*range(start + 1, start + len(pieces)), _END]
    return start


def _entry(entry: list[object]) -> bytes:
    name, kind, *places = entry
    right, child, start, size = (int(str(place)) for place in places)
    written = f"{name}\0".encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), int(str(kind)), 1)
    return head + struct.pack("<III", _FREE, right, child) + bytes(36) + struct.pack("<IQ", start, size)
