"""Bringing files into a case through the window."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import sources, trash
from desktop import window as window_module
from desktop.transfer import feature
from desktop.transfer.dropping import DropSheet
from desktop.transfer.intake import imports_of
from desktop.transfer.page import ImportPage
from desktop.transfer.received_panel import ReceivedPanel
from desktop.transfer.review_page import ReviewPage
from desktop.window import Window
from tests.db.importers.archives.test_zip import locked

pytestmark = pytest.mark.window

WAIT = 60_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, two broken files, and one article a second time."""
    made = tmp_path / "articles"
    made.mkdir()
    (made / "a.txt").write_text("Minister: police found two offices\n\nHe told the chamber on Wednesday.\n")
    (made / "b.txt").write_text("Watchdog counts 102 offices\n\nThe group counted again.\n")
    (made / "c.md").write_text("# 海外服务站\n\n温港日报讯。\n")
    (made / "copy.txt").write_bytes((made / "a.txt").read_bytes())
    (made / "empty.txt").touch()
    (made / "picture.txt").write_bytes(bytes(range(256)) * 8)
    return made


def _reviewed(window: Window, qtbot: QtBot, paths: Sequence[Path]) -> ReviewPage:
    imports_of(window.session).start(paths)
    return _review(window, qtbot)


def _review(window: Window, qtbot: QtBot) -> ReviewPage:
    qtbot.waitUntil(lambda: isinstance(window.pages.current_page(), ReviewPage), timeout=WAIT)
    page = window.pages.current_page()
    assert isinstance(page, ReviewPage)
    return page


def _take_in(window: Window, qtbot: QtBot, paths: Sequence[Path]) -> ImportPage:
    _reviewed(window, qtbot, paths).take.click()
    qtbot.waitUntil(lambda: isinstance(window.pages.current_page(), ImportPage), timeout=WAIT)
    page = window.pages.current_page()
    assert isinstance(page, ImportPage)
    return page


