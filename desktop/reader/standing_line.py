"""The line above a text that says when it does not stand as it was published, with the way to the notice, and back."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from db import standing
from db.case import Case
from db.refs import Ref, Uuid
from db.sources import Source
from db.standing import Standing
from desktop.base import standings
from desktop.base.i18n import count, tr
from desktop.base.latest import Latest
from desktop.base.offsets import shown
from desktop.base.session import Session
from desktop.writing.notice_line import NoticeLine

_RESTING = {
    "excerpt": ("1 excerpt", "{n} excerpts"),
    "note": ("1 note", "{n} notes"),
    "briefing": ("1 briefing", "{n} briefings"),
}
_MOST, _LONGEST = 3, 40


@dataclass(frozen=True, slots=True)
class _Told:
    """How a source stands and what rests on it, by kind; of which sources it tells."""

    own: Standing | None
    resting: Mapping[str, int]
    others: Sequence[Standing]


class StandingLine(NoticeLine):
    """For one source; hidden when it stands as it was and explains nothing of another one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._latest = Latest(session, self)
        self._shown: _Told | None = None

    def show_source(self, source: Source) -> None:
        """Find out, off the window's thread, how a source stands, or of which source it tells."""
        self._latest.read(lambda case: _told(case, source.uuid), self._show)

    def _show(self, told: _Told) -> None:
        if told == self._shown:
            return
        self._shown = told
        self.clear()  # the same words may lead elsewhere now
        if told.own is not None:
            words = " ".join(filter(None, (standings.sentence(told.own), _resting(told.resting))))
            self.say(words, *([(tr("Go to the notice"), self._way(told.own.notice))] if told.own.notice else []))
        elif told.others:
            words = tr("This is the notice that tells of “{title}”.").format(title=shown(told.others[0].title))
            if len(told.others) > 1:
                words = count(len(told.others), "", "This is the notice that tells of {n} sources.")
            ways = ((shown(one.title)[:_LONGEST] or one.key, self._way(one.source)) for one in told.others[:_MOST])
            self.say(words, *ways)

    def _way(self, source: Uuid) -> Callable[[], None]:
        return lambda: self._session.show(Ref("source", source))


def _told(case: Case, source: Uuid) -> _Told:
    own = standing.of_source(case, source)
    resting = Counter(ref.kind for ref in standing.resting_on(case, source)) if own else {}
    return _Told(own, resting, () if own else standing.told_by(case, source))


def _resting(kinds: Mapping[str, int]) -> str:
    """How much rests on a source, as a sentence; nothing when nothing does."""
    parts = [count(kinds[kind], *words) for kind, words in _RESTING.items() if kinds.get(kind)]
    return tr("Rests on it: {things}.").format(things=", ".join(parts)) if parts else ""
