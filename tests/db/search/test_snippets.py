"""Where a query stands in one text, and the passage that shows it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.folding import folded
from db.search.snippets import matches, snippet

TEXT = (
    "On Monday the U.S. said 210,000 people — “police stations” in Mila\u0301no; al‑Assad met 習近平主席 in 北京。\n"
    "AI中国 and AI 中国. Police station, police\nstation. The group\u00a0Safeguard Defenders’ report."
)


def words(query: str, text: str = TEXT, field: str = "body") -> list[str]:
    return [text[start:end] for start, end in matches(text, query, field)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("milano", ["Mila\u0301no"]),
        ("us", []),
        ("u.s.", ["U.S"]),
        ("210000", ["210,000"]),
        ('"said 210,000 people"', ["said 210,000 people"]),
        ('"al assad"', ["al‑Assad"]),
        ("al-assad", ["al‑Assad"]),
        ("assad", ["Assad"]),
        ("习近平", ["習近平"]),
        ("主", ["主"]),
        ("习近平在", []),
        ("ai中国", ["AI中国", "AI 中国"]),
        ('"police station"', ["Police station", "police\nstation"]),
        ("polic*", ["police", "Police", "police"]),
        ('"police stat*"', ["police stations", "Police station", "police\nstation"]),
        ("group safeguard", ["group", "Safeguard"]),
        ('"safeguard defenders report"', ["Safeguard Defenders’ report"]),
        ("police -station", ["police", "Police", "police"]),
        ("title:police", []),
        ("", []),
    ],
)
def test_the_words_of_a_query_are_found_as_they_stand(query: str, found: list[str]) -> None:
    assert words(query) == found


def test_words_that_have_run_together_are_other_words() -> None:
    assert words('"po lice"', "police po lice po-lice po中lice") == ["po lice", "po-lice"]
    assert words('"中 国"', "中国 中 国 中x国") == ["中国", "中 国"]


def test_a_field_is_marked_where_it_is_asked_for() -> None:
    assert words("title:police monday", field="title") == ["Monday", "police", "Police", "police"]


def test_places_that_overlap_are_one() -> None:
    assert words('"police station" police') == ["police", "Police station", "police\nstation"]


def test_a_text_that_was_folded_before_can_be_asked_again() -> None:
    text = folded(TEXT)
    assert matches(text, "milano") == matches(TEXT, "milano")


def test_a_snippet_shows_the_passage_with_most_of_the_query() -> None:
    text = "police " + "word " * 100 + "the police of Milan " + "word " * 100 + "police"
    found = snippet(text, "police milan", 40)
    assert "police of Milan" in found.text
    assert [found.text[a:b] for a, b in found.marks] == ["police", "Milan"]
    assert text[found.start : found.start + len(found.text)] == found.text


def test_a_snippet_begins_and_ends_between_words() -> None:
    text = "alpha beta gamma delta epsilon police zeta eta theta iota kappa"
    found = snippet(text, "police", 40)
    assert set(found.text.split()) <= set(text.split())


def test_without_a_hit_the_snippet_is_the_beginning() -> None:
    found = snippet("The first words of a long text, " * 20, "absent", 30)
    assert found.start == 0
    assert found.marks == ()
    assert found.text.startswith("The first words of")


def test_a_snippet_of_a_text_without_blanks_is_cut_anywhere() -> None:
    found = snippet("天" * 500 + "习近平" + "地" * 500, "习近平", 60)
    assert 40 <= len(found.text) <= 60
    assert [found.text[a:b] for a, b in found.marks] == ["习近平"]


PIECES = st.sampled_from(["a", "Bé", "ß", "مُ", "习", "近平", " ", " ", "\n", ".", "-", "\u0301", "…", "a" * 30])
TEXTS = st.lists(PIECES, max_size=60).map("".join)


@given(TEXTS, st.one_of(TEXTS, st.text()), st.integers(1, 50))
def test_marks_lie_within_the_snippet_and_the_snippet_within_the_text(text: str, query: str, width: int) -> None:
    found = snippet(text, query, width)
    assert text[found.start : found.start + len(found.text)] == found.text
    assert all(0 <= start < end <= len(found.text) for start, end in found.marks)
    if matches(text, query):
        assert found.marks


@given(TEXTS, TEXTS)
def test_places_are_in_order_and_apart(text: str, query: str) -> None:
    places = matches(text, query)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
