"""Completion as one types."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db import entities, notes
from desktop.base.session import Session
from desktop.writing.completing import Offer
from desktop.writing.page import WritingPage
from tests.desktop.writing.material import filled, note, shown, type_at_end

pytestmark = pytest.mark.window


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> WritingPage:
    filled(session, qtbot)
    return shown(WritingPage(session, notes.SHELF, note(session, qtbot)), qtbot)


def offers(page: WritingPage, qtbot: QtBot) -> list[Offer]:
    qtbot.waitUntil(page.completion.is_open)
    assert page.completion.popup is not None
    return page.completion.popup.offers()


def test_a_name_is_found_by_any_of_its_names_and_enter_puts_it_in(page: WritingPage, qtbot: QtBot) -> None:
    type_at_end(page.editor, "🚢 and 𝕋 [[Wei Z")
    assert (offers(page, qtbot)[0].words, offers(page, qtbot)[0].side) == ("Wei Zhang", "person")
    QTest.keyClick(page.editor, Qt.Key.Key_Return)
    assert page.editor.text() == "🚢 and 𝕋 [[Wei Zhang]]"
    assert not page.completion.is_open()
    assert page.editor.place() == len(page.editor.text())


def test_a_name_in_another_script_is_found(page: WritingPage, qtbot: QtBot) -> None:
    type_at_end(page.editor, "[[张")
    qtbot.waitUntil(lambda: offers(page, qtbot)[0].words == "张伟")
    QTest.keyClick(page.editor, Qt.Key.Key_Tab)
    assert page.editor.text() == "[[张伟]]"


def test_another_one_is_chosen_with_the_arrows(page: WritingPage, qtbot: QtBot) -> None:
    type_at_end(page.editor, "[[zhan")
    found = [offer.words for offer in offers(page, qtbot)]
    assert found[:2] == ["Zhang Wei", "Zhan Gallery"]
    QTest.keyClick(page.editor, Qt.Key.Key_Down)
    QTest.keyClick(page.editor, Qt.Key.Key_Return)
    assert page.editor.text() == f"[[{found[1]}]]"


def test_an_unknown_name_is_offered_as_new_and_made_when_the_note_is_sealed(
    page: WritingPage, session: Session, qtbot: QtBot
) -> None:
    type_at_end(page.editor, "[[Ferry *Two*")
    assert offers(page, qtbot)[-1].new
    QTest.keyClick(page.editor, Qt.Key.Key_Return)
    assert not entities.is_known(session.case, "Ferry *Two*")
    page.save()
    qtbot.waitUntil(lambda: entities.is_known(session.case, "Ferry *Two*"))


def test_a_known_name_is_not_offered_as_new(page: WritingPage, qtbot: QtBot) -> None:
    type_at_end(page.editor, "[[prato")
    assert [offer.new for offer in offers(page, qtbot)] == [False]


@pytest.mark.parametrize("typed", ["watchdog counts", "meridian", "countries 53"])
def test_a_source_and_its_excerpts_are_found_by_title_paper_and_words(
    page: WritingPage, qtbot: QtBot, typed: str
) -> None:
    type_at_end(page.editor, f"It says so [@{typed}")
    assert "meridian2022" in offers(page, qtbot)[0].insert
    QTest.keyClick(page.editor, Qt.Key.Key_Return)
    assert page.editor.text().startswith("It says so [@meridian2022-")
    assert page.editor.text().endswith("]")


def test_a_second_citation_goes_into_the_same_bracket(page: WritingPage, qtbot: QtBot) -> None:
    page.editor.show_text("𝕋 [@one]")
    page.editor.go_to(7)
    page.editor.insertPlainText("; @gazzett")
    QTest.keyClicks(page.editor, "a")
    key = offers(page, qtbot)[0].insert
    QTest.keyClick(page.editor, Qt.Key.Key_Return)
    assert page.editor.text() == f"𝕋 [@one; @{key}]"


def test_escape_closes_it_and_loses_nothing(page: WritingPage, qtbot: QtBot) -> None:
    type_at_end(page.editor, "[[Pra")
    offers(page, qtbot)
    QTest.keyClick(page.editor, Qt.Key.Key_Escape)
    assert not page.completion.is_open()
    assert page.editor.text() == "[[Pra"


def test_a_new_name_in_the_case_is_known_at_once(page: WritingPage, session: Session, qtbot: QtBot) -> None:
    type_at_end(page.editor, "[[Umbr")
    assert [offer.new for offer in offers(page, qtbot)] == [True]
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: entities.add(case, "Umbra Shipping", "organisation"))
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(page.editor, "a")
    qtbot.waitUntil(lambda: offers(page, qtbot)[0].words == "Umbra Shipping")
