"""The heads of a list by which it is sorted: a click, or Enter, sorts by one; another turns the order round."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.pieces import button, label, row

T = TypeVar("T")
_UP, _DOWN = "\N{UPWARDS ARROW}", "\N{DOWNWARDS ARROW}"


@dataclass(frozen=True, slots=True)
class Sorting:
    """By what, and whether the other way round."""

    by: str
    falling: bool = False

    def sorted(self, items: Iterable[T], key: Callable[[T], Any]) -> list[T]:
        """Items in this order; those that are equal stay as they are, and those without a value (None) come last."""
        valued = [(key(item), item) for item in items]
        known = sorted((pair for pair in valued if pair[0] is not None), key=lambda pair: pair[0], reverse=self.falling)
        return [item for _, item in known] + [item for value, item in valued if value is None]


class SortBar(QWidget):
    """Heads from left to right; Left and Right go from one to the next. `changed` when the order is another one."""

    changed = Signal()

    def __init__(self, heads: Mapping[str, str], sorting: Sorting) -> None:
        """`heads` are words by the name of what they sort by."""
        super().__init__()
        self._words = dict(heads)
        self.sorting = sorting if sorting.by in heads else Sorting(next(iter(heads)))
        self.heads: dict[str, QPushButton] = {}
        for by in heads:
            made = self.heads[by] = button("", partial(self._on_head, by), quiet=True)
            made.setFont(theme.interface_font(theme.SECOND_SIZE))
        caption = label(tr("Sort by"), muted=True, size=theme.SECOND_SIZE)
        self.setLayout(row(caption, *self.heads.values(), 1, margins=(24, 0, 12, 6), gap=0))
        self._tell()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        heads = list(self.heads.values())
        focus = next((number for number, head in enumerate(heads) if head.hasFocus()), None)
        if step is None or focus is None:
            super().keyPressEvent(event)
            return
        heads[min(max(focus + step, 0), len(heads) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_head(self, by: str) -> None:
        self.sorting = Sorting(by, by == self.sorting.by and not self.sorting.falling)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        for by, head in self.heads.items():
            words = self._words[by]
            is_it = by == self.sorting.by
            arrow = f" {_DOWN if self.sorting.falling else _UP}" if is_it else ""
            head.setText(f"{words}{arrow}")
            order = tr("falling") if self.sorting.falling else tr("rising")
            said = tr("Sorted by {what}, {order}").format(what=words, order=order)
            head.setAccessibleName(said if is_it else tr("Sort by {what}").format(what=words))
            head.setToolTip(head.accessibleName())
            head.setObjectName("sorted" if is_it else "sorting")
            head.style().unpolish(head)
            head.style().polish(head)
