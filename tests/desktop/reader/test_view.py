"""Reading, selecting and copying, with the mouse and with the keys."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.refs import Uuid
from db.spans import Span
from desktop.reader.head import Words
from desktop.reader.marks import Mark, Marks
from desktop.reader.paragraphs import Paragraphs
from desktop.reader.view import ReadingView
from tests.desktop.reader.material import WORDS, place_of, shown

pytestmark = pytest.mark.window
LONG = "\n\n".join(f"Paragraph {n} has words enough to go on for a line or two, and it ends here." for n in range(400))
Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def view(qapp: object, qtbot: QtBot) -> ReadingView:
    view = ReadingView(16, 68)
    view.show_text(Paragraphs(WORDS), Words("LA GAZZETTA"))
    shown(qtbot, view, 640, 700)
    view.setFocus()
    return view


@pytest.fixture
def long_view(view: ReadingView) -> ReadingView:
    view.show_text(Paragraphs(LONG), Words("LA GAZZETTA"))
    return view


def _point(view: ReadingView, place: int) -> QPoint:
    """A point on the left half of a character."""
    box = view.boxes(Span(place, place + 1))[0]
    return QPointF(box.left() + 1, box.center().y()).toPoint()


def _drag(qtbot: QtBot, view: ReadingView, start: int, end: int) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(view.viewport(), left, pos=_point(view, start))
    qtbot.mouseMove(view.viewport(), _point(view, end))
    view.selection.put(view.sheet.place(view.on_sheet(QPointF(_point(view, end)))), extend=True)
    qtbot.mouseRelease(view.viewport(), left, pos=_point(view, end))


def test_dragging_selects_and_copying_gives_the_stored_words(view: ReadingView, qtbot: QtBot) -> None:
    wanted = place_of("😀 The rights group")
    _drag(qtbot, view, wanted.start, wanted.end)
    qtbot.keyClick(view, Key.Key_C, Mod.ControlModifier)
    assert view.selected() == wanted
    assert QGuiApplication.clipboard().text() == "😀 The rights group"


def test_copying_keeps_blanks_that_a_widget_would_lose(view: ReadingView, qtbot: QtBot) -> None:
    view.show_text(Paragraphs("n\u00ba\u00a05 and\u2009so on\u202e!"), Words(""))
    qtbot.keyClick(view, Key.Key_A, Mod.ControlModifier)
    view.copy()
    assert QGuiApplication.clipboard().text() == "n\u00ba\u00a05 and\u2009so on\u202e!"


def test_a_double_click_takes_the_word_and_a_third_the_paragraph(view: ReadingView, qtbot: QtBot) -> None:
    place, left = place_of("chamber"), Qt.MouseButton.LeftButton
    point = _point(view, place.start + 2)
    qtbot.mouseDClick(view.viewport(), left, pos=point)
    assert view.selected() == place
    qtbot.mousePress(view.viewport(), left, pos=point)
    assert view.selection.span.of(WORDS).startswith("The minister told")
    assert view.selection.span.of(WORDS).endswith("not eleven.")


def test_keys_select_word_by_word(view: ReadingView, qtbot: QtBot) -> None:
    view.selection.put(place_of("police had found").start)
    for _ in range(3):
        qtbot.keyClick(view, Key.Key_Right, Mod.ControlModifier | Mod.ShiftModifier)
    assert view.selected() == place_of("police had found")


def test_keys_cross_from_paragraph_to_paragraph_and_over_letters_of_two_units(view: ReadingView, qtbot: QtBot) -> None:
    view.selection.put(place_of("stopped work.").end)
    qtbot.keyClick(view, Key.Key_Right)
    assert view.selection.caret == WORDS.index("😀")
    qtbot.keyClick(view, Key.Key_Right)
    assert view.selection.caret == WORDS.index("😀") + 1
    qtbot.keyClick(view, Key.Key_Left)
    qtbot.keyClick(view, Key.Key_Left)
    assert view.selection.caret == place_of("stopped work.").end


def test_in_arabic_the_left_key_goes_on(view: ReadingView, qtbot: QtBot) -> None:
    start = WORDS.index("قال")
    view.selection.put(start)
    qtbot.keyClick(view, Key.Key_Left, Mod.ShiftModifier)
    assert view.selection.span == Span(start, start + 1)


def test_lines_are_selected_downwards_and_to_their_ends(view: ReadingView, qtbot: QtBot) -> None:
    start = place_of("Both").start
    view.selection.put(start)
    qtbot.keyClick(view, Key.Key_End, Mod.ShiftModifier)
    assert view.selected() == place_of("Both had stopped work.")
    view.selection.put(start)
    qtbot.keyClick(view, Key.Key_Down, Mod.ShiftModifier)
    assert view.selection.caret == WORDS.index("😀")


def test_escape_takes_the_cursor_away_and_then_leaves_the_key_to_others(view: ReadingView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Key.Key_Right, Mod.ShiftModifier)
    assert view.caret_shown
    qtbot.keyClick(view, Key.Key_Escape)
    assert not view.caret_shown
    assert not view.selection


def test_pages_space_home_and_end_scroll(long_view: ReadingView, qtbot: QtBot) -> None:
    bar = long_view.verticalScrollBar()
    qtbot.keyClick(long_view, Key.Key_Space)
    page = bar.value()
    assert page > 400
    qtbot.keyClick(long_view, Key.Key_PageDown)
    assert bar.value() > page
    qtbot.keyClick(long_view, Key.Key_Space, Mod.ShiftModifier)
    qtbot.keyClick(long_view, Key.Key_PageUp)
    assert bar.value() == 0
    qtbot.keyClick(long_view, Key.Key_End)
    assert bar.value() == bar.maximum() > 5000
    assert long_view.boxes(Span(len(LONG) - 5, len(LONG)))
    qtbot.keyClick(long_view, Key.Key_Home)
    assert bar.value() == 0


def test_scrolling_up_over_what_was_never_set_does_not_jump(long_view: ReadingView) -> None:
    long_view.go_to_top(LONG.index("Paragraph 300"))
    watched = place_of("Paragraph 301", LONG)
    for _ in range(6):
        before = long_view.boxes(watched)[0].top()
        long_view.scroll_by(-40)
        assert long_view.boxes(watched)[0].top() == pytest.approx(before + 40, abs=1)


def test_what_is_jumped_to_is_seen_now_and_after_a_change_of_size(long_view: ReadingView) -> None:
    wanted = place_of("Paragraph 222", LONG)
    long_view.reveal(wanted)
    for size in ((500, 600), (900, 500), (640, 700)):
        long_view.resize(*size)
        boxes = long_view.boxes(wanted)
        assert boxes
        assert 0 <= boxes[0].top() < long_view.viewport().height()


def test_what_stands_at_the_top_stays_there_when_the_type_changes(long_view: ReadingView) -> None:
    place = LONG.index("Paragraph 123")
    long_view.go_to_top(place)
    long_view.set_type(20, 60)
    assert long_view.top_place() == place


def test_the_column_is_as_wide_as_was_set_and_stands_in_the_middle(view: ReadingView) -> None:
    view.resize(1200, 700)
    wide = view.sheet.width
    view.set_type(16, 60)
    assert view.sheet.width < wide < 700
    assert view.boxes(place_of("Both"))[0].left() == (view.viewport().width() - view.sheet.width) // 2


def test_a_click_on_a_mark_tells_the_shortest_one_there(view: ReadingView, qtbot: QtBot) -> None:
    whole, part = place_of("police had found two offices"), place_of("two offices, not")
    view.show_marks(Marks([Mark(whole, Uuid("a")), Mark(part, Uuid("b"))]))
    with qtbot.waitSignal(view.mark_clicked) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_point(view, part.start + 2))
    assert clicked.args is not None
    assert clicked.args[0].uuid == "b"


def test_a_click_beside_a_mark_is_none(view: ReadingView, qtbot: QtBot) -> None:
    view.show_marks(Marks([Mark(place_of("Both had stopped work."), Uuid("a"))]))
    box = view.boxes(place_of("Both had stopped work."))[0]
    with qtbot.assertNotEmitted(view.mark_clicked):
        qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(int(box.right()) + 60, int(box.center().y()))
        )


def test_names_lie_above_marks_for_a_click(view: ReadingView, qtbot: QtBot) -> None:
    place = place_of("minister told")
    view.show_marks(Marks([Mark(place, Uuid("a"))]))
    view.show_names(Marks([Mark(Span(place.start, place.start + 8), Uuid("n"))]))
    with qtbot.waitSignal(view.names_clicked) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_point(view, place.start + 1))
    assert clicked.args is not None
    assert [mark.uuid for mark in clicked.args[0]] == ["n"]


def test_marks_and_hits_are_painted(view: ReadingView) -> None:
    before = view.grab().toImage()
    view.show_marks(Marks([Mark(place_of("police"), Uuid("a"))]))
    marked = view.grab().toImage()
    view.show_hits([(40, 45)], (40, 45))
    assert before != marked != view.grab().toImage()


def test_programs_that_read_aloud_are_told_what_is_in_sight(long_view: ReadingView, qtbot: QtBot) -> None:
    long_view.go_to_top(LONG.index("Paragraph 50 "))
    qtbot.waitUntil(lambda: long_view.accessibleDescription().startswith("Paragraph 50 "))


def test_a_text_without_words_takes_every_key(view: ReadingView, qtbot: QtBot) -> None:
    view.show_text(Paragraphs(""), Words(""))
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_End, Key.Key_Space, Key.Key_A):
        qtbot.keyClick(view, key, Mod.ShiftModifier)
    assert view.selected() is None
