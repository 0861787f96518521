"""Several segments become one, without the documents that are gone. The order of what stays is kept.

Nothing is sorted but the words: the postings of a word lie in one stretch of each segment, and are copied to
where they go, stretch by stretch. Done in steps, between which somebody may have waited long enough.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from db.search.arrays.columns import Numbers, coded, gathered, number_arrays, word_arrays
from db.search.arrays.draft import counted
from db.search.arrays.layout import Array, pack
from db.search.arrays.postings import Postings
from db.search.arrays.segment import KIND, UUID, Segment, ref_arrays

_AT_ONCE = 1 << 20

Steps = Generator[None, None, dict[str, Array]]


@dataclass(frozen=True, slots=True)
class Part:
    """A segment to be merged; `kept` says of each of its documents whether it stays."""

    segment: Segment
    kept: Array


def merged(
    parts: Sequence[Part], fields: Sequence[str], texts: Sequence[str] = (), numbers: Sequence[str] = ()
) -> Generator[None, None, bytes]:
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
    words, ranks = _together([column.lexicon.words() for column, _ in columns])
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


def _together(lists: Sequence[Sequence[bytes]]) -> tuple[list[bytes], list[Array]]:
    """All words, sorted, and of each list the numbers that its words have among them."""
    words = sorted(set().union(*lists))
    number = {word: n for n, word in enumerate(words)}
    return words, [np.fromiter(map(number.__getitem__, some), np.int64, len(some)) for some in lists]


# --- fields ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Kept:
    """The postings of one segment that stay, with the numbers that their documents get."""

    first: Array
    where: Array
    documents: Array
    times: Array
    places: Array
    lengths: Array


def _kept(field: Postings, kept: Array, begin: int) -> _Kept:
    renumbered = np.cumsum(kept, dtype=np.int64) - 1 + begin
    count, places = field.size
    words = len(field.lexicon)
    found = _Kept(
        first=field.starts,
        where=field.places_start,
        documents=field.numbers(0, count),
        times=field.times(0, count),
        places=field.places_at(0, places),
        lengths=field.lengths[kept],
    )
    if words and not kept.all():
        stays = kept[found.documents]
        stay_places = np.repeat(stays, found.times)
        found.first = _counted_off(stays, found.first)
        found.where = _counted_off(stay_places, found.where)
        found.documents, found.times = found.documents[stays], found.times[stays]
        found.places = found.places[stay_places]
    found.documents = renumbered[found.documents].astype(np.uint32) if words else found.documents
    return found


def _counted_off(stays: Array, bounds: Array) -> Array:
    """The same bounds after what does not stay has left."""
    return np.concatenate(([0], np.cumsum(stays, dtype=np.int64)))[bounds]


def _field(name: str, parts: Sequence[Part]) -> Steps:
    words, ranks = _together([part.segment.postings(name).lexicon.words() for part in parts])
    if not words:
        return {}
    begins = np.concatenate(([0], np.cumsum([int(part.kept.sum()) for part in parts])))
    frequencies, sums = np.zeros(len(words), np.int64), np.zeros(len(words), np.int64)
    kept: list[_Kept] = []
    for part, rank, begin in zip(parts, ranks, begins.tolist(), strict=False):
        kept.append(_kept(part.segment.postings(name), part.kept, begin))
        if len(rank):
            frequencies[rank] += _sizes(kept[-1].first)
            sums[rank] += _sizes(kept[-1].where)
        yield
    first, where = _bounds(frequencies), _bounds(sums)
    found = {"lengths": np.concatenate([one.lengths for one in kept])}
    for array, bounds, total in (
        ("documents", first, first[-1]),
        ("times", first, first[-1]),
        ("places", where, where[-1]),
    ):
        out = np.empty(int(total), np.result_type(*(getattr(one, array).dtype for one in kept)))
        used = bounds[:-1].copy()
        for one, rank in zip(kept, ranks, strict=True):
            if len(rank):
                starts = one.where if array == "places" else one.first
                _copy(getattr(one, array), starts, out, used, rank)
            setattr(one, array, out[:0])
            yield
        found.update({array: out} if array == "documents" else counted(array, out))
    there = frequencies > 0
    arrays = word_arrays(name, [word for word, stays in zip(words, there.tolist(), strict=True) if stays])
    found["first"], found["where"] = _at(first, there), _at(where, there)
    return {**arrays, **{f"{name}.{part}": values for part, values in found.items()}} if there.any() else {}


def _bounds(sizes: Array) -> Array:
    return np.concatenate(([0], np.cumsum(sizes)))


def _at(bounds: Array, there: Array) -> Array:
    """The bounds of the words that are left."""
    return np.append(bounds[:-1][there], bounds[-1])


def _copy(values: Array, starts: Array, out: Array, used: Array, rank: Array) -> None:
    """Copy the stretch of each word to the next free place of that word, and move that on."""
    starts = starts.astype(np.int64)
    sizes = np.diff(starts)
    word, words = 0, len(sizes)
    while word < words:
        end = max(word + 1, int(np.searchsorted(starts, starts[word] + _AT_ONCE, "right")) - 1)
        targets = gathered(used[rank[word:end]], sizes[word:end])
        out[targets] = values[starts[word] : starts[end]]
        word = end
    used[rank] += sizes
