"""The window as it is assembled from what features contribute."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db import notes
from db.refs import Ref, Uuid
from desktop.assembly import FEATURES
from desktop.base.chooser import Chooser
from desktop.base.columns import Column
from desktop.base.record_list import RecordList
from desktop.base.reporting import Reporter
from desktop.base.session import Session
from desktop.base.settings import Settings
from desktop.window import Window
from desktop.writing.modes import Mode
from desktop.writing.page import WritingPage

pytestmark = pytest.mark.window


@pytest.fixture
def window(case_path: object, qapp: object, settings: Settings, qtbot: QtBot) -> Iterator[Window]:
    from pathlib import Path

    opened = Window(Session(Path(str(case_path))), FEATURES, settings, Reporter())
    opened.resize(1440, 900)
    opened.show()
    qtbot.waitExposed(opened)
    yield opened
    opened.jobs.stop_all()
    opened.close()
    opened.deleteLater()


def test_every_collection_has_an_entry_and_a_list(window: Window) -> None:
    for feature in FEATURES:
        for collection in feature.collections:
            assert window.list_of(collection.id).isVisible()


def test_a_narrow_window_folds_the_sides_away_and_a_wide_one_shows_them(window: Window, qtbot: QtBot) -> None:
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: not window.inspector.isVisible())
    assert window.navigation.isVisible()
    window.resize(780, 700)
    qtbot.waitUntil(lambda: not window.navigation.isVisible())
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: window.inspector.isVisible() and window.navigation.isVisible())


def test_a_page_that_wants_room_folds_the_list_until_one_wants_it(window: Window, qtbot: QtBot) -> None:
    session = window.session
    session.write(lambda case: notes.write(case, "How many?", "")[0], lambda note: session.show(Ref("note", note.uuid)))
    qtbot.waitUntil(lambda: not window.lists.isVisible())
    page = window.pages.current_page()
    assert isinstance(page, WritingPage)
    assert page.panes.orientation() is Qt.Orientation.Horizontal
    window.show_collection("notes")
    assert window.lists.isVisible()
    page.modes.choose(Mode.READ)
    page.modes.choose(Mode.BOTH)
    assert not window.lists.isVisible()
    window.columns.flip(Column.LIST)
    page.modes.choose(Mode.WRITE)
    assert window.lists.isVisible()


def test_the_list_shows_which_of_its_objects_is_open(window: Window, qtbot: QtBot) -> None:
    session, made = window.session, list[Uuid]()
    panel = window.list_of("notes")
    session.write(lambda case: [notes.write(case, title, "")[0].uuid for title in ("One", "Two")], made.extend)
    qtbot.waitUntil(lambda: len(made) == 2)
    for uuid in made:
        session.show(Ref("note", uuid))
        (shown,) = panel.findChildren(RecordList)
        assert shown.selected() == [uuid]


def test_the_palette_offers_every_action_that_can_be_done(window: Window, qtbot: QtBot) -> None:
    window.open_palette()
    (chooser,) = window.findChildren(Chooser)
    offered = {choice.text for choice in chooser.choices()}
    assert offered == {action.text for action in window.actions_.known.values() if action.enabled()}
    chooser.close()


def test_shortcuts_are_unique_and_written_as_qt_reads_them(window: Window) -> None:
    shortcuts = [action.shortcut for action in window.actions_.known.values() if action.shortcut]
    assert len(shortcuts) == len(set(shortcuts))
    for id_, action in window.actions_.known.items():
        assert not action.shortcut or not window.actions_.qt(id_).shortcut().isEmpty(), action.shortcut


def _unnamed(widget: QWidget) -> list[str]:
    found = []
    for child in widget.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible() and not isinstance(child, Chooser):
            interface = QAccessible.queryAccessibleInterface(child)
            if interface and not interface.text(QAccessible.Text.Name) and not child.objectName().startswith("qt_"):
                found.append(f"{type(child).__name__} in {type(child.parent()).__name__}")
    return found


def test_everything_that_takes_the_focus_has_a_name_for_a_screen_reader(window: Window) -> None:
    unnamed = set(_unnamed(window))
    for feature in FEATURES:
        for collection in feature.collections:
            window.list_of(collection.id)
            unnamed |= set(_unnamed(window))
    assert unnamed == set()


def test_what_was_wide_is_wide_again(window: Window, settings: Settings) -> None:
    window.columns.setSizes([200, 400, 540, 300])
    sizes = window.columns.sizes()
    window._remember()
    assert settings.remembered("columns") == sizes
