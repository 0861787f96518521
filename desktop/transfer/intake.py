"""Imports of one session: each is a job that reads files in processes of their own and writes through the clerk.

What came in before somebody stopped it stays. The lists of outcomes are kept as long as the case is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from db import history
from db.case import Case
from db.importers import intake
from db.importers.intake import Outcome
from db.importers.worker import Workers
from db.refs import Ref, Uuid, new_uuid
from desktop.base.frame import Frame
from desktop.base.i18n import count, tr
from desktop.base.jobs import Job
from desktop.base.session import Session

KIND = "import"
"""The kind of ref under which the list of an import is shown."""


@dataclass(frozen=True, slots=True)
class Import:
    """What one import did: an outcome for each file, and how many there were; fewer when it was stopped.

    `step` is the entry of the history that takes it all back; None when nothing was added.
    """

    outcomes: tuple[Outcome, ...]
    files: int
    step: str | None

    @property
    def stopped(self) -> bool:
        """Whether it ended before all files were read."""
        return len(self.outcomes) < self.files


class Imports(QObject):
    """The imports of one session; a child of the session, so that pages find it there."""

    def __init__(self, session: Session, frame: Frame) -> None:
        super().__init__(session)
        self._session = session
        self._frame = frame
        self.done: dict[Uuid, Import] = {}

    def start(self, paths: Sequence[Path]) -> Job:
        """Take files and folders in; the list of what became of them is shown at the end."""
        return self._frame.jobs.start(tr("Importing"), lambda job: self._work(job, paths), self._on_done)

    def _work(self, job: Job, paths: Sequence[Path]) -> Import:
        """Runs in the job's thread; each access to the case is a task for the clerk."""
        files = intake.files_in(paths)
        outcomes: list[Outcome] = []
        job.tell(0, len(files))
        with Workers() as workers:
            job.when_stopped(workers.close)
            for outcome in intake.take_in(self._session.write_and_wait, files, workers=workers):
                outcomes.append(outcome)
                job.progressed.emit(len(outcomes), len(files), outcome.path.name)
        return Import(tuple(outcomes), len(files), self._session.write_and_wait(lambda case: _step(case, outcomes)))

    def _on_done(self, done: Import) -> None:
        ref = Ref(KIND, new_uuid())
        self.done[ref.uuid] = done
        self._session.look()
        self._session.show(ref)
        self._session.find(lambda case, derived: derived.refresh(), lambda _: self._tell(done))

    def _tell(self, done: Import) -> None:
        added = sum(outcome.status == "added" for outcome in done.outcomes)
        if added:
            self._session.tell(count(added, "1 new source can be searched", "{n} new sources can be searched"))


def imports_of(session: Session) -> Imports:
    """The imports of a session that is shown in a window; raises LookupError for another one."""
    found = session.findChild(Imports)
    if found is None:
        raise LookupError("this session is in no window")
    return found


def _step(case: Case, outcomes: Sequence[Outcome]) -> str | None:
    """The step of the history in which the added ones came in."""
    added = next((outcome for outcome in outcomes if outcome.status == "added" and outcome.sha256), None)
    if added is None or added.sha256 is None:
        return None
    uuid = case.natural_uuid("source", added.sha256)
    return next((entry.id for entry in history.of_object(case, Ref("source", uuid)) if entry.code == "import"), None)
