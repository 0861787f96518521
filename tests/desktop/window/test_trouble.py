"""What the window says when something happens to the case, and that failures are told calmly."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import errors
from desktop.app import Application
from desktop.base.settings import Settings
from desktop.window import Window

pytestmark = pytest.mark.window


def test_what_can_be_expected_is_a_sentence_in_the_window_until_it_is_closed(window: Window) -> None:
    window.session.failed.emit(errors.DiskFull(window.session.path))
    assert window.notice.isVisible()
    assert "what was saved before is safe" in window.notice.words.text()
    window.notice.shut.click()
    assert not window.notice.isVisible()


def _break(words: str) -> None:
    raise ValueError(words)


def test_a_mistake_of_the_program_becomes_a_report_without_words_of_the_case(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.reporter.mistaken) as told:
        window.session.write(lambda case: _break("the informant is called Ada"))
    assert told.args is not None
    assert "ValueError" in told.args[0]
    assert "Ada" not in told.args[0]
    assert not window.notice.isVisible()


def test_a_file_that_vanishes_is_noticed_without_writing(window: Window, case_path: Path, qtbot: QtBot) -> None:
    aside = case_path.with_name("aside")
    case_path.rename(aside)
    window.session.look_at_file()
    qtbot.waitUntil(window.notice.isVisible)
    assert "removed or renamed" in window.notice.words.text()
    assert window.notice.way.isVisible()
    window.notice.clear()
    with qtbot.assertNotEmitted(window.session.failed, wait=100):  # it is told once
        window.session.look_at_file()
    aside.rename(case_path)


def test_another_file_in_its_place_is_noticed_and_the_case_opened_again(
    case_path: Path, settings: Settings, qapp: object, qtbot: QtBot
) -> None:
    application = Application(settings)
    window = application.open_case(case_path)
    assert window is not None
    copy = case_path.with_name("copy")
    copy.write_bytes(case_path.read_bytes())
    copy.replace(case_path)
    window.session.look_at_file()
    qtbot.waitUntil(window.notice.isVisible)
    assert "changed by another program" in window.notice.words.text()
    window.notice.way.click()
    qtbot.waitUntil(lambda: bool(application.windows) and application.windows[0] is not window)
    (again,) = application.windows
    assert not again.session.readonly
    again.close()
    assert application.welcome
    application.welcome.close()
