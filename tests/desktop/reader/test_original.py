"""The original beside its text: pages, what is marked on them, and excerpts of parts of them."""

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import excerpts, sources, texts
from db.case import Case
from db.excerpts import Excerpt
from db.fragments import Part
from db.importers.file import File
from db.importers.pdf import reading
from db.refs import Ref, Uuid
from db.texts import Layout
from desktop.base.session import Session
from desktop.reader.beside import Beside
from desktop.reader.page import SourcePage
from desktop.window import Window
from tests.db.importers.pdf.making import pdf
from tests.desktop.reader.material import place_of, shown

pytestmark = pytest.mark.window

FIRST = tuple(f"Line {number} of the first page says nothing" for number in range(30))
SECOND = ("The harbour office paid", "twice for one crane", *FIRST)


def added(
    session: Session, qtbot: QtBot, data: bytes, media_type: str, words: str = "", layout: Layout | None = None
) -> Ref:
    def work(case: Case) -> Uuid:
        with case.edit("source.add"):
            (identity,) = case.store([data])
            source = sources.add(case, identity, {"title": "The crane", "media_type": media_type})
            if words:
                texts.add(case, source.uuid, words, layout=layout)
        return source.uuid

    made: list[Uuid] = []
    session.write(work, made.append)
    qtbot.waitUntil(lambda: bool(made))
    return Ref("source", made[0])


@pytest.fixture
def document(session: Session, qtbot: QtBot) -> Ref:
    data = pdf(FIRST, SECOND)
    parsed = reading.read(File("a.pdf", data))
    layout = Layout(pages=tuple((page.start, page.label) for page in parsed.pages))
    return added(session, qtbot, data, "application/pdf", parsed.text, layout)


@pytest.fixture
def picture(session: Session, qtbot: QtBot) -> Ref:
    out = BytesIO()
    Image.new("RGB", (200, 100), "red").save(out, "PNG")
    return added(session, qtbot, out.getvalue(), "image/png")


def opened(session: Session, qtbot: QtBot, ref: Ref) -> SourcePage:
    page = SourcePage(session, ref)
    shown(qtbot, page, 1000, 500)
    return page


def beside(page: SourcePage, qtbot: QtBot) -> Beside:
    """The original, once its page is seen."""
    if not page.siding.shown:
        page.siding.flip()
    found = page.siding.beside
    assert found is not None
    qtbot.waitUntil(lambda: found.plate._picture is not None)
    return found


def excerpt(session: Session) -> Excerpt:
    (found,) = excerpts.every(session.case)
    return found


def test_a_passage_that_is_marked_in_the_text_is_marked_on_the_page(
    session: Session, document: Ref, qtbot: QtBot
) -> None:
    page = opened(session, qtbot, document)
    page.view.select(place_of("harbour office", page.content))
    page.make_excerpt()
    original = beside(page, qtbot)
    page.go_to(excerpt(session).uuid)
    qtbot.waitUntil(lambda: original.page == 1 and bool(original.plate._marks))
    (mark,) = original.plate._marks
    (part,) = mark.parts
    assert 0.05 < part.top() < 0.15
    assert 0.05 < part.left() < part.right() < 0.5
    assert not mark.outlined


def test_the_page_follows_the_text_and_the_text_the_page(session: Session, document: Ref, qtbot: QtBot) -> None:
    page = opened(session, qtbot, document)
    original = beside(page, qtbot)
    assert (original.page, original.where.text()) == (0, "1 of 2")
    page.view.go_to_top(page.content.index("The harbour"))
    qtbot.waitUntil(lambda: original.page == 1)
    original.before.click()
    assert page.view.top_place() == 0
    original.next.click()
    assert page.view.top_place() == page.content.index("The harbour")
    qtbot.wait(150)  # the text that moved does not turn the page back
    assert original.page == 1


def test_a_frame_around_words_is_an_excerpt_of_them_and_of_the_part(
    session: Session, document: Ref, qtbot: QtBot
) -> None:
    page = opened(session, qtbot, document)
    original = beside(page, qtbot)
    original.next.click()
    with qtbot.waitSignal(session.changed):
        original.plate._frame = QRectF(0.1, 0.075, 0.8, 0.017)
        page.make_excerpt()
    made = excerpt(session)
    assert made.quote == "The harbour office paid"
    assert made.fragment == Part(10, 7.5, 80, 1.7, page=2)
    assert page.content[made.start : made.end] == made.quote
    assert original.plate.frame is None


def test_a_frame_where_no_words_are_is_an_excerpt_of_the_part(session: Session, document: Ref, qtbot: QtBot) -> None:
    page = opened(session, qtbot, document)
    original = beside(page, qtbot)
    with qtbot.waitSignal(session.changed):
        original.plate._frame = QRectF(0.8, 0.9, 0.1, 0.05)
        page.make_excerpt()
    assert (excerpt(session).quote, excerpt(session).locator) == ("", "p. 1")
    qtbot.waitUntil(lambda: bool(original.plate._marks))
    assert original.plate._marks[0].outlined


