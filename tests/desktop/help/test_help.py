"""Help: every page can be shown, the right one comes with F1, the sheet of keys follows from the actions."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

import resources
from db import notes
from db.refs import Ref, Uuid
from desktop.base.actions import shown
from desktop.help import library
from desktop.help.page import KIND, HelpPage
from desktop.history.panel import HistoryPanel
from desktop.window import Window

pytestmark = pytest.mark.window


def _write_something(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.session.changed):
        window.session.write(lambda case: notes.write(case, "A note", ""))


def _shown(window: Window) -> HelpPage:
    page = window.pages.current_page()
    assert isinstance(page, HelpPage)
    return page


@pytest.mark.parametrize("name", resources.help_pages())
def test_every_page_has_a_title_and_leads_only_to_pages_that_exist(name: str, window: Window) -> None:
    window.session.show(Ref(KIND, Uuid(name)))
    page = _shown(window)
    assert page.title() == library.title(name) != name
    assert page.text.toPlainText().startswith(page.title())
    links = page.text.document().toHtml().split('href="')[1:]
    led_to = {link.split('"')[0].removeprefix("case:help/") for link in links}
    assert led_to <= set(resources.help_pages())


def test_f1_opens_the_page_of_what_has_focus(window: Window, qtbot: QtBot) -> None:
    panel = window.list_of("history")
    assert isinstance(panel, HistoryPanel)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    _write_something(window, qtbot)
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_F1)
    assert window.pages.current() == Ref(KIND, Uuid("history"))


def test_where_nothing_names_a_page_the_first_steps_come(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    assert library.page_for(field) == library.START
    field.setProperty("help", "no such page")
    assert library.page_for(field) == library.START


def test_the_sheet_of_keys_names_every_key(window: Window) -> None:
    window.actions_.qt("help.keys").trigger()
    words = _shown(window).text.toPlainText()
    for action in window.actions_.known.values():
        if action.shortcut:
            assert action.text in words
            assert shown(action.shortcut) in words


def test_a_link_leads_to_another_page(window: Window) -> None:
    window.actions_.qt("help.start").trigger()
    _shown(window).text.link_followed.emit("case:help/import")
    assert window.pages.current() == Ref(KIND, Uuid("import"))
