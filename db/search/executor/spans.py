"""Places of Whoosh's queries, in one field of one segment: phrases with room between the words, and nearness."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from whoosh import query as tree

from db.search.arrays.layout import Array
from db.search.arrays.lexicon import encoded
from db.search.arrays.postings import Postings
from db.search.executor import rows
from db.search.executor.expansion import KINDS, words
from db.search.executor.scored import Scored


def has_places(node: Any) -> bool:
    """Whether all that the query finds is single words, of which the places are known."""
    return type(node) in KINDS or (type(node) is tree.Or and all(map(has_places, node.children())))


def places(postings: Postings, node: Any, documents: Array) -> Array:
    """Where what such a query finds stands; in these documents, all of which have it, and perhaps in others."""
    if type(node) is tree.Term:
        number = postings.lexicon.find(encoded(node.text) if isinstance(node.text, str) else node.text)
        return rows.places(postings, number, number + 1, documents)
    children = list(node.children()) if type(node) is tree.Or else [node]
    return np.unique(np.concatenate([rows.all_places(postings, words(postings.lexicon, one)) for one in children]))


def chained(at: Sequence[Array], nearest: int, farthest: int) -> Array:
    """The places of the last list that are reached from the first, from one list to the next."""
    found = at[0]
    for after in at[1:]:
        found = rows.followed(found, after, nearest, farthest)
    return found


def only(part: Scored, found: Array) -> Scored:
    """The documents that hold any of the places."""
    numbers, _ = rows.documents_of(found)
    kept = np.isin(part.documents, numbers, assume_unique=True)
    return Scored(part.documents[kept], part.scores[kept])
