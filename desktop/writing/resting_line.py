"""The line above a note or briefing that cites a corrected or withdrawn source, with the way to that source."""

from collections.abc import Callable

from db import standing
from db.refs import Ref
from db.standing import Standing
from desktop.base import standings
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.base.offsets import shown
from desktop.base.session import Session
from desktop.writing.notice_line import NoticeLine

_MOST, _LONGEST = 3, 40


class RestingLine(NoticeLine):
    """Hidden while everything that is cited stands as it was published."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._latest = Latest(session, self)
        self._shown: list[Standing] = []

    def look(self, body: str) -> None:
        """Find out, off the window's thread, what a text cites."""
        self._latest.read(lambda case: standing.cited_in(case, body), self._show)

    def _show(self, found: list[Standing]) -> None:
        if found == self._shown:
            return
        self._shown = found
        self.clear()  # the same words may lead elsewhere now
        if found:
            self.say(standings.cited_sentence(found), *(self._way(one, alone=len(found) == 1) for one in found[:_MOST]))

    def _way(self, one: Standing, *, alone: bool) -> tuple[str, Callable[[], None]]:
        words = tr("Go to it") if alone else shown(one.title)[:_LONGEST]
        return words, lambda: self._session.show(Ref("source", one.source))
