"""Questions that overtake each other, such as one a keystroke: only the answer to the last one counts."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from db.case import Case
from db.derived import Derived
from desktop.base.session import Session

T = TypeVar("T")


class Latest:
    """Asks for one view; an answer that comes late, or after the view is gone, is dropped."""

    def __init__(self, session: Session, view: QObject) -> None:
        self._session = session
        self._view = view
        self._number = 0
        self._asked: Future[Any] | None = None

    @property
    def waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._asked is not None

    def find(self, work: Callable[[Case, Derived], T], done: Callable[[T], None]) -> None:
        """Ask something of what is derived (`Session.find`), in place of whatever was asked before."""
        self.ask(self._session.find, work, done)

    def read(self, work: Callable[[Case], T], done: Callable[[T], None]) -> None:
        """Ask something of the case alone (`Session.read`), in place of whatever was asked before."""
        self.ask(self._session.read, work, done)

    def ask(
        self,
        ask: Callable[..., "Future[T]"],
        work: Callable[..., T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Ask something of a clerk, by his `ask_then`, in place of whatever was asked before."""
        self.forget()
        number = self._number
        self._asked = ask(
            work,
            lambda answer: self._take(number, lambda: done(answer)),
            lambda error: self._take(number, lambda: (failed or self._session.failed.emit)(error)),
        )

    def forget(self) -> None:
        """Want no answer any more."""
        self._number += 1
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None

    def _take(self, number: int, tell: Callable[[], None]) -> None:
        if number == self._number and isValid(self._view):
            self._asked = None
            tell()
