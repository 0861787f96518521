"""Preferences follow from the declared settings and are in force at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.refs import Ref, Uuid
from desktop.base import theme
from desktop.base.settings import AUTHOR, DECLARED, READING_SIZE, THEME
from desktop.preferences.page import PreferencesPage
from desktop.window import Window

pytestmark = pytest.mark.window


@pytest.fixture
def page(window: Window) -> Iterator[PreferencesPage]:
    window.session.show(Ref("preferences", Uuid("all")))
    shown = window.pages.current_page()
    assert isinstance(shown, PreferencesPage)
    yield shown
    theme.apply(theme.Mode.LIGHT)


def _choice(page: PreferencesPage, key: str) -> QComboBox:
    field = page.fields[key]
    assert isinstance(field, QComboBox)
    return field


def test_every_declared_setting_has_a_named_field(page: PreferencesPage) -> None:
    assert list(page.fields) == [setting.key for setting in DECLARED]
    assert all(page.fields[setting.key].accessibleName() == setting.title for setting in DECLARED)


def test_a_choice_is_kept(page: PreferencesPage, window: Window) -> None:
    field = _choice(page, READING_SIZE.key)
    field.setCurrentIndex(field.findData(20))
    assert window.settings.get(READING_SIZE) == 20


def test_a_name_is_kept_without_blanks_around_it(page: PreferencesPage, window: Window) -> None:
    field = page.fields[AUTHOR.key]
    assert isinstance(field, QLineEdit)
    field.setText("  R. Author ")
    field.editingFinished.emit()
    assert window.settings.get(AUTHOR) == "R. Author"


def test_light_or_dark_at_a_stroke_shows_in_the_preferences_too(page: PreferencesPage, window: Window) -> None:
    was_dark = theme.is_dark()
    window.actions_.qt("view.theme").trigger()
    assert _choice(page, THEME.key).currentData() == ("light" if was_dark else "dark")


def test_a_page_that_was_closed_is_not_told_any_more(page: PreferencesPage, window: Window, qtbot: QtBot) -> None:
    window.pages.close_current()
    qtbot.waitUntil(lambda: not isValid(page))
    window.settings.set(THEME, "dark")
    assert window.settings.get(THEME) == "dark"
