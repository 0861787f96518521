"""Whatever somebody types into a case with names, dates and several scripts: an answer, and counts that agree."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import entities, facets, notes
from db.case import Case
from db.derived import Derived
from db.finding import Asked, find, grouped
from tests.db.conftest import a_source, an_excerpt
from tests.db.search.test_query import ANYTHING

KINDS = dict.fromkeys(("source", "excerpt", "note", "entity"), 3)
WORDS = (
    "ferry",
    "Ferries",
    "Luo",
    "Huaizhou",
    "骆怀舟",
    "駱懷舟",
    "città",
    "=Città",
    "полиция",
    "شرطة",
    "21",
    "ferri~",
)
PARTS = (
    *WORDS,
    *('"Luo Huaizhou"', "AND", "OR", "NOT", "NEAR/2", "NEAR", "(", ")", "-", "*", "date:2022..", "date:..2022-0"),
    *("has:excerpt", "is:unread", "kind:note", "lang:it", 'entity:"Mr Luo"', "like:x", "grade:", 'publisher:="a"'),
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Case, Derived]]:
    """A small case and what is derived from it."""
    path: Path = tmp_path_factory.mktemp("any") / "any.casethread"
    with Case.create(path) as case:
        one = a_source(case, "The ferry left.\n\nMr Luo took the ferries.", title="Ferry", language="en", issued="2022")
        a_source(case, "La Città e la citta.", title="it", language="it", issued="2023-02", publisher="a")
        a_source(case, "骆怀舟说。полицию الشرطة", title="zh", language="zh", grade="B")
        an_excerpt(case, one, "ferry")
        notes.write(case, "Luo", "He is [[Luo Huaizhou]].")
        entities.add(case, "Luo Huaizhou", "person", ["骆怀舟", "Mr Luo"])
        with Derived(case) as derived:
            yield case, derived


@settings(max_examples=150, deadline=None)
@given(st.one_of(ANYTHING, st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join)))
def test_any_text_has_an_answer_whose_counts_agree(both: tuple[Case, Derived], text: str) -> None:
    case, derived = both
    answer = find(case, derived, text, None)
    assert answer.total == len(answer.hits)
    by_kind = grouped(case, derived, Asked(text, "newest", passages=3), KINDS)
    assert by_kind.total == answer.total
    assert sum(group.total for group in by_kind.groups) == answer.total
    again = find(case, derived, answer.understood.query.typed, None)
    assert [hit.ref for hit in again.hits] == [hit.ref for hit in answer.hits]
    for facet in facets.of_query(case, derived, text):
        for value in facet.values:
            if not value.chosen:
                assert find(case, derived, value.query, None).total == value.count


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join))
def test_what_is_found_shows_what_was_looked_for(both: tuple[Case, Derived], text: str) -> None:
    case, derived = both
    for hit in find(case, derived, text, None).hits:
        assert hit.in_text + hit.in_title > 0
        assert hit.in_title or any(passage.marks for passage in hit.passages)


@pytest.mark.parametrize(
    "text",
    [
        "ferry " * 17_000,
        "(" * 2000 + "ferry" + ")" * 2000,
        "\x00\x07ferry\u202e\u2066",
        '"' * 999,
        "date:" * 500,
        "ferry~" * 300,
        "NEAR/999 " * 300,
        "=" * 1000 + "ferry",
    ],
    ids=["long", "nested", "control", "quotes", "fields", "fuzzy", "near", "exact"],
)
def test_odd_and_huge_queries_are_answered(both: tuple[Case, Derived], text: str) -> None:
    case, derived = both
    answer = find(case, derived, text)
    assert answer.total >= 0
    assert len(answer.read_as) <= 40_000
    facets.of_query(case, derived, text)
