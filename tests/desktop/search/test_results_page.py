"""All results as a page."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db import notes, sources, texts
from db.case import Case
from db.finding import Found
from db.refs import Ref, Uuid
from db.search.query import parse
from desktop.base.hits import Hits
from desktop.base.session import Session
from desktop.search import hits
from desktop.search.bar import SearchBar
from desktop.search.hits import More
from desktop.search.results_page import ResultsPage
from desktop.window import Window

pytestmark = pytest.mark.window


def _page(session: Session, qtbot: QtBot, query: str) -> ResultsPage:
    page = ResultsPage(session, Ref("search", Uuid(query)))
    qtbot.addWidget(page)
    page.resize(700, 600)
    page.show()
    qtbot.waitUntil(lambda: page.answer is not None)
    return page


def test_control_and_enter_show_all_results_in_the_middle(window: Window, bar: SearchBar, qtbot: QtBot) -> None:
    bar.field.setText("polic")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page = window.pages.current_page()
    assert isinstance(page, ResultsPage)
    assert window.pages.current() == Ref("search", Uuid("polic*"))
    qtbot.waitUntil(lambda: page.answer is not None)
    assert page.summary.text() == "4 found  ·  read as  polic*"


def test_a_hit_says_how_often_and_leads_there(filled: Session, qtbot: QtBot) -> None:
    page = _page(filled, qtbot, "kind:source police")
    (hit,) = (row for row in page.list.sections.rows if isinstance(row, Found))
    assert hits.frequency(hit) == "3 in this source"
    with qtbot.waitSignal(filled.asked_to_show) as asked:
        page.list.opened.emit(hit)
    assert asked.args == [hit.ref, Hits(parse("kind:source police"), hit.first)]


def test_nothing_found_says_how_it_was_read_and_what_to_do(filled: Session, qtbot: QtBot) -> None:
    page = _page(filled, qtbot, '"police xyzzy"')
    assert page.summary.text().endswith('read as  "police xyzzy"')
    assert "quotation marks" in page.advice.text()
    assert page.nothing.isVisible()
    assert not page.list.isVisible()


def _add_many(case: Case) -> None:
    with case.edit("import"):
        for number in range(90):
            (identity,) = case.store([str(number).encode()])
            source = sources.add(case, identity, {"title": f"Article {number}"})
            texts.add(case, source.uuid, "The quay was empty.")


def test_more_hits_come_when_asked_for(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.changed):
        session.write(_add_many)
    page = _page(session, qtbot, "quay")
    seen = []
    while more := next((row for row in page.list.sections.rows if isinstance(row, More)), None):
        seen.append(more.left)
        before = len(page.list.sections.rows)
        page.list.opened.emit(more)
        qtbot.waitUntil(lambda before=before: len(page.list.sections.rows) != before)  # type: ignore[misc]
    assert seen == [70, 20]
    found = [row.ref for row in page.list.sections.rows if isinstance(row, Found)]
    assert len(found) == len(set(found)) == 90


def test_the_page_keeps_up_with_the_case(filled: Session, qtbot: QtBot) -> None:
    page = _page(filled, qtbot, "unheard")
    assert page.answer is not None
    assert page.answer.total == 0
    filled.write(lambda case: notes.write(case, "New", "Something unheard of."))
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.total == 1)
    assert page.list.isVisible()
