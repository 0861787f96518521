"""What leads to searching."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from db import briefs, notes, sources
from db.case import Case
from db.refs import Ref, Uuid
from desktop.base.actions import Action
from desktop.base.frame import frame_of
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
            id="search.like",
            text="More like this",
            run=lambda: _more_like(session, window),
            menu="Go",
            keywords="similar related resembling",
            enabled=lambda: _shown(window) is not None,
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
            text="Forget earlier searches",
            run=forget,
            menu="Edit",
            keywords="history private clear",
        ),
    )


def _shown(window: QWidget) -> Ref | None:
    """What is open, if something can be like it."""
    ref = frame_of(window).pages.current()
    return ref if ref is not None and ref.kind in _KEYS else None


def _more_like(session: Session, window: QWidget) -> None:
    """Look for what shares many words with what is open."""
    ref = _shown(window)
    if ref is not None:
        session.show(Ref("search", Uuid(f"like:{_KEYS[ref.kind](session.case, ref.uuid)}")))


_KEYS: Mapping[str, Callable[[Case, Uuid], str]] = {
    "source": lambda case, uuid: sources.of_uuid(case, uuid).key,
    "note": lambda case, uuid: notes.get(case, uuid).key,
    "briefing": lambda case, uuid: briefs.get(case, uuid).key,
}


def _bar(window: QWidget) -> SearchBar:
    found = window.findChild(SearchBar)
    assert isinstance(found, SearchBar)
    return found
