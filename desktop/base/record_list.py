"""A list of records with rows of one height; it keeps what is selected and where it stands by identity."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QWidget
from typing_extensions import override

from db.refs import Ref, Uuid
from desktop.base.records import Records


class RecordList(QListView):
    """Shows `Records`; `opened` on Enter or a click, with the identity."""

    opened = Signal(str)
    chosen = Signal(list)

    def __init__(
        self,
        records: Records[Any],
        delegate: QStyledItemDelegate,
        name: str,
        parent: QWidget | None = None,
        *,
        kind: str = "",
    ) -> None:
        """`kind` is the subject of the records, when each of them is an object of the case."""
        super().__init__(parent)
        self.kind = kind
        self.records = records
        delegate.setParent(self)
        self.setModel(records)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.clicked.connect(self._on_clicked)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit(self.selected()))

    def show_ids(self, ids: Sequence[str]) -> None:
        """Show these; what was selected stays selected, and nothing jumps."""
        selected, current = set(self.selected()), self.current()
        scroll = self.verticalScrollBar().value()
        self.records.show(ids)
        self._select([id_ for id_ in ids if id_ in selected], current)
        self.verticalScrollBar().setValue(scroll)

    def selected(self) -> list[str]:
        """The identities that are selected, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.records.ids[row] for row in rows if row < len(self.records.ids)]

    def selected_refs(self) -> list[Ref]:
        """The objects of the case that are selected, from top to bottom."""
        return [Ref(self.kind, Uuid(id_)) for id_ in self.selected()] if self.kind else []

    def current(self) -> str | None:
        """The identity that has the cursor."""
        row = self.currentIndex().row()
        return self.records.ids[row] if 0 <= row < len(self.records.ids) else None

    def go_to(self, id_: str) -> None:
        """Select a record and bring it into sight, without opening it."""
        row = self.records.row_of(id_)
        if row >= 0 and self.current() != id_:
            # Not `setCurrentIndex`, which would add to what is selected while a key such as Shift is down.
            index, flag = self.records.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flag)
            self.scrollTo(self.records.index(row))

    def follow(self, ref: Ref) -> None:
        """Select the record of what is shown in the window, unless several are selected."""
        if ref.kind == self.kind and len(self.selected()) < 2:
            self.go_to(ref.uuid)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (current := self.current()):
            self.opened.emit(current)
            return
        super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if len(self.selected()) == 1:
            self.opened.emit(self.records.ids[index.row()])

    def _select(self, ids: Sequence[str], current: str | None) -> None:
        model = self.selectionModel()
        model.clearSelection()
        for id_ in ids:
            model.select(self.records.index(self.records.row_of(id_)), QItemSelectionModel.SelectionFlag.Select)
        if current is not None and (row := self.records.row_of(current)) >= 0:
            model.setCurrentIndex(self.records.index(row), QItemSelectionModel.SelectionFlag.NoUpdate)
