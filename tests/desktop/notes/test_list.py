"""The list of notes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import notes
from desktop.base.painting import Row
from desktop.base.session import Session
from desktop.notes.feature import WORDS
from desktop.window import Window
from desktop.writing import panel as panels
from desktop.writing.page import WritingPage
from desktop.writing.panel import WritingsPanel
from desktop.writing.rows import WritingRow
from tests.desktop.writing.material import note

pytestmark = pytest.mark.window


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> WritingsPanel:
    note(session, qtbot, "The seal", "The certificate of [[Prato|the town]] [@a-1].")
    note(session, qtbot, "Árvore", "# Head\n\nWhat the *report* says.")
    made = WritingsPanel(session, notes.SHELF, WORDS)
    qtbot.addWidget(made)
    return made


def titles(panel: WritingsPanel) -> list[str]:
    return [panel.records.index(row).data() for row in range(panel.records.rowCount())]


def row(panel: WritingsPanel, number: int) -> Row:
    return WritingRow().row(panel.records.record(number))


def test_what_was_changed_last_comes_first(panel: WritingsPanel, session: Session, qtbot: QtBot) -> None:
    assert titles(panel) == ["Árvore", "The seal"]
    note(session, qtbot, "The seal", "Another text.")
    assert titles(panel) == ["The seal", "Árvore"]
    panel.order.setCurrentIndex(panel.order.findData("title"))
    assert titles(panel) == ["The seal", "Árvore"]


def test_a_row_shows_the_first_words_as_they_are_read(panel: WritingsPanel) -> None:
    assert row(panel, 0).second == "What the report says."
    assert row(panel, 1).second == "The certificate of the town."
    assert [chip.words for chip in row(panel, 1).chips] == ["1 citation", "1 link"]


@pytest.mark.parametrize(("typed", "found"), [("arvore", 1), ("CERTIFICATE", 1), ("town seal", 1), ("zzz", 0)])
def test_typing_narrows_by_title_and_text(panel: WritingsPanel, typed: str, found: int) -> None:
    panel.field.setText(typed)
    assert panel.records.rowCount() == found


def test_qt_finds_no_fault_with_the_list(panel: WritingsPanel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(panel.records)


def test_an_empty_list_says_how_to_begin(session: Session, qtbot: QtBot) -> None:
    made = WritingsPanel(session, notes.SHELF, WORDS)
    qtbot.addWidget(made)
    made.show()
    assert made.empty.isVisible()
    assert not made.list.isVisible()
    note(session, qtbot)
    assert made.list.isVisible()
    assert not made.empty.isVisible()


def test_f2_renames_and_keeps_the_note(
    panel: WritingsPanel, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panels, "ask_line", lambda *_: "A better title")
    panel.list.setCurrentIndex(panel.records.index(1))
    uuid = panel.records.ids[1]
    with qtbot.waitSignal(session.changed):
        QTest.keyClick(panel.list, Qt.Key.Key_F2)
    assert notes.get(session.case, "A better title").uuid == uuid


def test_a_new_note_opens_with_its_title_ready_to_be_typed_over(window: Window, session: Session, qtbot: QtBot) -> None:
    titles_seen = []
    for _ in range(2):
        with qtbot.waitSignal(window.pages.current_changed):
            window.actions_.qt("note.new").trigger()
        page = window.pages.current_page()
        assert isinstance(page, WritingPage)
        qtbot.waitUntil(page.title_field.hasSelectedText)
        titles_seen.append((page.title(), page.title_field.selectedText()))
    assert titles_seen == [("New note", "New note"), ("New note 2", "New note 2")]


def test_nothing_begins_in_a_case_opened_for_reading(session: Session, qtbot: QtBot) -> None:
    reader = Session(session.path, readonly=True)
    try:
        made = WritingsPanel(reader, notes.SHELF, WORDS)
        qtbot.addWidget(made)
        assert not made.new.isEnabled()
        assert not made.first.isEnabled()
    finally:
        reader.close()
