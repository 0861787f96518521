"""The cards of a source, one below the other; keys and the menu act on the chosen one."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu
from typing_extensions import override

from desktop.base.i18n import tr
from desktop.base.record_list import RecordList
from desktop.base.records import RECORD, Records
from desktop.excerpts.delegate import CardDelegate


class CardList(RecordList):
    """`cited` with an identity when its citation is wanted, `discarded` when it is to go into the trash.

    `traced` when it is to be seen in the text that it was made in, `likened` when others like it are wanted.
    """

    cited = Signal(str)
    likened = Signal(str)
    discarded = Signal(str)
    traced = Signal(str)

    def __init__(self, records: Records[Any], delegate: CardDelegate) -> None:
        super().__init__(records, delegate, tr("Excerpts"), kind="excerpt")
        self.setObjectName("cards")
        self.delegate = delegate
        self.setUniformItemSizes(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def comment(self) -> None:
        """Open the field for the comment on the chosen excerpt."""
        index = self.currentIndex()
        if index.isValid() and self.delegate.editor is None:
            self.scrollTo(index)
            self.edit(index)

    def _on_key(self, event: QKeyEvent) -> Callable[[], None] | None:
        current = self.current()
        if current is None:
            return None
        if event.key() == Qt.Key.Key_F2:
            return self.comment
        if event.matches(QKeySequence.StandardKey.Copy):
            return lambda: self.cited.emit(current)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return lambda: self.discarded.emit(current)
        return None

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._on_key(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        run = self._on_key(event)
        if run:
            run()
        else:
            super().keyPressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: Any) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self.comment()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index: QModelIndex = self.indexAt(event.pos())
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        uuid = self.records.ids[index.row()]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Go to the place"), QKeySequence("Return"), lambda: self.opened.emit(uuid))
        if getattr(index.data(RECORD), "followed", None):
            menu.addAction(tr("Show in its own text"), lambda: self.traced.emit(uuid))
        menu.addAction(tr("Comment"), QKeySequence("F2"), self.comment).setEnabled(not self.delegate.readonly)
        menu.addAction(tr("Copy the citation"), QKeySequence("Ctrl+C"), lambda: self.cited.emit(uuid))
        menu.addAction(tr("More like this"), lambda: self.likened.emit(uuid))
        away = menu.addAction(tr("Put into the trash"), QKeySequence("Del"), lambda: self.discarded.emit(uuid))
        away.setEnabled(not self.delegate.readonly)
        menu.popup(event.globalPos())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
