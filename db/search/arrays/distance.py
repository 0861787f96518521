"""How far words are from each other: by how many letters put in, left out or replaced (Levenshtein's distance).

Of many words first those are told apart that cannot be near, by a set of the letters in each, folded into
64 bits: one change adds at most one bit, and takes at most one away. The rest are compared in earnest, all of
one length at once.
"""

from collections.abc import Sequence

import numpy as np

from db.search.arrays.layout import Array

_BITS = np.uint64(63)
_ONE = np.uint64(1)
_NONE = np.uint64(0)


def signs(letters: memoryview, ends: Array) -> Array:
    """For each word the set of its letters, folded into 64 bits by the last byte of each."""
    if len(ends) < 2:
        return np.empty(0, np.uint64)
    bits = _bits(np.frombuffer(letters, np.uint8))
    if not len(bits):
        return np.zeros(len(ends) - 1, np.uint64)
    found = np.bitwise_or.reduceat(bits, np.minimum(ends[:-1].astype(np.int64), len(bits) - 1))
    return np.where(ends[1:] > ends[:-1], found, _NONE)


def _bits(data: Array) -> Array:
    last = np.ones(len(data), np.bool_)
    last[:-1] = (data[1:] & 0xC0) != 0x80
    return np.where(last, _ONE << (data.astype(np.uint64) & _BITS), _NONE)


def may_be_near(found: Array, word: str, most: int) -> Array:
    """Which of the sets can belong to words that are at most so far from this one."""
    data = np.frombuffer(word.encode("utf-8", "surrogatepass"), np.uint8)
    own = np.bitwise_or.reduce(_bits(data)) if len(data) else _NONE
    more, fewer = found & ~own, own & ~found
    for _ in range(most):
        more &= more - (more > 0)
        fewer &= fewer - (fewer > 0)
    found_near: Array = (more == 0) & (fewer == 0)
    return found_near


def are_near(words: Sequence[str], word: str, most: int) -> Array:
    """Which of the words are at most so far from this one."""
    near = np.zeros(len(words), np.bool_)
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    for length in range(max(0, len(word) - most), len(word) + most + 1):
        there = np.flatnonzero(lengths == length)
        if len(there):
            table = _table([words[n] for n in there.tolist()], length)
            near[there] = _distances(table, word) <= most
    return near


def _table(words: Sequence[str], length: int) -> Array:
    data = "".join(words).encode("utf-32-le", "surrogatepass")
    return np.frombuffer(data, "<u4").reshape(len(words), length)


def _distances(table: Array, word: str) -> Array:
    """Row by row of the usual table, for all words at once."""
    count, length = table.shape
    row = np.repeat(np.arange(length + 1, dtype=np.int16)[:, None], count, axis=1)
    for place, letter in enumerate(map(ord, word), 1):
        before = row[0].copy()
        row[0] = place
        for n in range(1, length + 1):
            above = row[n].copy()
            replaced = before + (table[:, n - 1] != letter)
            row[n] = np.minimum(np.minimum(above, row[n - 1]) + 1, replaced)
            before = above
    return row[length]
