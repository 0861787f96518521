"""Finding words in the text that is open."""

import time
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from db import folding
from db.search import snippets
from db.search.within import Way
from desktop.base.session import Session
from desktop.reader.page import SourcePage
from tests.desktop.reader.material import WORDS, add_source, open_page, place_of

pytestmark = pytest.mark.window


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> SourcePage:
    page = open_page(session, qtbot, add_source(session, qtbot))
    page.finder.open()
    return page


def _find(page: SourcePage, qtbot: QtBot, words: str) -> None:
    page.bar.field.setText(words)
    qtbot.waitUntil(lambda: page.bar.count.text() != "" and not page.finder._latest.waiting)


@pytest.mark.parametrize("words", ["offices", "OFFICES", "o", "不", "海外", "الوزير", "😀"])
def test_the_count_is_that_of_counting_folded_letters(page: SourcePage, qtbot: QtBot, words: str) -> None:
    _find(page, qtbot, words)
    expected = len(list(folding.find(WORDS, words)))
    assert len(page.finder.places) == expected
    assert page.bar.count.text() == (f"1 of {expected}" if expected else "Not found")


@pytest.mark.parametrize("words", ["office", "offices", "had found", "服务"])
def test_whole_words_are_counted_as_the_search_counts_them(page: SourcePage, qtbot: QtBot, words: str) -> None:
    page.bar.switches.all["whole"].click()
    _find(page, qtbot, words)
    assert len(page.finder.places) == len(snippets.matches(WORDS, f'"{words}"'))


@pytest.mark.parametrize("words", ["offices minister", "stop*", "minister OR 海外", "-minister"])
def test_words_are_read_as_the_search_reads_them(page: SourcePage, qtbot: QtBot, words: str) -> None:
    page.bar.switches.all["search"].click()
    _find(page, qtbot, words)
    assert list(page.finder.places) == snippets.matches(WORDS, words)
    assert not page.bar.switches.all["case"].isEnabled()


def test_capitals_and_accents_count_when_they_are_to(page: SourcePage, qtbot: QtBot) -> None:
    _find(page, qtbot, "minister")
    page.bar.switches.all["case"].click()
    qtbot.waitUntil(lambda: page.bar.count.text() == "1 of 1")
    page.bar.field.setText("mínister")
    qtbot.waitUntil(lambda: page.bar.count.text() == "1 of 1")
    page.bar.switches.all["letters"].click()
    qtbot.waitUntil(lambda: page.bar.count.text() == "Not found")


def test_the_switches_stay_as_they_are_in_the_next_text(page: SourcePage, session: Session, qtbot: QtBot) -> None:
    page.bar.switches.all["whole"].click()
    other = open_page(session, qtbot, add_source(session, qtbot, "Another office in another town.", "Another"))
    other.finder.open()
    assert other.bar.switches.way == Way(whole=True)


@pytest.mark.parametrize("width", [300, 420, 560, 900])
def test_the_bar_takes_no_more_room_than_there_is(page: SourcePage, qtbot: QtBot, width: int) -> None:
    page.resize(width, 500)
    _find(page, qtbot, "offices")
    shown = [*page.bar.findChildren(QToolButton), page.bar.field, page.bar.count]
    boxes = [QRect(one.mapTo(page.bar, QPoint()), one.size()) for one in shown if one.isVisible()]
    assert page.width() == width
    assert all(page.bar.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for a, b in combinations(boxes, 2))


def test_a_long_text_is_looked_through_while_the_window_lives(session: Session, qtbot: QtBot) -> None:
    page = open_page(session, qtbot, add_source(session, qtbot, WORDS * 3000))
    page.finder.open()
    began = time.thread_time()
    page.bar.field.setText("offices")
    assert time.thread_time() - began < 0.2
    qtbot.waitUntil(lambda: page.bar.count.text() == "1 of 9,000", timeout=10_000)


def test_enter_and_f3_go_on_and_round(page: SourcePage, qtbot: QtBot) -> None:
    _find(page, qtbot, "offices")
    seen = []
    for modifier in (Qt.KeyboardModifier.NoModifier,) * 3 + (Qt.KeyboardModifier.ShiftModifier,):
        qtbot.keyClick(page.bar.field, Qt.Key.Key_Return, modifier)
        seen.append(page.bar.count.text())
    assert seen == ["2 of 3", "3 of 3", "1 of 3", "3 of 3"]


def test_a_hit_is_selected_so_that_it_can_be_quoted_without_the_mouse(page: SourcePage, qtbot: QtBot) -> None:
    _find(page, qtbot, "102 OFFICES")
    qtbot.keyClick(page.bar.field, Qt.Key.Key_Escape)
    assert not page.bar.isVisible()
    assert page.view.hasFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: bool(page.view.marks.all))
    assert page.view.marks.all[0].span == place_of("102 offices")


def test_an_emptied_field_finds_nothing_and_says_nothing(page: SourcePage, qtbot: QtBot) -> None:
    _find(page, qtbot, "offices")
    page.bar.field.clear()
    assert page.finder.places == ()
    assert page.bar.count.text() == ""


def test_the_bar_opens_with_what_is_selected(page: SourcePage, qtbot: QtBot) -> None:
    page.finder.close()
    page.view.select(place_of("offices in"))
    page.finder.open()
    qtbot.waitUntil(lambda: len(page.finder.places) == 1)
    assert page.bar.field.text() == "offices in"
    assert page.view.selected() == place_of("offices in")


def test_f3_opens_the_bar_again_with_the_words_of_before(page: SourcePage, qtbot: QtBot) -> None:
    _find(page, qtbot, "stopped")
    page.finder.close()
    page.view.clear()
    page.finder.step(1)
    qtbot.waitUntil(lambda: len(page.finder.places) == 1)
    assert page.bar.isVisible()
