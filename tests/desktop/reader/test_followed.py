"""Excerpts of other texts on the page of a source and on its cards, and older texts on the page."""

import pytest
from pytestqt.qtbot import QtBot

from db import excerpts, sources, texts
from db.excerpts import Excerpt
from db.refs import Ref, Uuid
from db.spans import Span
from db.texts import Text
from desktop.base.session import Session
from desktop.excerpts.card import status
from desktop.excerpts.panel import ExcerptsPanel
from desktop.reader.page import SourcePage
from desktop.window import Window
from tests.desktop.reader.material import WORDS, add_excerpt, add_source, open_page, shown

pytestmark = pytest.mark.window


def _text(session: Session, source: Ref) -> Text:
    found = texts.current(session.case, source.uuid)
    assert found
    return found


def _correct(session: Session, qtbot: QtBot, source: Ref, old: str, new: str) -> Text:
    text = _text(session, source)
    words = texts.content(session.case, text)
    assert old in words
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: texts.correct(case, text, words.replace(old, new)))
    return _text(session, source)


def _marked(page: SourcePage) -> list[tuple[str, bool]]:
    return [(mark.span.of(page.content), mark.changed) for mark in page.view.marks.all]


@pytest.fixture
def source(session: Session, qtbot: QtBot) -> Ref:
    return add_source(session, qtbot)


@pytest.fixture
def made(session: Session, qtbot: QtBot, source: Ref) -> dict[str, Excerpt]:
    quotes = ("102 offices", "海外服务站", "على مكتبين", "Both had stopped work.")
    return {quote: add_excerpt(session, qtbot, source, quote) for quote in quotes}


def test_after_a_correction_excerpts_are_marked_where_they_lie_and_those_that_changed_say_so(
    session: Session, qtbot: QtBot, source: Ref, made: dict[str, Excerpt]
) -> None:
    page = open_page(session, qtbot, source)
    _correct(session, qtbot, source, "102", "110")
    wanted = [("110 offices", True), ("海外服务站", False), ("على مكتبين", False), ("Both had stopped work.", False)]
    qtbot.waitUntil(lambda: sorted(_marked(page)) == sorted(wanted))
    mark = page.view.marks.of(made["102 offices"].uuid)
    assert mark
    assert "It was: “102 offices”" in mark.hint
    assert not page.older.isVisible()


def test_an_older_text_is_marked_as_such_and_leads_back(
    session: Session, qtbot: QtBot, source: Ref, made: dict[str, Excerpt]
) -> None:
    first = _text(session, source)
    second = _correct(session, qtbot, source, "102", "110")
    page = open_page(session, qtbot, source)
    page.go_to({"text": first.uuid})
    assert page.content == WORDS
    assert page.older.isVisible()
    assert page.older.words.text().startswith("An older text.")
    assert page.position() == {"at": 0, "text": first.uuid}
    with qtbot.waitSignal(session.asked_to_show) as asked:
        page.older._buttons[0].click()
    assert asked.args == [Ref("comparison", Uuid(first.uuid + second.uuid)), None]
    page.older._buttons[1].click()
    assert page.text == second
    assert not page.older.isVisible()


def test_an_excerpt_made_on_an_older_text_belongs_to_it(session: Session, qtbot: QtBot, source: Ref) -> None:
    first = _text(session, source)
    _correct(session, qtbot, source, "102", "110")
    page = open_page(session, qtbot, source)
    page.go_to({"text": first.uuid})
    start = WORDS.index("its figure: 102")
    page.view.select(Span(start, start + len("its figure: 102")))
    with qtbot.waitSignal(session.asked_to_show):
        page.make_excerpt()
    (excerpt,) = excerpts.of_source(session.case, source.uuid)
    assert (excerpt.text, excerpt.quote) == (first.uuid, "its figure: 102")
    page.older._buttons[1].click()
    qtbot.waitUntil(lambda: _marked(page) == [("its figure: 110", True)])


def test_a_lost_excerpt_leads_to_its_own_text(
    window: Window, session: Session, qtbot: QtBot, source: Ref, made: dict[str, Excerpt]
) -> None:
    first = _text(session, source)
    _correct(session, qtbot, source, "Both had stopped work.\n", "")
    session.show(source)
    page = window.pages.current_page()
    assert isinstance(page, SourcePage)
    qtbot.waitUntil(lambda: len(page.view.marks.all) == 3)
    session.show(Ref("excerpt", made["Both had stopped work."].uuid))
    qtbot.waitUntil(lambda: page.text == first)
    assert page.view.current == made["Both had stopped work."].uuid
    assert page.older.isVisible()


def test_going_to_an_excerpt_waits_until_it_is_known_where_it_lies(
    window: Window, session: Session, qtbot: QtBot, source: Ref, made: dict[str, Excerpt]
) -> None:
    second = _correct(session, qtbot, source, "102", "110")
    session.show(Ref("excerpt", made["102 offices"].uuid))
    page = window.pages.current_page()
    assert isinstance(page, SourcePage)
    qtbot.waitUntil(lambda: page.view.current == made["102 offices"].uuid)
    assert page.text == second


