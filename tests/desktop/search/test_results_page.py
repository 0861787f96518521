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
from desktop.base.places import Listing
from desktop.base.session import Session
from desktop.search import hits
from desktop.search.actions import _KEYS
from desktop.search.bar import SearchBar
from desktop.search.facet_list import Line
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
    assert page.head.summary.text() == "4 found  ·  read as  polic*"


def test_a_hit_says_how_often_and_leads_there(filled: Session, qtbot: QtBot) -> None:
    page = _page(filled, qtbot, "kind:source police")
    (hit,) = (row for row in page.list.sections.rows if isinstance(row, Found))
    assert hits.frequency(hit) == "3 in this source"
    with qtbot.waitSignal(filled.asked_to_show) as asked:
        page.list.opened.emit(hit)
    assert asked.args == [hit.ref, Hits(parse("kind:source police"), hit.first)]


def test_nothing_found_says_how_it_was_read_and_what_to_do(filled: Session, qtbot: QtBot) -> None:
    page = _page(filled, qtbot, '"police xyzzy"')
    assert page.head.summary.text().endswith('read as  "police xyzzy"')
    assert "quotation marks" in page.advice.text()
    assert page.nothing.isVisible()
    assert not page.list.isVisible()


def test_what_was_done_with_the_words_is_told_and_can_be_switched(window: Window, bar: SearchBar, qtbot: QtBot) -> None:
    window.session.show(Ref("search", Uuid("office kind:source")))
    page = window.pages.current_page()
    assert isinstance(page, ResultsPage)
    qtbot.waitUntil(lambda: page.answer is not None)
    assert page.answer is not None
    assert page.answer.total == 1
    assert "finds the forms" in page.head.explanation.text()
    page.head.explanation.linkActivated.emit(page.answer.understood.terms[0].expansions[0].switched)
    qtbot.waitUntil(lambda: page.answer is not None and page.query == '"office" kind:source')
    qtbot.waitUntil(page.nothing.isVisible)
    assert window.pages.current_page() is page, "another query of the same page needs no other tab"
    assert window.pages.current() == Ref("search", Uuid('"office" kind:source'))
    window.pages.go_back()
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.total == 1)
    assert window.pages.bar.count() == 1


def test_results_are_narrowed_down_by_a_click_and_widened_by_another(
    window: Window, bar: SearchBar, qtbot: QtBot
) -> None:
    window.session.show(Ref("search", Uuid("kind:source")))
    page = window.pages.current_page()
    assert isinstance(page, ResultsPage)

    def values() -> dict[str, Line]:
        return {row.words: row for row in page.facets.sections.rows if isinstance(row, Line)}

    qtbot.waitUntil(lambda: "Italian" in values())
    assert values()["Italian"].value.count == 1
    page.facets.opened.emit(values()["Italian"])
    qtbot.waitUntil(lambda: values()["Italian"].value.chosen and page.answer is not None)
    assert page.answer is not None
    assert page.answer.total == 1
    page.facets.opened.emit(values()["Italian"])
    qtbot.waitUntil(lambda: page.query == "kind:source")


def test_the_facets_stand_beside_the_results_where_there_is_room(filled: Session, qtbot: QtBot) -> None:
    page = _page(filled, qtbot, "kind:source")
    page.resize(900, 600)
    qtbot.waitUntil(page.facets.isVisible)
    assert not page.head.narrow.isVisible()
    page.resize(500, 600)
    assert not page.facets.isVisible()
    page.head.narrow.click()
    assert page.facets.isVisible()


def test_another_order_is_asked_for_and_kept(filled: Session, qtbot: QtBot) -> None:
    page = _page(filled, qtbot, "kind:source")
    page.head.order.setCurrentIndex(page.head.order.findData("title"))
    page.head.order.activated.emit(page.head.order.currentIndex())
    titles = ["Ministro: due soli uffici", "Watchdog counts 102 offices", "海外服务站"]
    qtbot.waitUntil(lambda: [row.title for row in page.list.sections.rows if isinstance(row, Found)] == titles)
    again = _page(filled, qtbot, "kind:source")
    again.go_to(page.position())
    qtbot.waitUntil(lambda: [row.title for row in again.list.sections.rows if isinstance(row, Found)] == titles)


def test_back_leads_to_the_place_and_the_order_of_before(window: Window, bar: SearchBar, qtbot: QtBot) -> None:
    window.session.show(Ref("search", Uuid("kind:source")))
    page = window.pages.current_page()
    assert isinstance(page, ResultsPage)
    qtbot.waitUntil(lambda: page.answer is not None)
    page.go_to(Listing(0, "title").position())
    window.session.show(Ref("search", Uuid("police")))
    assert page.order == "relevance"
    qtbot.waitUntil(lambda: page.answer is not None)
    window.pages.go_back()
    assert page.order == "title"


def test_more_of_a_search_that_is_no_more_shown_is_dropped(window: Window, bar: SearchBar, qtbot: QtBot) -> None:
    window.session.show(Ref("search", Uuid("kind:source")))
    page = window.pages.current_page()
    assert isinstance(page, ResultsPage)
    qtbot.waitUntil(lambda: page.answer is not None)
    page._show_more("source")
    window.session.show(Ref("search", Uuid("police")))
    page._show_more("source")
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.total == 4)


def test_what_was_perhaps_meant_is_offered(window: Window, bar: SearchBar, qtbot: QtBot) -> None:
    window.session.show(Ref("search", Uuid("polixe kind:source")))
    page = window.pages.current_page()
    assert isinstance(page, ResultsPage)
    qtbot.waitUntil(page.instead.isVisible)
    assert page.instead.text() == "Did you mean “police kind:source”?"
    page.instead.click()
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.total == 1)


def test_more_like_what_is_open_is_a_search(window: Window, bar: SearchBar, qtbot: QtBot) -> None:
    (ref,) = [Ref("note", note.uuid) for note in notes.every(window.session.case)]
    assert _KEYS["note"](window.session.case, ref.uuid)
    window.session.show(Ref("search", Uuid(f"like:{_KEYS['note'](window.session.case, ref.uuid)}")))
    page = window.pages.current_page()
    assert isinstance(page, ResultsPage)
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.total > 0)
    assert page.title() == "More like “How many offices?”"


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
