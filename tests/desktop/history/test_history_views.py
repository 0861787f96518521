"""The history in the window: the list, one step, taking back, undo by key, earlier versions."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import entities, history, notes, trash
from db.refs import Ref, Uuid
from desktop.history.change_line import ChangeLine
from desktop.history.page import StepPage
from desktop.history.panel import KIND, HistoryPanel
from desktop.history.versions import VersionsPanel
from desktop.window import Window

pytestmark = pytest.mark.window


def _write(window: Window, qtbot: QtBot, title: str, body: str) -> Ref:
    with qtbot.waitSignal(window.session.changed):
        window.session.write(lambda case: notes.write(case, title, body))
    return Ref("note", notes.get(window.session.case, title).uuid)


def _step(window: Window, place: int = 0) -> Ref:
    return Ref(KIND, Uuid(history.steps(window.session.case)[place]))


def _page(window: Window, qtbot: QtBot, ref: Ref) -> StepPage:
    page = StepPage(window.session, ref)
    qtbot.addWidget(page)
    page.show()
    return page


def _bodies(window: Window) -> dict[str, str]:
    return {note.title: note.body for note in notes.every(window.session.case)}


def _press(page: StepPage, words: str) -> None:
    (found,) = [one for one in page.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    found.click()


def test_what_is_done_appears_in_the_list_with_day_and_title(
    window: Window, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    panel = window.list_of("history")
    assert isinstance(panel, HistoryPanel)
    _write(window, qtbot, "Offices", "There are 54.")
    _write(window, qtbot, "Offices", "There are 102.")
    qtmodeltester.check(panel.records)
    shown = [panel.records.record(row) for row in range(panel.records.rowCount())]
    assert [one.step.code for one in shown if one] == ["note.write", "note.add", "author.add"]
    assert [one.opens_day for one in shown if one] == [True, False, False]
    assert shown[0]
    assert (shown[0].step.title, shown[0].step.author) == ("Offices", "Test Author")


def test_a_click_on_what_a_step_changed_opens_it(window: Window, qtbot: QtBot) -> None:
    note = _write(window, qtbot, "Offices", "There are 54.")
    page = _page(window, qtbot, _step(window))
    (line,) = page.findChildren(ChangeLine)
    with qtbot.waitSignal(window.session.asked_to_show) as asked:
        line.click()
    assert asked.args == [note, None]


def test_an_earlier_step_is_taken_back_after_a_look_and_later_ones_stay(window: Window, qtbot: QtBot) -> None:
    _write(window, qtbot, "First", "1")
    first = _step(window)
    _write(window, qtbot, "Second", "2")
    page = _page(window, qtbot, first)
    page.look()
    qtbot.waitUntil(
        lambda: any(one.text() == "Take it back" and one.isVisible() for one in page.findChildren(QPushButton))
    )
    assert _bodies(window) == {"First": "1", "Second": "2"}
    _press(page, "Take it back")
    qtbot.waitUntil(lambda: _bodies(window) == {"Second": "2"})
    qtbot.waitUntil(lambda: not page.back.isVisible())
    assert "taken back since" in page.when.text()
    assert [one.title for one in trash.every(window.session.case)] == ["First"]


def test_thinking_better_of_it_changes_nothing(window: Window, qtbot: QtBot) -> None:
    _write(window, qtbot, "First", "1")
    page = _page(window, qtbot, _step(window))
    page.look()
    qtbot.waitUntil(lambda: any(one.text() == "Leave it" and one.isVisible() for one in page.findChildren(QPushButton)))
    _press(page, "Leave it")
    assert _bodies(window) == {"First": "1"}
    assert page.back.isEnabled()


def test_what_later_work_rests_on_is_refused_in_words(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.session.changed):
        window.session.write(lambda case: entities.add(case, "Zhang Wei"))
    added = _step(window)
    with qtbot.waitSignal(window.session.changed):
        window.session.write(lambda case: entities.rename(case, entities.get(case, "Zhang Wei"), "张伟"))
    page = _page(window, qtbot, added)
    page.look()
    qtbot.waitUntil(window.notice.isVisible)
    assert "later work rests on it" in window.notice.words.text()
    assert page.back.isEnabled()


def test_undo_and_redo_by_key_say_what_they_did(window: Window, qtbot: QtBot) -> None:
    _write(window, qtbot, "Offices", "There are 54.")
    window.activateWindow()
    window.navigation.setFocus()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.navigation, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: _bodies(window) == {})
    qtbot.waitUntil(lambda: window.status.words.text() == "Taken back: note written — Offices")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.navigation, Qt.Key.Key_Z, both)
    qtbot.waitUntil(lambda: _bodies(window) == {"Offices": "There are 54."})


def test_in_an_editor_the_same_keys_belong_to_the_text(window: Window, qtbot: QtBot) -> None:
    _write(window, qtbot, "Offices", "There are 54.")
    editor = QPlainTextEdit(window)
    editor.show()
    window.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    qtbot.keyClicks(editor, "typed")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == ""
    with qtbot.waitSignal(window.session.changed):  # whatever was asked for before this has been done by then
        window.session.write(lambda case: notes.write(case, "Later", ""))
    assert "Offices" in _bodies(window)


def test_that_nothing_is_left_to_undo_is_said_in_the_status_line(window: Window, qtbot: QtBot) -> None:
    window.actions_.qt("edit.undo").trigger()
    qtbot.waitUntil(lambda: window.status.words.text() == "There is nothing to undo.")
    assert not window.notice.isVisible()


def test_a_note_goes_back_to_a_version_from_the_inspector(window: Window, qtbot: QtBot) -> None:
    note = _write(window, qtbot, "Offices", "There are 54.")
    _write(window, qtbot, "Offices", "There are 102.")
    panel = VersionsPanel(window.session)
    qtbot.addWidget(panel)
    panel.follow(note)
    panel.show()
    (back,) = [one for one in panel.findChildren(QPushButton) if one.isVisible()]
    back.click()
    qtbot.waitUntil(lambda: _bodies(window) == {"Offices": "There are 54."})
    panel.follow(note)
    qtbot.waitUntil(lambda: len([one for one in panel.findChildren(QPushButton) if one.isVisible()]) == 2)
