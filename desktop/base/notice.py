"""A calm strip at the top of a window: what happened, what is safe and what to do, until it is closed.

For what can be expected; a mistake of the program has a report of its own.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.pieces import button, label, row


class Notice(QWidget):
    """One sentence at a time; the last one stays until somebody closes it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sign = label()
        self.words = label(wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.way = button("", self._on_way, quiet=True)
        self.shut = QToolButton()
        self.shut.setAccessibleName(tr("Close this notice"))
        self.shut.setToolTip(tr("Close this notice"))
        self.shut.clicked.connect(self.clear)
        self._run: Callable[[], object] = lambda: None
        line = row(self.sign, self.words, self.way, self.shut, margins=(16, 8, 12, 8), gap=10)
        line.setStretchFactor(self.words, 1)
        self.setLayout(line)
        self.hide()

    def say(self, words: str, way: str = "", run: Callable[[], object] | None = None) -> None:
        """Show a sentence; `way` is the verb of a button that leads on, when there is one."""
        self.sign.setPixmap(theme.pixmap("warning", theme.inks().warning, 18))
        self.shut.setIcon(theme.icon("close"))
        self.words.setText(words)
        self.setAccessibleName(words)
        self._run = run or self.clear
        self.way.setText(way)
        self.way.setVisible(bool(way))
        self.show()

    def clear(self) -> None:
        """Take the sentence away."""
        self.words.clear()
        self.hide()

    def _on_way(self) -> None:
        self.clear()
        self._run()
