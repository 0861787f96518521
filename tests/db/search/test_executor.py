"""The executor finds what stock Whoosh finds, with the same scores; and so do Whoosh's matchers on our arrays."""

import re
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as tree
from whoosh.query import spans

from db.search.executor.executor import Executor
from tests.db.search import stock
from tests.db.search.stock import Text, by_matchers, found, ours, view

WORDS = ("alpha", "alpine", "beta", "bets", "best", "gamma", "ete", "елка", "שלום", "a")
WORD = st.sampled_from(WORDS)
# Whoosh keeps the length of a field in one byte; up to ten words it keeps it exactly
FIELD = st.lists(WORD, max_size=10).map(" ".join)
TEXT = st.fixed_dictionaries({"body": FIELD}, optional={"title": FIELD})
PARTS = st.lists(st.lists(TEXT, min_size=1, max_size=5), min_size=1, max_size=3)
NAME = st.sampled_from(stock.FIELDS)
BOOST = st.sampled_from([1.0, 1.0, 0.5, 3.0])

TERM = st.builds(tree.Term, NAME, WORD, BOOST)
PHRASE = st.builds(tree.Phrase, NAME, st.lists(WORD, min_size=2, max_size=3), st.integers(1, 4), BOOST)
BODY = WORD.map(lambda word: tree.Term("body", word))
NEAR = st.builds(spans.SpanNear2, st.lists(BODY, min_size=2, max_size=2), st.integers(1, 4), st.booleans())
ORDERED = st.builds(spans.SpanNear2, st.lists(BODY, min_size=2, max_size=4), st.integers(1, 4))
LEAF = st.one_of(TERM, PHRASE, NEAR, ORDERED)


