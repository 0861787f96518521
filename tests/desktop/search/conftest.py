"""A case with a few articles, a note and two people, in a window that can search."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from db import entities, excerpts, notes, sources, texts
from db.case import Case
from db.refs import Ref
from desktop.base.reporting import Reporter
from desktop.base.session import Session
from desktop.base.settings import Settings
from desktop.entities.feature import FEATURE as ENTITIES
from desktop.search.bar import SearchBar
from desktop.search.feature import FEATURE as SEARCH
from desktop.window import Window

ARTICLES = {
    "Ministro: due soli uffici": ("it", "La polizia ha trovato solo due uffici. Città di Pavía."),
    "Watchdog counts 102 offices": ("en", "The police station in Milan was closed. Police found offices, police said."),
    "海外服务站": ("zh", "习近平说，海外服务站已关闭。"),
}


def fill(case: Case) -> None:
    for title, (language, words) in ARTICLES.items():
        (identity,) = case.store([title.encode()])
        values = {"title": title, "language": language, "issued": "2022-12-15", "publisher": "The Meridian"}
        source = sources.add(case, identity, values)
        texts.add(case, source.uuid, words)
    excerpts.quote(case, sources.get(case, "Watchdog counts 102 offices"), "The police station in Milan")
    notes.write(case, "How many offices?", "It rained. The police found two.")
    entities.add(case, "Police of Milan", "organisation", ["警察"])


@pytest.fixture
def filled(session: Session, qtbot: QtBot) -> Session:
    """The session with that material in its case."""
    with qtbot.waitSignal(session.changed):
        session.write(fill)
    return session


@pytest.fixture
def window(filled: Session, settings: Settings, qtbot: QtBot) -> Iterator[Window]:
    """A window of nothing but people, places and search."""
    opened = Window(filled, (ENTITIES, SEARCH), settings, Reporter())
    opened.resize(1440, 900)
    opened.show()
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    yield opened
    opened.close()
    opened.deleteLater()


@pytest.fixture
def bar(window: Window) -> SearchBar:
    """The search of that window, with the focus in its field."""
    found = window.findChild(SearchBar)
    assert isinstance(found, SearchBar)
    found.enter()
    return found


@pytest.fixture
def shown(window: Window) -> list[tuple[Ref, object]]:
    """What was asked to be shown, and the places in it."""
    asked: list[tuple[Ref, object]] = []
    window.session.asked_to_show.connect(lambda ref, place: asked.append((ref, place)))
    return asked
