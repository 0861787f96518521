"""Which words of a segment a query stands for: those that begin so, fit a pattern, lie in a range, or are alike.

Always all of them, never the most frequent only.
"""

import re
from typing import Any

import numpy as np
from whoosh import query as tree

from db.search.arrays.layout import Array
from db.search.arrays.lexicon import Lexicon, encoded

Range = tuple[int, int]
"""The numbers of words, from and up to."""

KINDS = (tree.Term, tree.Prefix, tree.Wildcard, tree.Regex, tree.TermRange, tree.FuzzyTerm)


def words(lexicon: Lexicon, node: Any) -> Array:
    """The numbers of the words that a node of one of the KINDS stands for."""
    found = stretch(lexicon, node)
    if found is not None:
        return np.arange(*found)
    if isinstance(node, tree.Wildcard):
        return lexicon.like(node.text)
    if isinstance(node, tree.Regex):
        return lexicon.fitting(re.compile(node.text), node._find_prefix(node.text))
    return lexicon.near(node.text, int(node.maxdist), node.prefixlength)


def stretch(lexicon: Lexicon, node: Any) -> Range | None:
    """The same when they follow each other; None when they do not, or not always."""
    if isinstance(node, tree.Term):
        number = lexicon.find(_bytes(node.text))
        return (number, number + 1) if number >= 0 else (0, 0)
    if isinstance(node, tree.Prefix):
        return lexicon.beginning(_bytes(node.text))
    if isinstance(node, tree.TermRange):
        start = b"" if node.start is None else _bytes(node.start)
        end = None if node.end is None else _bytes(node.end)
        return lexicon.between(start, end, without_first=node.startexcl, without_last=node.endexcl)
    return None


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else encoded(text)
