"""Arrays in a row of bytes, and how they are read again: piece by piece, each checked, when they are looked at.

First comes the length of a description, then the description as JSON (what is known of the segment, and of each
array its kind of number, its place and its length), then the arrays, each on a boundary of eight bytes.
Numbers are little-endian and unsigned, of the smallest size that holds them all.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from hmac import compare_digest
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db.search.engine import IndexDamaged

PIECE = 1 << 18
"""So many bytes are fetched and checked at once."""

DIGEST = 16

Array = NDArray[Any]
Fetch = Callable[[int, int], Sequence[bytes]]
"""The pieces from one number up to another."""

_KINDS = ("<u1", "<u2", "<u4", "<u8")
_HEAD = 8
_STEP = 8


def small(values: Array) -> Array:
    """The same numbers in the smallest size that holds them all."""
    highest = int(values.max()) if len(values) else 0
    size = 1 if highest < 1 << 8 else 2 if highest < 1 << 16 else 4 if highest < 1 << 32 else 8
    return values.astype(f"<u{size}", copy=False)


def pack(facts: Mapping[str, Any], arrays: Mapping[str, Array]) -> bytes:
    """All in one row of bytes; empty arrays are left out."""
    placed: dict[str, tuple[str, int, int]] = {}
    kept: list[Array] = []
    end = 0
    for name, values in arrays.items():
        if len(values):
            array = np.ascontiguousarray(small(values))
            placed[name] = (f"<u{array.itemsize}", end, len(array))
            kept.append(array)
            end += _whole(array.nbytes)
    told = json.dumps({"facts": facts, "arrays": placed}, separators=(",", ":")).encode()
    out = bytearray(_HEAD + _whole(len(told)) + end)
    out[:_HEAD] = len(told).to_bytes(_HEAD, "little")
    out[_HEAD : _HEAD + len(told)] = told
    start = _HEAD + _whole(len(told))
    for array, (_, place, _count) in zip(kept, placed.values(), strict=True):
        out[start + place : start + place + array.nbytes] = array.view(np.uint8).data
    return bytes(out)


def digests(data: bytes, label: str, key: bytes) -> bytes:
    """The checksums of all pieces, one after the other; they depend on label, place and key."""
    starts = range(0, len(data), PIECE)
    return b"".join(_digest(data[start : start + PIECE], label, n, key) for n, start in enumerate(starts))


def _digest(piece: bytes, label: str, number: int, key: bytes) -> bytes:
    person = f"{label} {number}".encode()
    return blake2b(person + b"\0" + piece, key=key, digest_size=DIGEST).digest()


def _whole(size: int) -> int:
    return -(-size // _STEP) * _STEP


class Stored:
    """A row of bytes that is somewhere else; whatever part is asked for is fetched once and stays.

    Memory that was never asked for is not taken either. Raises IndexDamaged for a piece that is not what it was.
    """

    def __init__(self, label: str, size: int, checks: bytes, fetch: Fetch, key: bytes = b"") -> None:
        count = -(-size // PIECE)
        if size < 0 or len(checks) != count * DIGEST:
            raise IndexDamaged
        self.label, self.size = label, size
        self._checks, self._fetch, self._key = checks, fetch, key
        self._buffer = np.empty(size, np.uint8)
        self._missing = bytearray(b"\1" * count)
        self._left = count

    @classmethod
    def of(cls, label: str, data: bytes) -> "Stored":
        """Bytes that are here already."""
        found = cls(label, 0, b"", _nothing)
        found.size, found._buffer = len(data), np.frombuffer(data, np.uint8)
        return found

    def part(self, start: int, end: int) -> Array:
        """The bytes from one place to another."""
        if not 0 <= start <= end <= self.size:
            raise IndexDamaged
        self.fetch(start, end)
        return self._buffer[start:end]

    def place(self, start: int, end: int) -> Array:
        """Where the bytes from one place to another will be, fetched or not."""
        if not 0 <= start <= end <= self.size:
            raise IndexDamaged
        return self._buffer[start:end]

    def fetch(self, start: int, end: int) -> None:
        """Have the bytes from one place to another here."""
        if self._left and start < end:
            self._load(start // PIECE, -(-end // PIECE))

    def _load(self, first: int, last: int) -> None:
        begin = self._missing.find(1, first, last)
        if begin < 0:
            return
        first, last = begin, self._missing.rfind(1, first, last) + 1
        pieces = self._fetch(first, last)
        if len(pieces) != last - first:
            raise IndexDamaged
        for number, piece in enumerate(pieces, first):
            self._take(number, piece)

    def _take(self, number: int, piece: bytes) -> None:
        start = number * PIECE
        told = self._checks[number * DIGEST : (number + 1) * DIGEST]
        if len(piece) != min(PIECE, self.size - start):
            raise IndexDamaged
        if not compare_digest(told, _digest(piece, self.label, number, self._key)):
            raise IndexDamaged
        if self._missing[number]:
            self._buffer[start : start + len(piece)] = np.frombuffer(piece, np.uint8)
            self._missing[number] = 0
            self._left -= 1


def _nothing(_first: int, _last: int) -> Sequence[bytes]:
    return ()


class Arrays:
    """What was packed, by name; an array that is not there is empty."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        length = int(stored.part(0, _HEAD).view("<u8")[0])
        told = json.loads(stored.part(_HEAD, _HEAD + length).tobytes())
        self.facts: dict[str, Any] = told["facts"]
        self._start = _HEAD + _whole(length)
        self._placed: dict[str, tuple[str, int, int]] = {name: tuple(at) for name, at in told["arrays"].items()}
        if any(kind not in _KINDS for kind, _, _ in self._placed.values()):
            raise IndexDamaged
        self._views: dict[str, Array] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._placed

    @property
    def names(self) -> tuple[str, ...]:
        """What there is."""
        return tuple(self._placed)

    def count(self, name: str) -> int:
        """How long an array is, without reading it."""
        return self._placed[name][2] if name in self._placed else 0

    def read(self, name: str, start: int = 0, end: int | None = None) -> Array:
        """Part of an array, as a view that is not to be written to."""
        view = self._views.get(name)
        if view is None:
            view = self._views[name] = self._view(name)
        end = len(view) if end is None else min(end, len(view))
        if not 0 <= start <= end:
            raise IndexDamaged
        if name in self._placed:
            begins = self._start + self._placed[name][1]
            self._stored.fetch(begins + start * view.itemsize, begins + end * view.itemsize)
        return view[start:end]

    def _view(self, name: str) -> Array:
        """The place of an array, fetched or not."""
        if name not in self._placed:
            return np.empty(0, np.uint8)
        kind, place, count = self._placed[name]
        begins = self._start + place
        return self._stored.place(begins, begins + count * int(kind[2])).view(kind)

    def load(self) -> None:
        """Fetch and check whatever is not here yet."""
        self._stored.part(0, self._stored.size)
