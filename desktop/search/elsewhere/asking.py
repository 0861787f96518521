"""Asking several cases, off the window's thread and one after the other; what each says arrives as it comes."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from db import elsewhere, errors
from db.elsewhere import Named, Told
from desktop.base.frame import frame_of
from desktop.base.i18n import tr
from desktop.base.jobs import Job
from desktop.base.session import Session
from desktop.search.elsewhere.known import Known, passphrases


class Asking(QObject):
    """`told` with what a case said; `ended` when nobody is asked any more. A new question ends the one before."""

    told = Signal(object)
    ended = Signal()
    _arrived = Signal(int, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._number = 0
        self._job: Job | None = None
        self._arrived.connect(self._on_arrived)

    def ask(self, query: str, cases: Sequence[Known], given: Mapping[Path, str]) -> None:
        """Ask these cases; the open ones through what is open, the others by opening them for reading."""
        self.stop()
        number = self._number
        for one in cases:
            if one.session is not None:
                self._ask_open(number, one.session, query)
        closed = [Named(one.path, passphrases(one.path, given)) for one in cases if one.session is None]
        if closed:
            self._ask_closed(number, closed, query)

    def stop(self) -> None:
        """Ask nobody any more; what was said until now stands."""
        self._number += 1
        if self._job is not None:
            self._job.stop()
            self._job = None

    def _ask_open(self, number: int, session: Session, query: str) -> None:
        session.find(
            lambda case, derived: elsewhere.ask_open(case, derived, query),
            lambda told: self._on_arrived(number, told),
            lambda error: self._on_failed(number, session, error),
        )

    def _ask_closed(self, number: int, cases: Sequence[Named], query: str) -> None:
        def work(job: Job) -> None:
            for done, named in enumerate(cases):
                job.tell(done, len(cases), named.path.stem)
                told = elsewhere.ask(named, query, progress=lambda *_: job.tell(0, 0, named.path.stem))  # noqa: B023
                self._arrived.emit(number, told)

        jobs = frame_of(self._session).jobs
        self._job = jobs.start(tr("Searching in other cases"), work, lambda _: None, spare=True)
        self._job.ended.connect(lambda: self._on_ended(number))

    def _on_arrived(self, number: int, told: Told) -> None:
        if isValid(self) and number == self._number:
            self.told.emit(told)

    def _on_failed(self, number: int, session: Session, error: BaseException) -> None:
        if isinstance(error, errors.Expected):
            self._on_arrived(number, Told(session.path, session.case.title, trouble=error))
        else:
            self._session.failed.emit(error)

    def _on_ended(self, number: int) -> None:
        if isValid(self) and number == self._number:
            self._job = None
            self.ended.emit()
