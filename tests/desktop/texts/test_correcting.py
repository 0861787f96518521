"""Correcting a text: nothing typed is lost, nothing is saved before a person says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from db import drafts, errors, excerpts, texts
from db.plain import normalise
from db.refs import Ref
from db.texts import Text
from desktop.base.session import Session
from desktop.reader.page import SourcePage
from desktop.texts import keeping
from desktop.texts.correcting_page import CorrectingPage
from desktop.texts.editor import CorrectionEditor
from desktop.texts.panel import TextsPanel
from desktop.window import Window
from tests.desktop.reader.material import WORDS, shown
from tests.desktop.texts.conftest import CORRECTED, current

pytestmark = pytest.mark.window


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "SOON", 20)
    monkeypatch.setattr(keeping, "AGAIN", 20)


def _page(session: Session, qtbot: QtBot, text: Text) -> CorrectingPage:
    made = CorrectingPage(session, Ref("correction", text.uuid))
    shown(qtbot, made, 1000, 700)
    return made


def _draft(session: Session, text: Text) -> str | None:
    return drafts.kept(session.case, Ref("text", text.uuid), "words")


def test_what_is_typed_is_kept_as_a_draft_and_shown_again(session: Session, qtbot: QtBot, first: Text) -> None:
    page = _page(session, qtbot, first)
    assert not page.save.isEnabled()
    page.editor.change_text(CORRECTED)
    assert page.save.isEnabled()
    assert page.at_risk
    qtbot.waitUntil(lambda: _draft(session, first) == CORRECTED)
    qtbot.waitUntil(lambda: not page.at_risk)
    assert current(session, Ref("source", first.source)) == first
    again = _page(session, qtbot, first)
    assert again.editor.text() == CORRECTED
    assert again.save.isEnabled()


def test_what_was_changed_is_listed_beside_the_text(session: Session, qtbot: QtBot, first: Text) -> None:
    page = _page(session, qtbot, first)
    assert page.sum.text() == "No changes yet"
    page.editor.change_text(CORRECTED)
    qtbot.waitUntil(lambda: page.changes.changes == 2)
    assert page.sum.text() == "2 passages differ"
    assert "110" in page.changes.toPlainText()


def test_saving_makes_a_corrected_text_that_is_read_from_then_on(
    window: Window, session: Session, qtbot: QtBot, source: Ref, first: Text
) -> None:
    session.show(source)
    window.actions_.qt("texts.correct").trigger()
    page = window.pages.current_page()
    assert isinstance(page, CorrectingPage)
    page.editor.change_text(CORRECTED)
    qtbot.waitUntil(lambda: _draft(session, first) == CORRECTED)
    page.save.click()
    qtbot.waitUntil(lambda: isinstance(window.pages.current_page(), SourcePage))
    made = current(session, source)
    assert (made.kind, made.original) == ("corrected", first.uuid)
    assert texts.content(session.case, made) == CORRECTED
    session.finish_writing()
    assert _draft(session, first) is None
    assert window.pages.open_refs() == [source]
    shown_page = window.pages.current_page()
    assert isinstance(shown_page, SourcePage)
    assert shown_page.content == CORRECTED
    (excerpt,) = excerpts.of_source(session.case, source.uuid)
    qtbot.waitUntil(lambda: shown_page.view.marks.of(excerpt.uuid) is not None)
    mark = shown_page.view.marks.of(excerpt.uuid)
    assert mark
    assert mark.changed


def test_leaving_while_it_is_saved_leaves_no_draft_behind(session: Session, qtbot: QtBot, first: Text) -> None:
    page = _page(session, qtbot, first)
    page.editor.change_text(CORRECTED)
    page.save_now()
    page.leave()
    session.finish_writing()
    session.finish_writing()
    assert current(session, Ref("source", first.source)).kind == "corrected"
    assert _draft(session, first) is None


def test_what_cannot_be_saved_is_a_draft_even_when_its_page_is_gone(
    session: Session, qtbot: QtBot, first: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Text:
        raise errors.DiskFailure(session.path)

    monkeypatch.setattr(texts, "correct", refuse)
    page = _page(session, qtbot, first)
    page.editor.change_text(CORRECTED)
    with qtbot.waitSignal(session.failed):
        page.save_now()
        page.leave()
    session.finish_writing()
    assert _draft(session, first) == CORRECTED


def test_discarding_shows_the_text_as_it_was_and_can_be_undone_in_the_field(
    session: Session, qtbot: QtBot, first: Text
) -> None:
    page = _page(session, qtbot, first)
    page.editor.change_text(CORRECTED)
    qtbot.waitUntil(lambda: _draft(session, first) == CORRECTED)
    page.discard.click()
    assert page.editor.text() == WORDS
    qtbot.waitUntil(lambda: _draft(session, first) is None)
    assert not page.save.isEnabled()
    page.editor.undo()
    assert page.editor.text() == CORRECTED


def test_leaving_keeps_the_draft_and_the_panel_leads_back_to_it(
    window: Window, session: Session, qtbot: QtBot, source: Ref, first: Text
) -> None:
    session.show(Ref("correction", first.uuid))
    page = window.pages.current_page()
    assert isinstance(page, CorrectingPage)
    page.editor.change_text(CORRECTED)
    window.pages.close_current()
    session.finish_writing()
    assert _draft(session, first) == CORRECTED
    session.show(source)
    window.inspector.point_out("texts", source)
    panel = window.inspector.findChild(TextsPanel)
    assert isinstance(panel, TextsPanel)
    panel.cards[0].buttons["Go on correcting"].click()
    again = window.pages.current_page()
    assert isinstance(again, CorrectingPage)
    assert again.editor.text() == CORRECTED


def test_a_draft_that_cannot_be_written_stays_in_the_editor_and_is_tried_again(
    session: Session, qtbot: QtBot, first: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(session, qtbot, first)
    real = keeping._store

    def full(*_: object) -> None:
        raise errors.DiskFull(session.path)

    monkeypatch.setattr(keeping, "_store", full)
    page.editor.change_text(CORRECTED)
    qtbot.waitUntil(page.notice.isVisible)
    assert "full" in page.notice.words.text()
    assert page.at_risk
    monkeypatch.setattr(keeping, "_store", real)
    qtbot.waitUntil(lambda: not page.at_risk)
    assert not page.notice.isVisible()
    assert _draft(session, first) == CORRECTED


def test_a_correction_that_cannot_be_saved_is_kept(
    session: Session, qtbot: QtBot, first: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Text:
        raise errors.DiskFull(session.path)

    page = _page(session, qtbot, first)
    page.editor.change_text(CORRECTED)
    monkeypatch.setattr(texts, "correct", full)
    with qtbot.waitSignal(session.failed):
        page.save.click()
    qtbot.waitUntil(lambda: not page.at_risk)
    assert page.editor.text() == CORRECTED
    assert _draft(session, first) == CORRECTED


def test_reading_only_nothing_can_be_typed(session: Session, qtbot: QtBot, first: Text) -> None:
    reading = Session(session.path, readonly=True)
    page = _page(reading, qtbot, first)
    assert page.editor.isReadOnly()
    assert page.state.text() == "Read only"
    page.leave()
    reading.close()


@given(text=st.text(max_size=60).map(normalise))
def test_what_stands_in_the_field_comes_back_character_by_character(qapp: object, text: str) -> None:
    editor = CorrectionEditor()
    editor.show_text(text)
    assert editor.text() == text
    editor.deleteLater()


def test_blanks_directions_and_signs_beyond_the_first_plane_stay_as_they_are(qapp: object) -> None:
    text = "a\u00a0b\u2009c\u200f\u202ed 🚢\u3000办公室\tx\u00ad"
    editor = CorrectionEditor()
    editor.show_text(text)
    assert editor.text() == text
    editor.go_to(text.index("办"))
    assert editor.place() == text.index("办")
    editor.deleteLater()


def test_a_correction_that_was_begun_is_told_of_when_the_case_opens(
    session: Session, qtbot: QtBot, first: Text, request: pytest.FixtureRequest
) -> None:
    session.write(lambda case: drafts.keep(case, Ref("text", first.uuid), "words", CORRECTED))
    session.finish_writing()
    window = request.getfixturevalue("window")
    qtbot.waitUntil(window.notice.isVisible)
    window.notice.way.click()
    page = window.pages.current_page()
    assert isinstance(page, CorrectingPage)
    assert page.editor.text() == CORRECTED
