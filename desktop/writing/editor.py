"""The editor: plain Markdown in a comfortable column, with room for signs in its margin.

Qt's rich editor is used for its line height, never for rich text: what goes in and comes out is plain, and nothing
is loaded. Places count code points of the text; they are converted here.
"""

from html import unescape
from typing import Protocol

import nh3
from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPointF, QRect, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget
from typing_extensions import override

from db.plain import normalise
from desktop.base import theme
from desktop.base.offsets import OffsetMap
from desktop.writing.highlight import IN_CODE, Highlighter
from desktop.writing.syntax import Lead, is_heading, is_quote, lead_at, turns_round

_LINE_HEIGHT = 24  # pixels, whatever fonts a line needs
_SIZE = 14
_MEASURE = 70  # characters in a line
_SIDES = (52, 24)  # pixels at the left, where signs have their place, and at the right
_TOP = 14
BESIDE = 10
"""Pixels between the edges of what can be scrolled and the words, for the bar beside quotations."""


class TakesKeys(Protocol):
    """Something that may want a key before the editor has it, such as the list of completions."""

    def takes(self, event: QKeyEvent) -> bool:
        """Whether it took the key."""


class Editor(QTextEdit):
    """Edits one text; `followed` when a link or a citation is to be followed."""

    followed = Signal(Lead)
    left = Signal()
    resized = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFont(theme.interface_font(_SIZE))
        self.document().setDocumentMargin(0)
        self.highlighter = Highlighter(self.document())
        self.keys: TakesKeys | None = None
        self._margins()

    # --- the text ---------------------------------------------------------------------------------

    def text(self) -> str:
        """What stands here, blanks of every kind as they are."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def show_text(self, text: str) -> None:
        """Show another text from its beginning; what was done before cannot be undone here."""
        document = self.document()
        document.setUndoRedoEnabled(False)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        height = QTextBlockFormat()
        height.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(height)
        frame = document.rootFrame().frameFormat()
        frame.setLeftMargin(BESIDE)
        frame.setRightMargin(BESIDE)
        document.rootFrame().setFrameFormat(frame)
        cursor.insertText(normalise(text))
        document.setUndoRedoEnabled(True)
        document.setModified(False)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._show_overrides(text)

    def change_text(self, text: str) -> None:
        """Change only what differs, so that cursor and place stay; the editor's undo takes it back."""
        now, text = self.text(), normalise(text)
        same = _common(now, text)
        tail = _common(now[same:][::-1], text[same:][::-1])
        places = OffsetMap(now)
        cursor = QTextCursor(self.document())
        cursor.setPosition(places.to_qt(same))
        cursor.setPosition(places.to_qt(len(now) - tail), QTextCursor.MoveMode.KeepAnchor)
        if now != text:
            cursor.insertText(text[same : len(text) - tail])
            self._show_overrides(text)

    def cursor_at(self, place: int) -> QTextCursor:
        """A cursor at a place of the text."""
        text = self.text()
        cursor = QTextCursor(self.document())
        cursor.setPosition(OffsetMap(text).to_qt(max(0, min(place, len(text)))))
        return cursor

    def place(self) -> int:
        """Where the cursor is."""
        return OffsetMap(self.text()).to_text(self.textCursor().position())

    def go_to(self, start: int, end: int | None = None) -> None:
        """Put the cursor at a place, or select up to another, and bring it into sight with room around it."""
        cursor = self.cursor_at(start)
        if end is not None:
            cursor.setPosition(self.cursor_at(end).position(), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        rect, height = self.cursorRect(self.cursor_at(start)), self.viewport().height()
        if not height // 8 <= rect.top() <= height * 3 // 4:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - height // 3)

    def line(self) -> tuple[str, int]:
        """The paragraph in which the cursor is, and where in it."""
        cursor = self.textCursor()
        words = cursor.block().text()
        return words, OffsetMap(words).to_text(cursor.positionInBlock())

    def replace_in_line(self, start: int, end: int, words: str) -> None:
        """Write something in place of part of the paragraph in which the cursor is; one step for undo."""
        cursor = self.textCursor()
        places = OffsetMap(cursor.block().text())
        first = cursor.block().position()
        cursor.setPosition(first + places.to_qt(start))
        cursor.setPosition(first + places.to_qt(end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words)
        self.setTextCursor(cursor)

    def headings(self) -> list[float]:
        """Where headings begin, in pixels from the top."""
        layout, block, found = self.document().documentLayout(), self.document().begin(), []
        while block.isValid():
            if block.userState() != IN_CODE and is_heading(block.text()):
                found.append(layout.blockBoundingRect(block).top())
            block = block.next()
        return found

    def dress(self) -> None:
        """Take the colours in use."""
        self.highlighter.dress()

    # --- links ------------------------------------------------------------------------------------

    def follow(self, cursor: QTextCursor | None = None) -> bool:
        """Follow what stands at the cursor; False when nothing there leads anywhere."""
        cursor = cursor or self.textCursor()
        words = cursor.block().text()
        lead = lead_at(words, OffsetMap(words).to_text(cursor.positionInBlock()))
        if lead:
            self.followed.emit(lead)
        return lead is not None

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        clicked = control and event.button() is Qt.MouseButton.LeftButton
        if clicked and self.follow(self.cursorForPosition(event.position().toPoint())):
            event.accept()
            return
        super().mousePressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        """Qt takes Tab away before it is a key of the editor."""
        tab = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if tab and self.keys and self.keys.takes(event):  # type: ignore[arg-type]
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.keys and self.keys.takes(event):
            event.accept()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.follow():
            return
        if enter and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            event = QKeyEvent(event.type(), event.key(), Qt.KeyboardModifier.NoModifier, "\r")
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    # --- in and out: plain text only ----------------------------------------------------------------

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return (source.hasText() or source.hasHtml()) and not any(url.isLocalFile() for url in source.urls())

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.canInsertFromMimeData(source):
            words = source.text() if source.hasFormat("text/plain") else _words_of(source.html())
            self.textCursor().insertText(normalise(words))
            self._show_overrides(words)
            self.ensureCursorVisible()

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        made = QMimeData()
        made.setText(self.textCursor().selection().toRawText().replace("\u2029", "\n").replace("\u2028", "\n"))
        return made

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return QImage() if kind == 2 else QByteArray()

    # --- how it looks -------------------------------------------------------------------------------

    def margin_width(self) -> int:
        """The room at the left of the column, in pixels."""
        return self.viewportMargins().left()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._margins()
        super().resizeEvent(event)
        self.resized.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        block = self.cursorForPosition(event.rect().topLeft()).block()
        layout = self.document().documentLayout()
        down = QPointF(0, -self.verticalScrollBar().value())
        while block.isValid():
            rect = layout.blockBoundingRect(block).translated(down)
            if rect.top() > event.rect().bottom():
                break
            if is_quote(block.text()):
                painter.fillRect(self._bar(block), theme.color(theme.inks().thread))
            block = block.next()
        painter.end()

    def _bar(self, block: QTextBlock) -> QRect:
        """Where the bar beside a quotation stands: on the side where its words begin."""
        cursor = QTextCursor(block)
        top = self.cursorRect(cursor).top()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        leftward = block.textDirection() is Qt.LayoutDirection.RightToLeft
        return QRect(
            self.viewport().width() - 2 if leftward else 0, top - 2, 2, self.cursorRect(cursor).bottom() - top + 4
        )

    def _margins(self) -> None:
        column = self.fontMetrics().averageCharWidth() * _MEASURE
        free = self.width() - column - self.verticalScrollBar().sizeHint().width()
        left = max(_SIDES[0], free // 2)
        right = max(_SIDES[1], min(left, free - left))
        self.setViewportMargins(left - BESIDE, _TOP, right - BESIDE, 0)

    def _show_overrides(self, text: str) -> None:
        option = self.document().defaultTextOption()
        flag = QTextOption.Flag.ShowDefaultIgnorables
        if turns_round(text) and not option.flags() & flag:
            option.setFlags(option.flags() | flag)
            self.document().setDefaultTextOption(option)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "highlighter"):
            self.dress()


def _words_of(html: str) -> str:
    """The words of pasted HTML: no tag, no picture, no address comes with them."""
    for tag in ("</p>", "</li>", "</div>", "<br>", "<br/>", "<br />", "</h1>", "</h2>", "</h3>", "</tr>"):
        html = html.replace(tag, f"{tag}\n")
    return unescape(nh3.clean(html, tags=set())).strip("\n")


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    if one == other:
        return len(one)
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def focus(widget: QWidget) -> None:
    """Give a widget the focus, as if one had gone there with a key."""
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
