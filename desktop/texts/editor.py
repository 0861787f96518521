"""A field for correcting a text: reading type in a column, plain words in and out, nothing loaded."""

from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit
from typing_extensions import override

from db.plain import normalise
from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.offsets import OffsetMap
from desktop.base.settings import MEASURE, READING_SIZE

_PITCH = 1.65  # from line to line, as a multiple of the size
_LEAST_MARGIN = 28
_TOP = 24


class CorrectionEditor(QTextEdit):
    """Holds one text; what stands in it is read as it was typed, blanks of every kind as they are."""

    def __init__(self, size: int = READING_SIZE.default, characters: int = MEASURE.default) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAccessibleName(tr("Text to correct"))
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFont(theme.reading_font(size))
        self.document().setDocumentMargin(0)
        self._pitch = round(size * _PITCH)
        self._measure = self.fontMetrics().averageCharWidth() * characters

    def text(self) -> str:
        """What stands here."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def show_text(self, text: str) -> None:
        """Show another text from its beginning; what was done before cannot be undone here."""
        document = self.document()
        document.setUndoRedoEnabled(False)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        height = QTextBlockFormat()
        height.setLineHeight(self._pitch, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(height)
        cursor.insertText(text)
        document.setUndoRedoEnabled(True)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def change_text(self, text: str) -> None:
        """Put other words in the place of all that stands here; the field's own undo takes it back."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def place(self) -> int:
        """Where the cursor is, in code points."""
        return OffsetMap(self.text()).to_text(self.textCursor().position())

    def go_to(self, place: int) -> None:
        """Put the cursor at a place, and bring it into sight a third down the field."""
        text = self.text()
        cursor = QTextCursor(self.document())
        cursor.setPosition(OffsetMap(text).to_qt(max(0, min(place, len(text)))))
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top() - self.viewport().height() // 3)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted comes in as plain words, and as an import would store them."""
        self.textCursor().insertText(normalise(source.text()))

    @override
    def loadResource(self, type: int, name: QUrl | str) -> object:
        return QImage() if type == 2 else QByteArray()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = max((self.width() - self._measure) // 2, _LEAST_MARGIN)
        if self.viewportMargins().left() != beside:
            self.setViewportMargins(beside, _TOP, beside, 0)
        super().resizeEvent(event)
