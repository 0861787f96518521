"""New people, new names, and the trash, as actions of the window."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from db import entities
from db.refs import Ref
from desktop.base.reporting import Reporter
from desktop.base.session import Session
from desktop.base.settings import Settings
from desktop.entities import actions as entity_actions
from desktop.entities.dialogs import NewEntity, Wanted
from desktop.entities.feature import FEATURE
from desktop.entities.page import EntityPage
from desktop.window import Window

pytestmark = pytest.mark.window


@pytest.fixture
def window(filled: Session, settings: Settings, qtbot: QtBot) -> Iterator[Window]:
    opened = Window(filled, (FEATURE,), settings, Reporter())
    opened.show()
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    yield opened
    opened.close()
    opened.deleteLater()


def _open(window: Window, name: str) -> EntityPage:
    window.session.show(Ref("entity", entities.get(window.session.case, name).uuid))
    page = window.pages.current_page()
    assert isinstance(page, EntityPage)
    return page


def test_somebody_new_is_shown_at_once(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entity_actions, "ask_new", lambda *_: Wanted("Cheung Wai", "person"))
    window.actions_.qt("entity.new").trigger()
    qtbot.waitUntil(lambda: window.pages.current_page() is not None)
    page = window.pages.current_page()
    assert isinstance(page, EntityPage)
    assert (page.title(), page.head.kind.text()) == ("Cheung Wai", "person")


def test_the_dialog_says_when_a_name_is_known(filled: Session, qtbot: QtBot) -> None:
    dialog = NewEntity(None, filled.case)
    qtbot.addWidget(dialog)
    assert not dialog.verb.isEnabled()
    dialog.name.setText("zhang wei")
    assert "Zhang Wei goes by this name already" in dialog.known.text()
    dialog.name.setText("Nobody")
    assert dialog.known.text() == ""
    assert dialog.verb.isEnabled()


def test_renaming_keeps_the_old_name_and_says_so(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = _open(window, "Zhang Wei")
    monkeypatch.setattr(entity_actions, "ask_name", lambda *_: "Zhang Wei (the director)")
    window.actions_.qt("entity.rename").trigger()
    qtbot.waitUntil(lambda: page.title() == "Zhang Wei (the director)")
    assert [chip.name for chip in page.head.names.chips] == ["Zhang Wei", "张伟"]
    assert window.status.words.text() == "“Zhang Wei” stays as another name."


def test_in_the_list_the_chosen_one_is_renamed(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = window.list_of("entities")
    panel.list.setFocus()  # type: ignore[attr-defined]
    panel.list.go_to(entities.get(window.session.case, "Milan").uuid)  # type: ignore[attr-defined]
    monkeypatch.setattr(entity_actions, "ask_name", lambda _parent, name: f"{name} (city)")
    qtbot.waitUntil(window.actions_.qt("entity.rename").isEnabled)
    window.actions_.qt("entity.rename").trigger()
    qtbot.waitUntil(lambda: entities.is_known(window.session.case, "Milan (city)"))


def test_the_open_one_goes_to_the_trash_and_comes_back(window: Window, qtbot: QtBot) -> None:
    page = _open(window, "Milan")
    window.actions_.refresh()
    window.actions_.qt("entity.remove").trigger()
    qtbot.waitUntil(page.gone.isVisible)
    window.session.write(lambda case: case.undo())
    qtbot.waitUntil(page.head.isVisible)


def test_another_name_can_be_begun_from_the_palette(window: Window, qtbot: QtBot) -> None:
    page = _open(window, "Milan")
    window.actions_.refresh()
    window.actions_.qt("entity.alias").trigger()
    qtbot.waitUntil(page.head.names.field.hasFocus)


def test_nothing_is_changed_in_a_case_for_reading(filled: Session, settings: Settings, qtbot: QtBot) -> None:
    reading = Window(Session(filled.path, readonly=True), (FEATURE,), settings, Reporter())
    reading.show()
    _open(reading, "Milan")
    reading.actions_.refresh()
    assert [
        id_ for id_ in reading.actions_.known if id_.startswith("entity.") and reading.actions_.qt(id_).isEnabled()
    ] == []
    reading.close()
    reading.deleteLater()
