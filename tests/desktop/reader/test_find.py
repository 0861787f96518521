"""Finding words in the text that is open."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db import folding
from db.search import snippets
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
    page.bar.words.setChecked(True)
    _find(page, qtbot, words)
    assert len(page.finder.places) == len(snippets.matches(WORDS, words))


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
