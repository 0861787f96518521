"""Choices with a small arrow: a field among others, or the order of a list as quiet words above it."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox
from typing_extensions import override

from desktop.base import theme

_ARROW = 14
_PADDING = 6


class Choice(QComboBox):
    """A field with choices and a small arrow of ours: a style sheet leaves none."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        place = (self.width() - _ARROW - 2 * _PADDING, (self.height() - _ARROW) // 2)
        QPainter(self).drawPixmap(*place, theme.pixmap("down", theme.inks().muted, _ARROW))


class Order(QComboBox):
    """Ways to sort a list, or to narrow it, by their ids as quiet words; `currentData` is the one in use."""

    def __init__(self, ways: Mapping[str, str], name: str) -> None:
        """`ways` in words by id; `name` says what is chosen, for screen readers."""
        super().__init__()
        self.setObjectName("order")
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        for id_, words in ways.items():
            self.addItem(words, id_)
        self.currentIndexChanged.connect(lambda _: self.updateGeometry())

    @override
    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.currentText())
        return QSize(words + _ARROW + 3 * _PADDING + 2, 26)  # two more, since advances are rounded

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_ARROW + 3 * _PADDING, 26)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter = theme.inks(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(theme.color(inks.thread) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(inks.sunken))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        painter.setPen(theme.color(inks.muted))
        room = self.rect().adjusted(_PADDING, 0, -_ARROW - 2 * _PADDING, 0)
        words = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        arrow = theme.pixmap("down", inks.muted, _ARROW)
        painter.drawPixmap(self.width() - _ARROW - _PADDING, (self.height() - _ARROW) // 2, arrow)
