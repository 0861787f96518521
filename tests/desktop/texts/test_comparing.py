"""The page on which two texts are compared."""

import pytest
from pytestqt.qtbot import QtBot

from db import differences
from db.refs import Ref, Uuid
from db.texts import Text
from desktop.base import theme
from desktop.base.session import Session
from desktop.texts.comparing_page import ComparingPage, ref_of
from desktop.texts.difference_html import summary, written
from desktop.window import Window
from tests.desktop.reader.material import shown

pytestmark = pytest.mark.window
difference = differences.difference


@pytest.fixture
def page(session: Session, qtbot: QtBot, first: Text, corrected: Text) -> ComparingPage:
    made = ComparingPage(session, ref_of(first.uuid, corrected.uuid))
    shown(qtbot, made, 800, 700)
    qtbot.waitUntil(lambda: made.view.changes > 0)
    return made


def test_only_what_differs_is_shown_with_some_words_around_it(page: ComparingPage) -> None:
    words = page.view.toPlainText()
    assert page.sum.text() == "2 passages differ"
    assert "110" in words
    assert "102" in words
    assert "police had found" not in words
    page.whole.click()
    assert "police had found" in page.view.toPlainText()


def test_removed_and_added_words_are_told_apart_without_colour(page: ComparingPage) -> None:
    html = page.view.toHtml()
    assert "text-decoration: line-through" in html or "line-through" in html
    assert "underline" in html
    assert "≠" in page.view.toPlainText()


def test_one_goes_from_change_to_change_and_round_the_end(page: ComparingPage) -> None:
    page.next.click()
    assert page.sum.text() == "Change 1 of 2"
    page.next.click()
    page.next.click()
    assert page.sum.text() == "Change 1 of 2"
    page.previous.click()
    assert page.sum.text() == "Change 2 of 2"


def test_markup_in_a_text_is_words_and_overrides_of_direction_are_seen() -> None:
    html = written(difference("<b>bold</b> & so\u202eon", "<b>bald</b> & so\u202eon"), whole=True)
    assert "<b>" not in html
    assert "&lt;b&gt;" in html
    assert "\u202e" not in html
    assert "⇤" in html


def test_right_to_left_passages_are_set_so() -> None:
    assert 'dir="rtl"' in written(difference("عثرت على مكتبين", "عثرت على مكتب"), whole=False)


def test_a_line_end_that_came_has_a_sign() -> None:
    old, new = "One line and two. More words stand here.", "One line\nXX\nand two. More words stand here.\n"
    html = written(difference(old, new), whole=False)
    assert html.count("¶") == 2, "that of the last line is no news"


def test_texts_that_differ_in_blanks_only_say_so() -> None:
    found = difference("One  two\nthree", "One two three")
    assert summary(found).startswith("Only blanks")
    assert "≠" not in written(found, whole=True)


def test_a_change_of_theme_changes_the_inks(page: ComparingPage, qtbot: QtBot) -> None:
    light = page.view.toHtml()
    theme.apply(theme.Mode.DARK)
    qtbot.waitUntil(lambda: page.view.toHtml() != light)
    theme.apply(theme.Mode.LIGHT)


def test_a_comparison_of_what_is_not_there_is_told_not_opened(window: Window, session: Session, source: Ref) -> None:
    del source
    with pytest.raises(Exception, match="comparison"):
        ComparingPage(session, Ref("comparison", Uuid("0" * 40)))


def test_the_actions_compare_and_step(
    window: Window, session: Session, source: Ref, first: Text, corrected: Text, qtbot: QtBot
) -> None:
    session.show(source)
    assert not window.actions_.known["texts.next"].enabled()
    window.actions_.qt("texts.compare").trigger()
    page = window.pages.current_page()
    assert isinstance(page, ComparingPage)
    assert (page.old.uuid, page.new.uuid) == (first.uuid, corrected.uuid)
    qtbot.waitUntil(lambda: page.view.changes > 0)
    window.actions_.qt("texts.next").trigger()
    assert page.sum.text() == "Change 1 of 2"
    window.actions_.qt("texts.previous").trigger()
    assert page.sum.text() == "Change 2 of 2"
