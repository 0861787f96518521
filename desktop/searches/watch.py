"""What saved searches find, and how much of it is new; kept up in the background while the case is open.

After a change it waits until nothing more has changed for a while, and then asks one search at a time, so that
somebody who types in the search field is never behind all of them. Whoever looks at the page of results has seen
all that is found.
"""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from db import errors, searches
from db.finding import Asked, everything
from db.personal import Personal
from db.refs import Ref, Uuid
from db.searches import SavedSearch
from db.trash import KINDS
from desktop.base.frame import expanding_of, frame_of
from desktop.base.latest import Latest
from desktop.base.session import Change, Session

_CALM = 1200  # milliseconds without a change, after which is counted
_FOUND = frozenset((*KINDS, "text", "alias", "publisher_name")) - {"saved_search", "received"}
"""What can change what a search finds."""


@dataclass(frozen=True, slots=True)
class Count:
    """How much a search finds; `new` of it was not seen, None if this person never looked at the search."""

    total: int
    new: int | None


class Watch(QObject):
    """The counts of all saved searches of one window, by identity; `counted` when one is another."""

    counted = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.counts: dict[Uuid, Count] = {}
        self._pages = frame_of(window).pages
        self._due: list[SavedSearch] = []
        self._looked: set[str] = set()
        self._latest = Latest(session, self)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM)
        self._calm.timeout.connect(self.recount)
        self._pages.current_changed.connect(self._on_page)
        session.changed.connect(self._on_changed)
        session.closing.connect(self._calm.stop)
        self._calm.start()

    def recount(self) -> None:
        """Count all of them again, the one that is shown first."""
        kept = searches.every(self.session.case)
        self._looked &= {one.query for one in kept}
        self.counts = {one.uuid: self.counts[one.uuid] for one in kept if one.uuid in self.counts}
        self._due = sorted(kept, key=lambda one: not self._is_seen(one.query))
        self._go_on()

    @property
    def at_rest(self) -> bool:
        """Whether everything is counted."""
        return not (self._due or self._latest.waiting or self._calm.isActive())

    def look(self, query: str) -> None:
        """Have everything that this query finds count as seen."""
        self._looked.add(query)
        self._due = [one for one in searches.every(self.session.case) if one.query == query] + self._due
        self._go_on()

    def _go_on(self) -> None:
        if self._latest.waiting or not self._due:
            return
        search = self._due.pop(0)
        asked = Asked(search.query, expanding=expanding_of(self.session))
        self._latest.ask(
            self.session.find,
            lambda case, derived: [hit.ref.uuid for hit in everything(derived, asked)[1]],
            lambda found: self._on_found(search, found),
            self._on_failed,
        )

    def _on_found(self, search: SavedSearch, found: Collection[Uuid]) -> None:
        seen = self._is_seen(search.query)
        self.session.ask_personal(
            lambda personal: _new(personal, search.uuid, found, seen=seen),
            lambda new: self._on_counted(search.uuid, Count(len(found), new)),
        )
        if not any(one.query == search.query for one in self._due):
            self._looked.discard(search.query)
        self._go_on()

    def _on_counted(self, search: Uuid, count: Count) -> None:
        if self.counts.get(search) != count:
            self.counts[search] = count
            self.counted.emit()

    def _on_failed(self, error: BaseException) -> None:
        """The search itself says what is wrong with it when it is asked; here that would only interrupt."""
        self._due = []
        if not isinstance(error, errors.Expected):
            self.session.failed.emit(error)

    def _is_seen(self, query: str) -> bool:
        return query in self._looked or self._pages.current() == Ref("search", Uuid(query))

    def _on_page(self, ref: Ref | None) -> None:
        if ref is not None and ref.kind == "search":
            self.look(ref.uuid)

    def _on_changed(self, change: Change) -> None:
        if change.touches("saved_search", *_FOUND):
            self._calm.start()


def _new(personal: Personal, search: Uuid, found: Collection[Uuid], *, seen: bool) -> int | None:
    """How much of it is new; nothing when it is looked at, which is noted."""
    if seen:
        personal.mark_seen(search, found)
        return 0
    fresh = personal.fresh(search, found)
    return None if fresh is None else len(fresh)


def watch_of(window: QWidget) -> Watch:
    """The watch of a window."""
    found = window.findChild(Watch)
    assert isinstance(found, Watch)
    return found
