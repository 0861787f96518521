"""The page of a source: excerpts, jumps, positions, names, and what happens when the source changes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db import entities, errors, excerpts, sources
from db.refs import Ref
from db.spans import Span
from desktop.base.session import Session
from desktop.reader.page import COMMENT, SourcePage
from desktop.window import Window
from tests.desktop.reader.material import TITLE, WORDS, add_excerpt, add_source, open_page, place_of

pytestmark = pytest.mark.window


@pytest.fixture
def source(session: Session, qtbot: QtBot) -> Ref:
    return add_source(session, qtbot, issued="2022-12-15", language="en")


@pytest.fixture
def page(session: Session, qtbot: QtBot, source: Ref) -> SourcePage:
    return open_page(session, qtbot, source)


def _marked(page: SourcePage) -> list[str]:
    return [mark.span.of(WORDS) for mark in page.view.marks.all]


def test_the_head_says_where_and_when_and_the_title_is_not_said_twice(page: SourcePage) -> None:
    assert page.title() == TITLE
    assert page.view.head.words.line == "La Gazzetta  ·  15 Dec 2022  ·  English"
    assert page.view.head.words.title == ""
    assert page.view.sheet.paragraphs.title == 0


def test_a_title_that_the_text_lacks_stands_above_it(session: Session, qtbot: QtBot) -> None:
    page = open_page(session, qtbot, add_source(session, qtbot, "Only words.", "A title of its own"))
    assert page.view.head.words.title == "A title of its own"


@pytest.mark.parametrize("words", ["two offices, not eleven", "😀 The rights group", "على مكتبين", "海外服务站"])
def test_h_makes_an_excerpt_of_exactly_what_is_selected(
    page: SourcePage, session: Session, source: Ref, qtbot: QtBot, words: str
) -> None:
    page.view.select(place_of(words))
    with qtbot.waitSignal(session.asked_to_show) as shown:
        qtbot.keyClick(page.view, Qt.Key.Key_H)
    (made,) = excerpts.of_source(session.case, source.uuid)
    assert made.quote == words
    assert shown.args == [Ref("excerpt", made.uuid), COMMENT]
    assert _marked(page) == [words]
    assert page.view.current == made.uuid


def test_blanks_at_the_ends_of_a_selection_do_not_belong_to_the_excerpt(
    page: SourcePage, session: Session, source: Ref, qtbot: QtBot
) -> None:
    place = place_of("not eleven.\nBoth had")
    page.view.select(Span(place.start - 1, WORDS.index("Both")))
    with qtbot.waitSignal(session.asked_to_show):
        page.make_excerpt()
    assert [one.quote for one in excerpts.of_source(session.case, source.uuid)] == ["not eleven."]


def test_h_without_a_selection_says_how_it_is_done(page: SourcePage, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.told) as told:
        qtbot.keyClick(page.view, Qt.Key.Key_H)
    assert told.args is not None
    assert "Select" in told.args[0]


def test_the_same_words_again_lead_to_the_excerpt_that_is_there(
    page: SourcePage, session: Session, source: Ref, qtbot: QtBot
) -> None:
    made = add_excerpt(session, qtbot, source, "102 offices")
    page.view.select(place_of("102 offices"))
    with qtbot.waitSignal(session.asked_to_show) as shown:
        page.make_excerpt()
    assert shown.args == [Ref("excerpt", made.uuid), COMMENT]
    assert len(excerpts.of_source(session.case, source.uuid)) == 1


def test_undo_takes_the_mark_away(page: SourcePage, session: Session, source: Ref, qtbot: QtBot) -> None:
    add_excerpt(session, qtbot, source, "102 offices")
    assert _marked(page) == ["102 offices"]
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: case.undo())
    assert _marked(page) == []


def test_jumps_follow_the_text_and_go_round(page: SourcePage, session: Session, source: Ref, qtbot: QtBot) -> None:
    for quote in ("102 offices", "Both had stopped", "海外服务站"):
        add_excerpt(session, qtbot, source, quote)
    seen = []
    for key in (Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_P):
        qtbot.keyClick(page.view, key)
        assert page.view.current
        seen.append(excerpts.get(session.case, page.view.current).quote)
    assert seen == ["Both had stopped", "102 offices", "海外服务站", "Both had stopped", "海外服务站"]


def test_a_colour_stays_with_its_excerpt_when_others_come(
    page: SourcePage, session: Session, source: Ref, qtbot: QtBot
) -> None:
    later = add_excerpt(session, qtbot, source, "102 offices")
    add_excerpt(session, qtbot, source, "Both had stopped")
    assert [(mark.uuid == later.uuid, mark.shade) for mark in page.view.marks.all] == [(False, 1), (True, 0)]


def test_the_place_is_kept_when_a_page_is_closed_and_opened_again(session: Session, qtbot: QtBot) -> None:
    source = add_source(session, qtbot, "\n\n".join(f"Paragraph {n} of many." for n in range(500)), "Long")
    page = open_page(session, qtbot, source)
    page.go_to(Span(6000, 6004))
    page.view.go_to_top(6000)
    place = page.view.top_place()
    page.leave()
    again = open_page(session, qtbot, source)
    assert again.view.top_place() == place
    assert place > 5000


def test_a_place_can_be_a_span_an_excerpt_or_a_position(
    page: SourcePage, session: Session, source: Ref, qtbot: QtBot
) -> None:
    made = add_excerpt(session, qtbot, source, "海外服务站")
    page.go_to(made.uuid)
    assert page.view.current == made.uuid
    page.go_to(place_of("102 offices"))
    assert page.view.selected() == place_of("102 offices"), "what one came for stays marked"
    page.go_to({"at": 10**9})
    page.go_to("0" * 32)
    assert page.view.current is None


def test_a_quotation_is_copied_with_its_citation(page: SourcePage, session: Session, source: Ref, qtbot: QtBot) -> None:
    key = sources.of_uuid(session.case, source.uuid).key
    page.view.select(place_of("102 offices"))
    page.cite()
    assert QGuiApplication.clipboard().text() == f"“102 offices” [@{key}]"
    made = add_excerpt(session, qtbot, source, "102 offices")
    page.cite()
    assert QGuiApplication.clipboard().text() == f"“102 offices” [@{made.key}]"


def test_a_quotation_of_two_paragraphs_is_a_block(page: SourcePage) -> None:
    page.view.select(place_of("not eleven.\nBoth had"))
    page.cite()
    assert QGuiApplication.clipboard().text().startswith("> not eleven.\n> Both had [@")


def test_known_names_are_underlined_on_demand_and_lead_to_their_pages(
    page: SourcePage, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: entities.add(case, "The rights group", "organisation"))
    assert page.view.names.all == []
    page.show_names(shown=True)
    qtbot.waitUntil(lambda: bool(page.view.names.all))
    (mark,) = page.view.names.all
    assert mark.span == place_of("The rights group")
    with qtbot.waitSignal(session.asked_to_show) as shown:
        page.view.names_clicked.emit((mark,))
    assert shown.args is not None
    assert shown.args[0].kind == "entity"
    page.show_names(shown=False)
    assert page.view.names.all == []


def test_a_source_that_goes_into_the_trash_stays_open_and_says_so(
    page: SourcePage, session: Session, source: Ref, qtbot: QtBot
) -> None:
    add_excerpt(session, qtbot, source, "102 offices")
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: sources.remove(case, sources.of_uuid(case, source.uuid)))
    assert page.notice.isVisible()
    assert page.view.sheet.paragraphs.text == WORDS
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: case.undo())
    assert not page.notice.isVisible()
    assert _marked(page) == ["102 offices"]


def test_a_new_title_reaches_the_tab_and_the_head(
    page: SourcePage, session: Session, source: Ref, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.title_changed) as told:
        session.write(lambda case: sources.revise(case, sources.of_uuid(case, source.uuid), {"publisher": "Corriere"}))
    assert told.args == [TITLE]
    assert page.view.head.words.line.startswith("Corriere")


def test_a_source_without_text_says_why(session: Session, qtbot: QtBot) -> None:
    page = open_page(session, qtbot, add_source(session, qtbot, "", "Cited only", held="cited"))
    assert page.empty.isVisible()
    assert page.empty.head.text() == "Cited only"
    assert "Cited, not held" in page.empty.body.text()


def test_ten_megabytes_in_one_line_open_and_scroll_to_their_end(session: Session, qtbot: QtBot) -> None:
    words = "lorem ipsum dolor " * 560_000
    page = open_page(session, qtbot, add_source(session, qtbot, words, "Endless"))
    qtbot.keyClick(page.view, Qt.Key.Key_End)
    assert page.view.boxes(Span(len(words) - 6, len(words) - 1))
    page.view.select(Span(len(words) - 6, len(words) - 1))
    assert page.view.selected() == Span(len(words) - 6, len(words) - 1)


def test_a_case_open_for_reading_shows_everything_and_refuses_excerpts(
    session: Session, source: Ref, qtbot: QtBot
) -> None:
    reading = Session(session.path, readonly=True)
    page = open_page(reading, qtbot, source)
    page.view.select(place_of("102 offices"))
    with qtbot.waitSignal(reading.failed) as refused:
        page.make_excerpt()
    assert refused.args is not None
    assert isinstance(refused.args[0], errors.ReadOnly)
    reading.close()


def test_in_the_window_an_excerpt_is_shown_in_its_source_and_its_card_is_chosen(
    window: Window, session: Session, qtbot: QtBot
) -> None:
    source = add_source(session, qtbot)
    made = add_excerpt(session, qtbot, source, "102 offices")
    session.show(Ref("excerpt", made.uuid))
    page = window.pages.current_page()
    assert isinstance(page, SourcePage)
    assert page.view.current == made.uuid
    assert window.inspector.bar.tabData(window.inspector.bar.currentIndex()) == "excerpts"


def test_an_excerpt_in_the_trash_is_told_not_opened(window: Window, session: Session, qtbot: QtBot) -> None:
    made = add_excerpt(session, qtbot, add_source(session, qtbot), "102 offices")
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: excerpts.remove(case, made))
    session.show(Ref("excerpt", made.uuid))
    assert window.pages.current_page() is None
    assert window.notice.isVisible()


def test_the_actions_work_on_the_page_that_is_open(window: Window, session: Session, qtbot: QtBot) -> None:
    assert not window.actions_.known["reader.find"].enabled()
    source = add_source(session, qtbot)
    session.show(source)
    page = window.pages.current_page()
    assert isinstance(page, SourcePage)
    window.actions_.qt("reader.find").trigger()
    assert page.bar.isVisible()
    page.view.select(place_of("102 offices"))
    window.actions_.qt("excerpt.make").trigger()
    qtbot.waitUntil(lambda: _marked(page) == ["102 offices"])
