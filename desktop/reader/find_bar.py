"""The bar above a text in which one types what to find in it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.pieces import label, row


class FindBar(QWidget):
    """`asked` with the words whenever they change, `stepped` with 1 or -1 for the next hit or the one before."""

    asked = Signal(str, bool)
    stepped = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find in this text"))
        self.field.setAccessibleName(tr("Find in this text"))
        self.field.setMaximumWidth(320)
        self.words = QCheckBox(tr("Whole words, as in the search"))
        self.count = label(muted=True)
        self.count.setMinimumWidth(72)
        self.previous = _button("back", tr("The hit before  Shift+F3"), lambda: self.stepped.emit(-1))
        self.next = _button("forward", tr("The next hit  F3"), lambda: self.stepped.emit(1))
        self.close_ = _button("close", tr("Close  Esc"), self.left.emit)
        parts = (self.field, self.count, self.previous, self.next, self.words, 1, self.close_)
        self.setLayout(row(*parts, margins=(16, 6, 8, 6), gap=8))
        self.field.textChanged.connect(lambda _: self._ask())
        self.words.toggled.connect(lambda _: self._ask())
        self.field.installEventFilter(self)
        self.hide()

    def open(self, words: str = "") -> None:
        """Show the bar, with these words in it or those of before."""
        self.show()
        if words:
            self.field.setText(words)
        self.field.setFocus()
        self.field.selectAll()

    def tell(self, current: int, total: int) -> None:
        """Say which hit of how many is shown; `current` counts from 1."""
        words = tr("{n} of {total}").format(n=f"{current:,}", total=f"{total:,}") if total else tr("Not found")
        self.count.setText(words if self.field.text() else "")
        for one in (self.previous, self.next):
            one.setEnabled(total > 0)

    def _ask(self) -> None:
        self.asked.emit(self.field.text(), self.words.isChecked())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() in keys:
                self.stepped.emit(-1 if back else 1)
                return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _button(icon: str, name: str, run: Callable[[], object]) -> QToolButton:
    made = QToolButton()
    made.setIcon(theme.icon(icon))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.clicked.connect(lambda _checked=False: run())
    return made
