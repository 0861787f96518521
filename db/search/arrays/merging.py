"""Several segments become one, without the documents that are gone. The order of what stays is kept.

Nothing is sorted but the words: the postings of a word lie in one stretch of each segment, and are copied to
where they go, stretch by stretch. Done in steps, between which somebody may have waited long enough.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from db.search.arrays.columns import Numbers, coded, gathered, number_arrays, word_arrays
from db.search.arrays.layout import Array, Data, pack
from db.search.arrays.lexicon import Lexicon
from db.search.arrays.postings import EXCEPTIONS, KINDS, Postings
from db.search.arrays.segment import KIND, UUID, Segment, ref_arrays

_AT_ONCE = 1 << 20

_NONE: Array = np.empty(0, np.int64)

Steps = Generator[None, None, dict[str, Array]]


@dataclass(frozen=True, slots=True)
class Part:
    """A segment to be merged; `kept` says of each of its documents whether it stays."""

    segment: Segment
    kept: Array


def merged(
    parts: Sequence[Part], fields: Sequence[str], texts: Sequence[str] = (), numbers: Sequence[str] = ()
) -> Generator[None, None, Data]:
    """The segment that they become; goes on step by step."""
    kinds = [ref.kind for part in parts for ref, kept in zip(part.segment.refs(), part.kept, strict=True) if kept]
    uuids = b"".join(_uuids(part) for part in parts)
    arrays = ref_arrays(kinds, uuids)
    for name in fields:
        arrays.update((yield from _field(name, parts)))
    for name in texts:
        if name != KIND:
            arrays.update(_texts(name, parts))
            yield
    for name in numbers:
        columns = [(part.segment.numbers(name), part.kept) for part in parts]
        arrays.update(number_arrays(name, np.concatenate([_kept_numbers(*column) for column in columns])))
    return pack({"documents": len(kinds)}, arrays)


def _uuids(part: Part) -> bytes:
    data = part.segment.arrays.read("ref.uuids").reshape(-1, UUID)
    return data[part.kept].tobytes()


def _kept_numbers(column: Numbers, kept: Array) -> Array:
    found: Array = column.values[kept]
    return found


def _texts(name: str, parts: Sequence[Part]) -> dict[str, Array]:
    columns = [(part.segment.texts(name), np.flatnonzero(part.kept)) for part in parts]
    words, ranks = _together([column.lexicon for column, _ in columns])
    if not words:
        return {}
    codes = [rank[column.codes_of(kept)] for (column, kept), rank in zip(columns, ranks, strict=True) if len(rank)]
    sizes = [_sizes(column.first)[kept] for column, kept in columns]
    used, renumbered = np.unique(np.concatenate(codes), return_inverse=True)
    kept_words = [words[number] for number in used.tolist()]
    return coded(name, kept_words, renumbered, np.concatenate(sizes)) if kept_words else {}


def _sizes(bounds: Array) -> Array:
    found: Array = np.diff(bounds.astype(np.int64))
    return found


def _together(lexicons: Sequence[Lexicon]) -> tuple[list[bytes], list[Array]]:
    """All words, sorted, and of each lexicon the numbers that its words have among them."""
    known: set[bytes] = set()
    for lexicon in lexicons:
        known.update(lexicon.words())
    words = sorted(known)
    number = {word: n for n, word in enumerate(words)}
    return words, [np.fromiter(map(number.__getitem__, lexicon), np.int64, len(lexicon)) for lexicon in lexicons]


# --- fields ---------------------------------------------------------------------------------------


class _Source:
    """The field of one segment: what of it stays, and where that goes."""

    def __init__(self, field: Postings, kept: Array, begin: int, rank: Array) -> None:
        self._field, self.rank = field, rank
        self._renumbered = np.cumsum(kept, dtype=np.int64) - 1 + begin
        self.lengths: Array = field.lengths[kept]
        self._stays: dict[str, Array] = {}
        self.first, self.where = field.starts.astype(np.int64), field.places_start.astype(np.int64)
        if len(rank) and not kept.all():
            count, _ = field.size
            stays = kept[field.whole("documents")]
            self._stays = dict.fromkeys(("documents", "times"), stays)
            self._stays["places"] = np.repeat(stays, field.times(0, count))
            self.first = _counted_off(stays, self.first)
            self.where = _counted_off(self._stays["places"], self.where)

    def starts(self, array: str) -> Array:
        """Where each word begins in an array."""
        return self.where if array == "places" else self.first

    def values(self, array: str) -> Array:
        """What stays of an array."""
        found = self._field.whole(array)
        found = found[self._stays[array]] if array in self._stays else found
        return self._renumbered[found] if array == "documents" else found

    def exceptions(self, array: str) -> tuple[Array, Array]:
        """Which values that stay are too large for their array, and what is to be added."""
        at, more = self._field.exceptions(array) if array != "documents" else (_NONE, _NONE)
        if not len(at) or array not in self._stays:
            return at, more
        stays = self._stays[array]
        kept = stays[at]
        return np.cumsum(stays, dtype=np.int64)[at[kept]] - 1, more[kept]


def _counted_off(stays: Array, bounds: Array) -> Array:
    """The same bounds after what does not stay has left."""
    return np.concatenate(([0], np.cumsum(stays, dtype=np.int64)))[bounds]


def _field(name: str, parts: Sequence[Part]) -> Steps:
    words, ranks = _together([part.segment.postings(name).lexicon for part in parts])
    if not words:
        return {}
    begins = np.cumsum([0, *(int(part.kept.sum()) for part in parts)]).tolist()
    frequencies, sums = np.zeros(len(words), np.int64), np.zeros(len(words), np.int64)
    sources: list[_Source] = []
    for part, rank, begin in zip(parts, ranks, begins, strict=False):
        source = _Source(part.segment.postings(name), part.kept, begin, rank)
        if len(rank):
            frequencies[rank] += np.diff(source.first)
            sums[rank] += np.diff(source.where)
        sources.append(source)
        yield
    there = frequencies > 0
    if not there.any():
        return {}
    first, where = _bounds(frequencies), _bounds(sums)
    found = {"lengths": np.concatenate([source.lengths for source in sources])}
    filled = [source for source in sources if len(source.rank)]
    for array, bounds in (("documents", first), ("times", first), ("places", where)):
        found.update((yield from _array(array, bounds, filled, begins[-1])))
    arrays = word_arrays(name, [word for word, stays in zip(words, there.tolist(), strict=True) if stays])
    found["first"], found["where"] = _at(first, there), _at(where, there)
    return {**arrays, **{f"{name}.{part}": values for part, values in found.items()}}


def _array(array: str, bounds: Array, sources: Sequence[_Source], documents: int) -> Steps:
    """One array of all segments, and which of its values are too large for it."""
    kind = np.min_scalar_type(documents) if array == "documents" else KINDS[array]
    out = np.empty(int(bounds[-1]), kind)
    used = bounds[:-1].copy()
    which, more = [], []
    for source in sources:
        starts = source.starts(array)
        at, above = source.exceptions(array)
        words = np.searchsorted(starts, at, "right") - 1
        which.append(used[source.rank[words]] + at - starts[words])
        more.append(above)
        _copy(source.values(array), starts, out, used, source.rank)
        yield
    order = np.argsort(np.concatenate(which)) if which else _NONE
    if not len(order):
        return {array: out}
    names = EXCEPTIONS[array]
    return {array: out, names[0]: np.concatenate(which)[order], names[1]: np.concatenate(more)[order]}


def _bounds(sizes: Array) -> Array:
    return np.concatenate(([0], np.cumsum(sizes)))


def _at(bounds: Array, there: Array) -> Array:
    """The bounds of the words that are left."""
    return np.append(bounds[:-1][there], bounds[-1])


def _copy(values: Array, starts: Array, out: Array, used: Array, rank: Array) -> None:
    """Copy the stretch of each word to the next free place of that word, and move that on."""
    sizes = np.diff(starts)
    word, words = 0, len(sizes)
    while word < words:
        end = max(word + 1, int(np.searchsorted(starts, starts[word] + _AT_ONCE, "right")) - 1)
        targets = gathered(used[rank[word:end]], sizes[word:end])
        out[targets] = values[starts[word] : starts[end]]
        word = end
    used[rank] += sizes
