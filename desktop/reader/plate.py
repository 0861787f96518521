"""A page of the original as it looks, with what is marked on it; a frame can be drawn around a part of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame
from typing_extensions import override

from db.refs import Uuid
from desktop.base import theme
from desktop.base.inks import LIGHT

_MARGIN = 16
_SMALLEST = 6
"""Pixels; a smaller frame is a slip of the hand."""
_SETTLED = 150
"""Milliseconds without a change of size after which another picture is wanted."""
_ZOOM = (1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_Key = Qt.Key


@dataclass(frozen=True, slots=True)
class Framed:
    """What is marked on a page: parts of it as fractions of its sides; `outlined` when it is a part and not words."""

    uuid: Uuid
    shade: int
    parts: tuple[QRectF, ...]
    outlined: bool = False


class Plate(QAbstractScrollArea):
    """One page; as wide as there is room, or larger."""

    size_wanted = Signal()
    framed = Signal()
    mark_clicked = Signal(object)
    turned = Signal(int)
    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sunken")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._picture: QPixmap | None = None
        self._marks: Sequence[Framed] = ()
        self._chosen: tuple[QRectF, ...] = ()
        self._current: Uuid | None = None
        self._frame: QRectF | None = None
        self._pressed: QPointF | None = None
        self._zoom = 0
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED)
        self._settled.timeout.connect(self.size_wanted)

    # --- what is shown --------------------------------------------------------------------------------

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show a page, or nothing while one is waited for."""
        self._picture = picture
        self._measure()
        self.viewport().update()

    def show_marks(self, marks: Sequence[Framed], current: Uuid | None) -> None:
        """Mark these parts, and bring one out."""
        self._marks, self._current = marks, current
        self.viewport().update()

    def show_chosen(self, parts: Sequence[QRectF]) -> None:
        """Tint what is selected in the text."""
        self._chosen = tuple(parts)
        self.viewport().update()

    @property
    def frame(self) -> QRectF | None:
        """The part of the page that was drawn around, as fractions of its sides."""
        return self._frame

    def clear_frame(self) -> bool:
        """Take the frame away; whether there was one."""
        was, self._frame = self._frame is not None, None
        self.viewport().update()
        self.framed.emit()
        return was

    def pixels(self) -> int:
        """How many pixels wide a picture of the page should be."""
        return int(self._width() * self.devicePixelRatioF())

    def zoom(self, by: int) -> None:
        """Show the page larger, or smaller; no smaller than the room it has."""
        before, self._zoom = self._zoom, min(max(self._zoom + by, 0), len(_ZOOM) - 1)
        if before != self._zoom:
            middle = self._share_seen()
            self._measure()
            self.verticalScrollBar().setValue(int(middle * self._page().height() - self.viewport().height() / 2))
            self._settled.start()
            self.viewport().update()

    @property
    def can_zoom(self) -> tuple[bool, bool]:
        """Whether the page can be shown smaller, and larger."""
        return self._zoom > 0, self._zoom < len(_ZOOM) - 1

    def reveal(self, part: QRectF) -> None:
        """Bring a part of the page into sight, where it is not."""
        page, bar, across = self._page(), self.verticalScrollBar(), self.horizontalScrollBar()
        top = part.top() * page.height() + _MARGIN
        if not bar.value() <= top <= bar.value() + self.viewport().height() * 0.8:
            bar.setValue(int(top - self.viewport().height() * 0.3))
        left = part.left() * page.width() + _MARGIN
        if not across.value() <= left <= across.value() + self.viewport().width() * 0.8:
            across.setValue(int(left - self.viewport().width() * 0.2))

    def go_to_top(self, *, bottom: bool = False) -> None:
        """Show the beginning of the page, or its end."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() if bottom else 0)

    # --- where it lies --------------------------------------------------------------------------------

    def _width(self) -> float:
        return max(self.viewport().width() - 2 * _MARGIN, 40) * _ZOOM[self._zoom]

    def _page(self) -> QRectF:
        """The page in the window."""
        if self._picture is None or not self._picture.width():
            return QRectF()
        width = self._width()
        size = QRectF(0, 0, width, width * self._picture.height() / self._picture.width())
        spare = self.viewport().height() - size.height() - 2 * _MARGIN
        top = _MARGIN + max(spare, 0) / 2 - self.verticalScrollBar().value()
        return size.translated(_MARGIN - self.horizontalScrollBar().value(), top)

    def _share_seen(self) -> float:
        page = self._page()
        return (self.viewport().height() / 2 - page.top()) / page.height() if page.height() else 0.0

    def _measure(self) -> None:
        page, room = self._page(), self.viewport().size()
        for bar, size, seen in (
            (self.verticalScrollBar(), page.height(), room.height()),
            (self.horizontalScrollBar(), page.width(), room.width()),
        ):
            bar.setRange(0, max(int(size) + 2 * _MARGIN - seen, 0) if size else 0)
            bar.setPageStep(seen)
            bar.setSingleStep(24)

    def _on_page(self, point: QPointF) -> QPointF:
        """A point of the window as fractions of the page, at its edge when it is outside."""
        page = self._page()
        across, down = (point.x() - page.left()) / page.width(), (point.y() - page.top()) / page.height()
        return QPointF(min(max(across, 0.0), 1.0), min(max(down, 0.0), 1.0))

    def _seen(self, part: QRectF) -> QRectF:
        page = self._page()
        return QRectF(
            page.left() + part.left() * page.width(),
            page.top() + part.top() * page.height(),
            part.width() * page.width(),
            part.height() * page.height(),
        )

    # --- painting -------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.color(theme.inks().sunken))
        if self._picture is not None:
            painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
            page = self._page()
            painter.drawPixmap(page, self._picture, QRectF(self._picture.rect()))
            painter.setPen(QPen(theme.color(theme.inks().line), 1))
            painter.drawRect(page)
            self._paint_marks(painter)
        painter.end()

    def _paint_marks(self, painter: QPainter) -> None:
        """Marks in the inks of paper, which the page is, whatever the theme."""
        for one in self._marks:
            ground, line = theme.color(LIGHT.marks[one.shade % 5]), theme.color(LIGHT.mark_lines[one.shade % 5])
            thick = 2.5 if one.uuid == self._current else 1.5
            for part in map(self._seen, one.parts):
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
                if not one.outlined:
                    painter.fillRect(part, ground)
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
                if one.outlined:
                    painter.setPen(QPen(line, thick))
                    painter.drawRoundedRect(part, 3, 3)
                else:
                    painter.fillRect(QRectF(part.left(), part.bottom() - 1, part.width(), thick), line)
        tint = theme.color(LIGHT.thread)
        tint.setAlpha(60)
        for part in map(self._seen, self._chosen):
            painter.fillRect(part, tint)
        if self._frame is not None:
            painter.setPen(QPen(theme.color(LIGHT.thread), 1.5))
            painter.setBrush(tint)
            painter.drawRoundedRect(self._seen(self._frame), 2, 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()
        self._settled.start()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    # --- mouse and keys -------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._picture is not None:
            self._pressed = event.position()
            self.clear_frame()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        drawn = QRectF(self._on_page(self._pressed), self._on_page(event.position())).normalized()
        seen = self._seen(drawn)  # what lies outside of the page is no part of it
        self._frame = drawn if min(seen.width(), seen.height()) >= _SMALLEST else None
        self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return
        if self._frame is not None:
            self.framed.emit()
        elif hit := [one for one in self._marks if any(self._seen(part).contains(pressed) for part in one.parts)]:
            self.mark_clicked.emit(hit[-1].uuid)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        if key in (_Key.Key_PageDown, _Key.Key_Space) and bar.value() == bar.maximum():
            self.turned.emit(1)
        elif key == _Key.Key_PageUp and bar.value() == 0:
            self.turned.emit(-1)
        elif key in (_Key.Key_Plus, _Key.Key_Minus):
            self.zoom(1 if key == _Key.Key_Plus else -1)
        elif key == _Key.Key_H and not event.modifiers():
            self.asked.emit("excerpt")
        elif not (key == _Key.Key_Escape and self.clear_frame()):
            super().keyPressEvent(event)
