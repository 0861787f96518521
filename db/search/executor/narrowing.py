"""What narrows a search down in one segment, as a mask over its documents: values, dates, certain objects."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from db.search.arrays.layout import Array
from db.search.arrays.segment import Segment
from db.search.nodes import Among, Dated, Valued, plain


def mask(segment: Segment, node: Any) -> Array:
    """Which documents of a segment a node lets through."""
    return _MASKS[type(node)](segment, node)


def _valued(segment: Segment, node: Valued) -> Array:
    texts = segment.texts(node.column)
    return texts.having([value for value in texts.values if plain(value) == node.plain])


def _dated(segment: Segment, node: Dated) -> Array:
    return segment.numbers("date").between(node.first or 1, node.last)


def _among(segment: Segment, node: Among) -> Array:
    found = np.zeros(segment.documents, np.bool_)
    found[segment.find(list(node.refs))] = True
    return found


_MASKS: Mapping[type, Callable[[Segment, Any], Array]] = {Valued: _valued, Dated: _dated, Among: _among}
KINDS = tuple(_MASKS)
"""The nodes that are known here."""