def test_a_picture_is_seen_at_once_and_a_part_of_it_is_drawn_around(
    session: Session, picture: Ref, qtbot: QtBot
) -> None:
    page = opened(session, qtbot, picture)
    original = beside(page, qtbot)
    assert original.hint.isVisible()
    plate = original.plate.viewport()
    seen = original.plate._page()
    start = QPoint(int(seen.left() + seen.width() * 0.25), int(seen.top() + seen.height() * 0.5))
    qtbot.mousePress(plate, Qt.MouseButton.LeftButton, pos=start)
    end = QPoint(int(seen.left() + seen.width() * 0.5), int(seen.top() + seen.height() * 0.75))
    qtbot.mouseMove(plate, end)
    original.plate._frame = QRectF(0.25, 0.5, 0.25, 0.25)  # moves with a button held are not sent off screen
    qtbot.mouseRelease(plate, Qt.MouseButton.LeftButton, pos=end)
    assert original.make.isVisible()
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(original.plate, Qt.Key.Key_H)
    assert excerpt(session).fragment == Part(25, 50, 25, 25)
    qtbot.waitUntil(lambda: bool(original.plate._marks))


def test_what_cannot_be_drawn_says_why_and_the_text_is_there(session: Session, qtbot: QtBot) -> None:
    page = opened(session, qtbot, added(session, qtbot, b"%PDF-1.4 no more", "application/pdf", "The words."))
    page.siding.flip()
    original = page.siding.beside
    assert original is not None
    qtbot.waitUntil(original.message.isVisible)
    assert "missing or altered" in original.message.body.text()
    assert not original.unlock.isVisible()
    assert page.view.isVisible()


def test_articles_have_no_original_to_be_shown(session: Session, qtbot: QtBot) -> None:
    page = opened(session, qtbot, added(session, qtbot, b"<p>", "text/html", "The words."))
    assert not page.siding.possible
    assert not page.siding.button.isVisible()
    page.siding.flip()
    assert not page.siding.shown


def test_whoever_likes_the_original_beside_the_text_finds_it_there_the_next_time(
    window: Window, session: Session, document: Ref, qtbot: QtBot
) -> None:
    session.show(document)
    page = window.pages.current_page()
    assert isinstance(page, SourcePage)
    assert not page.siding.shown
    page.siding.flip()
    assert page.spacious
    window.pages.close_current()
    session.show(document)
    again = window.pages.current_page()
    assert isinstance(again, SourcePage)
    assert again.siding.shown


def test_a_picture_of_several_pages_keeps_their_number_when_an_excerpt_gives_it_a_text(
    session: Session, qtbot: QtBot
) -> None:
    out = BytesIO()
    pages = [Image.new("L", (60, 80), shade) for shade in (0, 90, 180)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    page = opened(session, qtbot, added(session, qtbot, out.getvalue(), "image/tiff"))
    original = beside(page, qtbot)
    qtbot.waitUntil(lambda: original.where.text() == "1 of 3")
    original.next.click()
    for number in (1, 2):
        with qtbot.waitSignal(session.changed):
            original.plate._frame = QRectF(0.1 * number, 0.1, 0.2, 0.2)
            page.make_excerpt()
        session.finish_writing()
    parts = [Part(10, 10, 20, 20, page=2), Part(20, 10, 20, 20, page=2)]
    assert [one.fragment for one in sorted(excerpts.every(session.case), key=lambda one: one.place or "")] == parts
    original.next.click()
    assert original.page == 2


def test_what_is_drawn_beside_the_page_is_no_part_of_it(session: Session, picture: Ref, qtbot: QtBot) -> None:
    plate = beside(opened(session, qtbot, picture), qtbot).plate
    seen = plate._page()

    def drag(start: QPointF, end: QPointF) -> None:
        button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        for kind, at, held in (
            (QEvent.Type.MouseButtonPress, start, button),
            (QEvent.Type.MouseMove, end, button),
            (QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton),
        ):
            pressed = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else button
            QApplication.sendEvent(plate.viewport(), QMouseEvent(kind, at, at, pressed, held, none))

    drag(QPointF(seen.left(), seen.top() - 10), QPointF(seen.left() + 60, seen.top() - 2))
    assert plate.frame is None
    drag(
        QPointF(seen.left() - 8, seen.top() - 8),
        QPointF(seen.left() + seen.width() / 2, seen.top() + seen.height() / 2),
    )
    assert plate.frame == QRectF(0, 0, 0.5, 0.5)
