"""What is known of a source, shown and changed in the inspector."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from db import sources
from db.refs import Ref
from db.sources import Source
from desktop.base.in_place import InPlace
from desktop.base.session import Session
from desktop.reader.info_panel import InfoPanel
from tests.desktop.reader.material import TITLE, add_source, shown

pytestmark = pytest.mark.window


@pytest.fixture
def source(session: Session, qtbot: QtBot) -> Ref:
    return add_source(session, qtbot, issued="2022-12-15", language="it")


@pytest.fixture
def panel(session: Session, qtbot: QtBot, source: Ref) -> InfoPanel:
    panel = InfoPanel(session)
    panel.follow(source)
    shown(qtbot, panel, 300, 900)
    session.changed.connect(lambda _: panel.follow(source))
    return panel


def _line(panel: InfoPanel, name: str) -> InPlace:
    found = panel.rows[name].findChild(InPlace)
    assert isinstance(found, InPlace)
    return found


def _type(qtbot: QtBot, line: InPlace, words: str) -> None:
    line.setFocus()
    line.selectAll()
    line.insertPlainText(words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def _stored(session: Session, source: Ref) -> Source:
    return sources.of_uuid(session.case, source.uuid)


def test_values_stand_there_with_what_they_mean(panel: InfoPanel) -> None:
    assert _line(panel, "title").words() == TITLE
    assert _line(panel, "issued").words() == "2022-12-15"
    assert panel.rows["issued"].aside.text() == "15 Dec 2022"
    assert panel.rows["language"].aside.text() == "Italian"


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("title", "Another title", "Another title"),
        ("author", "Petra Quillam; 王小明", ("Petra Quillam", "王小明")),
        ("issued", "2022-12", "2022-12"),
        ("issued", "15 December 2022", "2022-12-15"),
        ("publisher", "", None),
        ("obtained_from", "a reader\u00a0(by post)", "a reader\u00a0(by post)"),
    ],
)
def test_enter_seals_what_is_typed(
    panel: InfoPanel, session: Session, source: Ref, qtbot: QtBot, name: str, typed: str, stored: object
) -> None:
    before = getattr(_stored(session, source), name)
    _type(qtbot, _line(panel, name), typed)
    if before != stored:
        qtbot.waitUntil(lambda: getattr(_stored(session, source), name) == stored)
    assert getattr(_stored(session, source), name) == stored


def test_what_a_person_says_is_said_by_a_person(panel: InfoPanel, qtbot: QtBot) -> None:
    _type(qtbot, _line(panel, "title"), "Another title")
    qtbot.waitUntil(lambda: panel.rows["title"].aside.text() == "said by a person")


def test_a_date_that_is_none_stays_in_the_field_with_advice(
    panel: InfoPanel, session: Session, source: Ref, qtbot: QtBot
) -> None:
    line = _line(panel, "issued")
    _type(qtbot, line, "some time ago")
    assert panel.rows["issued"].advice.isVisible()
    assert line.words() == "some time ago"
    assert _stored(session, source).issued == "2022-12-15"


def test_escape_brings_back_what_was_there(panel: InfoPanel, session: Session, source: Ref, qtbot: QtBot) -> None:
    line = _line(panel, "title")
    line.setFocus()
    line.selectAll()
    line.insertPlainText("a slip")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.words() == TITLE
    assert _stored(session, source).title == TITLE


def test_leaving_a_field_seals_it(panel: InfoPanel, session: Session, source: Ref, qtbot: QtBot) -> None:
    line = _line(panel, "conditions")
    line.setFocus()
    line.insertPlainText("not to be named")
    _line(panel, "title").setFocus()
    qtbot.waitUntil(lambda: _stored(session, source).conditions == "not to be named")


def test_what_is_being_typed_is_left_alone_when_something_else_changes(
    panel: InfoPanel, session: Session, source: Ref, qtbot: QtBot
) -> None:
    line = _line(panel, "obtained_from")
    line.setFocus()
    line.insertPlainText("half a")
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: sources.revise(case, sources.of_uuid(case, source.uuid), {"publisher": "X"}))
    assert line.words() == "half a"


def test_a_state_is_chosen_from_a_list(panel: InfoPanel, session: Session, source: Ref, qtbot: QtBot) -> None:
    box = panel.rows["status"].findChild(QComboBox)
    assert isinstance(box, QComboBox)
    box.activated.emit(box.findData("withdrawn"))
    qtbot.waitUntil(lambda: _stored(session, source).status == "withdrawn")


def test_the_whole_hash_is_copied(panel: InfoPanel, session: Session, source: Ref) -> None:
    panel.copy_hash.click()
    assert QGuiApplication.clipboard().text() == _stored(session, source).sha256
    assert len(panel.hash.text()) == 13


def test_every_field_has_a_name_for_programs_that_read_aloud(panel: InfoPanel) -> None:
    for widget in panel.findChildren(QWidget):
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and isinstance(widget, InPlace | QComboBox):
            assert widget.accessibleName()


def test_a_case_open_for_reading_lets_nobody_type(session: Session, source: Ref, qtbot: QtBot) -> None:
    reading = Session(session.path, readonly=True)
    panel = InfoPanel(reading)
    qtbot.addWidget(panel)
    panel.follow(source)
    assert _line(panel, "title").isReadOnly()
    reading.close()
