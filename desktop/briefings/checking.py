"""Comparing a draft with the case while it is written, and keeping the last result for whoever shows it."""

from collections.abc import Iterator
from time import monotonic
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal

from db.briefings.library import CaseLibrary
from db.case import Case
from db.refs import Ref
from desktop.base.session import Session
from desktop.briefings.marks import Checked, checked

_LOOKING = 0.4  # seconds in which the whole case is searched for words that stand in nothing cited


class _DraftLibrary(CaseLibrary):
    """The case, of which only as much is searched as there is time for while somebody types."""

    def contents(self) -> Iterator[tuple[str, str]]:
        """Words of the case, until the time is over."""
        until = monotonic() + _LOOKING
        for found in super().contents():
            yield found
            if monotonic() > until:
                return


def check(case: Case, body: str, *, everywhere: bool = False) -> Checked:
    """Compare a text with the case; called off the window's thread.

    Unless `everywhere`, a quotation that stands in nothing cited may be called not found although some
    other source of a large case has it.
    """
    from db.briefings.verify import verify

    library = CaseLibrary(case) if everywhere else _DraftLibrary(case)
    return checked(body, verify(library, body))


class Checks(QObject):
    """The last check of each open briefing of a session; `made` with the briefing."""

    made = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[Ref, Checked] = {}

    def put(self, ref: Ref, found: Checked) -> None:
        """Here is another one."""
        self._known[ref] = found
        self.made.emit(ref)

    def of(self, ref: Ref) -> Checked | None:
        """The last one of a briefing."""
        return self._known.get(ref)


_CHECKS: WeakKeyDictionary[Session, Checks] = WeakKeyDictionary()


def checks_of(session: Session) -> Checks:
    """The checks of a session."""
    return _CHECKS.setdefault(session, Checks())
