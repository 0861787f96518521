"""Reading with mouse and keys: selecting, scrolling, copying, and telling what was clicked or asked for."""

from html import escape

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip
from typing_extensions import override

from db.spans import Span
from desktop.reader.marks import Mark, Marks
from desktop.reader.selecting import Move
from desktop.reader.sheet_view import SheetView

_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_PLAIN = Qt.KeyboardModifier.NoModifier
_Key = Qt.Key
_MOVES = {
    (_Key.Key_Left, False): Move.LEFT,
    (_Key.Key_Right, False): Move.RIGHT,
    (_Key.Key_Left, True): Move.WORD_LEFT,
    (_Key.Key_Right, True): Move.WORD_RIGHT,
    (_Key.Key_Up, False): Move.UP,
    (_Key.Key_Down, False): Move.DOWN,
    (_Key.Key_Home, False): Move.LINE_START,
    (_Key.Key_End, False): Move.LINE_END,
    (_Key.Key_Home, True): Move.START,
    (_Key.Key_End, True): Move.END,
}
"""What the keys move, without and with Ctrl."""
_SCROLLING = (_Key.Key_Up, _Key.Key_Down, _Key.Key_Home, _Key.Key_End)
_LETTERS = {_Key.Key_H: "excerpt", _Key.Key_N: "next", _Key.Key_P: "previous"}
_DRAG_STEP = 30  # milliseconds between steps of scrolling while the mouse is dragged beyond the edge


