"""The first page: making and opening cases, the sample, and the list of those opened last."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import briefs, errors, sources
from db.case import Case
from desktop.app import Application
from desktop.base.settings import Settings
from desktop.welcome import window as page
from desktop.welcome.making import NewCase
from desktop.window import Window

pytestmark = pytest.mark.window


@pytest.fixture
def application(qapp: object, case_path: Path, settings: Settings) -> Iterator[Application]:
    """The program as it starts without a case."""
    del case_path
    started = Application(settings)
    started.show_welcome()
    yield started
    for window in list(started.windows):
        window.close()
    if started.welcome:
        started.welcome.close()


def _welcome(application: Application) -> page.Welcome:
    assert application.welcome is not None
    return application.welcome


def _only_window(application: Application) -> Window:
    (window,) = application.windows
    return window


def test_a_new_case_is_made_encrypted_and_opened(
    application: Application, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.casethread"
    monkeypatch.setattr(page, "ask_new_case", lambda parent: NewCase(path, "two words"))
    _welcome(application).new.click()
    qtbot.waitUntil(lambda: bool(application.windows), timeout=20_000)
    assert _only_window(application).session.case.encrypted
    assert application.welcome is None
    with pytest.raises(errors.PassphraseNeeded):
        Case.open(path, readonly=True)


def test_the_sample_is_made_where_it_is_wanted(
    application: Application, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "ask_save_case", lambda parent, suggestion: tmp_path / "sample.casethread")
    _welcome(application).sample.click()
    qtbot.waitUntil(lambda: bool(application.windows), timeout=60_000)
    case = _only_window(application).session.case
    assert (len(sources.every(case)), len(briefs.every(case))) == (8, 1)


def test_nothing_that_is_there_is_overwritten_by_the_sample(
    application: Application, case_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = case_path.read_bytes()
    monkeypatch.setattr(page, "ask_save_case", lambda parent, suggestion: case_path)
    welcome = _welcome(application)
    welcome.sample.click()
    qtbot.waitUntil(welcome.notice.isVisible, timeout=20_000)
    assert "already there" in welcome.notice.words.text()
    assert case_path.read_bytes() == before


def test_a_case_that_is_dropped_is_opened(application: Application, case_path: Path, qtbot: QtBot) -> None:
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(case_path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    _welcome(application).dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, dragged, buttons, keys))
    qtbot.waitUntil(lambda: bool(application.windows))
    assert _only_window(application).session.path == case_path


def test_cases_opened_last_are_listed_and_enter_opens_one(
    application: Application, case_path: Path, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    application.settings.opened(case_path)
    welcome = _welcome(application)
    welcome.reload()
    qtmodeltester.check(welcome.recent.records)
    welcome.recent.setCurrentIndex(welcome.recent.records.index(0))
    qtbot.keyClick(welcome.recent, Qt.Key.Key_Return)
    assert _only_window(application).session.path == case_path.resolve()


def test_a_case_that_is_gone_says_so_and_can_be_taken_off(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    gone = tmp_path / "gone.casethread"
    application.settings.opened(gone)
    welcome = _welcome(application)
    welcome.reload()
    delegate, records = welcome.recent.itemDelegate(), welcome.recent.records
    qtbot.waitUntil(lambda: "not there" in delegate.row(records.record(0)).side)  # type: ignore[attr-defined]
    welcome.recent.opened.emit(str(gone))
    assert "not there any more" in welcome.notice.words.text()
    welcome.notice.way.click()
    assert application.settings.recent_cases() == []
    assert not welcome.recent.isVisible()


def test_after_the_last_case_there_is_the_first_page_again(application: Application, case_path: Path) -> None:
    window = application.open_case(case_path)
    assert window is not None
    assert application.welcome is None
    window.close()
    assert _welcome(application).isVisible()


def test_a_case_that_is_open_comes_to_the_front_instead_of_being_opened_twice(
    application: Application, case_path: Path
) -> None:
    first = application.open_case(case_path)
    assert application.open_case(case_path) is first
    assert len(application.windows) == 1


def test_what_cannot_be_opened_is_told_on_the_first_page(application: Application, tmp_path: Path) -> None:
    broken_off = tmp_path / "copy.casethread"
    broken_off.touch()
    assert application.open_case(broken_off) is None
    assert "is empty" in _welcome(application).notice.words.text()
