"""A question that stays open: saved once, counted as material comes in, looked at, and handed on as a note.

With `--pictures FOLDER` each step leaves a picture of the window, light and dark.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from db import notes, searches, sources
from db.refs import Ref, Uuid

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.window import Window

pytestmark = pytest.mark.window


def _wait(qtbot: "QtBot", until: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(until()), timeout=60_000)


def _save(window: "Window", qtbot: "QtBot", query: str, name: str) -> None:
    from tests.desktop.dialogs.test_dialogs import answering, typed

    window.session.show(Ref("search", Uuid(query)))
    answering(typed(name))
    window.actions_.qt("searches.save").trigger()
    _wait(qtbot, lambda: searches.of_query(window.session.case, query))


def test_a_search_is_kept_and_tells_what_is_new(
    window: "Window", qtbot: "QtBot", picture: Callable[[str], None]
) -> None:
    from PySide6.QtCore import Qt

    from db.sample import build
    from desktop.search.bar import SearchBar
    from desktop.searches.panel import SearchesPanel
    from desktop.searches.watch import watch_of

    session, watch = window.session, watch_of(window)
    panel: Any = window.list_of("searches")
    assert isinstance(panel, SearchesPanel)
    picture("searches-none")
    session.write(build)
    _wait(qtbot, lambda: notes.every(session.case))

    # Three questions are saved from their pages; what they find then is seen.
    _save(window, qtbot, "ferr*", "Ferries")
    _save(window, qtbot, '"farwater watch" -ministry', "Farwater Watch without the ministry")
    _save(window, qtbot, "certificat*", "certificat*")
    uuids = {one.name: one.uuid for one in searches.every(session.case)}
    _wait(qtbot, lambda: len(watch.counts) == 3 and not any(one.new for one in watch.counts.values()))
    found = watch.counts[uuids["Ferries"]].total
    assert found == session.find(lambda case, derived: derived.search("ferr*").total, lambda _: None).result()

    # Work goes on elsewhere; the list tells what came in.
    session.show(Ref("source", sources.every(session.case)[0].uuid))
    session.write(lambda case: notes.write(case, "A ferry nobody saw", "It had no certificate."))
    session.write(lambda case: notes.write(case, "Another ferry", ""))
    _wait(qtbot, lambda: watch.counts[uuids["Ferries"]].new == 2 and watch.counts[uuids["certificat*"]].new == 1)
    assert watch.counts[uuids["Ferries"]].total == found + 2
    picture("searches")

    # Enter shows them, and then nothing is new.
    panel.list.go_to(uuids["Ferries"])
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert window.pages.current() == Ref("search", Uuid("ferr*"))
    _wait(qtbot, lambda: watch.counts[uuids["Ferries"]].new == 0)
    picture("searches-shown")

    # They become a note, in which every passage is cited.
    window.actions_.qt("searches.note").trigger()
    _wait(qtbot, lambda: window.pages.current() is not None and window.pages.current().kind == "note")  # type: ignore[union-attr]
    made = notes.get(session.case, "Search: ferr*")
    assert made.body.count("\n> ") == made.body.count(" [@") > 2
    picture("searches-note")

    # What was searched is offered again below the empty field.
    bar = window.findChild(SearchBar)
    assert bar is not None
    window.activateWindow()
    _wait(qtbot, window.isActiveWindow)
    bar.enter()
    qtbot.keyClick(bar.field, Qt.Key.Key_Down)
    assert bar.remembered.queries() == ["ferr*", "certificat*", '"farwater watch" -ministry']
    picture("searches-before")
