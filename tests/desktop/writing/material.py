"""A small case to write about: two articles with excerpts, three people, and helpers to write as a person does."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import entities, excerpts, notes, sources, texts
from db.case import Case
from db.excerpts import Excerpt
from db.refs import Ref
from desktop.base.session import Session
from desktop.writing.editor import Editor
from desktop.writing.page import WritingPage

MERIDIAN = "The watchdog counted 102 offices in 53 countries. Nobody counted them again. 𝕋he end."
GAZZETTA = "Il ministro ha detto che gli uffici sono due, non undici."


def fill(case: Case) -> list[Excerpt]:
    """Two articles, an excerpt of each, and people with several names."""
    made = []
    for title, paper, words, quote in (
        ("Watchdog counts 102 offices", "The Meridian", MERIDIAN, "102 offices in 53 countries"),
        ("Ministro: due soli uffici", "Gazzetta del Porto", GAZZETTA, "gli uffici sono due, non undici"),
    ):
        (identity,) = case.store([title.encode()])
        values = {"title": title, "container_title": paper, "issued": "2022-12-06", "language": "en"}
        source = sources.add(case, identity, values)
        texts.add(case, source.uuid, words)
        made.append(excerpts.quote(case, source, quote))
    entities.add(case, "Zhang Wei", "person", ["张伟", "Wei Zhang"])
    entities.add(case, "Zhan Gallery", "organisation")
    entities.add(case, "Prato", "place")
    return made


def filled(session: Session, qtbot: QtBot) -> list[Excerpt]:
    """The same in an open session."""
    made: list[list[Excerpt]] = []
    session.write(fill, made.append)
    qtbot.waitUntil(lambda: bool(made))
    return made[0]


def note(session: Session, qtbot: QtBot, title: str = "N", body: str = "") -> Ref:
    """A note that is there."""
    made: list[str] = []
    session.write(lambda case: notes.write(case, title, body)[0].uuid, made.append)
    qtbot.waitUntil(lambda: bool(made))
    return Ref("note", notes.get(session.case, title).uuid)


def shown(page: WritingPage, qtbot: QtBot) -> WritingPage:
    """A page in a window of its own, with the cursor in its editor."""
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.editor.setFocus()
    return page


def type_at_end(editor: Editor, words: str) -> None:
    """Type as a person does: characters that have no key are put in, the last one is typed."""
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.insertPlainText(words[:-1])
    key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, words[-1])
    QApplication.sendEvent(editor, key)
