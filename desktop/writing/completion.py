"""Completion in an editor: watches what is typed, asks the catalogue, puts in what is chosen."""

from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from desktop.base.latest import Latest
from desktop.base.session import Change, Session
from desktop.writing.catalogue import Catalogue
from desktop.writing.completing import Asked, Offer, asked, put
from desktop.writing.editor import Editor
from desktop.writing.suggestions import Suggestions

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_TYPED = 200  # characters that come in at once and still are typing
_CATALOGUES: WeakKeyDictionary[Session, Catalogue] = WeakKeyDictionary()


def catalogue_of(session: Session) -> Catalogue:
    """The one catalogue of a session, which forgets what changes."""
    if session not in _CATALOGUES:
        made = _CATALOGUES[session] = Catalogue()

        def forget(change: Change) -> None:
            made.forget(named=change.touches("entity", "alias"), citable=change.touches("source", "excerpt"))

        session.changed.connect(forget)
    return _CATALOGUES[session]


class Completion(QObject):
    """Completes `[[` and `[@` in one editor."""

    def __init__(self, editor: Editor, session: Session) -> None:
        super().__init__(editor)
        self.editor, self.session = editor, session
        self.catalogue = catalogue_of(session)
        self.popup: Suggestions | None = None
        self._latest = Latest(session, self)
        editor.keys = self
        editor.document().contentsChange.connect(self._on_typed)
        editor.cursorPositionChanged.connect(self._on_moved)
        editor.left.connect(self.close)
        editor.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.look)

    def look(self) -> None:
        """Offer what fits what is typed at the cursor."""
        wanted = asked(*self.editor.line())
        if wanted is None or self.editor.isReadOnly() or self.editor.textCursor().hasSelection():
            self.close()
            return
        self._latest.read(lambda case: self.catalogue.offers(case, wanted), lambda offers: self._show(wanted, offers))

    def is_open(self) -> bool:
        """Whether completions are shown."""
        return self.popup is not None and self.popup.isVisible()

    def close(self) -> None:
        """Offer nothing more until something is typed."""
        self._latest.forget()
        if self.popup is not None:
            self.popup.hide()

    def take(self, offer: Offer) -> None:
        """Put an offer in."""
        line, place = self.editor.line()
        wanted = asked(line, place)
        self.close()
        if wanted:
            change = put(line, place, wanted, offer)
            self.editor.replace_in_line(change.start, change.end, change.words)
        self.close()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key belongs to the list of completions."""
        if not self.is_open() or self.popup is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.popup.step(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and (offer := self.popup.chosen()):
            self.take(offer)
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _show(self, wanted: Asked, offers: list[Offer]) -> None:
        if not offers or not self.editor.isVisible() or self._is_written(wanted, offers):
            self.close()
            return
        if self.popup is None:
            self.popup = Suggestions(self.editor.window())
            self.popup.taken.connect(self.take)
            self.editor.destroyed.connect(self.popup.deleteLater)
        self.popup.offer(offers, self._line())

    def _is_written(self, wanted: Asked, offers: list[Offer]) -> bool:
        """Whether nothing is left to complete: the only offer is what stands there, brackets and all."""
        line, place = self.editor.line()
        return len(offers) == 1 and offers[0].insert == wanted.typed and line.startswith("]", place)

    def _line(self) -> QRect:
        rect = self.editor.cursorRect()
        corner = self.editor.viewport().mapTo(self.editor.window(), rect.topLeft())
        return QRect(corner, rect.size())

    def _on_typed(self, place: int, removed: int, added: int) -> None:
        del place
        if self.editor.hasFocus() and removed + added < _TYPED:
            self._soon.start(0)

    def _on_moved(self) -> None:
        if self.is_open() and asked(*self.editor.line()) is None:
            self.close()

    def _on_scrolled(self) -> None:
        if self.is_open() and self.popup is not None:
            self.popup.move_to(self._line())
