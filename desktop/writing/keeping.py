"""Keeps what is typed: soon as a draft, which a crash survives, and now and then as an edit, which is the record.

Nothing is ever overwritten silently: what is sealed has to rest on what stands in the case. When it does not,
because another copy was merged or an edit was taken back meanwhile, the draft stays a draft until a person decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from db import drafts, errors
from db.case import Case
from db.drafts import Draft
from db.links import Linked
from db.plain import normalise
from db.refs import Ref
from db.revisions.lines import merge_lines
from db.writings import Shelf, Writing
from desktop.base.sentences import sentence
from desktop.base.session import Change, Session

SOON, IDLE, AGAIN = 800, 120_000, 5_000
"""Milliseconds until a draft is kept, until it is sealed when nothing more is typed, until a failure is tried again."""

_RESTS_ON = "rests-on"


@dataclass(frozen=True, slots=True)
class Typed:
    """A title and a body, as they stand in a case or in an editor."""

    title: str
    body: str

    @property
    def hash(self) -> str:
        """Tells versions apart."""
        return sha256(f"{self.title}\0{self.body}".encode()).hexdigest()


class State(Enum):
    """How what is typed relates to what stands in the case."""

    SAVED = "saved"
    DRAFT = "draft"
    FAILED = "failed"
    """It could not be written; `Keeper.failure` says why, and it is tried again."""
    DIVERGED = "diverged"
    """The case says something else meanwhile, on which the draft does not rest."""
    GONE = "gone"
    """It is in the trash."""


@dataclass(frozen=True, slots=True)
class _Sealed:
    there: Typed | None
    linked: Linked | None


class Keeper(QObject):
    """Keeps one writing. `read` gives what is typed now; `touch` is called when something was typed.

    `base` is what the case says, `ground` what the typed text rests on: None when that is not known any more.
    """

    changed = Signal()
    refreshed = Signal(object)
    """The case says something else, and what was typed lost nothing by it: here are both."""
    sealed = Signal(object)
    """It was sealed, with what linking found."""

    def __init__(self, session: Session, shelf: Shelf, writing: Writing, read: Callable[[], Typed]) -> None:
        super().__init__()
        self.session, self.shelf, self.ref = session, shelf, Ref(shelf.kind, writing.uuid)
        self.base = _typed(writing)
        self.ground: Typed | None = self.base
        self.gone = False
        self.failure = ""
        self.draft: Draft | None = None if session.readonly else drafts.of_object(session.case, self.ref)
        self._kept = self._of_draft() if self.draft else None
        self._read = read
        self._is_keeping = self._is_touched = self._seal_failed = False
        self._sent: list[Typed] = []
        self._soon, self._idle = self._timer(self.keep), self._timer(self.seal)
        self._again = self._timer(lambda: self.seal() if self._seal_failed else self.keep())
        session.changed.connect(self._on_changed)

    @property
    def state(self) -> State:
        """How what is typed relates to what stands in the case."""
        if self.gone:
            return State.GONE
        if self.failure:
            return State.FAILED
        if _same(self._read(), self.base):
            return State.SAVED
        return State.DRAFT if self.ground == self.base else State.DIVERGED

    @property
    def is_kept(self) -> bool:
        """Whether a crash would lose nothing of what is typed."""
        return self._read() == self._kept

    @property
    def is_safe(self) -> bool:
        """Whether closing now would lose nothing of what is typed."""
        return self.session.readonly or self.gone or self.is_kept or _same(self._read(), self.base)

    # --- when one comes ---------------------------------------------------------------------------

    def recovered(self) -> Typed | None:
        """What was typed and never sealed, when the case says something else; it is for the editor to show."""
        found = self._kept
        if found is None or self.draft is None or _same(found, self.base):
            return None
        if self.draft.fields.get(_RESTS_ON, self.base.hash) != self.base.hash:
            self.ground = None
        return found

    def _of_draft(self) -> Typed:
        assert self.draft is not None
        fields = self.draft.fields
        return Typed(fields.get("title", self.base.title), fields.get("body", self.base.body))

    # --- while one types --------------------------------------------------------------------------

    def touch(self) -> None:
        """Something was typed."""
        if self.session.readonly or self.gone:
            return
        if not self._soon.isActive():
            self._soon.start(SOON)
        self._idle.start(IDLE)
        if not self._is_touched:
            self._is_touched = True
            self.changed.emit()

    def keep(self) -> None:
        """Keep what is typed as a draft, unless it is kept already."""
        self._soon.stop()
        typed = self._read()
        if self.session.readonly or self.gone or typed == self._kept:
            return
        if self._is_keeping:
            self._soon.start(SOON)
        elif _same(typed, self.base):
            self._forget_draft()
        else:
            self._is_keeping = True
            ground = self._sent[-1] if self._sent else self.ground
            fields = {"title": typed.title, "body": typed.body, _RESTS_ON: ground.hash if ground else "unknown"}
            self.session.write(
                lambda case: drafts.keep_all(case, self.ref, fields), lambda _: self._on_kept(typed), self._on_failed
            )

    def seal(self) -> None:
        """Make what is typed part of the record, if it differs from it and rests on it."""
        self._idle.stop()
        if self.session.readonly or self.gone:
            return
        typed = self._read()
        if _same(typed, self.base):
            self._forget_draft()
        elif self.ground is None or self.ground != self.base:
            self.keep()
        else:
            self._seal(typed, [self.ground, *self._sent])

    # --- when a person decides --------------------------------------------------------------------

    def keep_mine(self) -> None:
        """What is typed takes the place of what the case says; that stays in the history."""
        self.ground = self.base
        self.seal()

    def take_theirs(self) -> Typed:
        """Give up what is typed: what the case says, for the editor to show."""
        self.ground = self.base
        return self.base

    # --- the case ---------------------------------------------------------------------------------

    def _seal(self, typed: Typed, on: list[Typed]) -> None:
        self._sent.append(typed)
        self.session.write(
            lambda case: self._written(case, typed, on),
            lambda sealed: self._on_sealed(typed, sealed),
            lambda error: self._on_failed(error, typed),
        )

    def _written(self, case: Case, typed: Typed, on: list[Typed]) -> _Sealed:
        """Seal in the thread that writes, when what is there is what was meant; what is there afterwards."""
        try:
            there = _typed(self.shelf.of_uuid(case, self.ref.uuid))
        except errors.Unknown:
            return _Sealed(None, None)
        if there not in on:
            return _Sealed(there, None)
        writing, linked = self.shelf.revise(case, self.ref.uuid, typed.body, typed.title)
        drafts.drop_all(case, self.ref)
        return _Sealed(_typed(writing), linked)

    def _forget_draft(self) -> None:
        if self._kept is not None or self._is_keeping:
            self._kept = None
            self.session.write(lambda case: drafts.drop_all(case, self.ref), None, self._on_failed)
        self._settle()

    # --- what comes back --------------------------------------------------------------------------

    def _on_kept(self, typed: Typed) -> None:
        if isValid(self):
            self._is_keeping = False
            self._kept = typed
            self._settle()

    def _on_sealed(self, typed: Typed, sealed: _Sealed) -> None:
        if not isValid(self):
            return
        self._sent.remove(typed)
        if sealed.there is None:
            self.gone = True
        else:
            self.base = sealed.there
        if sealed.linked is not None:
            self.ground = sealed.there
            self._kept = None
        self._settle()
        if sealed.linked is not None:
            self.sealed.emit(sealed.linked)

    def _on_failed(self, error: BaseException, typed: Typed | None = None) -> None:
        if not isValid(self):
            return
        self._is_keeping = False
        if typed in self._sent:
            self._sent.remove(typed)
        if not isinstance(error, errors.Expected):
            self.session.failed.emit(error)
            return
        self.failure, self._seal_failed = sentence(error), typed is not None
        self._again.start(AGAIN)
        self.changed.emit()

    def _on_changed(self, change: Change) -> None:
        if self.ref not in change.refs:
            return
        try:
            there = _typed(self.shelf.of_uuid(self.session.case, self.ref.uuid))
        except errors.Unknown:
            self.gone = True
            self.changed.emit()
            return
        self.gone = False
        if there in self._sent:
            return
        was, self.base = self.base, there
        typed = self._read()
        both = _merged(was, typed, there) if self.ground == was else None
        if both is not None:
            self.ground = there
            if not _same(both, typed):
                self.refreshed.emit(both)
        elif _same(typed, there):
            self.ground = there
        self.changed.emit()

    def _settle(self) -> None:
        """Something was written: what failed before did not fail now."""
        self._again.stop()
        self.failure, self._seal_failed, self._is_touched = "", False, False
        self.changed.emit()

    def _timer(self, run: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(run)
        return timer


def _typed(writing: Writing) -> Typed:
    return Typed(writing.title, writing.body)


def _same(one: Typed, other: Typed) -> bool:
    """Whether two versions are the same to a person: an editor evens out line ends."""
    return one == other or (one.title == other.title and normalise(one.body) == normalise(other.body))


def _merged(was: Typed, typed: Typed, there: Typed) -> Typed | None:
    """What was typed together with what changed in the case; None when both changed the same words."""
    if _same(typed, was):
        return there
    title = there.title if typed.title == was.title else typed.title
    body, clean = merge_lines(*(normalise(one.body) for one in (was, typed, there)))
    return Typed(title, body) if clean and there.title in (was.title, title) else None
