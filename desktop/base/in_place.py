"""A field that looks like words until somebody goes into it: it grows with what is typed, and Enter seals it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget
from typing_extensions import override

_MOST_LINES = 10
_FRAME = 6  # pixels of border and padding, above and below together


class InPlace(QPlainTextEdit):
    """`sealed` with the words on Enter and on leaving, if they changed; `left` on Enter and Escape.

    Escape brings back what was there before, unless `keeps` says that it seals, too.
    """

    sealed = Signal(str)
    left = Signal()

    def __init__(self, name: str, *, placeholder: str = "", keeps: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inplace")
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        self._keeps = keeps
        self._sealed = ""
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def show_words(self, words: str) -> None:
        """Show what is stored; what is being typed is left alone."""
        if self.hasFocus() and self.words() != self._sealed:
            return
        self._sealed = words
        if self.words() != words:
            self.setPlainText(words)

    def words(self) -> str:
        """What is typed, with every kind of blank as it was typed."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def seal(self) -> None:
        """Tell what was typed, if it is different."""
        words = self.words().strip()
        if words != self._sealed:
            self._sealed = words
            self.sealed.emit(words)

    def reopen(self, stored: str) -> None:
        """What was typed could not be stored: it stays, and is told again when the field is left."""
        self._sealed = stored

    @property
    def unsealed(self) -> bool:
        """Whether something is typed that was not told, or could not be stored."""
        return self.words().strip() != self._sealed

    def needed(self) -> int:
        """How high the field has to be for its words, in pixels."""
        lines = min(max(int(self.document().size().height()), 1), _MOST_LINES)
        return lines * self.fontMetrics().lineSpacing() + _FRAME

    def _fit(self) -> None:
        self.setFixedHeight(self.needed())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self._leave()
        elif event.key() == Qt.Key.Key_Escape:
            if not self._keeps:
                self.setPlainText(self._sealed)
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.seal()
        self.left.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.seal()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
