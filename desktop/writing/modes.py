"""Writing, reading, or both at once: three buttons of which one is down."""

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.pieces import row


class Mode(Enum):
    """What is shown of a text."""

    WRITE = "write"
    BOTH = "both"
    READ = "read"


_WORDS = {Mode.WRITE: "Write", Mode.BOTH: "Both", Mode.READ: "Read"}
_TIPS = {
    Mode.WRITE: "The editor alone",
    Mode.BOTH: "The editor and, beside it, the text as printed",
    Mode.READ: "The text as printed",
}


class Modes(QWidget):
    """The buttons; `changed` with the mode that was chosen."""

    changed = Signal(Mode)

    def __init__(self, mode: Mode) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[Mode, QToolButton] = {}
        for one in Mode:
            made = QToolButton()
            made.setText(tr(_WORDS[one]))
            made.setToolTip(f"{tr(_TIPS[one])}  Ctrl+E")
            made.setAccessibleName(tr(_TIPS[one]))
            made.setFont(theme.interface_font(theme.SECOND_SIZE))
            made.setCheckable(True)
            self._buttons[one] = made
            self._group.addButton(made)
            made.clicked.connect(lambda _=False, mode=one: self.changed.emit(mode))
        self._buttons[mode].setChecked(True)
        self.setLayout(row(*self._buttons.values(), gap=2))

    def mode(self) -> Mode:
        """The one that is chosen."""
        return next(mode for mode, button in self._buttons.items() if button.isChecked())

    def choose(self, mode: Mode) -> None:
        """Choose a mode."""
        if mode is not self.mode():
            self._buttons[mode].setChecked(True)
            self.changed.emit(mode)

    def step(self) -> None:
        """Choose the next one, and after the last the first."""
        every = list(Mode)
        self.choose(every[(every.index(self.mode()) + 1) % len(every)])
