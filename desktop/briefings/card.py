"""One finding as a card that leads to its place."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from db.briefings.report import Finding, Weight
from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.pieces import Card, button, label
from desktop.briefings.words import told

_INKS = {Weight.FAILURE: "amber_line", Weight.STRICT: "rose_line", Weight.NOTICE: "line"}


def _link(words: str, key: str, show_key: Callable[[str], None]) -> QPushButton:
    made = button(words, lambda: show_key(key), quiet=True)
    made.setStyleSheet("QPushButton { padding: 2px 0; text-align: left; }")
    return made


class FindingCard(Card):
    """Says what was found; `chosen` on a click or Enter. Its key leads to the source."""

    chosen = Signal()

    def __init__(self, finding: Finding, show_key: Callable[[str], None]) -> None:
        said = told(finding)
        lines: list[QWidget] = [label(said.head, weight=600, wrap=True)] if said.head else []
        lines.append(label(said.words, muted=True, wrap=True, size=theme.SECOND_SIZE))
        lines += [label(line, wrap=True, size=theme.SECOND_SIZE) for line in said.details]
        lines += [_link(key, key, show_key) for key in (finding.key,) if key]
        lines += [_link(tr("Notice: {key}").format(key=key), key, show_key) for key in (finding.notice,) if key]
        super().__init__(*lines)
        self.finding = finding
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{said.words} {said.head}")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        inks = theme.inks()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPainterPath()
        edge.addRoundedRect(self.rect(), 10, 10)
        painter.setClipPath(edge)
        painter.fillRect(0, 0, 4, self.height(), theme.color(getattr(inks, _INKS[self.finding.weight])))
        if self.hasFocus():
            painter.setClipping(False)
            painter.setPen(theme.color(inks.thread))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 10, 10)
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
            return
        super().keyPressEvent(event)
