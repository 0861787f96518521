"""The search field: it shows its keys while it is empty, and tells what a person wants with the results."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy
from typing_extensions import override

from desktop.base import theme
from desktop.base.actions import shown
from desktop.base.i18n import tr

_WIDTH, _NARROWEST = 520, 220
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}

SHORTCUT = "Ctrl+Shift+F"
"""What leads to the field."""


class SearchField(QLineEdit):
    """One line of text; `stepped` through results, `taken` on Enter, `all_asked` on Ctrl+Enter, `left` on Escape.

    `completed` on Tab, if `completing` says that there is something to go on with.
    """

    stepped = Signal(int)
    taken = Signal()
    all_asked = Signal()
    left = Signal()
    completed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.completing: Callable[[], bool] = lambda: False
        self.setObjectName("search")
        words = tr("Search sources, excerpts, notes and people")
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(34)
        self._icon = self.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._keys = QLabel(shown(SHORTCUT), self)
        self._keys.setObjectName("key")
        self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(lambda _: self._place())

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.stepped.emit(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            wide = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.all_asked if wide else self.taken).emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        """Tab goes on with a word while there is one to go on with; otherwise it leaves the field as everywhere."""
        is_tab = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab
        if is_tab and self.completing():
            self.completed.emit()
            return True
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_icon"):
            self._icon.setIcon(theme.icon("search"))

    def _place(self) -> None:
        """The keys at the right end, while there is room for them and nothing else stands there."""
        size = self._keys.sizeHint()
        self._keys.setVisible(not self.text() and self.width() >= 420)
        self._keys.setGeometry(
            self.width() - size.width() - 10, (self.height() - size.height()) // 2, size.width(), size.height()
        )
