"""One object that a step changed, as a line that opens it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from db.history import Changed
from desktop.base import theme
from desktop.base.i18n import tr
from desktop.history.words import ICONS, effect, title


class ChangeLine(QAbstractButton):
    """`opened` with the object, unless it lies in the trash."""

    opened = Signal(object)

    def __init__(self, changed: Changed) -> None:
        super().__init__()
        self._changed = changed
        self.setText(" ".join(title(changed).split()))
        self.setAccessibleName(f"{self.text()}, {effect(changed)}")
        self.setEnabled(changed.there and changed.ref.kind in ICONS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.text() if self.isEnabled() else tr("It lies in the trash"))
        self.clicked.connect(lambda: self.opened.emit(changed.ref))

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, 34)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        inks, rect = theme.inks(), self.rect()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or (self.underMouse() and self.isEnabled()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(inks.selection if self.hasFocus() else inks.window))
            painter.drawRoundedRect(rect, 6, 6)
        painter.drawPixmap(
            rect.x() + 8, rect.y() + 8, theme.pixmap(ICONS.get(self._changed.ref.kind, "history"), size=18)
        )
        words, middle = effect(self._changed), Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.interface_font(theme.SECOND_SIZE))
        painter.setPen(theme.color(inks.muted))
        width = min(painter.fontMetrics().horizontalAdvance(words) + 4, rect.width() // 2)
        side = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
        painter.drawText(rect.adjusted(0, 0, -10, 0), middle | Qt.AlignmentFlag.AlignRight, side)
        painter.setFont(theme.interface_font())
        painter.setPen(theme.color(inks.text if self.isEnabled() else inks.muted))
        room = rect.width() - width - 36 - 30
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect.adjusted(36, 0, 0, 0), middle, shown)
