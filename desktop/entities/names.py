"""The other names of an entity as chips, taken away and added in place."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.pieces import button, label, row, tip
from desktop.entities.flow import Flow

_WIDEST = 420
_STILL_HERE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class Names(QWidget):
    """Chips of names; `added` and `removed` say what a person wants."""

    added = Signal(str)
    removed = Signal(str)

    def __init__(self, *, readonly: bool) -> None:
        super().__init__()
        self._readonly = readonly
        self._shown: tuple[str, ...] | None = None
        self.chips: list[Chip] = []
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Another name"))
        self.field.setPlaceholderText(tr("Another name, in any script"))
        self.field.setFixedWidth(220)
        self.field.hide()
        self.add = button(tr("+ Add a name"), self.begin, quiet=True)
        self._flow = Flow()
        self.setLayout(self._flow)
        self._flow.addWidget(self.field)
        self._flow.addWidget(self.add)
        self.add.setVisible(not readonly)
        self.field.returnPressed.connect(self._on_return)
        self.field.installEventFilter(self)

    def show_names(self, names: Sequence[str]) -> None:
        """Show these; a field in which somebody types stays as it is."""
        if tuple(names) == self._shown:
            return
        self._shown = tuple(names)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._flow.removeWidget(self.field)
        self._flow.removeWidget(self.add)
        self.chips = [Chip(name, readonly=self._readonly) for name in names]
        for chip in self.chips:
            chip.removed.connect(self.removed)
            self._flow.addWidget(chip)
        self._flow.addWidget(self.field)
        self._flow.addWidget(self.add)

    def begin(self) -> None:
        """Open the field for another name."""
        if self._readonly:
            return
        self.field.show()
        self.add.hide()
        self.field.setFocus()
        self.updateGeometry()

    def end(self) -> None:
        """Put the field away."""
        had_focus = self.field.hasFocus()
        self.field.clear()
        self.add.setVisible(not self._readonly)
        if had_focus:
            self.add.setFocus()
        self.field.hide()
        self.updateGeometry()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                self.end()
                return True
        if watched is self.field and event.type() == QEvent.Type.FocusOut and not self.field.text().strip():
            assert isinstance(event, QFocusEvent)
            if event.reason() not in _STILL_HERE:
                self.end()
        return super().eventFilter(watched, event)

    def _on_return(self) -> None:
        name = " ".join(self.field.text().split())
        if name:
            self.added.emit(name)
            self.field.clear()
        else:
            self.end()


class Chip(QFrame):
    """One name with round corners, and a way to take it away."""

    removed = Signal(str)

    def __init__(self, name: str, *, readonly: bool) -> None:
        super().__init__()
        self.setObjectName("chip")
        self.name = name
        words = label(shown(name))
        words.setMaximumWidth(_WIDEST)
        words.setToolTip(tip(shown(name)) if words.sizeHint().width() > _WIDEST else "")
        self.away = QToolButton()
        self.away.setIcon(theme.icon("close"))
        self.away.setAccessibleName(tr("Take away the name “{name}”").format(name=shown(name)))
        self.away.setToolTip(tr("Take away this name"))
        self.away.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.away.setFixedSize(20, 20)
        self.setFixedHeight(26)
        self.setLayout(row(words, self.away, margins=(10, 2, 10 if readonly else 4, 2), gap=2))
        self.away.setVisible(not readonly)
        self.away.clicked.connect(lambda: self.removed.emit(self.name))
