"""Opening a result of the search: its places in the text, and the way through them."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db import texts
from db.refs import Ref
from db.search import snippets
from db.search.query import parse
from db.spans import Span
from desktop.base.hits import Hits
from desktop.base.session import Session
from desktop.reader.page import SourcePage
from tests.desktop.reader.material import WORDS, add_excerpt, add_source, open_page, place_of

pytestmark = pytest.mark.window
ASKED = "offices OR minister"


@pytest.fixture
def source(session: Session, qtbot: QtBot) -> Ref:
    return add_source(session, qtbot)


@pytest.fixture
def page(session: Session, qtbot: QtBot, source: Ref) -> SourcePage:
    return open_page(session, qtbot, source)


def _show(page: SourcePage, qtbot: QtBot, query: str, first: Span | None) -> str:
    page.go_to(Hits(parse(query), first))
    qtbot.waitUntil(lambda: page.bar.count.text() != "")
    return page.bar.count.text()


def test_all_hits_are_framed_and_the_wanted_one_is_selected(page: SourcePage, qtbot: QtBot) -> None:
    wanted = place_of("offices in 53")
    first = Span(wanted.start, wanted.start + len("offices"))
    assert _show(page, qtbot, ASKED, first) == "5 of 5"
    assert list(page.finder.places) == snippets.matches(WORDS, ASKED)
    assert page.view.selected() == first
    assert page.bar.field.text() == ASKED
    assert not page.bar.switches.isVisible()


def test_f3_goes_through_them_and_escape_takes_them_away(page: SourcePage, qtbot: QtBot) -> None:
    page.view.setFocus()
    _show(page, qtbot, ASKED, place_of("offices"))
    page.finder.step(1)
    assert page.bar.count.text().startswith("3 of 5")
    page.finder.step(-1)
    page.finder.step(-1)
    assert page.bar.count.text().startswith("1 of 5")
    assert page.view.hasFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    assert not page.bar.isVisible()
    assert page.view._hits == ()


def test_they_come_back_with_f3(page: SourcePage, qtbot: QtBot) -> None:
    _show(page, qtbot, ASKED, None)
    page.finder.close()
    page.finder.step(1)
    qtbot.waitUntil(lambda: len(page.finder.places) == 5)
    assert page.bar.isVisible()


def test_what_is_typed_takes_their_place(page: SourcePage, qtbot: QtBot) -> None:
    _show(page, qtbot, ASKED, place_of("offices"))
    page.finder.open()
    assert len(page.finder.places) == 5
    assert page.bar.field.selectedText() == ASKED
    qtbot.keyClicks(page.bar.field, "off")
    qtbot.waitUntil(lambda: page.bar.count.text() == "1 of 3")
    assert page.bar.switches.isVisible()


def test_what_stands_in_the_title_alone_is_said_so(session: Session, qtbot: QtBot) -> None:
    page = open_page(session, qtbot, add_source(session, qtbot, "Nothing of it here.", "A harbour, a HARBOUR"))
    assert _show(page, qtbot, "harbour", None) == "2 in the title only"


def test_a_hit_in_a_comment_leads_to_its_excerpt(session: Session, qtbot: QtBot, source: Ref) -> None:
    excerpt = add_excerpt(session, qtbot, source, "Both had stopped work", "offices closed")
    page = open_page(session, qtbot, source)
    whole = Span(excerpt.start, excerpt.end)
    assert _show(page, qtbot, "offices", whole) == "3 in all"
    assert page.view.selected() == whole
    page.finder.step(1)
    assert page.bar.count.text() == "3 of 3"


def test_hits_are_those_of_the_text_that_is_shown(page: SourcePage, session: Session, qtbot: QtBot) -> None:
    assert page.text is not None
    old = page.text.uuid
    session.write(lambda case: texts.add(case, page.source.uuid, "One office only. Offices."))
    qtbot.waitUntil(lambda: page.content.startswith("One"))
    assert _show(page, qtbot, "offices", Span(17, 24)) == "1 of 1, and 1 in the title"
    page.go_to({"text": old})
    qtbot.waitUntil(lambda: len(page.finder.places) == 3)
    page.finder.close()
    assert _show(page, qtbot, "offices", Span(17, 24)) == "1 of 3"
    assert page.view.selected() == place_of("offices")


def test_a_place_that_is_no_more_leads_to_the_first_hit(page: SourcePage, qtbot: QtBot) -> None:
    assert _show(page, qtbot, ASKED, Span(10**6, 10**6 + 5)) == "1 of 5"
    assert page.view.selected() == Span(0, len("Minister"))


def test_a_query_of_other_fields_marks_nothing_and_says_nothing(page: SourcePage, qtbot: QtBot) -> None:
    page.go_to(Hits(parse("publisher:gazzetta")))
    qtbot.waitUntil(lambda: not page.finder._latest.waiting)
    assert not page.bar.isVisible()
