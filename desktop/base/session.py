"""What the window works on: one open case, and the three places where features meet.

`changed` says that something was written, `asked_to_show` that something is to be shown, and what a
feature contributes stands in `features`. Writing goes through one clerk, what is derived through another, which
may be busy for long, and longer reading through a third; the window itself only reads, through a connection of its own.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from db import authors, errors
from db.case import Case
from db.derived import Derived
from db.personal import Personal, Whose
from db.refs import Ref, Uuid
from desktop.base.clerk import Clerk

T = TypeVar("T")
Owned = TypeVar("Owned")

_ERASING = frozenset({"erase", "merge"})
"""Edits after which something may be gone for good."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit changed: its codes, the objects that are different now, and those among them that were erased."""

    codes: tuple[str, ...]
    refs: frozenset[Ref]
    erased: frozenset[Ref] = frozenset()

    def touches(self, *kinds: str) -> bool:
        """Whether something of these kinds is different now."""
        return any(ref.kind in kinds for ref in self.refs)


class Session(QObject):
    """One open case in one window; made in the window's thread by `open_case`."""

    changed = Signal(Change)
    asked_to_show = Signal(object, object)
    failed = Signal(object)
    mended = Signal()
    told = Signal(str)
    closing = Signal()

    def __init__(self, path: Path, passphrase: str | None = None, *, readonly: bool = False, author: str = "") -> None:
        """Open a case; raises what `Case.open` raises, such as CaseHeld when another process writes to it."""
        super().__init__()
        self.path = path
        self.readonly = readonly
        self.readonly_because = ""  # in words, for the bar
        self.frame: QObject | None = None  # the window it is shown in, see `frame`
        self.positions: dict[Ref, object] = {}  # where the person was in each object that was open
        self.kept: dict[str, Any] = {}  # what features remember for as long as the case is open
        self.unsaved: list[Callable[[], Sequence[str]]] = []  # what closing would lose and no page holds, by titles
        self._writer: Clerk[Case] | None = None
        if not readonly:
            self._writer = Clerk("writer", lambda: _signed(Case.open(path, passphrase), author), Case.close)
        try:
            if self._writer is not None:
                self._writer.wait_until_ready()
            self.case = Case.open(path, passphrase, readonly=True)
        except BaseException:
            self._writer.close() if self._writer else None
            raise
        self._seq = self._last_seq()
        self._file = _identity(path)
        self._closed = False
        self._looking = False
        self._trouble: type[BaseException] | None = None
        self._asides: dict[str, tuple[Clerk[Any], Callable[[], None]]] = {}
        self._reader: Clerk[Case] = Clerk("reader", lambda: Case.open(path, passphrase, readonly=True), Case.close)
        whose = Whose.of(self.case)
        self._personal: Clerk[Personal] = Clerk("personal", lambda: Personal(whose), Personal.close)
        self._finder: Clerk[tuple[Case, Derived]] = Clerk(
            "finder",
            lambda: _with_derived(Case.open(path, passphrase, readonly=True), self._read, lambda: not self._closed),
            _close_both,
        )

    def close(self) -> None:
        """Finish what is being written and let go of the case; what was done then is not told any more."""
        self._closed = True
        self.closing.emit()
        for clerk, end in self._asides.values():
            end()
            clerk.close()
        if self._writer:
            self._writer.close()
        self._finder.close()
        self._reader.close()
        self._personal.close()
        self.case.close()

    def aside(self, name: str, owned: Owned, end: Callable[[Owned], None]) -> Clerk[Owned]:
        """A thread of its own for what a feature needs besides; the one of this name, if there is one.

        `end` is called when the case closes, in the window's thread: it stops at once whatever is being done.
        """
        if name not in self._asides:
            self._asides[name] = Clerk(name, lambda: owned, lambda _: None), lambda: end(owned)
        return self._asides[name][0]

    # --- asking ---------------------------------------------------------------------------------

    def write(
        self,
        work: Callable[[Case], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Change the case, off the window's thread; `changed` follows, then `done` with the result.

        What goes wrong is told where all failures are told, unless `failed` takes it.
        """
        tell = failed or self._fail
        if self._writer is None:
            tell(errors.ReadOnly(self.path))
            return
        self._writer.ask_then(
            work, lambda result: self._written(result, done), lambda error: self._not_written(error, tell)
        )

    def finish_writing(self) -> None:
        """Wait until all that was asked for is written, or could not be, and whoever asked knows."""
        if self._writer is not None:
            self._writer.finish()

    def write_and_wait(self, work: Callable[[Case], T]) -> T:
        """Change the case from a thread that is not the window's, and wait for it."""
        if self._writer is None:
            raise errors.ReadOnly(self.path)
        return self._writer.ask(work).result()

    def read_and_wait(self, work: Callable[[Case], T]) -> T:
        """Read something of the case from a thread that is not the window's, and wait for it."""
        return self._reader.ask(work).result()

    def find_and_wait(self, work: Callable[[Case, Derived], T]) -> T:
        """Ask something of what is derived from a thread that is not the window's, and wait for it."""
        return self._finder.ask(lambda both: work(*both)).result()

    def find(
        self,
        work: Callable[[Case, Derived], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> "Future[T]":
        """Ask something of what is derived, off the window's thread."""
        return self._finder.ask_then(
            lambda both: work(*both), self._while_open(done), self._while_open(failed or self._fail)
        )

    def remembered(self, name: str) -> Any:
        """What this person had in this case last time, such as open pages; None when nothing is known."""
        return self._personal.ask(lambda personal: personal.get(name)).result()

    def remember(self, name: str, value: Any) -> None:
        """Keep something for next time that JSON can hold, off the window's thread."""
        self._personal.ask(lambda personal: personal.put(name, value))

    def ask_personal(self, work: Callable[[Personal], T], done: Callable[[T], None]) -> "Future[T]":
        """Ask something of what belongs to this person, or keep it, off the window's thread."""
        return self._personal.ask_then(work, self._while_open(done), self._while_open(self._fail))

    def read(
        self,
        work: Callable[[Case], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> "Future[T]":
        """Read something of the case that may take a moment, off the window's thread; nothing derived is waited for."""
        return self._reader.ask_then(work, self._while_open(done), self._while_open(failed or self._fail))

    def tidy(self) -> None:
        """Put what is derived in order, off the window's thread, for as long as nobody asks anything of it."""
        finder = self._finder
        if not finder.is_awaited:
            finder.ask_then(
                lambda both: both[1].tidy(lambda: not finder.is_awaited),
                lambda _: None,
                lambda error: None if isinstance(error, errors.Expected) else self._fail(error),
            )

    def _while_open(self, tell: Callable[[T], None]) -> Callable[[T], None]:
        """What is answered after the case was closed is not told any more."""
        return lambda answer: None if self._closed else tell(answer)

    def _read(self) -> Collection[Uuid]:
        """The sources that this person has opened; asked in the finder's thread."""
        return self._personal.ask(lambda personal: personal.read()).result()

    def show(self, ref: Ref, place: object = None) -> None:
        """Go to an object, at a place in it that its page understands, such as a `Span`."""
        if ref.kind == "source":
            self._personal.ask(lambda personal: personal.mark_read([ref.uuid]))
        self.asked_to_show.emit(ref, place)

    def tell(self, words: str) -> None:
        """Say something in the status line."""
        self.told.emit(words)

    def look(self) -> None:
        """Notice what was written meanwhile, by whomever."""
        try:
            last = self._last_seq()
        except errors.Expected as error:
            self._tell_once(error)
            return
        if last == self._seq:
            return
        seq, self._seq = self._seq, last
        found = self.case.ledger.query(
            "SELECT code, tbl, uuid FROM edit LEFT JOIN edit_row ON edit.seq = edit_row.edit WHERE seq > ?", (seq,)
        )
        codes = tuple(dict.fromkeys(code for code, _, _ in found))
        refs = frozenset(Ref(tbl, uuid) for _, tbl, uuid in found if tbl)
        self.changed.emit(Change(codes, refs, self._erased(refs) if _ERASING & set(codes) else frozenset()))

    def _erased(self, refs: frozenset[Ref]) -> frozenset[Ref]:
        """Those that are gone for good; what was remembered of them is forgotten."""
        gone = frozenset(ref for ref in refs if self.case.ledger.is_erased(ref.uuid))
        for ref in gone:
            self.positions.pop(ref, None)
        self._personal.ask(lambda personal: personal.forget(ref.uuid for ref in gone))
        return gone

    def look_at_file(self) -> None:
        """Notice, off the window's thread, that the file was removed or another one put in its place; told once."""
        if not self._looking:
            self._looking = True
            self._reader.ask_then(lambda _: _identity(self.path), self._on_file, self._not_looked)

    def _on_file(self, found: tuple[int, int] | None) -> None:
        self._looking = False
        if found is None:
            self._tell_once(errors.CaseMoved(self.path))
        elif found != self._file:
            self._tell_once(errors.CaseReplaced(self.path))
        elif self._trouble is not None:
            self._trouble = None
            self.mended.emit()

    def _not_looked(self, error: BaseException) -> None:
        self._looking = False
        self._tell_once(error)

    def _fail(self, error: BaseException) -> None:
        """Tell of what went wrong; that the file is gone or another one is told once, whoever met it first."""
        if isinstance(error, errors.CaseMoved | errors.CaseReplaced):
            self._tell_once(error)
        else:
            self.failed.emit(error)

    def _tell_once(self, error: BaseException) -> None:
        if type(error) is not self._trouble:
            self._trouble = type(error)
            self.failed.emit(error)

    def _last_seq(self) -> int:
        return int(self.case.query("SELECT coalesce(max(seq), 0) AS seq FROM edit")[0]["seq"])

    def _written(self, result: T, done: Callable[[T], None] | None) -> None:
        if self._closed:
            return
        self.look()
        if done:
            done(result)

    def _not_written(self, error: BaseException, tell: Callable[[BaseException], None]) -> None:
        if not self._closed:
            self.look()
        tell(error)


def _signed(case: Case, author: str) -> Case:
    if author:
        authors.sign(case, author)
    return case


def _with_derived(case: Case, read: Callable[[], Collection[Uuid]], open_: Callable[[], bool]) -> tuple[Case, Derived]:
    return case, Derived(case, read, open_)


def _close_both(both: tuple[Case, Derived]) -> None:
    both[1].close()
    both[0].close()


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file a path leads to, as the system knows it; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
