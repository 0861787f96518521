"""Keeps a correction while it is typed: as a draft, which a crash survives, until a person saves or discards it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from db import drafts, errors
from db.case import Case
from db.refs import Ref, Uuid
from db.texts import Text
from desktop.base.sentences import sentence
from desktop.base.session import Session

FIELD = "words"
"""The field of a text under which its correction is kept as a draft."""

SOON, AGAIN = 800, 5_000
"""Milliseconds until what is typed is kept, and until a failure is tried again."""
_LONG = 200_000  # characters from which it is kept less often, since each time all of it is written


class CorrectionKeeper(QObject):
    """Keeps the draft of one correction; `read` gives what is typed now, `base` is the text that is corrected."""

    changed = Signal()

    def __init__(self, session: Session, text: Text, base: str, read: Callable[[], str]) -> None:
        super().__init__()
        self.session, self.ref, self.base = session, Ref("text", text.uuid), base
        self.failure = ""
        self.kept = None if session.readonly else drafts.kept(session.case, self.ref, FIELD)
        """The draft as it stands in the case; None when there is none."""
        self._read = read
        self._saving: str | None = None
        self._writing = False
        self._soon, self._again = self._timer(), self._timer()

    @property
    def is_changed(self) -> bool:
        """Whether what is typed differs from the text that is corrected."""
        return self._read() != self.base

    @property
    def is_safe(self) -> bool:
        """Whether closing now would lose nothing of what is typed."""
        typed = self._read()
        return self.session.readonly or typed in (self.kept, self.base)

    def touch(self) -> None:
        """Something was typed."""
        if not self.session.readonly and not self._soon.isActive():
            self._soon.start(SOON if len(self.base) < _LONG else 4 * SOON)
        self.changed.emit()

    def keep(self) -> None:
        """Keep what is typed as a draft, unless it is kept; a draft that says what the text says is forgotten."""
        self._soon.stop()
        typed = self._read()
        if self._writing:
            self._soon.start(SOON)
            return
        if self.session.readonly or typed == self.kept or (typed == self.base and self.kept is None):
            return
        if typed == self._saving:  # it would be a draft again behind the text that it becomes
            return
        self._writing = True
        wanted = None if typed == self.base else typed
        self.session.write(lambda case: _store(case, self.ref, wanted), lambda _: self._done(wanted), self._failed)

    def saving(self, words: str | None) -> None:
        """These words are on their way to become a text, or, with None, did not."""
        self._saving = words

    def secure(self, case: Case, words: str) -> None:
        """Keep words that are about to become a text, in the thread that writes: it may fail, with the page gone."""
        _store(case, self.ref, None if words == self.base else words)

    def forget(self, case: Case) -> None:
        """Let the draft go, in the thread that writes: it became a correction."""
        drafts.drop(case, self.ref, FIELD)

    def saved(self, words: str) -> None:
        """These words are a text of the case now: while they stand here, there is nothing to keep."""
        self.base, self._saving = words, None
        self._done(None)

    def _done(self, kept: str | None) -> None:
        if isValid(self):
            self._writing, self.kept, self.failure = False, kept, ""
            self._again.stop()
            self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        if not isValid(self):
            return
        self._writing = False
        if not isinstance(error, errors.Expected):
            self.session.failed.emit(error)
            return
        self.failure = sentence(error)
        self._again.start(AGAIN)
        self.changed.emit()

    def _timer(self) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self.keep)
        return timer


def drafted(session: Session) -> dict[Uuid, str]:
    """The texts whose correction was begun and neither saved nor discarded."""
    return drafts.of_kind(session.case, "text", FIELD)


def _store(case: Case, ref: Ref, words: str | None) -> None:
    if words is None:
        drafts.drop(case, ref, FIELD)
    else:
        drafts.keep(case, ref, FIELD, words)
