"""A list model for any number of records: identities in order, and the records themselves a page at a time.

Selection is kept by identity: after a change the identities are read again, and only what differs is told.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

RECORD = Qt.ItemDataRole.UserRole
"""The role under which a delegate finds the record."""

_PAGE = 200
_PAGES_KEPT = 12


class Records(QAbstractListModel, Generic[R]):
    """Records of one kind. `load` reads some by their identities; `name` is what accessibility says of one."""

    def __init__(self, load: Callable[[Sequence[str]], Mapping[str, R]], name: Callable[[R], str]) -> None:
        super().__init__()
        self._load = load
        self._name = name
        self.ids: list[str] = []
        self._pages: OrderedDict[int, Mapping[str, R]] = OrderedDict()

    def show(self, ids: Sequence[str]) -> None:
        """Show these, in this order; views keep their selection when the identities are the same."""
        fresh = list(ids)
        self._pages.clear()
        if fresh == self.ids:
            if fresh:
                self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return
        if set(fresh) == set(self.ids):
            self.layoutAboutToBeChanged.emit()
            self._move(fresh)
            self.layoutChanged.emit()
        else:
            self.beginResetModel()
            self.ids = fresh
            self.endResetModel()

    def record(self, row: int) -> R | None:
        """The record of a row; None when it was removed meanwhile."""
        if not 0 <= row < len(self.ids):
            return None
        return self._page(row // _PAGE).get(self.ids[row])

    def row_of(self, id_: str) -> int:
        """Where a record is; -1 when it is not among these."""
        try:
            return self.ids.index(id_)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """How many there are."""
        return 0 if parent.isValid() else len(self.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The record for delegates, its name for everybody else."""
        if not index.isValid():
            return None
        if role == RECORD:
            return self.record(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            record = self.record(index.row())
            return "" if record is None else self._name(record)
        return None

    def _page(self, number: int) -> Mapping[str, R]:
        if number not in self._pages:
            self._pages[number] = self._load(self.ids[number * _PAGE : (number + 1) * _PAGE])
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number]

    def _move(self, fresh: list[str]) -> None:
        before, self.ids = self.ids, fresh
        place = {id_: row for row, id_ in enumerate(fresh)}
        for old in self.persistentIndexList():
            self.changePersistentIndex(old, self.index(place[before[old.row()]]))
