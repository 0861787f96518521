"""What the window says when something happens to the case, and that failures are told calmly."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import drafts, errors, excerpts, notes, sources
from db.case import Case
from db.excerpts import Excerpt
from db.refs import Ref
from db.writings import Writing
from desktop.app import Application
from desktop.assembly import make_window
from desktop.base.in_place import InPlace
from desktop.base.reporting import Reporter
from desktop.base.session import Session
from desktop.base.settings import Settings
from desktop.excerpts.panel import ExcerptsPanel
from desktop.reader.info_panel import InfoPanel
from desktop.window import Window
from desktop.writing.page import WritingPage
from tests.db.conftest import a_source, an_excerpt

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


def _full(case: Case, *_: object) -> None:
    raise errors.DiskFull(case.path)


def test_a_window_stays_open_while_closing_would_lose_what_was_typed(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Writing] = []
    window.session.write(lambda case: notes.write(case, "Which figure?", "")[0], made.append)
    qtbot.waitUntil(lambda: bool(made))
    window.session.show(Ref("note", made[0].uuid))
    page = window.pages.current_page()
    assert isinstance(page, WritingPage)
    page.editor.insertPlainText("Sixty-six, not seventy-one.")
    with monkeypatch.context() as patched:
        patched.setattr(drafts, "keep_all", _full)
        patched.setattr(type(notes.SHELF), "revise", lambda self, case, *_: _full(case))
        assert not window.close()
        assert "Which figure?" in window.notice.words.text()
        assert page.editor.text() == "Sixty-six, not seventy-one."
    assert window.close()
    with Case.open(window.session.path, readonly=True) as case:
        assert notes.get(case, "Which figure?").body == "Sixty-six, not seventy-one."


def test_a_person_may_close_and_lose_it(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Writing] = []
    window.session.write(lambda case: notes.write(case, "Which figure?", "")[0], made.append)
    qtbot.waitUntil(lambda: bool(made))
    window.session.show(Ref("note", made[0].uuid))
    page = window.pages.current_page()
    assert isinstance(page, WritingPage)
    page.editor.insertPlainText("Sixty-six.")
    monkeypatch.setattr(drafts, "keep_all", _full)
    monkeypatch.setattr(type(notes.SHELF), "revise", lambda self, case, *_: _full(case))
    assert not window.close()
    with qtbot.waitSignal(window.closed):
        window.notice.way.click()


def test_a_comment_that_found_no_room_stays_on_its_card_and_is_written_later(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.excerpts.panel._AGAIN", 50)
    made: list[Excerpt] = []
    window.session.write(lambda case: an_excerpt(case, a_source(case), "The ferry left"), made.append)
    qtbot.waitUntil(lambda: bool(made))
    window.session.show(Ref("source", made[0].source))
    panel = window.findChild(ExcerptsPanel)
    assert panel is not None
    with monkeypatch.context() as patched:
        patched.setattr(excerpts, "comment", _full)
        panel.delegate.commented.emit(made[0].uuid, "Who counted?")
        qtbot.waitUntil(lambda: "full" in window.notice.words.text())
        assert not window.close()
        panel.follow(Ref("source", made[0].source))
        assert panel._shown[made[0].uuid].comment == "Who counted?"
    qtbot.waitUntil(lambda: excerpts.get(window.session.case, made[0].uuid).comment == "Who counted?")
    qtbot.waitUntil(lambda: not panel.at_risk)


def test_a_field_that_found_no_room_keeps_what_was_typed(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Excerpt] = []
    window.session.write(lambda case: an_excerpt(case, a_source(case), "The ferry left"), made.append)
    qtbot.waitUntil(lambda: bool(made))
    window.session.show(Ref("source", made[0].source))
    window.inspector.point_out("info", Ref("source", made[0].source))
    panel = window.findChild(InfoPanel)
    assert panel is not None
    field = panel.rows["publisher"].findChild(InPlace)
    assert field is not None
    with monkeypatch.context() as patched:
        patched.setattr(sources, "revise", _full)
        field.setPlainText("The Tarnsey Ledger")
        assert not window.close()
        assert field.words() == "The Tarnsey Ledger"
    assert window.close()
    with Case.open(window.session.path, readonly=True) as case:
        assert sources.of_uuid(case, made[0].source).publisher == "The Tarnsey Ledger"


def test_what_was_being_typed_when_the_program_ended_is_told_of(
    case_path: Path, settings: Settings, qtbot: QtBot
) -> None:
    with Case.open(case_path) as case:
        note, _ = notes.write(case, "Which figure?", "")
        drafts.keep_all(case, Ref("note", note.uuid), {"title": "Which figure?", "body": "Sixty-six."})
    opened = make_window(Session(case_path), settings, Reporter())
    opened.show()
    qtbot.waitUntil(lambda: "were being typed" in opened.notice.words.text())
    opened.notice.way.click()
    assert opened.pages.current() == Ref("note", note.uuid)
    opened.close()
    opened.deleteLater()
