"""The editor: plain text in and out, whatever is pasted."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.plain import normalise
from desktop.writing.editor import Editor
from desktop.writing.syntax import Lead

pytestmark = pytest.mark.window


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    made = Editor("Text")
    qtbot.addWidget(made)
    return made


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_what_is_shown_is_given_back_character_for_character(editor: Editor, text: str) -> None:
    editor.show_text(text)
    assert editor.text() == normalise(text)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.text("ab🚢\n ", max_size=12), after=st.text("ab🚢\n ", max_size=12))
def test_a_change_from_outside_arrives_and_can_be_undone(editor: Editor, before: str, after: str) -> None:
    editor.show_text(before)
    editor.change_text(after)
    assert editor.text() == after
    editor.undo()
    assert editor.text() == before


def test_blanks_of_every_kind_stay(editor: Editor) -> None:
    editor.show_text("12\u00a0000\u2009km\u200b")
    assert editor.text() == "12\u00a0000\u2009km\u200b"


def test_places_count_characters_not_units(editor: Editor) -> None:
    editor.show_text("🚢🚢 [[Prato]]")
    editor.go_to(5)
    assert editor.place() == 5
    editor.replace_in_line(5, 10, "Rome 🚢")
    assert editor.text() == "🚢🚢 [[Rome 🚢]]"


def test_pasted_html_brings_its_words_and_nothing_else(editor: Editor) -> None:
    pasted = QMimeData()
    pasted.setHtml(
        "<p>Two <b>offices</b> &amp; more</p><img src='https://tracker.example/x.png'>"
        "<a href='https://evil.example'>here</a><script>boom()</script>"
    )
    editor.insertFromMimeData(pasted)
    assert editor.text() == "Two offices & more\nhere"
    assert "<" not in editor.text()


def test_plain_words_are_taken_where_both_are_offered(editor: Editor) -> None:
    pasted = QMimeData()
    pasted.setHtml("<h1>Loud</h1>")
    pasted.setText("line one\r\nline two")
    editor.insertFromMimeData(pasted)
    assert editor.text() == "line one\nline two"


def test_files_are_left_to_the_window(editor: Editor) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile("/somewhere/page.html")])
    assert not editor.canInsertFromMimeData(dropped)


def test_nothing_is_loaded(editor: Editor) -> None:
    assert editor.loadResource(1, QUrl("file:///etc/passwd")) == b""
    assert editor.loadResource(2, QUrl("https://tracker.example/x.png")).isNull()  # type: ignore[attr-defined]


def test_what_is_copied_is_plain(editor: Editor) -> None:
    editor.show_text("# Bold\u00a0words\nand more")
    editor.selectAll()
    copied = editor.createMimeDataFromSelection()
    assert copied.text() == "# Bold\u00a0words\nand more"
    assert not copied.hasHtml()


def test_control_and_enter_follow_what_stands_at_the_cursor(editor: Editor, qtbot: QtBot) -> None:
    editor.show_text("🚢 ask [[Prato]] now")
    editor.go_to(9)
    with qtbot.waitSignal(editor.followed) as followed:
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert followed.args == [Lead("entity", "Prato")]
    assert editor.text() == "🚢 ask [[Prato]] now"


def test_control_and_click_follow(editor: Editor, qtbot: QtBot) -> None:
    editor.resize(600, 300)
    editor.show()
    editor.show_text("see [@meridian2022-x4q] here")
    place = editor.cursorRect(editor.cursor_at(9)).center()
    with qtbot.waitSignal(editor.followed) as followed:
        QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    assert followed.args == [Lead("cite", "meridian2022-x4q")]


def test_undo_belongs_to_the_editor(editor: Editor, qtbot: QtBot) -> None:
    editor.show()
    editor.show_text("before")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, " after")
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == "before"
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == "before", "what was there when it was opened is no step"
