"""Paints excerpts as cards, and opens a field for the comment in the card itself."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from db.refs import Uuid
from desktop.base.i18n import tr
from desktop.base.in_place import InPlace
from desktop.base.records import RECORD, Index
from desktop.excerpts import card
from desktop.excerpts.shelf import Shown


class CardDelegate(QStyledItemDelegate):
    """`typed` while a comment is written, `commented` when it is sealed, `left` when its field is closed."""

    typed = Signal(str, str)
    commented = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._edited: Index = QModelIndex()
        self._editor: InPlace | None = None
        self.readonly = False

    @property
    def editor(self) -> InPlace | None:
        """The field that is open, if one is."""
        return self._editor

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        one = index.data(RECORD)
        if not isinstance(one, Shown):
            return QSize(120, 0)
        editor = self._editor.needed() if self._editor and self._is_edited(index) else None
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QWidget) and hasattr(view, "viewport") else 280
        return QSize(120, card.height(one, width, editor))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one = index.data(RECORD)
        if not isinstance(one, Shown):
            return
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card.paint(
            painter,
            QRect(option.rect),
            one,
            chosen=bool(state & QStyle.StateFlag.State_Selected),
            hovered=bool(state & QStyle.StateFlag.State_MouseOver),
            editing=self._is_edited(index),
        )
        painter.restore()

    def close(self) -> None:
        """Seal what is typed, and close the field."""
        if self._editor is not None:
            self._close(self._editor)

    # --- the comment ----------------------------------------------------------------------------------

    @override
    def createEditor(  # type: ignore[override]  # None is how Qt is told that nothing can be edited
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget | None:
        one = index.data(RECORD)
        if self.readonly or not isinstance(one, Shown):
            return None
        name = tr("Comment on {key}").format(key=one.excerpt.key)
        editor = InPlace(name, placeholder=tr("What is this passage about?"), keeps=True, parent=parent)
        editor.show_words(one.excerpt.comment)
        if one.draft is not None:
            editor.setPlainText(one.draft)
        uuid: Uuid = one.excerpt.uuid
        editor.textChanged.connect(lambda: self.typed.emit(uuid, editor.words()))
        editor.document().documentLayout().documentSizeChanged.connect(lambda _: self._grown())
        editor.sealed.connect(lambda words: self.commented.emit(uuid, words))
        editor.left.connect(lambda: self._close(editor))
        self._editor, self._edited = editor, index
        self._grown()
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What is in the field is what is typed; a change of the record does not overwrite it."""

    @override
    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        if isinstance(editor, InPlace):
            editor.seal()

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        one = index.data(RECORD)
        if isinstance(one, Shown) and isinstance(editor, InPlace):
            place = card.comment_place(one, QRect(option.rect))
            editor.setGeometry(place.x(), place.y(), place.width(), editor.needed())

    @override
    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._editor, self._edited = None, QModelIndex()
        super().destroyEditor(editor, index)
        self.sizeHintChanged.emit(index)
        self.left.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            return False
        return super().eventFilter(watched, event)

    def _close(self, editor: InPlace) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _is_edited(self, index: Index) -> bool:
        return self._editor is not None and self._edited.row() == index.row()

    def _grown(self) -> None:
        if self._edited.isValid():
            self.sizeHintChanged.emit(self._edited)
