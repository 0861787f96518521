"""One worker process as its pool sees it: started, asked, given a time, ended.

How many there are, and what becomes of a file when one is lost, is decided in `worker`.
"""

import contextlib
import signal
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from threading import Event, Timer
from typing import IO, Any, cast

from db.errors import Expected
from db.importers.file import File
from db.importers.parsed import Failure, Result
from db.importers.wire import Message, from_message
from db.processes import frames, starting


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds for one way of reading it, bytes of memory, bytes of the file itself.

    `start` is how many seconds a worker may take to come up, and to load a parser for the first time.
    """

    seconds: float = 20.0
    memory: int = 2 << 30
    file: int = 256 << 20
    start: float = 60.0


@dataclass
class WorkersUnavailable(Expected):
    """The system does not let us start the processes that read files."""

    reason: str


class LostError(Exception):
    """The process was gone before it began to read the file."""


class Process:
    """A worker process that reads one file at a time."""

    def __init__(self, limits: Limits, entry: str) -> None:
        """Start it; `entry` is the module whose `main` it runs. Raises WorkersUnavailable."""
        self._limits = limits
        self._late = Event()
        try:
            self._popen = starting.start(entry, {"memory": limits.memory})
        except OSError as error:
            raise WorkersUnavailable(error.strerror or type(error).__name__) from error
        self._stdin = cast("IO[bytes]", self._popen.stdin)
        self._stdout = cast("IO[bytes]", self._popen.stdout)

    @property
    def pid(self) -> int:
        """The system's number for the process."""
        return self._popen.pid

    def wait_until_ready(self) -> None:
        """Returns when the process can be asked; raises WorkersUnavailable when it does not come up."""
        try:
            with self._within(self._limits.start):
                frames.read(self._stdout)
        except (EOFError, OSError, ValueError) as error:
            self.end()
            raise WorkersUnavailable("too slow" if self._late.is_set() else f"exit {self._popen.returncode}") from error

    def ask(self, file: File, way: int) -> tuple[int, Result]:
        """How many ways there are to read a file, and what one gave. Raises LostError: ask another process then.

        When the process is lost while it reads, the result says so and the process must not be asked again.
        """
        question = {"name": file.name, "declared": file.declared, "wish": asdict(file.wish), "way": way}
        ways, answer = self.exchange(question, file.data)
        if isinstance(answer, Failure):
            return ways, answer
        try:
            return ways, from_message(*answer)
        except ValueError:
            self.end()
            return ways, Failure("worker-died", "unreadable answer")

    def exchange(self, question: dict[str, Any], data: bytes) -> tuple[int, Message | Failure]:
        """What the process answers to a question about some bytes, and how many ways there are to another answer.

        As with `ask` for what can go wrong.
        """
        times = {"start": self._limits.start, "seconds": self._limits.seconds}
        ways = 0
        try:
            with self._within(self._limits.start):
                frames.write(self._stdin, {**question, **times}, data)
                answer, parts = frames.read(self._stdout)
            if "begun" in answer:
                ways = int(answer["begun"])
                with self._within(self._limits.seconds):
                    answer, parts = frames.read(self._stdout)
        except (EOFError, OSError) as error:
            self.end()
            if not ways and not self._late.is_set():
                raise LostError from error
            return ways, self._loss()
        except ValueError:
            self.end()
            return ways, Failure("worker-died", "unreadable answer")
        if answer.get("reason") == "out-of-memory":
            self.end()
        return ways, (answer, parts)

    @property
    def alive(self) -> bool:
        """Whether it can be asked again."""
        return self._popen.returncode is None and self._popen.poll() is None

    def kill(self) -> None:
        """End the process at once; who waits for its answer gets none."""
        self._popen.kill()

    def end(self) -> None:
        """Kill the process and give back what it held."""
        self._popen.kill()
        for stream in (self._stdin, self._stdout):
            with contextlib.suppress(OSError):  # what was still to be written goes nowhere
                stream.close()
        self._popen.wait()

    def _loss(self) -> Failure:
        code = self._popen.returncode
        if self._late.is_set() or code == -getattr(signal, "SIGXCPU", 0) != 0:
            return Failure("timed-out")
        return Failure("worker-died", f"signal {-code}" if code < 0 else f"exit {code}")

    @contextlib.contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """Kills the process when the block takes longer: a blocked read then comes to its end."""
        self._late = late = Event()
        timer = Timer(seconds, self._too_late, (late,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _too_late(self, late: Event) -> None:
        late.set()
        self._popen.kill()
