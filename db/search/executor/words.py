"""Our own words in one field of one segment: in a row, in whatever spelling, the last perhaps unfinished."""

from functools import lru_cache
from typing import Any

import numpy as np
from whoosh import query as tree

from db.search.analysis import elements, spellings
from db.search.arrays.layout import Array
from db.search.arrays.lexicon import encoded
from db.search.arrays.postings import Postings
from db.search.executor import rows
from db.search.nodes import Nearby, Words

_Asked = tuple[int, bytes, bool]
"""After how many places, which word, and whether others that begin so do as well."""


def counts(postings: Postings, node: Words) -> rows.Counts:
    """How often the words stand in a row in each document."""
    found = [
        rows.counts(postings, row[0].first, row[0].last)
        if len(row) == 1
        else rows.documents_of(rows.in_a_row(postings, row))
        for row in _wanted(postings, node)
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        return rows.NONE, rows.NONE
    documents, times = (np.concatenate(part) for part in zip(*found, strict=True))
    return rows.added_up(documents, times, postings.documents)


def places(postings: Postings, node: Words, document: int) -> Array:
    """Where in a document each row of the words begins."""
    return rows.within(_all_places(postings, node, np.array([document])), document)


def near(postings: Postings, node: Nearby) -> Array:
    """Where rows of words begin that have the others near them, as one number each, in rising order."""
    one = _all_places(postings, node.one)
    return rows.near(_all_places(postings, node.other), one, 1, node.reach) if len(one) else one


def _all_places(postings: Postings, node: Words, only: Array | None = None) -> Array:
    """Where each row of the words begins, in any document or in these only."""
    found = [rows.in_a_row(postings, row, only) for row in _wanted(postings, node)]
    return np.unique(np.concatenate(found)) if found else rows.NONE


def leaves(node: Any) -> list[Words]:
    """The words in a query tree that a document may show."""
    if isinstance(node, Words):
        return [node]
    if node is None or isinstance(node, tree.Not):
        return []
    return [leaf for child in node.children() for leaf in leaves(child)]


def _wanted(postings: Postings, node: Words) -> list[list[rows.Wanted]]:
    """What is to stand where, for each spelling that can be found at all."""
    return [row for asked in _asked(node) if (row := _looked_up(postings, asked))]


@lru_cache(maxsize=64)
def _asked(node: Words) -> tuple[tuple[_Asked, ...], ...]:
    """The same in letters, for any field."""
    return tuple(
        tuple((one.offset, encoded(one.token), one.open) for one in elements(spelling, unfinished=is_open))
        for spelling, is_open in dict.fromkeys(
            (spelling, is_open) for pieces, is_open in node.ways for spelling in spellings(pieces)
        )
    )


def _looked_up(postings: Postings, asked: tuple[_Asked, ...]) -> list[rows.Wanted]:
    """The numbers of the words; nothing when one of them stands nowhere."""
    lexicon = postings.lexicon
    row: list[rows.Wanted] = []
    for offset, word, is_open in asked if len(lexicon) else ():
        if is_open:
            first, last = lexicon.beginning(word)
        else:
            first = lexicon.find(word)
            last = first + 1 if first >= 0 else first
        if first == last:
            return []
        row.append(rows.Wanted(offset, first, last))
    return row
