"""The bar above a text: what is looked for in it, and how many times it is there."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget
from typing_extensions import override

from desktop.base import theme
from desktop.base.i18n import count, tr
from desktop.base.offsets import shown
from desktop.base.pieces import column, label, row
from desktop.reader.switches import Switches

_LONGEST = 1000  # characters that are looked for
_FIELD = 320
_REST = 320  # pixels for the count, the buttons and what is between them
_NARROW = 440
_LEAST = 280


class FindBar(QWidget):
    """`asked` whenever the words or a switch change, `stepped` with 1 or -1 for the next hit or the one before."""

    asked = Signal()
    stepped = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(_LEAST)  # so that it can become narrow enough to change its shape
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find in this text"))
        self.field.setAccessibleName(tr("Find in this text"))
        self.field.setMaxLength(_LONGEST)
        self.field.setMaximumWidth(_FIELD)
        self.field.setMinimumWidth(90)
        self.switches = Switches()
        self.origin = label(tr("from the search"), muted=True, size=theme.SECOND_SIZE)
        self.origin.hide()
        self.count = label(muted=True)
        self.count.setMinimumWidth(72)
        self.previous = _button("back", tr("The hit before  Shift+F3"), lambda: self.stepped.emit(-1))
        self.next = _button("forward", tr("The next hit  F3"), lambda: self.stepped.emit(1))
        self.close_ = _button("close", tr("Close  Esc"), self.left.emit)
        parts = (self.field, self.count, self.previous, self.next, self.origin, 1, self.close_)
        self._first, self._second = row(*parts, gap=8), row()
        self._first.setStretchFactor(self.field, 10)
        self.setLayout(column(self._first, self._second, margins=(16, 6, 8, 6), gap=4))
        self._place_switches()
        self.field.textChanged.connect(lambda _: self._on_typed())
        self.switches.changed.connect(self.asked)
        self.field.installEventFilter(self)
        self.hide()

    # --- what is shown ------------------------------------------------------------------------------

    def open(self, words: str = "") -> None:
        """Show the bar, with these words in it or those of before."""
        self.show()
        if words:
            self.field.setText(words)
        self.field.setFocus()
        self.field.selectAll()

    def name(self, query: str) -> None:
        """Show the bar for hits of a query that was asked elsewhere; the switches are of no use to it."""
        self.field.blockSignals(True)
        self.field.setText(shown(query))
        self.field.setCursorPosition(0)
        self.field.blockSignals(False)
        self._come_from(search=True)
        self.count.clear()
        self.show()

    def tell(self, current: int, total: int, titled: int = 0) -> None:
        """Say which hit of how many is shown, counted from 1, 0 for none; `titled` stand in the title besides."""
        self.count.setText(_counted(current, total, titled) if self.field.text() else "")
        for one in (self.previous, self.next):
            one.setEnabled(total > 0)

    def _come_from(self, *, search: bool) -> None:
        self.origin.setVisible(search)
        self.switches.setVisible(not search)

    # --- what happens -------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        self._come_from(search=False)
        self.asked.emit()

    def _place_switches(self) -> None:
        """Beside the field, or on a line of their own where there is no room."""
        apart = self.width() < self.switches.room() + _FIELD + _REST
        self.switches.shorten(short=self.width() < _NARROW)
        self._second.removeWidget(self.switches)
        self._first.removeWidget(self.switches)
        if apart:
            self._second.insertWidget(0, self.switches)
        else:
            self._first.insertWidget(self._first.indexOf(self.origin), self.switches)
        self._second.setAlignment(self.switches, Qt.AlignmentFlag.AlignLeft)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_switches()

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


def _counted(current: int, total: int, titled: int) -> str:
    here, also = f"{total:,}", f"{titled:,}"
    if not total:
        return count(titled, "1 in the title only", "{n} in the title only") if titled else tr("Not found")
    if not current:
        words = tr("{total} in all, and {also} in the title") if titled else tr("{total} in all")
    else:
        words = tr("{n} of {total}, and {also} in the title") if titled else tr("{n} of {total}")
    return words.format(n=f"{current:,}", total=here, also=also)


def _button(icon: str, name: str, run: Callable[[], object]) -> QToolButton:
    made = QToolButton()
    made.setIcon(theme.icon(icon))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.clicked.connect(lambda _checked=False: run())
    return made