class ReadingView(SheetView):
    """`clicked` tells marks and names at a place, `asked` one of `excerpt`, `next` and `previous`.

    `hits_left` says that the hits shown are wanted no more.
    """

    selection_changed = Signal()
    mark_clicked = Signal(object)
    names_clicked = Signal(object)
    asked = Signal(str)
    hits_left = Signal()

    def __init__(self, size: int, characters: int) -> None:
        super().__init__(size, characters)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._pressed: QPoint | None = None
        self._pointer = QPointF()
        self._last_double = (0, QPoint())
        self._dragging = QTimer(self)
        self._dragging.setInterval(_DRAG_STEP)
        self._dragging.timeout.connect(self._drag_on)

    # --- what is selected -----------------------------------------------------------------------------

    def selected(self) -> Span | None:
        """The passage that is selected, without blanks at its ends; None when it has no words."""
        return self.selection.trimmed(self.sheet.paragraphs.text)

    def select(self, span: Span) -> None:
        """Select a passage, wherever it is."""
        self.selection.take(span)
        self._selection_moved()

    def select_all(self) -> None:
        """Select the whole text."""
        self.select(Span(0, len(self.sheet.paragraphs.text)))

    def clear(self) -> bool:
        """Select nothing; whether anything was selected, or the cursor shown."""
        was = bool(self.selection) or self.caret_shown
        self.caret_shown = False
        self.selection.put(self.selection.caret)
        self._selection_moved()
        return was

    def _leave_hits(self) -> bool:
        """Have the hits taken away, if any are shown."""
        if self._hits:
            self.hits_left.emit()
            return True
        return False

    def copy(self) -> None:
        """Copy the selected words as they stand in the stored text."""
        words = self.selection.span.of(self.sheet.paragraphs.text)
        if words:
            QGuiApplication.clipboard().setText(words)

    def marks_under(self, point: QPointF, marks: Marks) -> tuple[Mark, ...]:
        """The marks whose words are under a point of the window, the shortest last."""
        at = self.sheet.place(self.on_sheet(point))
        near = marks.at(at) or (marks.at(at - 1) if at else ())
        return tuple(mark for mark in near if any(box.contains(point) for box in self.boxes(mark.span)))

    def _selection_moved(self) -> None:
        self.viewport().update()
        self.selection_changed.emit()

    # --- mouse ----------------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        place = self.sheet.place(self.on_sheet(event.position()))
        before, at = self._last_double
        near = (event.position().toPoint() - at).manhattanLength() < QApplication.startDragDistance()
        self.caret_shown = False
        if near and event.timestamp() - before < QApplication.doubleClickInterval():
            self.selection.take_paragraph(self.sheet, place)
        else:
            self.selection.put(place, extend=bool(event.modifiers() & _SHIFT))
            self._pressed = event.position().toPoint()
        self._selection_moved()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.selection.take_word(self.sheet, self.sheet.place(self.on_sheet(event.position())))
            self._last_double = (event.timestamp(), event.position().toPoint())
            self._pressed = None
            self._selection_moved()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            outside = not 0 <= event.position().y() < self.viewport().height()
            self._dragging.start() if outside else self._dragging.stop()
            self._extend_to(event.position())
        elif self.names.all:
            hand = bool(self.marks_under(event.position(), self.names))
            shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(shape)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging.stop()
        pressed, self._pressed = self._pressed, None
        if pressed is None or self.selection or event.button() is not Qt.MouseButton.LeftButton:
            return
        if names := self.marks_under(event.position(), self.names):
            self.names_clicked.emit(names)
        elif marks := self.marks_under(event.position(), self.marks):
            self.mark_clicked.emit(marks[-1])

    def _extend_to(self, point: QPointF) -> None:
        self.selection.put(self.sheet.place(self.on_sheet(point)), extend=True)
        self._selection_moved()

    def _drag_on(self) -> None:
        room = self.viewport().height()
        beyond = self._pointer.y() - room if self._pointer.y() > 0 else self._pointer.y()
        self.scroll_by(max(min(int(beyond), 60), -60))
        self._extend_to(QPointF(self._pointer.x(), room - 1 if beyond > 0 else 0))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._hint(event)
            return True
        return super().viewportEvent(event)

    def _hint(self, event: QHelpEvent) -> None:
        """Say what lies under the pointer; never as markup."""
        point = QPointF(event.pos())
        under = (*self.marks_under(point, self.names), *self.marks_under(point, self.marks)[::-1])
        hints = [escape(mark.hint).replace("\n", "<br>") for mark in under if mark.hint]
        QToolTip.showText(event.globalPos(), f"<p>{'<br>'.join(hints)}</p>" if hints else "", self.viewport())

    # --- keys -----------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif not (self._scrolled(event) or self._moved(event) or self._lettered(event)):
            if event.key() == _Key.Key_Escape and (self._leave_hits() or self.clear()):
                return
            event.ignore()

    def _scrolled(self, event: QKeyEvent) -> bool:
        """Scroll, if that is what the key is for."""
        key, shift = event.key(), bool(event.modifiers() & _SHIFT)
        if key == _Key.Key_Space:
            self.scroll_by(-self.page() if shift else self.page())
        elif key in (_Key.Key_PageUp, _Key.Key_PageDown):
            self.scroll_by(self.page() if key == _Key.Key_PageDown else -self.page())
        elif shift or key not in _SCROLLING or (self.caret_shown and key in (_Key.Key_Up, _Key.Key_Down)):
            return False
        elif key in (_Key.Key_Up, _Key.Key_Down):
            self.scroll_by(self.sheet.face.pitch * (1 if key == _Key.Key_Down else -1))
        else:
            self.scroll_by(self.sheet.height if key == _Key.Key_End else -self.sheet.height)
        return True

    def _moved(self, event: QKeyEvent) -> bool:
        """Move the cursor or an end of the selection, if that is what the key is for."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        move = _MOVES.get((_Key(event.key()), bool(modifiers & _CONTROL)))
        if move is None or modifiers & ~(_SHIFT | _CONTROL):
            return False
        if not self.caret_shown and not self.in_sight(self.selection.caret):
            self.selection.put(self.top_place())
        self.caret_shown = True
        self.selection.move(self.sheet, move, extend=bool(modifiers & _SHIFT))
        self.reveal(Span(self.selection.caret, self.selection.caret))
        self._selection_moved()
        return True

    def _lettered(self, event: QKeyEvent) -> bool:
        """Ask for what a single letter stands for, if it does."""
        wanted = _LETTERS.get(_Key(event.key())) if event.modifiers() == _PLAIN else None
        if wanted:
            self.asked.emit(wanted)
        return wanted is not None

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
