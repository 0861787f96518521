"""Dragging files onto the window: a sheet over all of it says what will happen when they are let go."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.base import theme
from desktop.base.dropping import dropped_case, local_files
from desktop.base.i18n import count, tr


class DropSheet(QWidget):
    """Covers the window while files are dragged over it; `dropped` is called with them."""

    def __init__(self, window: QWidget, dropped: Callable[[Sequence[Path]], None]) -> None:
        super().__init__(window)
        self.setAcceptDrops(True)
        self.hide()
        self.words = ""
        self._dropped = dropped
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            paths = local_files(event.mimeData())
            if paths:
                self._cover(paths)
                event.acceptProposedAction()
                return True
        return super().eventFilter(watched, event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hide()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        paths = local_files(event.mimeData())
        QTimer.singleShot(0, self, lambda: self._dropped(paths))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        inks, place = theme.inks(), self.rect().adjusted(24, 24, -24, -24)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = theme.color(inks.window)
        ground.setAlpha(235)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(theme.color(inks.thread), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(place, 10, 10)
        middle = place.center()
        painter.drawPixmap(middle.x() - 16, middle.y() - 56, theme.pixmap("import", inks.thread, 32))
        painter.setPen(theme.color(inks.text))
        painter.setFont(theme.interface_font(theme.TITLE_SIZE))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.words)

    def _cover(self, paths: Sequence[Path]) -> None:
        parent = self.parentWidget()
        assert parent is not None
        self.words = _words(paths)
        self.setAccessibleName(self.words)
        self.setGeometry(parent.rect())
        self.raise_()
        self.show()


def _words(paths: Sequence[Path]) -> str:
    if case := dropped_case(paths):
        return tr("Open the case “{name}”").format(name=case.stem)
    if len(paths) == 1:
        return tr("Bring “{name}” into this case").format(name=paths[0].name)
    return count(len(paths), "Bring 1 file into this case", "Bring {n} files or folders into this case")
