"""A row of tabs in little room: those that do not fit stand in a menu behind it, the current one is always seen."""

from functools import partial

from PySide6.QtCore import QEvent, QSignalBlocker
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QTabBar, QToolButton, QWidget
from typing_extensions import override

from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.pieces import row


class _Bar(QTabBar):
    """Tells how wide its tabs are, seen or not."""

    def widths(self) -> list[int]:
        """The width that each tab wants."""
        return [self.tabSizeHint(index).width() for index in range(self.count())]


class TabRow(QWidget):
    """`bar` has all the tabs; after some were added or taken away, `fit` shows as many as there is room for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.bar = _Bar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setAccessibleName(name)
        self.bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.more = QToolButton()
        self.more.setIcon(theme.icon("down"))
        self.more.setToolTip(tr("More"))
        self.more.setAccessibleName(tr("More"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self))
        self.setLayout(row(self.bar, self.more, margins=(0, 0, 6, 0), gap=0))
        self.bar.currentChanged.connect(lambda _: self.fit())

    def hidden(self) -> list[int]:
        """The tabs that are in the menu."""
        return [index for index in range(self.bar.count()) if not self.bar.isTabVisible(index)]

    def fit(self) -> None:
        """Show the first tabs, as many as there is room for, and the current one."""
        widths, current = self.bar.widths(), self.bar.currentIndex()
        seen = _fitting(widths, current, self.width())
        if len(seen) < len(widths):
            seen = _fitting(widths, current, self.width() - self.more.sizeHint().width() - 6)
        blocked = QSignalBlocker(self.bar)
        for index in sorted(range(len(widths)), key=lambda index: index not in seen):  # first those that come
            self.bar.setTabVisible(index, index in seen)
        self.bar.setCurrentIndex(current)
        del blocked
        QApplication.sendEvent(self.bar, QEvent(QEvent.Type.StyleChange))  # or tabs that come back have no place yet
        self._offer()

    def _offer(self) -> None:
        menu, hidden = self.more.menu(), self.hidden()
        menu.clear()
        for index in hidden:
            menu.addAction(self.bar.tabText(index), partial(self._go_to, index))
        self.more.setVisible(bool(hidden))

    def _go_to(self, index: int) -> None:
        self.bar.setCurrentIndex(index)
        self.bar.tabBarClicked.emit(index)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()


def _fitting(widths: list[int], current: int, room: int) -> set[int]:
    """The tabs that are seen in so much room."""
    seen = {current} if current >= 0 else set()
    left = room - (widths[current] if current >= 0 else 0)
    for index, width in enumerate(widths):
        if index == current:
            continue
        left -= width
        if left < 0:
            break
        seen.add(index)
    return seen