def test_cards_say_the_words_before_and_now_and_list_lost_ones_last(
    session: Session, qtbot: QtBot, source: Ref, made: dict[str, Excerpt]
) -> None:
    panel = ExcerptsPanel(session)
    shown(qtbot, panel, 320, 640)
    _correct(session, qtbot, source, "102", "110")
    _correct(session, qtbot, source, "Both had stopped work.\n", "")
    panel.follow(source)
    cards = list(panel._shown.values())
    assert [card.excerpt.quote for card in cards] == [
        "102 offices",
        "على مكتبين",
        "海外服务站",
        "Both had stopped work.",
    ]
    assert [card.now for card in cards] == ["110 offices", "", "", ""]
    assert "the quote changed" in status(cards[0])
    assert "made in another text" in status(cards[1])
    assert "not in the current text" in status(cards[3])
    assert panel.records.index(0).data().endswith("Now: 110 offices")


def test_a_card_leads_to_the_text_it_was_made_in(
    session: Session, qtbot: QtBot, source: Ref, made: dict[str, Excerpt]
) -> None:
    first = _text(session, source)
    _correct(session, qtbot, source, "102", "110")
    panel = ExcerptsPanel(session)
    shown(qtbot, panel, 320, 640)
    panel.follow(source)
    with qtbot.waitSignal(session.asked_to_show) as asked:
        panel.list.traced.emit(made["102 offices"].uuid)
    place = {"text": first.uuid, "excerpt": made["102 offices"].uuid}
    assert asked.args == [source, place]
    page = open_page(session, qtbot, source)
    page.go_to(place)
    qtbot.waitUntil(lambda: page.view.current == made["102 offices"].uuid)
    assert page.text == first


def test_excerpts_of_an_earlier_capture_are_marked_and_named_in_the_later_one(
    window: Window, session: Session, qtbot: QtBot, source: Ref, made: dict[str, Excerpt]
) -> None:
    later = add_source(session, qtbot, WORDS.replace("102", "110"), "Minister, again", version_of=source.uuid)
    session.show(later)
    page = window.pages.current_page()
    assert isinstance(page, SourcePage)
    qtbot.waitUntil(lambda: ("110 offices", True) in _marked(page))
    assert len(_marked(page)) == 4
    mark = page.view.marks.of(made["102 offices"].uuid)
    assert mark
    assert "from an earlier capture" in mark.hint
    page.view.mark_clicked.emit(mark)
    assert window.pages.current() == later, "a mark that is seen here is shown here"
    panel = window.inspector.findChild(ExcerptsPanel)
    assert isinstance(panel, ExcerptsPanel)
    card = panel._shown[made["102 offices"].uuid]
    assert status(card) == "the quote changed  ·  earlier capture"
    assert card.capture == sources.of_uuid(session.case, source.uuid).key
    session.show(source)
    session.show(Ref("excerpt", made["102 offices"].uuid))
    assert window.pages.current() == source


def test_undo_of_a_correction_shows_the_text_before(
    session: Session, qtbot: QtBot, source: Ref, made: dict[str, Excerpt]
) -> None:
    page = open_page(session, qtbot, source)
    _correct(session, qtbot, source, "102", "110")
    assert "110 offices" in page.content
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: case.undo())
    assert page.content == WORDS
    qtbot.waitUntil(lambda: len(_marked(page)) == 4)
    assert not any(changed for _, changed in _marked(page))


def test_a_card_of_a_translation_says_that_it_was_made_in_another_text(
    session: Session, qtbot: QtBot, source: Ref
) -> None:
    words = "Zwei Büros in Mailand."
    with qtbot.waitSignal(session.changed):
        session.write(
            lambda case: excerpts.add(
                case, texts.add(case, source.uuid, words, kind="translated", language="de"), words, Span(0, 10)
            )
        )
    panel = ExcerptsPanel(session)
    shown(qtbot, panel, 320, 640)
    panel.follow(source)
    (card,) = panel._shown.values()
    assert status(card) == "made in another text"
    page = open_page(session, qtbot, source)
    page.go_to(card.excerpt.uuid)
    assert page.content == words
    assert page.older.isVisible()


def test_while_excerpts_are_looked_for_in_another_text_none_is_marked_where_it_lay_before(
    session: Session, qtbot: QtBot, source: Ref, made: dict[str, Excerpt], monkeypatch: pytest.MonkeyPatch
) -> None:
    second = _correct(session, qtbot, source, "102", "110")
    page = open_page(session, qtbot, source)
    qtbot.waitUntil(lambda: len(_marked(page)) == len(made))
    asked: list[object] = []
    monkeypatch.setattr(page._others._latest, "read", lambda work, done: asked.append(work))
    third = _correct(session, qtbot, source, "110", "Some 110")
    qtbot.waitUntil(lambda: page.text == third != second)
    assert asked
    assert _marked(page) == []
