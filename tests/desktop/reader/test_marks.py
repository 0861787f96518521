"""Marked passages, and the segments where they overlap."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.refs import Uuid
from db.spans import Span
from desktop.reader.marks import Mark, Marks

pytestmark = pytest.mark.window
PLACES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12)


def _marks(places: list[tuple[int, int]]) -> list[Mark]:
    return [Mark(Span(min(place), max(place)), Uuid(f"{number:02}")) for number, place in enumerate(places)]


@given(PLACES)
def test_each_character_has_exactly_the_marks_that_lie_over_it(places: list[tuple[int, int]]) -> None:
    made = _marks(places)
    marks = Marks(made)
    for place in range(32):
        assert set(marks.at(place)) == {mark for mark in made if mark.span.start <= place < mark.span.end}


@given(PLACES)
def test_segments_follow_one_another_and_none_is_empty(places: list[tuple[int, int]]) -> None:
    segments = Marks(_marks(places)).segments
    assert all(one.start < one.end and one.marks for one in segments)
    assert all(one.end <= other.start for one, other in itertools.pairwise(segments))


@given(PLACES, st.integers(0, 30), st.integers(1, 10))
def test_a_stretch_of_text_gives_all_segments_that_reach_into_it(
    places: list[tuple[int, int]], start: int, length: int
) -> None:
    marks = Marks(_marks(places))
    reaching = [one for one in marks.segments if one.start < start + length and one.end > start]
    assert list(marks.between(start, start + length)) == reaching


def test_the_shortest_mark_lies_on_top() -> None:
    marks = Marks(_marks([(0, 20), (5, 10)]))
    assert [mark.uuid for mark in marks.at(7)] == ["00", "01"]


def test_the_way_from_mark_to_mark_goes_round_the_end() -> None:
    marks = Marks(_marks([(10, 12), (2, 5)]))
    found = (marks.after(0), marks.after(3), marks.after(15), marks.before(10), marks.before(1))
    assert [mark.span.start for mark in found if mark] == [2, 10, 2, 2, 10]
    assert Marks().after(0) is None
    assert Marks().before(0) is None
