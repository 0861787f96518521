"""The cards of the excerpts of a source."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import drafts, excerpts
from db.excerpts import Excerpt
from db.refs import Ref, Uuid
from desktop.base.in_place import InPlace
from desktop.base.session import Session
from desktop.excerpts.panel import COMMENT, ExcerptsPanel
from desktop.reader.page import SourcePage
from desktop.window import Window
from tests.desktop.reader.material import add_excerpt, add_source, place_of, shown

pytestmark = pytest.mark.window
Key = Qt.Key


@pytest.fixture
def source(session: Session, qtbot: QtBot) -> Ref:
    return add_source(session, qtbot)


@pytest.fixture
def made(session: Session, qtbot: QtBot, source: Ref) -> list[Excerpt]:
    """Three excerpts, the last of the text first."""
    quotes = (("海外服务站", ""), ("Both had stopped work.", "by whom?"), ("two offices, not eleven", ""))
    return [add_excerpt(session, qtbot, source, quote, comment) for quote, comment in quotes]


@pytest.fixture
def panel(session: Session, qtbot: QtBot, source: Ref, made: list[Excerpt]) -> ExcerptsPanel:
    panel = ExcerptsPanel(session)
    panel.follow(source)
    shown(qtbot, panel, 300, 700)
    session.changed.connect(lambda _: panel.follow(source))
    return panel


def _comment_of(session: Session, excerpt: Excerpt) -> str:
    return excerpts.get(session.case, excerpt.uuid).comment


def _open(panel: ExcerptsPanel, excerpt: Excerpt) -> InPlace:
    panel.point_out(Ref("excerpt", excerpt.uuid), COMMENT)
    editor = panel.delegate.editor
    assert editor is not None
    return editor


def test_the_cards_stand_in_the_order_of_the_text(panel: ExcerptsPanel, made: list[Excerpt]) -> None:
    assert panel.records.ids == [one.uuid for one in reversed(made)]


def test_the_model_keeps_its_promises(panel: ExcerptsPanel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(panel.records)


def test_a_place_without_excerpts_says_how_the_first_is_made(session: Session, qtbot: QtBot) -> None:
    panel = ExcerptsPanel(session)
    panel.follow(add_source(session, qtbot, "Other words.", "Another"))
    shown(qtbot, panel, 300, 400)
    assert panel.empty.isVisible()
    assert "press H" in panel.empty.body.text()


def test_a_long_quotation_takes_three_lines_and_a_comment_its_own(panel: ExcerptsPanel, made: list[Excerpt]) -> None:
    heights = {panel.records.ids[row]: panel.list.sizeHintForRow(row) for row in range(3)}
    plain, commented = heights[made[0].uuid], heights[made[1].uuid]
    assert commented > plain


def test_a_click_on_a_card_goes_to_the_place(
    panel: ExcerptsPanel, session: Session, made: list[Excerpt], qtbot: QtBot
) -> None:
    rect = panel.list.visualRect(panel.records.index(0))
    with qtbot.waitSignal(session.asked_to_show) as asked:
        qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() - QPoint(0, 5))
    assert asked.args == [Ref("excerpt", made[2].uuid), None]


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape])
def test_a_comment_is_written_in_place_and_sealed(
    panel: ExcerptsPanel, session: Session, made: list[Excerpt], qtbot: QtBot, key: Qt.Key
) -> None:
    editor = _open(panel, made[0])
    assert editor.hasFocus()
    editor.insertPlainText("the Milan office\u00a0?")
    qtbot.keyClick(editor, key)
    qtbot.waitUntil(lambda: _comment_of(session, made[0]) == "the Milan office\u00a0?")
    assert panel.delegate.editor is None


def test_shift_enter_begins_a_new_line(
    panel: ExcerptsPanel, session: Session, made: list[Excerpt], qtbot: QtBot
) -> None:
    editor = _open(panel, made[0])
    for words, modifier in (("one", Qt.KeyboardModifier.ShiftModifier), ("two", Qt.KeyboardModifier.NoModifier)):
        editor.insertPlainText(words)
        qtbot.keyClick(editor, Key.Key_Return, modifier)
    qtbot.waitUntil(lambda: _comment_of(session, made[0]) == "one\ntwo")


def test_a_comment_that_is_left_as_it_was_is_no_edit(
    panel: ExcerptsPanel, session: Session, made: list[Excerpt], qtbot: QtBot
) -> None:
    head = session.case.head
    editor = _open(panel, made[1])
    assert editor.words() == "by whom?"
    qtbot.keyClick(editor, Key.Key_Return)
    written: list[None] = []
    session.write(lambda case: None, written.append)
    qtbot.waitUntil(lambda: bool(written))
    assert session.case.head == head


def test_what_is_typed_is_kept_as_a_draft_and_found_again(
    panel: ExcerptsPanel, session: Session, source: Ref, made: list[Excerpt], qtbot: QtBot
) -> None:
    editor = _open(panel, made[0])
    editor.insertPlainText("half a thou")
    ref = Ref("excerpt", made[0].uuid)
    qtbot.waitUntil(lambda: drafts.kept(session.case, ref, "comment") == "half a thou")
    torn = ExcerptsPanel(session)
    torn.follow(source)
    shown(qtbot, torn, 300, 700)
    assert _open(torn, made[0]).words() == "half a thou"
    qtbot.keyClick(torn.delegate.editor, Key.Key_Return)
    qtbot.waitUntil(lambda: _comment_of(session, made[0]) == "half a thou")
    qtbot.waitUntil(lambda: drafts.kept(session.case, ref, "comment") is None)


def test_typing_goes_on_when_others_come(
    panel: ExcerptsPanel, session: Session, source: Ref, made: list[Excerpt], qtbot: QtBot
) -> None:
    editor = _open(panel, made[0])
    editor.insertPlainText("while")
    add_excerpt(session, qtbot, source, "102 offices")
    assert panel.delegate.editor is editor
    assert editor.words() == "while"
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: len(panel.records.ids) == 4)
    qtbot.waitUntil(lambda: _comment_of(session, made[0]) == "while")


def test_another_source_seals_the_comment_first(
    panel: ExcerptsPanel, session: Session, made: list[Excerpt], qtbot: QtBot
) -> None:
    _open(panel, made[0]).insertPlainText("sealed by going on")
    panel.follow(Ref("source", made[0].text))
    qtbot.waitUntil(lambda: _comment_of(session, made[0]) == "sealed by going on")


def test_keys_on_a_card_cite_comment_and_discard(
    panel: ExcerptsPanel, session: Session, source: Ref, made: list[Excerpt], qtbot: QtBot
) -> None:
    panel.point_out(Ref("excerpt", made[1].uuid), None)
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"[@{made[1].key}]"
    qtbot.keyClick(panel.list, Key.Key_F2)
    assert panel.delegate.editor is not None
    qtbot.keyClick(panel.delegate.editor, Key.Key_Return)
    qtbot.keyClick(panel.list, Key.Key_Delete)
    qtbot.waitUntil(lambda: made[1].uuid not in panel.records.ids)
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: case.undo())
    assert made[1].uuid in panel.records.ids


def test_a_case_open_for_reading_shows_cards_and_opens_no_field(
    session: Session, source: Ref, made: list[Excerpt], qtbot: QtBot
) -> None:
    reading = Session(session.path, readonly=True)
    panel = ExcerptsPanel(reading)
    panel.follow(source)
    shown(qtbot, panel, 300, 700)
    panel.list.go_to(made[0].uuid)
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Key.Key_F2)
    assert panel.delegate.editor is None
    reading.close()


def test_in_the_window_h_leads_into_the_comment_and_enter_back_into_the_text(
    window: Window, session: Session, source: Ref, qtbot: QtBot
) -> None:
    session.show(source)
    page = window.pages.current_page()
    assert isinstance(page, SourcePage)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.setFocus()
    page.view.select(place_of("102 offices"))
    qtbot.keyClick(page.view, Key.Key_H)
    panel = _panel(window)
    qtbot.waitUntil(lambda: panel.delegate.editor is not None and panel.delegate.editor.hasFocus())
    assert panel.delegate.editor is not None
    qtbot.keyClicks(panel.delegate.editor, "how counted?")
    qtbot.keyClick(panel.delegate.editor, Key.Key_Return)
    qtbot.waitUntil(lambda: [one.comment for one in excerpts.of_source(session.case, source.uuid)] == ["how counted?"])
    assert page.view.hasFocus()


def test_closing_the_window_seals_the_comment_that_is_being_written(
    window: Window, session: Session, source: Ref, made: list[Excerpt], qtbot: QtBot
) -> None:
    session.show(Ref("excerpt", made[0].uuid), COMMENT)
    editor = _panel(window).delegate.editor
    assert editor is not None
    editor.insertPlainText("said at the last moment")
    window.close()
    again = Session(session.path, readonly=True)
    assert _comment_of(again, made[0]) == "said at the last moment"
    again.close()


def _panel(window: Window) -> ExcerptsPanel:
    found = window.inspector.findChild(ExcerptsPanel)
    assert isinstance(found, ExcerptsPanel)
    return found


def test_an_excerpt_that_is_made_while_a_comment_is_written_gets_its_card(
    panel: ExcerptsPanel, session: Session, source: Ref, made: list[Excerpt], qtbot: QtBot
) -> None:
    _open(panel, made[0]).insertPlainText("first this one")
    another = add_excerpt(session, qtbot, source, "102 offices in 53 countries")
    editor = _open(panel, another)
    assert editor.isVisible()
    assert panel.list.selected() == [another.uuid]
    qtbot.waitUntil(lambda: _comment_of(session, made[0]) == "first this one")


def test_what_is_like_an_excerpt_is_searched_for(
    panel: ExcerptsPanel, session: Session, made: list[Excerpt], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.asked_to_show) as asked:
        panel.list.likened.emit(made[0].uuid)
    assert asked.args == [Ref("search", Uuid(f"like:{made[0].key}")), None]
