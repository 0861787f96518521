"""From a result of the search to its places in the text, one after the other, and on to other words there."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from db import sample

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.window import Window

pytestmark = pytest.mark.window


@pytest.fixture
def filled(window: "Window", qtbot: "QtBot") -> "Window":
    built: list[str] = []
    window.session.write(sample.build, built.append)
    qtbot.waitUntil(lambda: bool(built), timeout=120_000)
    return window


def _results(window: "Window", qtbot: "QtBot", query: str) -> Any:
    from PySide6.QtCore import Qt

    from desktop.search.bar import SearchBar

    bar = window.findChild(SearchBar)
    assert isinstance(bar, SearchBar)
    bar.enter()
    bar.field.setText(query)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page: Any = window.pages.current_page()
    qtbot.waitUntil(lambda: page.answer is not None)
    return page


def test_f3_leads_from_hit_to_hit(filled: "Window", qtbot: "QtBot", picture: Callable[[str], None]) -> None:
    from PySide6.QtCore import Qt

    from db.finding import Found
    from desktop.reader.page import SourcePage

    # A result is opened from the list, which says how many there are.
    page = _results(filled, qtbot, "kind:source ships OR ferries ")
    hit = next(one for one in page.list.sections.rows if isinstance(one, Found) and one.matches > 3)
    page.list.opened.emit(hit)
    reader = filled.pages.current_page()
    assert isinstance(reader, SourcePage)
    qtbot.waitUntil(lambda: reader.bar.count.text() != "")
    here, titled = len(reader.finder.places), reader.finder.found.titled
    assert here + titled == hit.matches
    picture("hits")

    filled.activateWindow()
    qtbot.waitUntil(filled.isActiveWindow, timeout=60_000)

    # F3 goes round, Shift+F3 goes back, and each hit is selected.
    reader.view.setFocus()
    seen = []
    for _ in range(here):
        qtbot.keyClick(filled, Qt.Key.Key_F3)
        span = reader.view.selected()
        assert span is not None
        seen.append((span.start, span.end))
    assert sorted(seen) == list(reader.finder.places)
    qtbot.keyClick(filled, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    span = reader.view.selected()
    assert span is not None
    assert (span.start, span.end) == seen[-2]

    # Escape takes the frames away; other words are found in their place.
    qtbot.keyClick(reader.view, Qt.Key.Key_Escape)
    assert not reader.bar.isVisible()
    qtbot.keyClick(filled, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    reader.bar.switches.all["whole"].click()
    reader.bar.field.setText("the")
    qtbot.waitUntil(lambda: " of " in reader.bar.count.text())
    picture("find")
    filled.resize(640, 480)
    qtbot.wait(50)
    picture("find-small")
