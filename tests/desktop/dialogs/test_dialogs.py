"""Every question is asked by its real dialog, answered with the keyboard, and freed afterwards."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db import entities
from db.case import Case
from db.importers.file import Wish
from desktop.app import Application
from desktop.base.dialogs import Question, ask_line, ask_passphrase, ask_yes, show_report
from desktop.base.settings import Settings
from desktop.entities.dialogs import ask_name, ask_new
from desktop.texts.rereading import ask_wish
from desktop.welcome.making import NewCase
from desktop.welcome.new_case import ask_new_case
from desktop.window import Window

pytestmark = pytest.mark.window

Answer = Callable[[QWidget], object]


def answering(*answers: Answer) -> list[QWidget]:
    """Does something with the dialogs that are asked next, one after the other; gives the dialogs that were seen."""
    seen: list[QWidget] = []
    left = list(answers)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog not in seen:
            seen.append(dialog)
            left.pop(0)(dialog)
        if left:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)
    return seen


def typed(*words: str, key: Qt.Key = Qt.Key.Key_Return) -> Answer:
    """Types into the fields of a dialog, from top to bottom, and presses a key in the last one."""

    def answer(dialog: QWidget) -> None:
        fields = [field for field in dialog.findChildren(QLineEdit) if field.isVisible()]
        for field, text in zip(fields, words, strict=False):
            field.clear()
            QTest.keyClicks(field, text)
        QTest.keyClick(fields[-1] if fields else dialog, key)

    return answer


def escape(dialog: QWidget) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def press_verb(dialog: QWidget) -> None:
    assert isinstance(dialog, Question)
    dialog.verb.click()


def test_a_line_is_given_or_not(qapp: object, qtbot: QtBot) -> None:
    seen = answering(typed("Which figure?"), escape)
    assert ask_line(None, "Rename", "It stays as it is.", "Rename", "Before") == "Which figure?"
    assert ask_line(None, "Rename", "It stays as it is.", "Rename", "Before") is None
    qtbot.waitUntil(lambda: not any(isValid(dialog) for dialog in seen))


def test_a_passphrase_is_given_or_not(qapp: object, qtbot: QtBot) -> None:
    seen = answering(typed("correct horse"), escape)
    assert ask_passphrase(None, "Passphrase", "It is encrypted.") == "correct horse"
    assert ask_passphrase(None, "Passphrase", "It is encrypted.") is None
    qtbot.waitUntil(lambda: not any(isValid(dialog) for dialog in seen))


def test_yes_is_said_or_not(qapp: object) -> None:
    answering(press_verb, escape)
    assert ask_yes(None, "Stop?", "What is finished stays.", "Stop")
    assert not ask_yes(None, "Stop?", "What is finished stays.", "Stop")


def test_a_report_is_shown_and_copied(qapp: object) -> None:
    answering(press_verb)
    show_report(None, "Something went wrong", "What was saved is safe.", "RuntimeError")
    assert QApplication.clipboard().text() == "RuntimeError"


def test_an_entity_is_named(window: Window) -> None:
    case = window.session.case
    answering(typed("Tinglan yard"), escape, typed("Tinglan shipyard"))
    wanted = ask_new(window, case)
    assert wanted is not None
    assert wanted.name == "Tinglan yard"
    assert ask_new(window, case) is None
    assert ask_name(window, "Tinglan yard") == "Tinglan shipyard"
    assert entities.every(case) == []


def test_a_new_case_is_asked_for_with_its_passphrase(qapp: object, tmp_path: Path, qtbot: QtBot) -> None:
    place = tmp_path / "new.casethread"
    seen = answering(typed("a long passphrase", "a long passphrase", str(place)))
    assert ask_new_case(None) == NewCase(place, "a long passphrase")
    qtbot.waitUntil(lambda: not isValid(seen[0]))


def test_a_case_is_made_encrypted_and_opened_again_by_typing(qapp: object, tmp_path: Path, qtbot: QtBot) -> None:
    application = Application(Settings(tmp_path / "settings"))
    place = tmp_path / "new.casethread"
    Case.create(place, "a long passphrase").close()
    answering(typed("wrong"), typed("a long passphrase"))
    opened = application.open_case(place)
    assert opened is not None
    assert opened.session.case.encrypted
    opened.close()
    assert application.welcome is not None
    application.welcome.close()


def test_how_a_file_is_read_again_is_asked_for(qapp: object, qtbot: QtBot) -> None:
    seen = answering(typed("windows-1251", "secret"), typed("windows-1251", "", key=Qt.Key.Key_Escape), press_verb)
    assert ask_wish(None) == Wish(charset="windows-1251", password="secret")
    assert ask_wish(None) is None
    assert ask_wish(None) == Wish()
    qtbot.waitUntil(lambda: not any(isValid(one) for one in seen))


def test_a_charset_that_does_not_exist_cannot_be_asked_for(qapp: object) -> None:
    refused: list[bool] = []

    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, Question)
        typed("no-such-thing", key=Qt.Key.Key_Tab)(dialog)
        QTest.keyClicks(dialog.findChildren(QLineEdit)[0], "")
        refused.append(not dialog.verb.isEnabled())
        dialog.reject()

    answering(answer)
    assert ask_wish(None) is None
    assert refused == [True]
