"""The pool of worker processes: files go in, what was read of each comes out, and no file can stop the others.

The pool starts a process when there is work for it, replaces it singly when it dies, hangs or runs out of memory, and
then tries the file's next, simpler way in a fresh one (see `formats`). It holds a few files at a time, so that ten
thousand need no more memory than ten. Nothing is read from a disk or written here.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock, Thread
from types import TracebackType
from typing import Any, NamedTuple

from db.importers.file import AS_EVER, File, Wish
from db.importers.parsed import Failure, Result
from db.importers.process import Limits, LostError, Process, WorkersUnavailable
from db.importers.wire import Message

__all__ = ["Job", "Limits", "Outcome", "Workers", "WorkersUnavailable"]

_FILES_FOR_ANOTHER = 24
"""So many files are read by one worker before a further one is worth its start of about a second."""
_MOST = 4
_HELD_FOR_EACH = 4
"""So many files are held for each worker: while what was read of a hundred is stored, none waits for its next."""
_BYTES_AT_ONCE = 64 << 20
_GIVEN_UP = frozenset({"timed-out", "out-of-memory", "worker-died", "parser-failed"})


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read: an id of the caller's, the file's name, its bytes, and how it is to be read."""

    id: str
    name: str
    data: bytes
    wish: Wish = AS_EVER
    declared: str | None = None


class Outcome(NamedTuple):
    """What became of the file with this id."""

    id: str
    result: Result