def test_some_broken_files_do_not_stop_the_others(
    window: Window, folder: Path, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    page = _take_in(window, qtbot, [folder])
    qtmodeltester.check(page.records)
    assert len(sources.every(window.session.case)) == 3
    shown = [page.list.itemDelegate().row(page.records.record(row)) for row in range(6)]  # type: ignore[attr-defined]
    assert [row.chips[0].words for row in shown] == ["did not come in"] * 2 + ["added"] * 3 + ["already there"]
    assert any("the file is empty" in row.second for row in shown)
    qtbot.waitUntil(lambda: "can be searched" in window.status.words.text(), timeout=WAIT)


def test_a_click_in_the_list_opens_the_source(window: Window, folder: Path, qtbot: QtBot) -> None:
    page = _take_in(window, qtbot, [folder / "b.txt"])
    with qtbot.waitSignal(window.session.asked_to_show) as asked:
        page.list.opened.emit("0")
    assert asked.args is not None
    assert asked.args[0].uuid == sources.get(window.session.case, "Watchdog counts 102 offices").uuid


def test_the_whole_import_is_taken_back_with_one_button(window: Window, folder: Path, qtbot: QtBot) -> None:
    page = _take_in(window, qtbot, [folder])
    page.undo.click()
    qtbot.waitUntil(lambda: sources.every(window.session.case) == [])
    kinds = [one.ref.kind for one in trash.every(window.session.case)]
    assert sorted(kinds) == ["received", "source", "source", "source"]  # the picture that could not be read, too
    qtbot.waitUntil(lambda: not page.undo.isEnabled())


def test_files_that_are_there_already_are_not_taken_in_twice(window: Window, folder: Path, qtbot: QtBot) -> None:
    _take_in(window, qtbot, [folder])
    window.pages.close_current()
    again = _reviewed(window, qtbot, [folder / "a.txt"])
    assert not again.take.isEnabled()
    assert "is there already" in again.standing.text()
    assert len(sources.every(window.session.case)) == 3


def test_what_came_in_before_a_stop_stays(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(400):
        (many / f"{number:03}.txt").write_text(f"Article number {number}\n\nWords of article {number}.\n")
    review = _reviewed(window, qtbot, [many]).review
    job = imports_of(window.session).accept(review)
    job.progressed.connect(lambda done, total, what: job.stop() if done else None)
    qtbot.waitUntil(lambda: isinstance(window.pages.current_page(), ImportPage), timeout=WAIT)
    (done,) = imports_of(window.session).done.values()
    assert done.stopped
    added = sum(outcome.status == "added" for outcome in done.outcomes)
    assert 0 < added == len(sources.every(window.session.case)) < 400


def test_a_file_that_is_not_there_is_told_and_nothing_is_imported(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    imports_of(window.session).start([tmp_path / "gone.txt"])
    qtbot.waitUntil(window.notice.isVisible, timeout=WAIT)
    assert "there is no such file" in window.notice.words.text()


def test_dropped_files_are_imported_after_a_sheet_said_so(window: Window, folder: Path, qtbot: QtBot) -> None:
    (sheet,) = window.findChildren(DropSheet)
    dragged = _dragged(folder / "a.txt", folder / "b.txt")
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(40, 40), copy, dragged, left, none))
    assert sheet.isVisible()
    assert sheet.words == "Bring 2 files or folders into this case"
    sheet.dropEvent(QDropEvent(QPoint(40, 40), copy, dragged, left, none))
    assert not sheet.isVisible()
    _review(window, qtbot).take.click()
    qtbot.waitUntil(lambda: len(sources.every(window.session.case)) == 2, timeout=WAIT)
    qtbot.waitUntil(lambda: not window.jobs.running)


def test_text_and_addresses_that_are_dragged_are_not_taken_for_files(window: Window) -> None:
    (sheet,) = window.findChildren(DropSheet)
    dragged = QMimeData()
    dragged.setUrls([QUrl("https://example.org/a.html")])
    event = QDragEnterEvent(
        QPoint(40, 40), Qt.DropAction.CopyAction, dragged, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, event)
    assert not sheet.isVisible()


def test_a_case_among_the_files_chosen_is_opened_not_imported(
    window: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feature, "ask_files", lambda parent, title: [tmp_path / "other.casethread"])
    with qtbot.waitSignal(window.asked_to_open) as asked:
        window.actions_.qt("import.files").trigger()
    assert asked.args == [tmp_path / "other.casethread", None]


def test_closing_during_an_import_asks_once_and_stops_cleanly(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(300):
        (many / f"{number:03}.txt").write_text(f"Article number {number}\n\nWords of article {number}.\n")
    answers = [False, True]
    monkeypatch.setattr(window_module, "ask_yes", lambda *words: answers.pop(0))
    imports_of(window.session).start([many])
    assert not window.close()
    assert window.isVisible()
    assert window.close()
    assert answers == []
    assert not any(thread.is_alive() for _, thread in window.jobs.running)


def _dragged(*paths: Path) -> QMimeData:
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return dragged


def test_nothing_is_in_the_case_before_it_is_accepted(window: Window, folder: Path, qtbot: QtBot) -> None:
    case, head = window.session.case, window.session.case.head
    page = _reviewed(window, qtbot, [folder])
    assert sources.every(case) == []
    assert case.head == head
    assert page.take.text() == "Import 3 sources"
    page.discard.click()
    qtbot.waitUntil(lambda: window.pages.open_refs() == [])
    window.session.finish_writing()
    assert case.head == head
    assert case.query("SELECT count(*) AS n FROM blob") == [{"n": 0}], "nothing is left of it"


def test_what_is_said_of_many_files_holds_for_each_of_them(window: Window, folder: Path, qtbot: QtBot) -> None:
    page = _reviewed(window, qtbot, [folder])
    page.list.selectAll()
    page.form.rows["obtained_from"].revised.emit("obtained_from", "a former clerk")
    page.form.rows["sensitivity"].revised.emit("sensitivity", "confidential")
    page.take.click()
    qtbot.waitUntil(lambda: len(sources.every(window.session.case)) == 3, timeout=WAIT)
    for source in sources.every(window.session.case):
        assert (source.obtained_from, source.sensitivity) == ("a former clerk", "confidential")
        assert source.key.startswith("s-")


def test_a_file_can_be_left_out(window: Window, folder: Path, qtbot: QtBot) -> None:
    page = _reviewed(window, qtbot, [folder / "a.txt", folder / "b.txt"])
    page.list.go_to("1")
    page.form.flip.click()
    assert page.take.text() == "Import 1 source"
    page.take.click()
    qtbot.waitUntil(lambda: not window.jobs.running and bool(imports_of(window.session).done), timeout=WAIT)
    assert [source.file_name for source in sources.every(window.session.case)] == ["a.txt"]


def test_a_value_is_changed_in_place_and_is_a_persons_then(window: Window, folder: Path, qtbot: QtBot) -> None:
    page = _reviewed(window, qtbot, [folder / "b.txt"])
    page.form.rows["publisher"].revised.emit("publisher", "The Meridian")
    page.take.click()
    qtbot.waitUntil(lambda: len(sources.every(window.session.case)) == 1, timeout=WAIT)
    (source,) = sources.every(window.session.case)
    assert (source.publisher, source.origins["publisher"]) == ("The Meridian", "person")


def test_a_locked_archive_is_read_again_with_its_password(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "locked.zip"
    path.write_bytes(locked(b"The words of a locked article.", b"ferry"))
    page = _reviewed(window, qtbot, [path])
    assert page.review["0"].reason == "needs-password"
    assert page.form.password.isVisible()
    page.form.password.setText("ferry")
    page.form.password.returnPressed.emit()
    qtbot.waitUntil(lambda: page.review["0"].state == "bundle", timeout=WAIT)
    assert page.take.text() == "Import 1 source"


def test_a_guessed_date_is_offered_and_never_filled_in(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    words = "The minister said so on 6 December 2022. " * 20
    (tmp_path / "a.html").write_text(f"<body><article><h1>Two offices</h1><p>{words}</p></article></body>")
    page = _reviewed(window, qtbot, [tmp_path / "a.html"])
    assert "issued" not in page.review["0"].values()[0]
    (offer,) = [one for one in page.form.findChildren(QPushButton) if one.text() == "Take it" and one.isVisible()]
    offer.click()
    assert page.review["0"].values()[0]["issued"] == "2022-12-06"


def test_a_file_that_could_not_be_read_is_kept_and_can_be_tried_again(
    window: Window, tmp_path: Path, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    (tmp_path / "locked.zip").write_bytes(locked(b"The words of a locked article.", b"ferry"))
    _take_in(window, qtbot, [tmp_path / "locked.zip"])
    panel = window.list_of("received")
    assert isinstance(panel, ReceivedPanel)
    qtmodeltester.check(panel.records)
    assert len(panel.records.ids) == 1
    panel.again.click()
    page = _review(window, qtbot)
    page.form.password.setText("ferry")
    page.form.password.returnPressed.emit()
    qtbot.waitUntil(lambda: page.review["0"].state == "bundle", timeout=WAIT)
    page.take.click()
    qtbot.waitUntil(lambda: len(sources.every(window.session.case)) == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: panel.records.ids == [])
