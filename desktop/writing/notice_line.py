"""A line above a text: something that a person should know of it, and what can be done."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.base.pieces import button, label, row


class NoticeLine(QWidget):
    """One sentence with a few buttons; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = label(wrap=True)
        self._ways = row(gap=4)
        self._buttons: list[QPushButton] = []
        line = row(self.words, self._ways, margins=(16, 5, 12, 5), gap=12)
        line.setStretchFactor(self.words, 1)
        self.setLayout(line)
        self.hide()

    def say(self, words: str, *ways: tuple[str, Callable[[], object]]) -> None:
        """Show a sentence and what can be done; nothing changes when it is shown already."""
        if self.words.text() == words and not self.isHidden():
            return
        self.words.setText(words)
        self.setAccessibleName(words)
        for made in self._buttons:
            made.hide()
            made.deleteLater()
        self._buttons = [button(verb, run, quiet=True) for verb, run in ways]
        for made in self._buttons:
            self._ways.addWidget(made)
        self.show()

    def clear(self) -> None:
        """Say nothing."""
        self.words.clear()
        self.hide()
