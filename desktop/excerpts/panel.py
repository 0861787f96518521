"""The excerpts of the source that is open, as cards in the order of the text. Each deed is one short edit."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from db import drafts, errors, excerpts, sources, texts
from db.case import Case
from db.refs import Ref, Uuid
from desktop.base.features import Panel
from desktop.base.i18n import tr
from desktop.base.pieces import EmptyPlace, column, holding
from desktop.base.session import Session
from desktop.excerpts import shelf
from desktop.excerpts.cards import Cards
from desktop.excerpts.delegate import CardDelegate
from desktop.excerpts.list import CardList
from desktop.excerpts.shelf import Shown

COMMENT = "comment"
"""The place in an excerpt where its comment is written."""

_KEPT_AFTER = 700  # milliseconds after the last key, what was typed is kept as a draft
_AGAIN = 5_000  # milliseconds until what could not be written is tried again


class ExcerptsPanel(Panel):
    """Cards, or how to make the first one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._source: Uuid | None = None
        self._shown: Mapping[Uuid, Shown] = {}
        self.records = Cards(lambda uuids: {uuid: one for uuid in uuids if (one := self._shown.get(Uuid(uuid)))})
        self.delegate = CardDelegate()
        self.delegate.readonly = session.readonly
        self.list = CardList(self.records, self.delegate)
        self.empty = EmptyPlace(
            tr("No excerpts yet"), tr("Select some words in the text and press H. Each excerpt gets a card here.")
        )
        self._stack = QStackedLayout()
        self._stack.addWidget(holding(column(self.list, margins=(0, 12, 0, 0))))
        self._stack.addWidget(self.empty)
        self.setLayout(self._stack)
        self._typed: tuple[Uuid, str] | None = None
        self._before: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEPT_AFTER)
        self._timer.timeout.connect(self._keep)
        self._unwritten: dict[Uuid, str] = {}
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN)
        self._again.timeout.connect(self._write_comments)
        self._is_failing = False
        self._connect()

    def _connect(self) -> None:
        self.list.opened.connect(lambda uuid: self.session.show(Ref("excerpt", Uuid(uuid))))
        self.list.cited.connect(self._cite)
        self.list.likened.connect(self._liken)
        self.list.discarded.connect(self._discard)
        self.list.traced.connect(self._trace)
        self.delegate.typed.connect(self._on_typed)
        self.delegate.commented.connect(self._seal)
        self.delegate.left.connect(self._on_left)

    # --- what the window asks -------------------------------------------------------------------------

    def follow(self, ref: Ref | None) -> None:
        """Show the excerpts of a source; while a comment is written, what is shown stays."""
        source = ref.uuid if ref is not None and ref.kind == "source" else None
        if self.delegate.editor is not None and source == self._source:
            return
        self.delegate.close()
        self._source = source
        self._shown = {
            uuid: replace(one, draft=self._unwritten.get(uuid, one.draft))
            for uuid, one in shelf.of_source(self.session.case, source).items()
        }
        self.list.show_ids(list(self._shown))
        self._stack.setCurrentIndex(0 if self._shown else 1)
        if source is not None and not self._shown:
            self.empty.say(tr("No excerpts yet"), _how(self.session.case, source))

    def point_out(self, ref: Ref, place: object) -> None:
        """Choose the card of an excerpt; with `COMMENT`, go into the field for its comment."""
        if ref.uuid not in self._shown and self._source is not None:
            self.delegate.close()  # another one was made while a comment was written: that one is sealed
            self.follow(Ref("source", self._source))
        if ref.uuid not in self._shown:
            return
        self.list.go_to(ref.uuid)
        if place == COMMENT:
            self._before = QApplication.focusWidget()
            self.list.comment()

    def leave(self) -> None:
        """Seal the comment that is being written."""
        self.delegate.close()

    @property
    @override
    def at_risk(self) -> bool:
        return bool(self._unwritten)

    # --- deeds ----------------------------------------------------------------------------------------

    def _cite(self, uuid: str) -> None:
        QGuiApplication.clipboard().setText(f"[@{self._shown[Uuid(uuid)].excerpt.key}]")
        self.session.tell(tr("The citation is copied."))

    def _liken(self, uuid: str) -> None:
        """Search for what shares many words with an excerpt."""
        self.session.show(Ref("search", Uuid(f"like:{self._shown[Uuid(uuid)].excerpt.key}")))

    def _trace(self, uuid: str) -> None:
        """Show an excerpt in the text that it was made in."""
        excerpt = self._shown[Uuid(uuid)].excerpt
        self.session.show(Ref("source", excerpt.source), {"text": excerpt.text, "excerpt": excerpt.uuid})

    def _discard(self, uuid: str) -> None:
        excerpt = self._shown[Uuid(uuid)].excerpt
        told = tr("{key} is in the trash; undo brings it back.").format(key=excerpt.key)
        self.session.write(lambda case: excerpts.remove(case, excerpt), lambda _: self.session.tell(told))

    def _seal(self, uuid: str, words: str) -> None:
        self._typed = None
        self._unwritten[Uuid(uuid)] = words
        self._write_comments()

    def _write_comments(self) -> None:
        """Write what is sealed; what could not be written stays on its card and is tried again."""
        for uuid, words in list(self._unwritten.items()):  # what cannot be written at all is taken out at once
            work = partial(_commented, uuid=uuid, words=words)
            self.session.write(work, self._on_written, partial(self._on_failed, uuid))

    def _on_written(self, written: tuple[Uuid, str]) -> None:
        uuid, words = written
        self._is_failing = False
        if self._unwritten.get(uuid) == words:
            del self._unwritten[uuid]
        if self._source is not None:
            self.follow(Ref("source", self._source))  # the card knows now that it is sealed

    def _on_failed(self, uuid: Uuid, error: BaseException) -> None:
        if not self._is_failing:  # said once, however often it is tried
            self.session.failed.emit(error)
        self._is_failing = isinstance(error, errors.CaseError)
        if self._is_failing:
            self._again.start()
        else:
            self._unwritten.pop(uuid, None)

    # --- while a comment is written -------------------------------------------------------------------

    def _on_typed(self, uuid: str, words: str) -> None:
        self._typed = (Uuid(uuid), words)
        self._timer.start()

    def _keep(self) -> None:
        if self._typed is not None:
            uuid, words = self._typed
            self.session.write(lambda case: drafts.keep(case, Ref("excerpt", uuid), "comment", words))

    def _on_left(self) -> None:
        """Go back to where one was before, and show what changed meanwhile."""
        self._timer.stop()
        if self._typed is not None:
            ref = Ref("excerpt", self._typed[0])
            self._typed = None
            self.session.write(lambda case: drafts.drop(case, ref, "comment"))
        before, self._before = self._before, None
        if before is not None and isValid(before):
            before.setFocus()
        if self._source is not None:
            self.follow(Ref("source", self._source))


def _how(case: Case, source: Uuid) -> str:
    """How the first excerpt is made: of words, or where there are none of a part of what is seen."""
    if texts.current(case, source) is not None:
        return tr("Select some words in the text and press H. Each excerpt gets a card here.")
    known = sources.listed(case, [source]).get(source)
    if known is None or known.source.sha256 is None:
        return tr("There is nothing of this source here yet that could be quoted.")
    return tr("Draw a frame around a part of the original and press H. Each excerpt gets a card here.")


def _commented(case: Case, *, uuid: Uuid, words: str) -> tuple[Uuid, str]:
    """Store a comment, and forget its draft."""
    excerpts.comment(case, excerpts.get(case, uuid), words)
    drafts.drop(case, Ref("excerpt", uuid), "comment")
    return uuid, words