class Workers:
    """Processes that read files, started when they are needed; for one thread and one `parse` at a time."""

    def __init__(
        self, count: int | None = None, limits: Limits | None = None, *, entry: str = "db.importers.serve"
    ) -> None:
        """At most `count` processes, by default as many as there are processors, and no more than four.

        They give way to whatever else has work to do (see `guard`), so none needs to be kept free for a window.
        `entry` is what they run.
        """
        self._count = count or max(1, min(_MOST, _processors()))
        self.limits = limits or Limits()
        self._entry = entry
        self._lock = Lock()
        self._idle: list[Process] = []
        self._busy: list[Process] = []
        self._stopped = False
        self._closed = False

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pids(self) -> tuple[int, ...]:
        """The system's numbers of the processes that run now."""
        with self._lock:
            return tuple(process.pid for process in (*self._idle, *self._busy))

    @property
    def closed(self) -> bool:
        """Whether the pool was closed, and reads nothing any more."""
        return self._closed

    def parse(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """What became of each file, in the order in which they are done.

        The jobs are taken one by one as there is room. Leaving the loop early stops the work at once; closing the pool,
        also from another thread, ends it without the rest. Raises WorkersUnavailable.
        """
        if self._closed:
            raise RuntimeError("the pool was closed")
        self._stopped = False
        batch = _Batch(self, self._count)
        waiting = iter(jobs)
        try:
            while not self._stopped:
                while batch.has_room and (job := next(waiting, None)) is not None:
                    batch.submit(job)
                if not batch.under_way:
                    return
                outcome = batch.next()
                if not self._stopped:
                    yield outcome
        finally:
            self._stop(batch)

    def ask(self, question: dict[str, Any], data: bytes) -> Message | Failure:
        """What a worker answers to a question about some bytes that is no file to read (see `looking`)."""
        if self._closed:
            raise RuntimeError("the pool was closed")
        if len(data) > self.limits.file:
            return Failure("too-large", str(len(data)))
        for _ in range(2):
            process = self.borrow()
            if process is None:
                break
            try:
                return process.exchange(question, data)[1]
            except LostError:
                continue
            finally:
                self.give_back(process)
        return Failure("worker-died", "before it began")

    def close(self) -> None:
        """End all processes; safe from any thread, and more than once."""
        self._closed = True
        self._kill_busy()
        with self._lock:
            idle, self._idle = self._idle, []
        for process in idle:
            process.end()

    def _stop(self, batch: "_Batch") -> None:
        if batch.under_way:
            self._kill_busy()
        batch.join()
        self._stopped = False

    def _kill_busy(self) -> None:
        with self._lock:
            self._stopped = True
            for process in self._busy:
                process.kill()

    # --- for the threads of a batch -------------------------------------------------------------

    @property
    def stopped(self) -> bool:
        """Whether nobody waits for results any more."""
        return self._stopped

    def borrow(self) -> Process | None:
        """A process that is ready, or None when the work was stopped; raises WorkersUnavailable."""
        with self._lock:
            if self._stopped:
                return None
            fresh = not self._idle
            process = Process(self.limits, self._entry) if fresh else self._idle.pop()
            self._busy.append(process)
        if fresh:
            try:
                process.wait_until_ready()
            except WorkersUnavailable:
                self.give_back(process)
                if self._stopped:
                    return None
                raise
        return process

    def give_back(self, process: Process) -> None:
        """A process that is not needed now; one that cannot be used again is buried."""
        usable = process.alive
        with self._lock:
            self._busy.remove(process)
            usable = usable and not self._stopped and not self._closed
            if usable:
                self._idle.append(process)
        if not usable:
            process.end()


class _Batch:
    """One run over some jobs: threads that each attend one process, and the queues between them and the caller."""

    def __init__(self, workers: Workers, count: int) -> None:
        self._workers = workers
        self._count = count
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._done: SimpleQueue[tuple[Job, Result | BaseException]] = SimpleQueue()
        self._threads: list[Thread] = []
        self._submitted = 0
        self._bytes = 0
        self.under_way = 0

    @property
    def has_room(self) -> bool:
        """Whether another file may be taken in: each process has one, and finds more when it is done."""
        most = _HELD_FOR_EACH * max(1, len(self._threads))
        return self.under_way < most and (not self.under_way or self._bytes < _BYTES_AT_ONCE)

    def submit(self, job: Job) -> None:
        """Hand a file to the next process that is free, and start one when that is worth it."""
        self._jobs.put(job)
        self._submitted += 1
        self._bytes += len(job.data)
        self.under_way += 1
        wanted = min(self._count, 1 + self._submitted // _FILES_FOR_ANOTHER)
        if len(self._threads) < min(wanted, self.under_way):
            thread = Thread(target=self._attend, daemon=True)
            self._threads.append(thread)
            thread.start()

    def next(self) -> Outcome:
        """The next file that is done; raises what kept the workers from working."""
        job, result = self._done.get()
        self.under_way -= 1
        self._bytes -= len(job.data)
        if isinstance(result, BaseException):
            raise result
        return Outcome(job.id, result)

    def join(self) -> None:
        """Wait for the threads to end, as they do when there is nothing more for them."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _attend(self) -> None:
        for job in iter(self._jobs.get, None):
            if self._workers.stopped:  # whoever waits for this file is told, or would wait for ever
                self._done.put((job, Failure("worker-died", "stopped")))
                return
            try:
                self._done.put((job, self._read(job)))
            except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
                self._done.put((job, error))

    def _read(self, job: Job) -> Result:
        """The file in its best way, or in the next ones when that is lost, with the reasons as warnings."""
        if len(job.data) > self._workers.limits.file:
            return Failure("too-large", str(len(job.data)))
        ways, result = self._ask(job, 0)
        reasons: list[str] = []
        while isinstance(result, Failure) and result.reason in _GIVEN_UP and len(reasons) + 1 < ways:
            reasons.append(result.reason)
            _, result = self._ask(job, len(reasons))
        return result if isinstance(result, Failure) else result.warned(*reasons)

    def _ask(self, job: Job, way: int) -> tuple[int, Result]:
        """One way of reading; a process that was lost before it began is no fault of the file, once."""
        name = job.name.replace("\\", "/").rpartition("/")[2].encode(errors="replace").decode()
        for _ in range(2):
            process = self._workers.borrow()
            if process is None:
                break
            try:
                return process.ask(File(name, job.data, job.wish, job.declared), way)
            except LostError:
                continue
            finally:
                self._workers.give_back(process)
        return 0, Failure("worker-died", "before it began")


def _processors() -> int:
    """How many processors there are for this program."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 2
