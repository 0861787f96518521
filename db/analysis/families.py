"""Families: all that are copies of one another, made from pairs, without chains.

A copy of a copy belongs to the family, but a line of texts of which each resembles only the next is none. So a family
is one text with all that are copies of it; the text that has most copies is asked first.
"""

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T", str, bytes)


def families(pairs: Iterable[tuple[T, T]]) -> list[tuple[T, ...]]:
    """The families of two and more, each with its middle first; nobody is in two of them."""
    copies: dict[T, set[T]] = {}
    for one, other in pairs:
        copies.setdefault(one, set()).add(other)
        copies.setdefault(other, set()).add(one)
    found: list[tuple[T, ...]] = []
    placed: set[T] = set()
    for middle in sorted(copies, key=lambda each: (-len(copies[each]), each)):
        others: list[T] = [other for other in copies[middle] if other not in placed]
        if middle not in placed and others:
            family = [middle]
            family += sorted(others)
            found.append(tuple(family))
            placed.update(family)
    return found
