"""The heads by which a list is sorted."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.base.sort_bar import SortBar, Sorting

pytestmark = pytest.mark.window

ITEMS = st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 3)), st.integers()))


@pytest.fixture
def bar(qtbot: QtBot) -> SortBar:
    made = SortBar({"title": "Title", "date": "Date", "length": "Length"}, Sorting("date"))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_click_sorts_by_a_head_and_another_turns_it_round(bar: SortBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.changed):
        bar.heads["title"].click()
    assert bar.sorting == Sorting("title")
    bar.heads["title"].click()
    assert bar.sorting == Sorting("title", falling=True)
    bar.heads["title"].click()
    assert bar.sorting == Sorting("title")


def test_the_head_in_use_says_so_to_eyes_and_ears(bar: SortBar) -> None:
    assert bar.heads["date"].text() == "Date ↑"
    assert bar.heads["date"].accessibleName() == "Sorted by Date, rising"
    assert bar.heads["title"].text() == "Title"
    assert bar.heads["title"].accessibleName() == "Sort by Title"


def test_the_keys_go_from_head_to_head(bar: SortBar, qtbot: QtBot) -> None:
    bar.heads["title"].setFocus()
    qtbot.keyClick(bar.heads["title"], Qt.Key.Key_Right)
    assert bar.focusWidget() is bar.heads["date"]
    qtbot.keyClick(bar.heads["date"], Qt.Key.Key_Space)
    assert bar.sorting == Sorting("date", falling=True)
    qtbot.keyClick(bar.heads["date"], Qt.Key.Key_Left)
    assert bar.focusWidget() is bar.heads["title"]


@given(ITEMS, st.booleans())
def test_what_is_equal_stays_in_its_order_and_what_has_no_value_comes_last(
    items: list[tuple[int | None, int]], falling: bool
) -> None:
    numbered = list(enumerate(items))
    found = Sorting("x", falling).sorted(numbered, lambda pair: pair[1][0])
    assert sorted(found) == numbered
    values = [value for _, (value, _) in found]
    known = [value for value in values if value is not None]
    assert values == known + [None] * (len(values) - len(known))
    assert known == sorted(known, reverse=falling)
    for (one, (value, _)), (other, (next_value, _)) in pairwise(found):
        assert value != next_value or one < other


def test_an_order_that_is_no_more_gives_way_to_the_first(qtbot: QtBot) -> None:
    bar = SortBar({"title": "Title"}, Sorting("gone"))
    qtbot.addWidget(bar)
    assert bar.sorting == Sorting("title")
