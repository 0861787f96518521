"""A part of the index: fields of words, columns of values, and what each document is about."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from db.refs import Ref, Uuid
from db.search.arrays.columns import Numbers, Texts, column_of, stored, text_arrays
from db.search.arrays.layout import Array, Arrays, Stored
from db.search.arrays.postings import FIELD, Postings
from db.search.engine import IndexDamaged

MOST_DOCUMENTS = 1 << 16
"""Of one segment, so that the number of a document takes two bytes."""

UUID = 16
_MANY = 32  # uuids that are looked for at once rather than one by one
KIND = "kind"
"""The column that tells the subjects of the documents."""


class Segment:
    """Documents, numbered from 0, and all that is known of them. It never changes."""

    def __init__(self, data: Stored) -> None:
        self.id = data.label
        self.size = data.size
        self.arrays = Arrays(data)
        self.documents = int(self.arrays.facts["documents"])
        self._check()
        self._postings: dict[str, Postings] = {}
        self._texts: dict[str, Texts] = {}
        self._numbers: dict[str, Numbers] = {}

    def _check(self) -> None:
        """Raises IndexDamaged if arrays that belong together are not there, or not of one length."""
        count = self.arrays.count
        whole = [count("ref.order") == self.documents, count("ref.uuids") == self.documents * UUID]
        for name in {name for name, _ in self._named()} - {"ref"}:
            if column_of(name) is None:
                size = {which: count(f"{name}.{which}") for which in FIELD}
                whole.append(size["ends"] == size["first"] == size["where"] > 1)
                whole.append(size["lengths"] == self.documents and size["documents"] == size["times"] > 0)
                whole.append(size["letters"] > 0 and size["places"] > 0)
            elif name not in {stored(column) for column in self.number_columns}:
                whole.append(count(f"{name}.ends") > 1 and count(f"{name}.letters") > 0 and count(f"{name}.codes") > 0)
        if not all(whole) or (KIND not in self.columns and self.documents):
            raise IndexDamaged

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields that have any word."""
        return frozenset(name for name, which in self._named() if which == "where")

    @cached_property
    def columns(self) -> frozenset[str]:
        """The columns that have any value."""
        return self._columns("codes") | self.number_columns

    @cached_property
    def number_columns(self) -> frozenset[str]:
        """Those of numbers among them."""
        return self._columns("numbers")

    def _columns(self, array: str) -> frozenset[str]:
        found = (column_of(name) for name, which in self._named() if which == array)
        return frozenset(name for name in found if name is not None)

    def _named(self) -> list[tuple[str, str]]:
        parts = (name.rpartition(".") for name in self.arrays.names)
        return [(name, which) for name, _, which in parts]

    def postings(self, field: str) -> Postings:
        """The words of a field; none for a field that nobody filled."""
        if field not in self._postings:
            self._postings[field] = Postings(self.arrays, field, self.documents)
        return self._postings[field]

    def texts(self, column: str) -> Texts:
        """A column of texts; nobody has any in one that was never filled."""
        if column not in self._texts:
            self._texts[column] = Texts(self.arrays, column, self.documents)
        return self._texts[column]

    def numbers(self, column: str) -> Numbers:
        """A column of numbers."""
        if column not in self._numbers:
            self._numbers[column] = Numbers(self.arrays, column, self.documents)
        return self._numbers[column]

    @cached_property
    def _uuids(self) -> bytes:
        return self.arrays.read("ref.uuids").tobytes()

    def ref(self, number: int) -> Ref:
        """What a document is about."""
        kinds = self.texts(KIND)
        uuid = self._uuids[number * UUID : (number + 1) * UUID].hex()
        return Ref(kinds.values[int(kinds.codes[number])], Uuid(uuid))

    def refs(self) -> list[Ref]:
        """What all documents are about."""
        return [self.ref(number) for number in range(self.documents)]

    @cached_property
    def _order(self) -> Array:
        return self.arrays.read("ref.order")

    @cached_property
    def _sorted(self) -> Array:
        return keys(self._uuids)[self._order]

    def find(self, refs: Sequence[Ref]) -> list[int]:
        """The numbers of the documents about these objects; those without one are left out."""
        if not refs or not self.documents:
            return []
        wanted = [bytes.fromhex(ref.uuid) for ref in refs]
        starts = self._places(wanted)
        found = []
        for ref, uuid, start in zip(refs, wanted, starts, strict=True):
            place = start
            while place < self.documents and self._uuid(place) == uuid:
                number = int(self._order[place])
                if self.ref(number) == ref:
                    found.append(number)
                place += 1
        return found

    def _places(self, wanted: Sequence[bytes]) -> list[int]:
        if len(wanted) < _MANY:
            return [bisect_left(range(self.documents), uuid, key=self._uuid) for uuid in wanted]
        found: list[int] = np.searchsorted(self._sorted, keys(b"".join(wanted))).tolist()
        return found

    def _uuid(self, place: int) -> bytes:
        """The uuid at a place in their order."""
        number = int(self._order[place])
        return self._uuids[number * UUID : (number + 1) * UUID]


def keys(uuids: bytes) -> Array:
    """Uuids, one after the other, as values that can be sorted."""
    return np.frombuffer(uuids, f"S{UUID}")


def ref_arrays(kinds: Sequence[str], uuids: bytes) -> dict[str, Array]:
    """What documents are about, as arrays."""
    order = np.argsort(keys(uuids), kind="stable")
    found: dict[str, Array] = {"ref.uuids": np.frombuffer(uuids, np.uint8), "ref.order": order}
    return {**found, **text_arrays(KIND, [(kind,) for kind in kinds])}
