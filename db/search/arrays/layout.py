"""Arrays in a row of bytes, and how they are read again: piece by piece, each checked, when they are looked at.

First comes the length of a description, then the description as JSON (what is known of the segment, and of each
array its kind of number, its place and its length), then the arrays, each on a boundary of eight bytes.
Numbers are little-endian and unsigned, of the smallest size that holds them all.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from hmac import compare_digest
from mmap import mmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db.search.engine import IndexDamaged

PIECE = 1 << 18
"""So many bytes are fetched and checked at once."""

DIGEST = 16

Array = NDArray[Any]
Data = bytes | memoryview
Fetch = Callable[[int, int], Sequence[bytes]]
"""The pieces from one number up to another."""

_KINDS = ("<u1", "<u2", "<u4", "<u8")
_HEAD = 8
_STEP = 8
_FEW = 16  # pieces that are fetched at once when nothing of them stays


def small(values: Array) -> Array:
    """The same numbers in the smallest size that holds them all."""
    highest = int(values.max()) if len(values) else 0
    size = 1 if highest < 1 << 8 else 2 if highest < 1 << 16 else 4 if highest < 1 << 32 else 8
    return values.astype(f"<u{size}", copy=False)


def pack(facts: Mapping[str, Any], arrays: dict[str, Array]) -> memoryview:
    """All in one row of bytes; empty arrays are left out. The arrays are used up, so that memory holds few twice."""
    placed: dict[str, tuple[str, int, int]] = {}
    end = 0
    for name, values in arrays.items():
        if len(values):
            arrays[name] = array = np.ascontiguousarray(small(values))
            placed[name] = (f"<u{array.itemsize}", end, len(array))
            end += _whole(array.nbytes)
    told = json.dumps({"facts": facts, "arrays": placed}, separators=(",", ":")).encode()
    out = np.zeros(_HEAD + _whole(len(told)) + end, np.uint8)
    out[:_HEAD] = np.frombuffer(len(told).to_bytes(_HEAD, "little"), np.uint8)
    out[_HEAD : _HEAD + len(told)] = np.frombuffer(told, np.uint8)
    start = _HEAD + _whole(len(told))
    for name, (_, place, _count) in placed.items():
        letters = arrays.pop(name).view(np.uint8)
        out[start + place : start + place + len(letters)] = letters
    return out.data


def digests(data: Data, label: str, key: bytes) -> bytes:
    """The checksums of all pieces, one after the other; they depend on label, place and key."""
    starts = range(0, len(data), PIECE)
    return b"".join(_digest(data[start : start + PIECE], label, n, key) for n, start in enumerate(starts))


def _digest(piece: Data, label: str, number: int, key: bytes) -> bytes:
    found = blake2b(f"{label} {number}\0".encode(), key=key, digest_size=DIGEST)
    found.update(piece)
    return found.digest()


def _whole(size: int) -> int:
    return -(-size // _STEP) * _STEP


def _room(size: int) -> Array:
    """Room of which nothing is taken before it is written to, whatever the memory had been used for."""
    return np.frombuffer(mmap(-1, size), np.uint8) if size else np.empty(0, np.uint8)


class Stored:
    """A row of bytes that is somewhere else; whatever part is asked for is fetched once and stays.

    Memory that was never asked for is not taken either. Raises IndexDamaged for a piece that is not what it was.
    """

    keeps = True

    def __init__(self, label: str, size: int, checks: bytes, fetch: Fetch, key: bytes = b"") -> None:
        count = -(-size // PIECE)
        if size < 0 or len(checks) != count * DIGEST:
            raise IndexDamaged
        self.label, self.size = label, size
        self._checks, self._fetch, self._key = checks, fetch, key
        self._buffer = _room(size)
        self._missing = bytearray(b"\1" * count)
        self._left = count

    @classmethod
    def of(cls, label: str, data: Data) -> "Stored":
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
        for number, piece in enumerate(self._fetched(first, last), first):
            self._take(number, piece)

    def _fetched(self, first: int, last: int) -> Sequence[bytes]:
        pieces = self._fetch(first, last)
        if len(pieces) != last - first:
            raise IndexDamaged
        return pieces

    def _check(self, number: int, piece: bytes) -> None:
        told = self._checks[number * DIGEST : (number + 1) * DIGEST]
        if len(piece) != min(PIECE, self.size - number * PIECE):
            raise IndexDamaged
        if not compare_digest(told, _digest(piece, self.label, number, self._key)):
            raise IndexDamaged

    def _take(self, number: int, piece: bytes) -> None:
        self._check(number, piece)
        start = number * PIECE
        if self._missing[number]:
            self._buffer[start : start + len(piece)] = np.frombuffer(piece, np.uint8)
            self._missing[number] = 0
            self._left -= 1


class Passing(Stored):
    """The same for what is read once: nothing of it stays."""

    keeps = False

    def part(self, start: int, end: int) -> Array:
        if not 0 <= start <= end <= self.size:
            raise IndexDamaged
        first, last = start // PIECE, -(-end // PIECE)
        out = np.empty(min(last * PIECE, self.size) - first * PIECE, np.uint8)
        for begin in range(first, last, _FEW):
            for number, piece in enumerate(self._fetched(begin, min(begin + _FEW, last)), begin):
                self._check(number, piece)
                out[(number - first) * PIECE :][: len(piece)] = np.frombuffer(piece, np.uint8)
        return out[start - first * PIECE : end - first * PIECE]


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
        if not self._stored.keeps:
            return self._passing(name, start, end)
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

    def _passing(self, name: str, start: int, end: int | None) -> Array:
        kind, place, count = self._placed.get(name, ("<u1", 0, 0))
        begins, size = self._start + place, int(kind[2])
        end = count if end is None else min(end, count)
        return self._stored.part(begins + start * size, begins + end * size).view(kind)

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
