"""The searches of before: what was really used is offered below the empty field, and forgotten on request."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.case import Case
from db.personal import Personal
from db.refs import Ref, Uuid
from desktop.base.session import Session
from desktop.search import remembered
from desktop.search.bar import SearchBar
from desktop.search.remembered import Remembered
from desktop.window import Window

pytestmark = pytest.mark.window


def _offered(bar: SearchBar) -> list[object]:
    rows = bar.remembered.list.lines.sections
    return [rows.rows[number] for number in rows.lines()]


def _show(bar: SearchBar, qtbot: QtBot) -> None:
    bar.field.clear()
    bar.field.setFocus()
    qtbot.keyClick(bar.field, Qt.Key.Key_Down)


def test_what_was_shown_or_opened_is_offered_and_what_was_only_typed_is_not(
    bar: SearchBar, window: Window, qtbot: QtBot
) -> None:
    _show(bar, qtbot)
    assert not bar.remembered.list.isVisible(), "nothing was searched before"
    bar.field.setText("rain")
    window.session.show(Ref("search", Uuid("office*")))
    bar.field.setText("polic")
    qtbot.waitUntil(lambda: bar.dropdown.isVisible() and bar.dropdown.chosen() is not None)
    bar.dropdown.opened.emit(bar.dropdown.chosen())
    _show(bar, qtbot)
    assert bar.remembered.list.isVisible()
    assert _offered(bar) == ["polic*", "office*"]


def test_one_is_chosen_with_the_keys_and_searched_again(bar: SearchBar, window: Window, qtbot: QtBot) -> None:
    for query in ("office", "习近平", '"police station"'):
        bar.remembered.note(query)
    _show(bar, qtbot)
    assert bar.remembered.list.lines.current() == '"police station"'
    qtbot.keyClick(bar.field, Qt.Key.Key_Down)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bar.field.text() == "习近平")
    assert not bar.remembered.list.isVisible()
    qtbot.waitUntil(bar.dropdown.isVisible)
    assert window.pages.current() is None, "results are shown, nothing is opened by itself"


def test_escape_typing_and_leaving_the_field_put_the_list_away(bar: SearchBar, window: Window, qtbot: QtBot) -> None:
    bar.remembered.note("office")
    for leave in (
        lambda: qtbot.keyClick(bar.field, Qt.Key.Key_Escape),
        lambda: qtbot.keyClicks(bar.field, "p"),
        window.navigation.setFocus,
    ):
        _show(bar, qtbot)
        assert bar.remembered.list.isVisible()
        leave()
        assert not bar.remembered.list.isVisible()


def test_the_last_fifty_are_kept_each_once(bar: SearchBar) -> None:
    for number in range(remembered.MOST + 5):
        bar.remembered.note(f"query {number}")
    bar.remembered.note("query 20")
    bar.remembered.note("  ")
    kept = bar.remembered.queries()
    assert len(kept) == remembered.MOST
    assert kept[:2] == ["query 20", "query 54"]
    assert kept.count("query 20") == 1


def test_they_can_be_forgotten(bar: SearchBar, window: Window, qtbot: QtBot) -> None:
    bar.remembered.note("office")
    _show(bar, qtbot)
    window.actions_.qt("search.forget").trigger()
    assert not bar.remembered.list.isVisible()
    assert bar.remembered.queries() == []
    _show(bar, qtbot)
    assert not bar.remembered.list.isVisible()


def test_they_are_kept_beside_the_case_and_never_in_it(bar: SearchBar, window: Window, case_path: Path) -> None:
    bar.remembered.note("a name nobody should read")
    window.close()
    with Case.open(case_path, readonly=True) as case:
        personal = Personal(case)
        assert personal.get("searches") == ["a name nobody should read"]
        personal.close()
    assert b"nobody should read" not in case_path.read_bytes()


def test_what_was_kept_by_something_else_is_passed_over(bar: SearchBar, session: Session) -> None:
    for odd in ({"a": 1}, [1, None, "office"], "office"):
        session.remember("searches", odd)
        assert bar.remembered.queries() == (["office"] if isinstance(odd, list) else [])
    assert isinstance(bar.remembered, Remembered)
