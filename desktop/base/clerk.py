"""A clerk: one thread that alone owns one thing, such as the case that is written to, and does one task after another.

What is slow or waits for the disk is asked of a clerk; the answer comes back in the thread of the window.
"""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

T = TypeVar("T")
Owned = TypeVar("Owned")


class _Bridge(QObject):
    """Carries calls into the thread in which it was made."""

    called = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.called.connect(self._call)

    def _call(self, work: Callable[[], None]) -> None:
        work()


class Clerk(Generic[Owned]):
    """Owns what `make` makes, in a thread of its own; `close` is called there at the end."""

    def __init__(self, name: str, make: Callable[[], Owned], close: Callable[[Owned], None]) -> None:
        self._tasks: SimpleQueue[tuple[Callable[[Owned], Any], Future[Any]] | None] = SimpleQueue()
        self._bridge = _Bridge()
        self._ready: Future[None] = Future()
        self._thread = Thread(target=self._work, args=(make, close), name=name, daemon=True)
        self._thread.start()

    def wait_until_ready(self) -> None:
        """Wait for the thing to be made; raises what making it raised."""
        self._ready.result()

    def ask(self, task: Callable[[Owned], T]) -> "Future[T]":
        """Have something done; may be called from any thread, and waited for in any but the window's."""
        future: Future[T] = Future()
        self._tasks.put((task, future))
        return future

    def ask_then(
        self, task: Callable[[Owned], T], done: Callable[[T], None], failed: Callable[[BaseException], None]
    ) -> "Future[T]":
        """Have something done, and be called with its outcome in the window's thread."""
        future = self.ask(task)
        future.add_done_callback(lambda outcome: self._pass_on(lambda: _tell(outcome, done, failed)))
        return future

    @property
    def is_awaited(self) -> bool:
        """Whether somebody has asked for something that is not begun."""
        return not self._tasks.empty()

    def finish(self) -> None:
        """Wait until all that was asked for is done and its outcomes were told; called in the window's thread."""
        self.ask(lambda _: None).result()
        QCoreApplication.sendPostedEvents(self._bridge, QEvent.Type.MetaCall.value)

    def close(self) -> None:
        """Finish what was asked for, and end the thread."""
        self._tasks.put(None)
        self._thread.join()

    def _pass_on(self, tell: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the window is gone, and with it whoever wanted to know
            self._bridge.called.emit(tell)

    def _work(self, make: Callable[[], Owned], close: Callable[[Owned], None]) -> None:
        try:
            owned = make()
        except BaseException as error:  # noqa: BLE001 - it is raised where somebody waits for it
            self._ready.set_exception(error)
            self._fail_all(error)
            return
        self._ready.set_result(None)
        while (item := self._tasks.get()) is not None:
            task, future = item
            if future.set_running_or_notify_cancel():
                _do(task, owned, future)
        close(owned)

    def _fail_all(self, error: BaseException) -> None:
        """Nothing can be done for anybody: whoever asks is told why, instead of waiting for ever."""
        while (item := self._tasks.get()) is not None:
            _, future = item
            if future.set_running_or_notify_cancel():
                future.set_exception(error)


def _do(task: Callable[[Owned], Any], owned: Owned, future: "Future[Any]") -> None:
    try:
        future.set_result(task(owned))
    except BaseException as error:  # noqa: BLE001 - it is raised where somebody waits for it
        future.set_exception(error)


def _tell(outcome: "Future[T]", done: Callable[[T], None], failed: Callable[[BaseException], None]) -> None:
    if outcome.cancelled():
        return
    error = outcome.exception()
    if error is not None:
        failed(error)
    else:
        done(outcome.result())
