"""The page on which one writes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db import links, notes, sources
from db.folding import fold
from db.refs import Ref
from db.search.query import parse
from db.spans import Span
from desktop.base.hits import Hits
from desktop.base.session import Session
from desktop.window import Window
from desktop.writing.in_step import between
from desktop.writing.modes import Mode
from desktop.writing.page import WritingPage
from desktop.writing.syntax import Lead
from tests.desktop.writing.material import filled, note, shown, type_at_end

pytestmark = pytest.mark.window


def test_the_preview_follows_what_is_typed(session: Session, qtbot: QtBot) -> None:
    filled(session, qtbot)
    page = shown(WritingPage(session, notes.SHELF, note(session, qtbot, body="# Head\n\nwords")), qtbot)
    qtbot.waitUntil(lambda: "words" in page.preview.toPlainText())
    type_at_end(page.editor, " and **more**")
    qtbot.waitUntil(lambda: "words and more" in page.preview.toPlainText())


def test_one_key_goes_from_writing_to_reading_and_back(window: Window, session: Session, qtbot: QtBot) -> None:
    session.show(note(session, qtbot, body="words"))
    page = window.pages.current_page()
    assert isinstance(page, WritingPage)
    seen = []
    for _ in range(3):
        window.actions_.qt("writing.mode").trigger()
        seen.append((page.modes.mode(), page.sheet.isVisible(), page.preview.isVisible()))
    assert seen == [(Mode.READ, False, True), (Mode.WRITE, True, False), (Mode.BOTH, True, True)]


def test_saving_now_is_an_action(window: Window, session: Session, qtbot: QtBot) -> None:
    ref = note(session, qtbot, body="words")
    session.show(ref)
    page = window.pages.current_page()
    assert isinstance(page, WritingPage)
    type_at_end(page.editor, " more")
    window.actions_.qt("writing.save").trigger()
    qtbot.waitUntil(lambda: notes.of_uuid(session.case, ref.uuid).body == "words more")


def test_going_to_another_page_seals(window: Window, session: Session, qtbot: QtBot) -> None:
    first, second = note(session, qtbot, "First", "one"), note(session, qtbot, "Second", "two")
    session.show(first)
    page = window.pages.current_page()
    assert isinstance(page, WritingPage)
    type_at_end(page.editor, " more")
    session.show(second)
    qtbot.waitUntil(lambda: notes.of_uuid(session.case, first.uuid).body == "one more")


def test_links_and_citations_lead_where_they_say(session: Session, qtbot: QtBot) -> None:
    made = filled(session, qtbot)
    ref = note(session, qtbot, body=f"[[Zhang Wei]] [@{made[0].key}]")
    page = shown(WritingPage(session, notes.SHELF, ref), qtbot)
    asked: list[tuple[Ref, object]] = []
    session.asked_to_show.connect(lambda to, place: asked.append((to, place)))
    page.editor.followed.emit(Lead("entity", "zhang wei"))
    page.editor.followed.emit(Lead("cite", made[0].key))
    page.preview.link_followed.emit(f"case:cite/{sources.every(session.case)[0].key}")
    page.preview.link_followed.emit("https://elsewhere.example")
    entity = links.targets(session.case, ref)[fold("Zhang Wei")]
    first = sources.every(session.case)[0]
    assert asked[:2] == [(Ref("entity", entity), None), (Ref("source", made[0].source), made[0].uuid)]
    assert asked[2:] == [(Ref("source", first.uuid), None)]


def test_what_leads_nowhere_is_said(session: Session, qtbot: QtBot) -> None:
    page = shown(WritingPage(session, notes.SHELF, note(session, qtbot)), qtbot)
    with qtbot.waitSignal(session.told) as told:
        page.editor.followed.emit(Lead("entity", "<b>Nobody</b>"))
    assert "<b>Nobody</b>" in told.args[0]


def test_a_span_is_selected_also_behind_wide_characters(session: Session, qtbot: QtBot) -> None:
    page = shown(WritingPage(session, notes.SHELF, note(session, qtbot, body="🚢🚢 words here")), qtbot)
    page.go_to(Span(3, 8))
    assert page.editor.textCursor().selectedText() == "words"


def test_one_comes_back_to_where_one_was(session: Session, qtbot: QtBot) -> None:
    ref = note(session, qtbot, body="🚢 line\n" * 100)
    page = shown(WritingPage(session, notes.SHELF, ref), qtbot)
    page.editor.go_to(500)
    page.modes.choose(Mode.WRITE)
    where = page.position()
    again = shown(WritingPage(session, notes.SHELF, ref), qtbot)
    again.go_to(where)
    assert (again.editor.place(), again.modes.mode()) == (500, Mode.WRITE)


def test_editor_and_preview_stay_in_step(session: Session, qtbot: QtBot) -> None:
    body = "\n\n".join(f"## Head {n}\n\n" + "words and more words " * 60 for n in range(12))
    page = shown(WritingPage(session, notes.SHELF, note(session, qtbot, body=body)), qtbot)
    qtbot.waitUntil(lambda: "Head 11" in page.preview.toPlainText() and not page.preview.is_filling)
    bar = page.editor.verticalScrollBar()
    bar.setValue(bar.maximum())
    preview = page.preview.verticalScrollBar()
    assert preview.value() == pytest.approx(preview.maximum(), abs=20)
    bar.setValue(0)
    assert preview.value() == 0


def test_between_two_stations_the_way_is_shared_out() -> None:
    assert between(50, [0, 100, 200], [0, 10, 400]) == 5
    assert between(150, [0, 100, 200], [0, 10, 400]) == 205
    assert between(0, [0.0, 0.0], [0.0, 0.0]) == 0


def test_enter_in_the_title_goes_to_the_text(session: Session, qtbot: QtBot) -> None:
    page = shown(WritingPage(session, notes.SHELF, note(session, qtbot)), qtbot)
    page.go_to({"title": True})
    assert page.title_field.selectedText() == "N"
    QTest.keyClick(page.title_field, Qt.Key.Key_Return)
    assert page.editor.hasFocus()


def test_everything_that_takes_the_focus_has_a_name(session: Session, qtbot: QtBot) -> None:
    page = shown(WritingPage(session, notes.SHELF, note(session, qtbot)), qtbot)
    takers = [one for one in page.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    nameless = [one for one in takers if not (one.accessibleName() or getattr(one, "text", str)())]
    assert [type(one).__name__ for one in nameless if one.isVisible()] == []


def test_hits_of_a_search_are_marked_until_something_is_typed(session: Session, qtbot: QtBot) -> None:
    body = "😀 A ferry, a FERRY\n\nand 渡轮 ferry."
    page = shown(WritingPage(session, notes.SHELF, note(session, qtbot, body=body)), qtbot)
    page.go_to(Hits(parse("ferry"), Span(13, 18)))
    marked = [one.cursor.selectedText() for one in page.editor.extraSelections()]
    assert marked == ["ferry", "FERRY", "ferry"]
    assert page.editor.textCursor().selectedText() == "FERRY"
    QTest.keyClick(page.editor, Qt.Key.Key_Escape)
    assert page.editor.extraSelections() == []
    page.go_to(Hits(parse("ferry"), None))
    type_at_end(page.editor, "!")
    assert page.editor.extraSelections() == []
