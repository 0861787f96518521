"""The main job by hand: import, mark, link, search, write, export, undo, and open again.

With `--pictures FOLDER` each step leaves a picture of the window, light and dark.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import resources
from db import briefs, entities, excerpts, notes, sources
from db.refs import Ref

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.app import Application
    from desktop.window import Window

pytestmark = pytest.mark.window
CASE = "ferries.casethread"


def _import(window: "Window", folder: Path, qtbot: "QtBot", picture: Callable[[str], None] | None = None) -> None:
    from desktop.transfer.intake import imports_of
    from desktop.transfer.review_page import ReviewPage

    imports_of(window.session).start([folder])
    qtbot.waitUntil(lambda: isinstance(window.pages.current_page(), ReviewPage), timeout=120_000)
    page = window.pages.current_page()
    assert isinstance(page, ReviewPage)
    picture("review") if picture else None
    page.take.click()
    qtbot.waitUntil(lambda: len(sources.every(window.session.case)) == 8, timeout=120_000)
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=60_000)


def _page(window: "Window", ref: Ref) -> Any:
    window.session.show(ref)
    page = window.pages.current_page()
    assert page is not None
    return page


def test_the_main_job_by_hand(
    window: "Window", application: "Application", tmp_path: Path, qtbot: "QtBot", picture: Callable[[str], None]
) -> None:
    from PySide6.QtCore import Qt

    session = window.session
    with resources.folder("sample") as folder:
        shutil.copytree(folder / "articles", tmp_path / "articles")

    # Eight articles come in.
    _import(window, tmp_path / "articles", qtbot, picture)
    picture("import")

    # Some words of one are marked with H.
    source = next(one for one in sources.every(session.case) if "Readers' editor" in (one.title or ""))
    page = _page(window, Ref("source", source.uuid))
    start = page.content.index("Nine and two are therefore")
    end = page.content.index(".", start)
    from db.spans import Span

    page.view.selection.take(Span(start, end))
    page.view.setFocus()
    with qtbot.waitSignal(session.changed, timeout=60_000):
        qtbot.keyClick(page.view, Qt.Key.Key_H)
    (excerpt,) = excerpts.of_source(session.case, source.uuid)
    assert excerpt.quote == page.content[start:end]
    picture("reading")

    # A note links a name that nobody knew, and cites the excerpt.
    with qtbot.waitSignal(session.changed, timeout=60_000):
        session.write(lambda case: notes.write(case, "Which figure?", ""))
    note = notes.get(session.case, "Which figure?")
    writing = _page(window, Ref("note", note.uuid))
    writing.editor.insertPlainText(f"[[Farwater Watch]] counts ships, not mornings [@{excerpt.key}].")
    writing.leave()
    qtbot.waitUntil(lambda: entities.is_known(session.case, "Farwater Watch"), timeout=60_000)
    picture("note")

    # The name is found in every article it stands in.
    entity = entities.get(session.case, "Farwater Watch")
    _page(window, Ref("entity", entity.uuid))
    found: list[int] = []
    session.find(lambda case, derived: len(derived.mentions_of(entity.uuid)), found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=60_000)
    assert found[0] >= 5
    picture("entity")

    # A briefing quotes the excerpt, is exported, and matches.
    body = f"# Two answers\n\nNo: “{excerpt.quote}” [@{excerpt.key}].\n"
    with qtbot.waitSignal(session.changed, timeout=60_000):
        session.write(lambda case: briefs.write(case, "Two answers", body))
    brief = briefs.get(session.case, "Two answers")
    _page(window, Ref("briefing", brief.uuid))
    picture("briefing")
    from desktop.briefings.export import export

    said: list[str] = []
    export(session, brief, tmp_path / "answers.md", said.append)
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    assert (tmp_path / "answers.md").is_file()

    # The briefing is taken back, and everything is there when the case is opened again.
    with qtbot.waitSignal(session.changed, timeout=60_000):
        session.write(lambda case: case.undo())
    assert briefs.every(session.case) == []
    window.close()
    again = application.open_case(tmp_path / CASE)
    assert again
    assert [one.key for one in excerpts.every(again.session.case)] == [excerpt.key]
    assert notes.get(again.session.case, "Which figure?").body.startswith("[[Farwater Watch]]")


def test_search_shows_hits_as_one_types_and_opens_at_the_first(
    window: "Window", tmp_path: Path, qtbot: "QtBot", picture: Callable[[str], None]
) -> None:
    from PySide6.QtCore import Qt

    from desktop.search.bar import SearchBar

    with resources.folder("sample") as folder:
        shutil.copytree(folder / "articles", tmp_path / "articles")
    _import(window, tmp_path / "articles", qtbot)
    bar = window.findChild(SearchBar)
    assert bar is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    bar.enter()
    qtbot.keyClicks(bar.field, "tingl")
    qtbot.waitUntil(lambda: bar.dropdown.isVisible() and bar.dropdown.chosen() is not None, timeout=60_000)
    picture("search")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.pages.current() is not None, timeout=60_000)
    shown = window.pages.current()
    assert shown is not None
    assert shown.kind in {"source", "entity", "note"}


def test_every_part_of_the_sample_case_can_be_opened(
    window: "Window", qtbot: "QtBot", picture: Callable[[str], None]
) -> None:
    from db.sample import build

    session = window.session
    built: list[str] = []
    session.write(build, built.append)
    qtbot.waitUntil(lambda: bool(built), timeout=120_000)
    ledger = next(one for one in sources.every(session.case) if one.status == "corrected")
    shown = {
        "sample-reading": ("sources", Ref("source", ledger.uuid)),
        "sample-entity": ("entities", Ref("entity", entities.get(session.case, "Tinglan yard").uuid)),
        "sample-note": ("notes", Ref("note", notes.get(session.case, "The seal").uuid)),
        "sample-briefing": ("briefings", Ref("briefing", briefs.every(session.case)[0].uuid)),
    }
    for name, (collection, ref) in shown.items():
        window.list_of(collection)
        assert _page(window, ref).title()
        window.pages.setFocus()
        qtbot.wait(50)
        picture(name)
