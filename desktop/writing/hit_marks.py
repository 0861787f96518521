"""The hits of a search in a text that is being written: marked until something is typed, or with Escape no more."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit
from typing_extensions import override

from db.search import snippets
from db.search.query import Query
from desktop.base import theme
from desktop.base.offsets import OffsetMap
from desktop.writing.editor import Editor

_MOST = 1000  # marks that are drawn


class HitMarks(QObject):
    """Marks the hits in one editor."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        editor.textChanged.connect(self.clear)
        editor.installEventFilter(self)

    def show(self, query: Query) -> None:
        """Mark where a query has its hits."""
        text = self._editor.text()
        self._editor.setExtraSelections(self._marks(text, snippets.matches(text, query)[:_MOST]))

    def clear(self) -> None:
        """Mark nothing."""
        if self._editor.extraSelections():
            self._editor.setExtraSelections([])

    def _marks(self, text: str, places: Sequence[tuple[int, int]]) -> list[QTextEdit.ExtraSelection]:
        inks, units, found = theme.inks(), OffsetMap(text), []
        style = QTextCharFormat()
        style.setBackground(theme.color(inks.amber))
        style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        style.setUnderlineColor(theme.color(inks.amber_line))
        for start, end in places:
            one = QTextEdit.ExtraSelection()
            one.cursor = QTextCursor(self._editor.document())
            one.cursor.setPosition(units.to_qt(start))
            one.cursor.setPosition(units.to_qt(end), QTextCursor.MoveMode.KeepAnchor)
            one.format = style
            found.append(one)
        return found

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        escaped = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escaped and event.type() == QEvent.Type.KeyPress and self._editor.extraSelections():
            self.clear()
            return True
        return super().eventFilter(watched, event)
