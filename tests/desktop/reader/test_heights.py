"""Sums of heights that change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reader.heights import Heights

pytestmark = pytest.mark.window
CHANGES = st.lists(st.tuples(st.integers(0, 39), st.integers(1, 90)), max_size=20)


@given(st.lists(st.integers(1, 90), min_size=1, max_size=40), CHANGES)
def test_sums_and_places_agree_with_counting_by_hand(heights: list[int], changes: list[tuple[int, int]]) -> None:
    kept = Heights(heights)
    for number, height in changes:
        if number < len(heights):
            assert kept.change(number, height) == height - heights[number]
            heights[number] = height
    assert kept.total == sum(heights)
    for number in range(len(heights)):
        top = sum(heights[:number])
        assert kept.above(number) == top
        assert kept.at(top) == kept.at(top + heights[number] - 1) == number


def test_what_is_outside_belongs_to_the_ends() -> None:
    kept = Heights([10, 20])
    assert (kept.at(-5), kept.at(500), Heights([]).at(3)) == (0, 1, -1)
