"""The four columns of the window: which are in sight, and how wide they are.

Narrow windows fold the inspector away, then the collections; pages that want room fold the list. What a person hides or
brings back by hand stays so, until the window becomes wide or narrow enough for a column to be folded or shown anyway.
"""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

_WIDTHS = (220, 330, 590, 300)
_ROOM_FOR_ALL = 1700
"""Pixels from which even a page that wants room has the list beside it."""


class Column(IntEnum):
    """The columns from left to right."""

    COLLECTIONS = 0
    LIST = 1
    PAGES = 2
    INSPECTOR = 3


_LEAST = {Column.COLLECTIONS: 801, Column.INSPECTOR: 1025}
"""The width of the window in pixels from which a side is shown."""


class Columns(QSplitter):
    """Holds the columns; `fit` says whether the page that is shown wants room."""

    def __init__(self, widgets: Sequence[QWidget]) -> None:
        """`widgets` in the order of `Column`."""
        super().__init__(Qt.Orientation.Horizontal)
        self._columns = dict(zip(Column, widgets, strict=True))
        self._wide = list(_WIDTHS)
        self._spacious, self._inspected = False, True
        self._by_hand: dict[Column, bool] = {}
        self._by_itself: dict[Column, bool] = {}
        for widget in widgets:
            self.addWidget(widget)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for column in Column:
            self.setStretchFactor(column, int(column is Column.PAGES))
        self.setSizes(self._wide)
        self.splitterMoved.connect(lambda *_: self._measure())

    def fit(self, *, spacious: bool, inspected: bool = True) -> None:
        """Make room for a page that wants it, or give the list its place back; and so with what is inspected of it."""
        self._spacious, self._inspected = spacious, inspected
        self._arrange()

    def flip(self, column: Column) -> None:
        """Hide a column that is in sight, or show it."""
        self._by_hand[column] = self._columns[column].isHidden()
        self._arrange()

    def bring(self, column: Column) -> None:
        """Show a column, if it is hidden, for as long as what is shown stays."""
        if self._columns[column].isHidden():
            self._show({**self._shown(), column: True})

    def widths(self) -> list[int]:
        """How wide the columns are when they are in sight, in pixels."""
        self._measure()
        return list(self._wide)

    def set_widths(self, widths: Sequence[int]) -> None:
        """Make the columns so wide; what makes no sense is left as it is."""
        if len(widths) == len(Column) and all(isinstance(width, int) and width > 0 for width in widths):
            self._wide = list(widths)
            self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        now = self._fitting()
        for column, shown in now.items():
            if self._by_itself.get(column, shown) != shown:
                self._by_hand.pop(column, None)
        self._by_itself = now
        self._show(self._shown())

    def _fitting(self) -> dict[Column, bool]:
        """The columns there is room for."""
        fitting = {column: self.width() >= least for column, least in _LEAST.items()}
        fitting[Column.LIST] = not self._spacious or self.width() >= _ROOM_FOR_ALL
        fitting[Column.INSPECTOR] = fitting[Column.INSPECTOR] and self._inspected
        return {**fitting, Column.PAGES: True}

    def _shown(self) -> dict[Column, bool]:
        return {**self._fitting(), **self._by_hand}

    def _show(self, shown: dict[Column, bool]) -> None:
        if all(self._columns[column].isHidden() is not seen for column, seen in shown.items()):
            return
        for column, seen in shown.items():
            self._columns[column].setVisible(seen)
        sizes = [self._wide[column] * shown[column] for column in Column]
        sizes[Column.PAGES] = max(self.width() - (sum(sizes) - sizes[Column.PAGES]) - 3, 1)
        self.setSizes(sizes)

    def _measure(self) -> None:
        for column, size in zip(Column, self.sizes(), strict=True):
            if size and not self._columns[column].isHidden():
                self._wide[column] = size
