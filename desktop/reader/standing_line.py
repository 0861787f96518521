"""The line above a text that says when it does not stand as it was published, with the way to the notice, and back."""

from collections.abc import Callable

from db import standing
from db.refs import Ref, Uuid
from db.sources import Source
from desktop.base import standings
from desktop.base.i18n import count, tr
from desktop.base.offsets import shown
from desktop.base.session import Session
from desktop.writing.notice_line import NoticeLine

_RESTING = {
    "excerpt": ("1 excerpt", "{n} excerpts"),
    "note": ("1 note", "{n} notes"),
    "briefing": ("1 briefing", "{n} briefings"),
}


class StandingLine(NoticeLine):
    """For one source; hidden when it stands as it was and explains nothing of another one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def show_source(self, source: Source) -> None:
        """Say how a source stands, or of which source it tells."""
        case = self._session.case
        if found := standing.of_source(case, source.uuid):
            words = " ".join(filter(None, (standings.sentence(found), self._resting(source.uuid))))
            ways = [(tr("Go to the notice"), self._way(found.notice))] if found.notice else []
            self.say(words, *ways)
        elif told := standing.told_by(case, source.uuid):
            words = tr("This is the notice that tells of “{title}”.").format(title=shown(told[0].title))
            if len(told) > 1:
                words = count(len(told), "", "This is the notice that tells of {n} sources.")
            self.say(words, *((shown(one.title)[:40] or one.key, self._way(one.source)) for one in told[:3]))
        else:
            self.clear()

    def _resting(self, source: Uuid) -> str:
        """How much rests on it, as a sentence; nothing when nothing does."""
        kinds = [ref.kind for ref in standing.resting_on(self._session.case, source)]
        parts = [count(kinds.count(kind), *words) for kind, words in _RESTING.items() if kind in kinds]
        return tr("Rests on it: {things}.").format(things=", ".join(parts)) if parts else ""

    def _way(self, source: Uuid) -> Callable[[], None]:
        return lambda: self._session.show(Ref("source", source))
