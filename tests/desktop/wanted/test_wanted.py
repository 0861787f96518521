"""What is cited and not held: noting it, the list of it, attaching its file."""

from pathlib import Path

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import sources, wanted
from db.refs import Ref
from db.sources import Source
from desktop.transfer.intake import imports_of
from desktop.transfer.review_page import ReviewPage
from desktop.wanted import feature
from desktop.wanted.noting import NotingForm
from desktop.wanted.panel import WantedPanel
from desktop.window import Window
from tests.desktop.dialogs.test_dialogs import answering, typed
from tests.desktop.reader.material import add_source

pytestmark = pytest.mark.window

REPORT = "Dead Tonnage\n\nBy Ana Kosta\n\nThe yard never saw the ships. It only wrote the certificates.\n"


@pytest.fixture
def report(window: Window, qtbot: QtBot) -> Source:
    made: list[Source] = []
    values = {"title": "Dead Tonnage", "author": ("Ana Kosta",), "type": "report"}
    window.session.write(lambda case: wanted.note(case, values), made.append)
    qtbot.waitUntil(lambda: bool(made))
    return made[0]


def _panel(window: Window) -> WantedPanel:
    panel = window.list_of("wanted")
    assert isinstance(panel, WantedPanel)
    return panel


def test_a_source_is_noted_by_keyboard_with_who_cites_it(window: Window, qtbot: QtBot) -> None:
    citer = add_source(window.session, qtbot)
    window.show_ref(citer)
    answering(typed("Dead Tonnage", "Ana Kosta; Ben Sample", "Farwater Watch", "March 2024"))
    window.actions_.qt("wanted.note").trigger()
    qtbot.waitUntil(lambda: wanted.number(window.session.case) == 1)
    (found,) = wanted.every(window.session.case)
    assert found.source.author == ("Ana Kosta", "Ben Sample")
    assert (found.source.type, found.source.publisher, found.source.issued) == ("report", "Farwater Watch", "2024-03")
    assert [one.ref for one in found.citers] == [citer]
    qtbot.waitUntil(lambda: window.pages.current() == Ref("source", found.source.uuid))


def test_a_date_that_is_none_keeps_the_form_with_advice(window: Window, qtbot: QtBot) -> None:
    form = NotingForm(window.session, window, None)
    qtbot.addWidget(form)
    form.show()
    assert not form.verb.isEnabled()
    form.fields["title"].setText("Dead Tonnage")
    form.fields["issued"].setText("some time ago")
    form.verb.click()
    assert form.isVisible()
    assert form.advice.text().startswith("Write a date as")
    form.fields["issued"].setText("2024")
    form.verb.click()
    assert not form.isVisible()


def test_the_list_shows_what_is_wanted_and_leads_there(
    window: Window, qtbot: QtBot, report: Source, qtmodeltester: ModelTester
) -> None:
    panel = _panel(window)
    qtbot.waitUntil(lambda: panel.records.ids == [report.uuid])
    qtmodeltester.check(panel.records)
    panel.field.setText("nothing like it")
    qtbot.waitUntil(lambda: panel.records.ids == [])
    panel.field.setText("kosta")
    qtbot.waitUntil(lambda: panel.records.ids == [report.uuid])
    with qtbot.waitSignal(window.session.asked_to_show) as asked:
        panel.list.opened.emit(report.uuid)
    assert asked.args is not None
    assert asked.args[0] == Ref("source", report.uuid)


def test_the_list_says_when_nothing_is_wanted(window: Window, qtbot: QtBot) -> None:
    panel = _panel(window)
    qtbot.waitUntil(panel.empty.isVisible)
    assert panel.first.isVisible()


def test_its_file_is_attached_from_its_page(
    window: Window, qtbot: QtBot, report: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    monkeypatch.setattr(feature, "ask_files", lambda *args: [tmp_path / "report.txt"])
    window.show_ref(Ref("source", report.uuid))
    page = window.pages.current_page()
    assert page is not None
    page.attach.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: sources.of_uuid(window.session.case, report.uuid).held == "original", timeout=60_000)
    qtbot.waitUntil(lambda: "is the original of this source now" in window.status.words.text())
    qtbot.waitUntil(lambda: "certificates" in page.content)  # type: ignore[attr-defined]
    panel = _panel(window)
    qtbot.waitUntil(lambda: panel.records.ids == [])


def test_a_file_that_is_a_source_already_leads_there(
    window: Window, qtbot: QtBot, report: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = add_source(window.session, qtbot, "", "An article")
    (tmp_path / "a.txt").write_text("An article")
    monkeypatch.setattr(feature, "ask_files", lambda *args: [tmp_path / "a.txt"])
    window.show_ref(Ref("source", report.uuid))
    window.actions_.refresh()
    window.actions_.qt("wanted.attach").trigger()
    qtbot.waitUntil(window.notice.isVisible, timeout=60_000)
    assert "is a source of this case already: “An article”" in window.notice.words.text()
    window.notice.way.click()
    assert window.pages.current() == known


def test_a_file_that_cannot_be_read_is_told_of(
    window: Window, qtbot: QtBot, report: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 8)
    monkeypatch.setattr(feature, "ask_files", lambda *args: [tmp_path / "a.bin"])
    window.show_ref(Ref("source", report.uuid))
    window.actions_.refresh()
    window.actions_.qt("wanted.attach").trigger()
    qtbot.waitUntil(window.notice.isVisible, timeout=60_000)
    assert "was not attached" in window.notice.words.text()
    assert sources.of_uuid(window.session.case, report.uuid) == report


def test_what_is_held_can_have_no_file_attached(window: Window, qtbot: QtBot) -> None:
    window.show_ref(add_source(window.session, qtbot))
    assert not window.actions_.known["wanted.attach"].enabled()


def _review(window: Window, qtbot: QtBot, *paths: Path) -> ReviewPage:
    imports_of(window.session).start(paths)
    qtbot.waitUntil(lambda: isinstance(window.pages.current_page(), ReviewPage), timeout=60_000)
    page = window.pages.current_page()
    assert isinstance(page, ReviewPage)
    return page


def test_the_review_suggests_it_and_one_click_says_so(
    window: Window, qtbot: QtBot, report: Source, tmp_path: Path
) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    page = _review(window, qtbot, tmp_path / "report.txt")
    assert page.form.wanting.isVisible()
    assert page.form.wanting.words.text() == "Likely the source “Dead Tonnage”, which is only cited so far."
    page.form.wanting.verb.click()
    assert page.form.wanting.verb.text() == "It is another one"
    page.take.click()
    qtbot.waitUntil(lambda: sources.of_uuid(window.session.case, report.uuid).held == "original", timeout=60_000)
    assert [one.key for one in sources.every(window.session.case)] == [report.key]


def test_without_the_click_it_is_a_source_of_its_own(
    window: Window, qtbot: QtBot, report: Source, tmp_path: Path
) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    page = _review(window, qtbot, tmp_path / "report.txt")
    page.form.wanting.verb.click()
    page.form.wanting.verb.click()
    page.take.click()
    qtbot.waitUntil(lambda: len(sources.every(window.session.case)) == 2, timeout=60_000)
    assert sources.of_uuid(window.session.case, report.uuid) == report


def test_only_one_file_can_be_a_wanted_source(window: Window, qtbot: QtBot, report: Source, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(REPORT + name)
    page = _review(window, qtbot, tmp_path / "a.txt", tmp_path / "b.txt")
    for id_ in ("0", "1"):
        page.list.go_to(id_)
        page.form.wanting.verb.click()
    assert [one.fills for one in page.review.items.values()] == [None, report.uuid]
