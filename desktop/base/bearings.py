"""Where a person was in a case: open pages and places in them, the collection, so that the next time begins there."""

from typing import Any

from PySide6.QtCore import QObject, QTimer

from db.refs import Ref, Uuid
from desktop.base.navigation import Navigation
from desktop.base.pages import Pages, Tab
from desktop.base.session import Session

_NAME = "bearings"
_EVERY = 30_000  # milliseconds between two times of keeping, since a program may end without a warning


class Bearings(QObject):
    """Keeps where one is now and then and when asked to; nothing is written when nothing moved."""

    def __init__(self, session: Session, pages: Pages, navigation: Navigation) -> None:
        super().__init__(pages)
        self._session, self._pages, self._navigation = session, pages, navigation
        self._kept: Any = None
        timer = QTimer(self)
        timer.timeout.connect(self.keep)
        timer.start(_EVERY)

    def keep(self) -> None:
        """Keep where one is."""
        current = self._pages.current()
        now = {
            "collection": self._navigation.current(),
            "tabs": [_as_data(tab) for tab in self._pages.tabs()],
            "current": [current.kind, current.uuid] if current else None,
        }
        if now != self._kept:
            self._kept = now
            self._session.remember(_NAME, now)

    def restore(self) -> None:
        """Go where one was; what is no more, or makes no sense, is left out."""
        try:
            known = self._session.remembered(_NAME)
            if known is None:
                return
            collection, tabs = known["collection"], [_tab(each) for each in known["tabs"]]
            current = Ref(known["current"][0], Uuid(known["current"][1])) if known["current"] else None
        except (TypeError, KeyError, ValueError, AttributeError, OSError):
            return
        if collection in self._navigation.ids():
            self._navigation.choose(collection)
        self._pages.open_asleep(tabs)
        if current is not None and current in [tab.ref for tab in tabs]:
            self._pages.show_ref(current)


def _as_data(tab: Tab) -> dict[str, Any]:
    return {"kind": tab.ref.kind, "uuid": tab.ref.uuid, "title": tab.title, "place": tab.place}


def _tab(data: dict[str, Any]) -> Tab:
    return Tab(Ref(str(data["kind"]), Uuid(str(data["uuid"]))), str(data["title"]), data["place"])
