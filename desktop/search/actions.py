"""What leads to searching."""

from PySide6.QtWidgets import QWidget

from desktop.base.actions import Action
from desktop.base.session import Session
from desktop.search.bar import SearchBar
from desktop.search.field import SHORTCUT
from desktop.search.switcher import Switcher, Visited


def actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    """The actions of search in one window."""
    visited = Visited(session)
    open_switchers: list[Switcher] = []

    def switch() -> None:
        open_switchers[:] = [Switcher(session, window, tuple(visited.refs))]

    def forget() -> None:
        _bar(window).remembered.forget()

    return (
        Action(
            id="search.find",
            text="Search everywhere",
            run=lambda: _bar(window).enter(),
            shortcut=SHORTCUT,
            other_shortcuts=("F6", "Ctrl+K"),
            icon="search",
            menu="Go",
            keywords="find look for",
        ),
        Action(
            id="search.switch",
            text="Go to anything by its name",
            run=switch,
            shortcut="Ctrl+O",
            menu="Go",
            keywords="quick switcher open recent",
        ),
        Action(
            id="search.forget",
            text="Forget the searches of before",
            run=forget,
            menu="Edit",
            keywords="history private clear",
        ),
    )


def _bar(window: QWidget) -> SearchBar:
    found = window.findChild(SearchBar)
    assert isinstance(found, SearchBar)
    return found
