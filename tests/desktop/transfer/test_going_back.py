"""A review that was closed waits, says so, and comes back with all that was said in it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import received, sources
from desktop.transfer.feature import FEATURE
from desktop.transfer.intake import imports_of
from desktop.transfer.review_page import ReviewPage
from desktop.transfer.waiting import WaitingButton
from desktop.window import Window
from tests.db.importers.archives.test_zip import locked

pytestmark = pytest.mark.window


def _review(window: Window, qtbot: QtBot, *paths: Path) -> ReviewPage:
    imports_of(window.session).start(paths)
    qtbot.waitUntil(lambda: isinstance(window.pages.current_page(), ReviewPage), timeout=60_000)
    page = window.pages.current_page()
    assert isinstance(page, ReviewPage)
    return page


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in made:
        path.write_text(f"An article\n\nThe words of {path.name}.\n")
    return made


def _button(window: Window) -> WaitingButton:
    found = window.findChild(WaitingButton)
    assert isinstance(found, WaitingButton)
    return found


def test_nothing_waits_while_the_review_is_open(window: Window, qtbot: QtBot, files: list[Path]) -> None:
    assert not _button(window).isVisible()
    _review(window, qtbot, *files)
    assert not _button(window).isVisible()


def test_a_closed_review_says_at_the_top_that_it_waits_and_comes_back(
    window: Window, qtbot: QtBot, files: list[Path]
) -> None:
    page = _review(window, qtbot, *files)
    page.list.selectAll()
    page.form.rows["obtained_from"].revised.emit("obtained_from", "a former clerk")
    window.pages.close_current()
    assert _button(window).text() == "2 files wait for their review"
    assert _button(window).isVisible()
    _button(window).click()
    again = window.pages.current_page()
    assert isinstance(again, ReviewPage)
    assert [one.by_hand["obtained_from"] for one in again.review.items.values()] == ["a former clerk"] * 2
    assert not _button(window).isVisible()
    again.take.click()
    qtbot.waitUntil(lambda: len(sources.every(window.session.case)) == 2, timeout=60_000)
    assert not window.actions_.known["import.review"].enabled()


def test_the_action_leads_back_to_it_too(window: Window, qtbot: QtBot, files: list[Path]) -> None:
    _review(window, qtbot, files[0])
    window.pages.close_current()
    window.actions_.refresh()
    window.actions_.qt("import.review").trigger()
    assert isinstance(window.pages.current_page(), ReviewPage)


def test_one_that_was_given_up_waits_no_more(window: Window, qtbot: QtBot, files: list[Path]) -> None:
    page = _review(window, qtbot, *files)
    page.discard.click()
    assert not _button(window).isVisible()
    assert not window.actions_.known["import.review"].enabled()


def test_what_is_said_of_a_file_that_cannot_be_read_is_kept_with_it(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "locked.zip").write_bytes(locked(b"The words of a locked article.", b"ferry"))
    page = _review(window, qtbot, tmp_path / "locked.zip")
    assert page.form.rows["obtained_from"].isVisible()
    assert not page.form.rows["title"].isVisible()
    page.form.rows["obtained_from"].revised.emit("obtained_from", "a former clerk")
    page.form.rows["sensitivity"].revised.emit("sensitivity", "confidential")
    page.take.click()
    qtbot.waitUntil(lambda: bool(received.every(window.session.case)), timeout=60_000)
    (kept,) = received.every(window.session.case)
    assert kept.said["person"]["obtained_from"] == "a former clerk"
    assert kept.sensitivity == "confidential"


def test_what_is_said_of_a_message_holds_for_what_hangs_on_it(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    from tests.db.importers.test_intake import LETTER

    (tmp_path / "a.eml").write_bytes(LETTER)
    review = _review(window, qtbot, tmp_path / "a.eml").review
    review.revise(["0/1"], "conditions", "embargo until Friday")
    review.revise(["0"], "obtained_from", "a former clerk")
    review.revise(["0"], "conditions", "off the record")
    assert review["0/1"].by_hand == {"obtained_from": "a former clerk", "conditions": "embargo until Friday"}
    review.revise(["0"], "title", "The list")
    assert "title" not in review["0/1"].by_hand
    imports_of(window.session).give_up(review)


def test_the_feature_stands_in_the_bar() -> None:
    assert FEATURE.bar is WaitingButton
