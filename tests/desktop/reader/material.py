"""Sources for tests of the reader and of excerpts."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db import excerpts, sources, texts
from db.case import Case
from db.excerpts import Excerpt
from db.refs import Ref, Uuid
from db.spans import Span
from desktop.base.session import Session
from desktop.reader.page import SourcePage

WORDS = (
    "Minister: police found two offices\n\n"
    "The minister told the chamber that police had found two offices, not eleven.\n"
    "Both had stopped work.\n\n"
    "😀 The rights group stands by its figure: 102 offices in 53 countries.\n\n"
    "قال الوزير إن الشرطة عثرت على مكتبين فقط.\n\n"
    "海外服务站设在米兰。\n"
)
TITLE = "Minister: police found two offices"


def add_source(session: Session, qtbot: QtBot, words: str = WORDS, title: str = TITLE, **values: str) -> Ref:
    """A source with a text in the open case."""

    def work(case: Case) -> Uuid:
        with case.edit("source.add"):
            (identity,) = case.store([f"{title}{words[:200]}".encode()])
            source = sources.add(case, identity, {"title": title, "publisher": "La Gazzetta", **values})
            if words:
                texts.add(case, source.uuid, words)
            return source.uuid

    made: list[Uuid] = []
    session.write(work, made.append)
    qtbot.waitUntil(lambda: bool(made))
    return Ref("source", made[0])


def add_excerpt(session: Session, qtbot: QtBot, source: Ref, quote: str, comment: str = "") -> Excerpt:
    """An excerpt of the first place where these words stand."""
    made: list[Excerpt] = []
    session.write(
        lambda case: excerpts.quote(case, sources.of_uuid(case, source.uuid), quote, nth=1, comment=comment),
        made.append,
    )
    qtbot.waitUntil(lambda: bool(made))
    return made[0]


def open_page(session: Session, qtbot: QtBot, source: Ref) -> SourcePage:
    """The page of a source, shown at a usual size."""
    page = SourcePage(session, source)
    shown(qtbot, page, 640, 800)
    return page


def shown(qtbot: QtBot, widget: QWidget, width: int, height: int) -> None:
    """Show a widget on its own, with the focus."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def place_of(words: str, text: str = WORDS) -> Span:
    """Where words stand first."""
    start = text.index(words)
    return Span(start, start + len(words))
