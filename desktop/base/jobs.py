"""Long work: what is being done, how far it is, how to stop it; shown in the status line, never over the window."""

from collections.abc import Callable
from threading import Event, Thread
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")


class Stopped(Exception):
    """Raised inside work that was asked to stop."""


class Job(QObject):
    """One piece of long work, in a thread of its own; its signals arrive in the window's thread."""

    progressed = Signal(int, int, str)
    ended = Signal()
    failed = Signal()
    _outcome = Signal(object)

    def __init__(self, title: str, *, spare: bool = False) -> None:
        """A `spare` one can be stopped without anybody missing what it did."""
        super().__init__()
        self.title = title
        self.spare = spare
        self._stop = Event()
        self._enders: list[Callable[[], object]] = []
        self._outcome.connect(lambda tell: tell())

    def tell(self, done: int, total: int, what: str = "") -> None:
        """Say how far it is, from inside; raises Stopped when the work is to end."""
        if self._stop.is_set():
            raise Stopped
        self.progressed.emit(done, total, what)

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask it to stop at the next step; what is finished stays."""
        self._stop.set()
        for end in self._enders:
            end()

    def when_stopped(self, end: Callable[[], object]) -> None:
        """Have something ended when the work is asked to stop, so that nothing waits for a long step."""
        self._enders.append(end)
        if self._stop.is_set():
            end()


class Jobs(QObject):
    """The long work of one window."""

    started = Signal(Job)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.running: list[tuple[Job, Thread]] = []
        self._over = False

    @property
    def needed(self) -> list[Job]:
        """What would be missed if it were stopped now."""
        return [job for job, _ in self.running if not job.spare]

    def start(self, title: str, work: Callable[[Job], T], done: Callable[[T], None], *, spare: bool = False) -> Job:
        """Begin; `done` is called in the window's thread unless the work was stopped or failed."""
        job = Job(title, spare=spare)
        thread = Thread(target=self._run, args=(job, work, done), name=title, daemon=True)
        self.running.append((job, thread))
        self.started.emit(job)
        thread.start()
        return job

    def stop_all(self) -> None:
        """Ask everything to stop, and wait until it did; nobody is told of results any more."""
        self._over = True
        for job, _ in self.running:
            job.stop()
        for _, thread in list(self.running):
            thread.join()
        self.running = []

    def _run(self, job: Job, work: Callable[[Job], T], done: Callable[[T], None]) -> None:
        try:
            result = work(job)
        except Stopped:
            job._outcome.emit(lambda: self._end(job))
        except BaseException as error:  # noqa: BLE001 - it is told where all failures are told
            failure = error
            job._outcome.emit(lambda: self._end(job, failure))
        else:
            job._outcome.emit(lambda: self._finish(job, result, done))

    def _finish(self, job: Job, result: T, done: Callable[[T], None]) -> None:
        self._end(job)
        if not self._over:
            done(result)

    def _end(self, job: Job, failure: BaseException | None = None) -> None:
        self.running = [(other, thread) for other, thread in self.running if other is not job]
        job.ended.emit()
        if failure is not None and not self._over:
            job.failed.emit()
            self.failed.emit(failure)