def _trees(leaf: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(
        leaf,
        lambda below: st.one_of(
            st.builds(tree.And, st.lists(below, min_size=2, max_size=3), BOOST),
            st.builds(tree.Or, st.lists(below, min_size=2, max_size=3), BOOST),
            st.builds(tree.Require, below, below),
            st.builds(tree.ConstantScoreQuery, below, BOOST),
            st.builds(tree.AndMaybe, below, below),
            st.builds(lambda one, other: tree.And([one, tree.Not(other)]), below, TERM),
        ),
        max_leaves=5,
    )


def _gone(parts: Sequence[Sequence[Text]], chosen: set[int]) -> list[int]:
    return sorted(number for number in chosen if number < sum(map(len, parts)))


GONE = st.sets(st.integers(0, 9), max_size=3)


@settings(max_examples=300, deadline=None)
@given(PARTS, GONE, _trees(LEAF))
def test_documents_and_scores_are_those_of_stock_whoosh(parts: list[list[Text]], chosen: set[int], query: Any) -> None:
    gone = _gone(parts, chosen)
    asked = view(parts, gone)
    with stock.stock(parts, gone) as searcher:
        expected = found(searcher, query)
    assert ours(Executor(asked), query) == pytest.approx(expected, rel=1e-4)


@settings(max_examples=100, deadline=None)
@given(PARTS, GONE, _trees(LEAF), _trees(LEAF))
def test_what_is_not_wanted_is_left_out_and_changes_no_score(
    parts: list[list[Text]], chosen: set[int], wanted: Any, unwanted: Any
) -> None:
    """Without stock Whoosh, which forgets to look whether the first document it finds is wanted."""
    executor = Executor(view(parts, _gone(parts, chosen)))
    without = ours(executor, unwanted)
    expected = {number: score for number, score in ours(executor, wanted).items() if number not in without}
    assert ours(executor, tree.AndNot(wanted, unwanted)) == pytest.approx(expected)


@settings(max_examples=100, deadline=None)
@given(PARTS, GONE, _trees(LEAF))
def test_whooshs_matchers_find_the_same_on_our_arrays(parts: list[list[Text]], chosen: set[int], query: Any) -> None:
    gone = _gone(parts, chosen)
    with stock.stock(parts, gone) as searcher:
        expected = found(searcher, query)
    with by_matchers(view(parts, gone)) as searcher:
        assert found(searcher, query) == pytest.approx(expected)


RARE = st.one_of(
    st.builds(spans.SpanFirst, BODY, st.integers(0, 5)),
    st.builds(spans.SpanOr, st.lists(BODY, min_size=2, max_size=2)),
    st.builds(spans.SpanNear2, st.lists(BODY, min_size=3, max_size=3), st.integers(1, 4), st.just(False)),
    st.builds(tree.Or, st.lists(TERM, min_size=2, max_size=3), scale=st.just(0.5)),
)


@settings(max_examples=100, deadline=None)
@given(PARTS, GONE, RARE, TERM)
def test_what_the_executor_does_not_know_is_left_to_whoosh(
    parts: list[list[Text]], chosen: set[int], rare: Any, term: Any
) -> None:
    gone = _gone(parts, chosen)
    executor = Executor(view(parts, gone))
    with stock.stock(parts, gone) as searcher:
        expected = found(searcher, rare, with_places=True)
        also = found(searcher, term)
    assert ours(executor, rare) == pytest.approx(expected, rel=1e-4)
    assert ours(executor, tree.And([rare, term])).keys() == expected.keys() & also.keys()


# --- by hand --------------------------------------------------------------------------------------

Fits = Callable[[int, Text], bool]
"""Whether a query fits a document with this number."""


def _words(text: Text, name: str) -> list[str]:
    return text.get(name, "").split()


def _leaf(query: Any, fits: Callable[[str], bool]) -> tuple[Any, Fits]:
    return query, lambda _, text: any(map(fits, _words(text, query.fieldname)))


def _prefix(name: str, start: str) -> tuple[Any, Fits]:
    return _leaf(tree.Prefix(name, start), lambda word: word.startswith(start))


def _wildcard(name: str, pattern: str) -> tuple[Any, Fits]:
    return _leaf(tree.Wildcard(name, pattern), lambda word: fnmatchcase(word, pattern))


def _fuzzy(name: str, word: str, most: int, same: int) -> tuple[Any, Fits]:
    query = tree.FuzzyTerm(name, word, maxdist=most, prefixlength=same)
    return _leaf(query, lambda other: other.startswith(word[:same]) and _apart(word, other) <= most)


def _apart(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    replaced = _apart(one[1:], other[1:]) + (one[0] != other[0])
    return replaced if one[0] == other[0] else min(replaced, _apart(one[1:], other) + 1, _apart(one, other[1:]) + 1)


def _range(name: str, ends: tuple[str | None, str | None], open_start: bool, open_end: bool) -> tuple[Any, Fits]:
    start, end = ends
    return _leaf(
        tree.TermRange(name, start, end, open_start, open_end),
        lambda word: (
            (start is None or word > start or (word == start and not open_start))
            and (end is None or word < end or (word == end and not open_end))
        ),
    )


def _numbers(low: int | None, high: int | None, open_start: bool) -> tuple[Any, Fits]:
    query = tree.NumericRange(stock.NUMBER, low, high, open_start)
    return query, lambda n, _: (low is None or n > low or (n == low and not open_start)) and (high is None or n <= high)


def _regex(name: str, pattern: str) -> tuple[Any, Fits]:
    return _leaf(tree.Regex(name, pattern), lambda word: re.match(pattern, word) is not None)


BY_HAND = st.one_of(
    st.builds(_prefix, NAME, st.sampled_from(["a", "al", "be", "е", "ש", "zzz"])),
    st.builds(_wildcard, NAME, st.sampled_from(["*a", "b?t*", "*", "a*e", "е*", "?", "[ab]e*"])),
    st.builds(
        _fuzzy, NAME, st.sampled_from(["best", "beta", "ete", "елки", "x", "ש"]), st.integers(1, 2), st.integers(0, 1)
    ),
    st.builds(
        _range,
        NAME,
        st.sampled_from([("a", "best"), ("alpine", None), (None, "c"), ("bb", "שלום")]),
        st.booleans(),
        st.booleans(),
    ),
    st.builds(_regex, NAME, st.sampled_from(["b.*", "al(pha|pine)", ".*", "be?"])),
    st.builds(_numbers, st.none() | st.integers(0, 5), st.none() | st.integers(3, 12), st.booleans()),
    NAME.map(lambda name: (tree.Every(name), lambda _, text: bool(_words(text, name)))),
    st.just((tree.Every(), lambda _number, _text: True)),
    st.builds(lambda name, word: _leaf(tree.Term(name, word), word.__eq__), NAME, WORD),
)


def _joined(one: tuple[Any, Fits], other: tuple[Any, Fits], kind: type) -> tuple[Any, Fits]:
    join = all if kind is tree.And else any
    return kind([one[0], other[0]]), lambda n, text: join((one[1](n, text), other[1](n, text)))


QUERIES: st.SearchStrategy[tuple[Any, Fits]] = st.recursive(
    BY_HAND,
    lambda below: st.one_of(
        st.builds(_joined, below, below, st.sampled_from([tree.And, tree.Or])),
        below.map(lambda one: (tree.Not(one[0]), lambda n, text: not one[1](n, text))),
    ),
    max_leaves=4,
)


@settings(max_examples=300, deadline=None)
@given(PARTS, GONE, QUERIES)
def test_every_document_that_fits_is_found_and_no_other(
    parts: list[list[Text]], chosen: set[int], query: tuple[Any, Fits]
) -> None:
    asked, fits = query
    gone = _gone(parts, chosen)
    texts = [text for part in parts for text in part]
    by_hand = {number for number, text in enumerate(texts) if number not in gone and fits(number, text)}
    assert ours(Executor(view(parts, gone)), asked).keys() == by_hand


def test_all_completions_of_a_prefix_are_scored_where_they_shall_be() -> None:
    parts = [[{"body": "alpha alpine"}, {"body": "alpha"}], [{"body": "beta alpine"}]]
    executor = Executor(view(parts))
    scores = ours(executor, tree.Prefix("body", "al", constantscore=False))
    each = [ours(executor, tree.Term("body", word)) for word in ("alpha", "alpine")]
    assert scores == pytest.approx({n: sum(one.get(n, 0) for one in each) for n in range(3)}, rel=1e-5)
    assert ours(executor, tree.Prefix("body", "al", boost=2.0)) == {0: 2.0, 1: 2.0, 2: 2.0}


def test_of_several_scores_the_highest_may_count() -> None:
    executor = Executor(view([[{"body": "alpha"}, {"body": "alpha alpine"}, {"body": "beta"}]]))
    one, other = (ours(executor, tree.Term("body", word)) for word in ("alpha", "alpine"))
    best = ours(executor, tree.DisjunctionMax([tree.Term("body", "alpha"), tree.Term("body", "alpine")]))
    assert best == pytest.approx({0: one[0], 1: max(one[1], other[1])})
