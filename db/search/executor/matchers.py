"""What the executor does not know itself: evaluated by Whoosh's matchers, document by document, on the same arrays.

What Whoosh does not know in turn, our own words and columns of numbers, is evaluated first and put in its
place. Whoosh has no types, hence the ignored errors.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import matching, scoring
from whoosh import query as tree
from whoosh.searching import Searcher

from db.search.arrays import codec
from db.search.executor import scored
from db.search.executor.scored import Scored
from db.search.nodes import Words
from db.search.schema import SCHEMA

if TYPE_CHECKING:
    from db.search.executor.executor import Executor

_OURS = (Words, tree.NumericRange, tree.DateRange)
_FORGOTTEN = ("scale", "minmatch", "tiebreak")  # by Whoosh, when it puts other children into a node


def by_matchers(executor: "Executor", node: Any) -> list[Scored]:
    """What a query tree finds, segment by segment."""
    segments = [(segment, ()) for segment in executor.view.segments]
    if not segments:
        return []
    settings = executor.scorer.scoring
    searcher = Searcher(codec.reader(segments, SCHEMA), weighting=scoring.BM25F(B=settings.b, K1=settings.k1))
    wanted = _prepared(executor, node)
    return [_run(wanted, leaf) for leaf, _ in searcher.leaf_searchers()]


def _run(node: Any, searcher: Any) -> Scored:
    matcher = node.matcher(searcher, searcher.context(needs_current=True))
    documents, scores = [], []
    while matcher.is_active():
        documents.append(matcher.id())
        scores.append(matcher.score())
        matcher.next()
    if not documents:
        return scored.nothing()
    return Scored(np.array(documents, np.intp), np.array(scores, np.float32))


def _prepared(executor: "Executor", node: Any) -> Any:
    if type(node) in _OURS:
        found = executor.run(node)
        return Computed({id(segment): part for segment, part in zip(executor.view.segments, found, strict=True)})
    if node.is_leaf() or not any(type(one) in _OURS for one in _all(node)):
        return node
    prepared = node.apply(lambda child: _prepared(executor, child))
    for name in _FORGOTTEN:
        if hasattr(node, name):
            setattr(prepared, name, getattr(node, name))
    return prepared


def _all(node: Any) -> Iterator[Any]:
    yield node
    for child in node.children():
        yield from _all(child)


class Computed(tree.Query):  # type: ignore[misc]
    """What was found already, by segment."""

    def __init__(self, found: dict[int, Scored]) -> None:
        self._found = found

    def estimate_size(self, ixreader: Any) -> int:
        return sum(map(len, self._found.values()))

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        part = self._found[id(searcher.reader().segment().ours)]
        if not len(part):
            return matching.NullMatcher()
        return matching.ListMatcher(part.documents.tolist(), part.scores.tolist())
