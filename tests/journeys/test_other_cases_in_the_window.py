"""Looking for the same words in several cases, and going on in the one that has them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db import notes, sources, texts
from db.case import Case
from db.refs import Ref, Uuid
from tests.journeys.conftest import CASE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.app import Application
    from desktop.search.elsewhere.page import ElsewherePage
    from desktop.window import Window

pytestmark = pytest.mark.window
PASSPHRASE = "a long passphrase"


def _fill(case: Case, title: str, words: str) -> None:
    with case.edit("import"):
        (identity,) = case.store([words.encode()])
        source = sources.add(case, identity, {"title": title, "publisher": "Quay News", "issued": "2024-11-21"})
        texts.add(case, source.uuid, words)
    notes.write(case, f"On {title}", f"Compare the ferry in {title}.")


def _case(path: Path, words: str, passphrase: str | None = None) -> Path:
    with Case.create(path, passphrase, title=path.stem.title()) as case:
        _fill(case, f"The {path.stem}", words)
    return path


def _page(window: "Window") -> "ElsewherePage":
    from desktop.search.elsewhere.page import ElsewherePage

    window.actions_.qt("search.elsewhere").trigger()
    page = window.pages.current_page()
    assert isinstance(page, ElsewherePage)
    return page


def _tick(page: "ElsewherePage", *names: str) -> None:
    from PySide6.QtCore import Qt

    for row in range(page.cases.count()):
        item = page.cases.item(row)
        if item.text().startswith(names):
            item.setCheckState(Qt.CheckState.Checked)


def _said(page: "ElsewherePage", qtbot: "QtBot", many: int) -> list[Any]:
    qtbot.waitUntil(lambda: len(page._told) == many and not page._waiting, timeout=60_000)
    return page.list.sections.rows


@pytest.fixture
def others(application: "Application", window: "Window", tmp_path: Path) -> list[Path]:
    """Three more cases that were opened lately: one plain, one encrypted, one that is gone."""
    window.session.write(lambda case: _fill(case, "harbour", "The ferry was late. Another ferry came."))
    window.session.finish_writing()
    paths = [
        _case(tmp_path / "mountain.casethread", "No ferry crosses the lake. 渡轮 and a FERRY."),
        _case(tmp_path / "sealed.casethread", "A ferry nobody saw.", PASSPHRASE),
        tmp_path / "gone.casethread",
    ]
    for path in paths:
        application.settings.opened(path)
    return paths


def test_every_case_says_what_it_has(
    window: "Window",
    others: list[Path],
    qtbot: "QtBot",
    picture: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from desktop.base.sections import Head
    from desktop.search.elsewhere import page as pages
    from desktop.search.elsewhere.rows import InCase, Remark

    # Only what is open is asked unless more is ticked.
    page = _page(window)
    assert [one.is_this for one in page.cases.chosen()] == [True]
    _tick(page, "mountain", "sealed", "gone")
    page.field.setText("ferry")
    before = [path.read_bytes() for path in others[:2]]
    page.start.click()
    lines = _said(page, qtbot, 4)
    heads = {line.words: line.side for line in lines if isinstance(line, Head)}
    assert heads == {"Ferries broken up on paper": "2", "Mountain": "2", "sealed": "", "gone": ""}
    remarks = {line.path.stem: line for line in lines if isinstance(line, Remark)}
    assert set(remarks) == {"sealed", "gone"}
    assert remarks["sealed"].locked
    assert not remarks["gone"].locked
    picture("elsewhere")

    # The locked one is unlocked where it stands.
    monkeypatch.setattr(pages, "ask_passphrase", lambda *_: "not this one")
    page.list.opened.emit(remarks["sealed"])
    lines = _said(page, qtbot, 4)
    (still,) = (line for line in lines if isinstance(line, Remark) and line.path.stem == "sealed")
    assert still.locked
    monkeypatch.setattr(pages, "ask_passphrase", lambda *_: PASSPHRASE)
    page.list.opened.emit(still)
    lines = _said(page, qtbot, 4)
    assert sum(isinstance(line, InCase) and line.path.stem == "sealed" for line in lines) == 2
    assert [path.read_bytes() for path in others[:2]] == before
    window.resize(640, 480)
    picture("elsewhere-small")


def test_a_hit_opens_its_case_at_the_place(
    application: "Application", window: "Window", others: list[Path], qtbot: "QtBot"
) -> None:
    from desktop.reader.page import SourcePage
    from desktop.search.elsewhere.rows import InCase

    page = _page(window)
    _tick(page, "mountain")
    page.field.setText("ferry kind:source")
    page.start.click()
    lines = _said(page, qtbot, 2)
    hit = next(line for line in lines if isinstance(line, InCase) and line.path == others[0])
    page.list.opened.emit(hit)
    other = application.windows[-1]
    assert other.session.path == others[0]
    reader = other.pages.current_page()
    assert isinstance(reader, SourcePage)
    qtbot.waitUntil(lambda: reader.bar.count.text() != "")
    assert reader.bar.count.text() == "1 of 2"

    # From now on that case is asked through its window, as it is there.
    other.session.write(lambda case: notes.write(case, "New", "One more ferry."))
    other.session.finish_writing()
    page.go_to("ferry")
    page.start.click()
    _said(page, qtbot, 2)
    told = page._told[others[0]]
    assert told.answer is not None
    assert told.answer.total == 3
    assert page._asked[1].session is other.session


def test_a_case_with_much_to_say_shows_its_best_and_leads_to_the_rest(
    application: "Application", window: "Window", others: list[Path], qtbot: "QtBot"
) -> None:
    from desktop.search.elsewhere.rows import InCase, Remark

    with Case.open(others[0]) as case, case.edit("import"):
        for number in range(30):
            notes.write(case, f"Note {number}", "Ferry.")
    page = _page(window)
    _tick(page, "mountain")
    page.field.setText("ferry")
    page.start.click()
    lines = _said(page, qtbot, 2)
    assert sum(isinstance(line, InCase) and line.path == others[0] for line in lines) == 20
    (more,) = (line for line in lines if isinstance(line, Remark))
    assert more.words == "Show 12 more in that case"
    page.list.opened.emit(more)
    assert application.windows[-1].session.path == others[0]
    assert application.windows[-1].pages.current() == Ref("search", Uuid("ferry"))


def test_nothing_of_it_is_kept(window: "Window", others: list[Path], tmp_path: Path, qtbot: "QtBot") -> None:
    page = _page(window)
    _tick(page, "mountain")
    page.field.setText("xylophone OR ferry")
    page.start.click()
    _said(page, qtbot, 2)
    assert all(tab.ref.kind != "elsewhere" for tab in window.pages.tabs())
    window.close()
    case = (tmp_path / CASE).read_bytes()
    settings = b"".join(path.read_bytes() for path in (tmp_path / "settings").iterdir())
    assert b"xylophone" not in case + settings


def test_a_stopped_search_keeps_what_has_come(window: "Window", others: list[Path], qtbot: "QtBot") -> None:
    page = _page(window)
    _tick(page, "mountain", "sealed", "gone")
    page.field.setText("ferry")
    page.start.click()
    page.stop.click()
    assert not page._waiting
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=60_000)
    assert len(page._told) < 4
    page.start.click()
    _said(page, qtbot, 4)
