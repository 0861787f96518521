"""The index: which segments it has, which of their documents are gone, and when segments become one.

It follows the table of contents, whoever wrote it. A few large segments come from filling the index, and many small
ones from single changes; of about the same size there are never many. Small ones are merged at once, which takes
some milliseconds, larger ones when somebody has the time for it (`tidy`).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from secrets import token_hex

import numpy as np

from db.refs import Ref
from db.search.arrays import layout
from db.search.arrays.draft import Draft, Made
from db.search.arrays.layout import Array, Data, Passing, Stored
from db.search.arrays.merging import Part, merged
from db.search.arrays.segment import MOST_DOCUMENTS, Segment
from db.search.engine import IndexDamaged
from db.search.executor.view import View
from db.search.schema import FIELDS, NUMBERS, TEXTS
from db.search.storage import Contents, Entry, Kept, Shelf, damage

FEW = 8
"""When more than `FEW` segments are of about the same size, they become one."""

SMALL = 64
"""Segments of fewer documents are merged at once."""

MOST_BYTES = 210_000_000
"""Of segments that are merged; what is in memory meanwhile is about twice as much."""

LIGHT = 1 << 20
"""A new segment of no more bytes stays in memory; of a larger one what is asked for is read again."""

LARGE = 1024
"""Segments of as many documents are merged as soon as two fit together, since each is asked in every question."""

_UNREAD = b"unread"

GoOn = Callable[[], bool]
"""Asked between two steps of a long work, whether it is still wanted."""


def draft() -> Draft:
    """A segment in the making, with the fields and columns that we have."""
    return Draft(FIELDS, TEXTS, NUMBERS)


class Index:
    """The segments on a shelf. Raises IndexDamaged when they cannot be read."""

    def __init__(self, shelf: Shelf, made_by: str) -> None:
        self._shelf = shelf
        self._made_by = made_by
        self._contents = Contents(made_by)
        self._segments: dict[str, Segment] = {}
        self.stamp = _UNREAD
        self.view = View(())

    def refresh(self) -> bool:
        """Follow the table of contents; segments that are in memory stay there. Whether anything is new."""
        stamp = self._shelf.stamp()
        if stamp == self.stamp:
            return False
        contents = self._shelf.contents() or Contents(self._made_by)
        if contents.made_by != self._made_by:
            raise IndexDamaged
        self._follow(contents, stamp)
        return True

    @property
    def count(self) -> int:
        """How many documents are found."""
        return sum(entry.alive for entry in self._contents.segments)

    @property
    def segments(self) -> tuple[Entry, ...]:
        """The table of contents."""
        return self._contents.segments

    def change(self, refs: Collection[Ref], drafts: Sequence[Draft | Made] = ()) -> None:
        """Forget these objects, and take in drafts; all of it or nothing."""
        self.refresh()
        entries = self._without(list(refs))
        added: dict[str, tuple[Segment, Kept]] = {}
        for one in drafts:
            if len(one):
                entries.append(self._added(one.finish(), one.replaced, added))
        entries = self._merged_small(entries, added)
        self._keep(entries, added)

    def tidy(self, go_on: GoOn = lambda: True) -> bool:
        """Merge some segments that should be one, if there are any; whether something was done."""
        self.refresh()
        entries = list(self._contents.segments)
        alike = _too_many(entries, MOST_DOCUMENTS) or _mostly_gone(entries)
        if not alike:
            return False
        added: dict[str, tuple[Segment, Kept]] = {}
        data = self._one_of(alike, {}, go_on)
        if data is None:
            return False
        entry = self._added(data, (), added)
        self._keep([one for one in entries if one not in alike] + [entry], added)
        return True

    def check(self) -> None:
        """Read everything, and so notice any damage."""
        for segment in self._segments.values():
            segment.arrays.load()

    # --- following --------------------------------------------------------------------------------

    def _follow(self, contents: Contents, stamp: bytes) -> None:
        known = self._segments
        self._segments = {entry.id: known.get(entry.id) or self._open(entry) for entry in contents.segments}
        self._contents, self.stamp = contents, stamp
        self.view = View(tuple(self._segments.values()), [entry.gone for entry in contents.segments])

    def _open(self, entry: Entry, way: type[Stored] = Stored) -> Segment:
        checks = self._shelf.checks(entry)

        def fetch(first: int, last: int) -> Sequence[bytes]:
            return self._shelf.pieces(entry.id, first, last)

        segment = Segment(way(entry.id, entry.size, checks, fetch, self._shelf.key))
        if segment.documents != entry.documents:
            raise IndexDamaged
        return segment

    # --- changing ---------------------------------------------------------------------------------

    def _keep(self, entries: Sequence[Entry], added: dict[str, tuple[Segment, Kept]]) -> None:
        if tuple(entries) == self._contents.segments:
            return
        contents = Contents(self._made_by, tuple(entries), self._contents.generation + 1)
        named = {entry.id for entry in entries}
        self._shelf.replace(contents, {name: kept for name, (_, kept) in added.items() if name in named})
        for name, (segment, _) in added.items():
            if name in named and segment.size <= LIGHT:
                self._segments[name] = segment
        self._follow(contents, self._shelf.stamp())

    def _added(self, data: Data, gone: Sequence[int], added: dict[str, tuple[Segment, Kept]]) -> Entry:
        name = token_hex(8)
        checks = layout.digests(data, name, self._shelf.key)
        segment = Segment(Stored.of(name, data))
        added[name] = segment, Kept(data, checks)
        return Entry(name, segment.documents, len(data), self._shelf.seal(name, checks), sorted(gone))

    def _without(self, refs: Sequence[Ref]) -> list[Entry]:
        entries = []
        for entry in self._contents.segments:
            with damage():
                gone = set(self._segments[entry.id].find(refs)).difference(entry.gone)
            left = replace(entry, gone=sorted(gone.union(entry.gone))) if gone else entry
            if left.alive:
                entries.append(left)
        return entries

    def _merged_small(self, entries: list[Entry], added: dict[str, tuple[Segment, Kept]]) -> list[Entry]:
        while alike := _too_many(entries, SMALL):
            data = self._one_of(alike, {name: segment for name, (segment, _) in added.items()}, lambda: True)
            if data is None:
                break
            entries = [entry for entry in entries if entry not in alike]
            entries.append(self._added(data, (), added))
        return entries

    def _to_merge(self, entry: Entry) -> Segment:
        """A segment to be read once; a large one leaves nothing of it in memory."""
        return self._segments[entry.id] if entry.size <= LIGHT else self._open(entry, Passing)

    def _one_of(self, entries: Sequence[Entry], fresh: dict[str, Segment], go_on: GoOn) -> Data | None:
        """The segment that several become; None when it is wanted no more."""
        parts = [Part(fresh.get(entry.id) or self._to_merge(entry), _kept(entry)) for entry in entries]
        with damage():
            work = merged(parts, FIELDS, TEXTS, NUMBERS)
            while go_on():
                try:
                    next(work)
                except StopIteration as done:
                    data: Data = done.value
                    return data
        return None


def _kept(entry: Entry) -> Array:
    mask = np.ones(entry.documents, np.bool_)
    mask[list(entry.gone)] = False
    return mask


def _size(documents: int) -> int:
    """Eight times as many documents are of the next size."""
    return (documents.bit_length() - 1) // 3


def _too_many(entries: Sequence[Entry], limit: int) -> list[Entry]:
    """Segments below a limit that are of about the same size, if there are too many; the smallest of such first."""
    by_size: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.alive < limit:
            by_size.setdefault(_size(entry.alive), []).append(entry)
    for _, alike in sorted(by_size.items()):
        if len(alike) > (FEW if max(entry.alive for entry in alike) < LARGE else 1):
            return _fitting(alike)
    return []


def _fitting(alike: Sequence[Entry]) -> list[Entry]:
    """As many of them as fit into one segment; none unless there are two."""
    fitting, room, bytes_left = [], MOST_DOCUMENTS, MOST_BYTES
    for entry in sorted(alike, key=lambda entry: entry.alive):
        room, bytes_left = room - entry.alive, bytes_left - entry.size
        if room < 0 or bytes_left < 0:
            break
        fitting.append(entry)
    return fitting if len(fitting) > 1 else []


def _mostly_gone(entries: Sequence[Entry]) -> list[Entry]:
    """A segment of which less than half is still found."""
    return next(([entry] for entry in entries if 0 < entry.alive < len(entry.gone)), [])
