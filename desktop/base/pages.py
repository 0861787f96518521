"""The middle of the window: open objects as tabs, each once, and the way back and forward between them.

A tab that was open last time sleeps until it is looked at: its page is made then.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QToolButton, QWidget
from typing_extensions import override

from db.errors import Expected
from db.refs import Ref, identities
from desktop.base import theme
from desktop.base.features import Page
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.pieces import EmptyPlace, column, tip, untitled

_WIDEST = 26  # characters of a title in a tab
_NARROWEST = 120  # pixels of a tab


@dataclass(frozen=True, slots=True)
class Tab:
    """An open page as it can be kept and opened again: its object, its title, and where one was in it."""

    ref: Ref
    title: str
    place: object


class Pages(QWidget):
    """Open pages; `current_changed` with the object that is shown, or None; `room_wanted` when that page wants it."""

    current_changed = Signal(object)
    room_wanted = Signal()

    def __init__(self, make: Callable[[Ref], Page | None]) -> None:
        super().__init__()
        self.setObjectName("page")
        self._make = make
        self._open: dict[Ref, Page] = {}
        self._asleep: dict[Ref, Tab] = {}
        self._back: list[Ref] = []
        self._forward: list[Ref] = []
        self._shown: Ref | None = None
        self.bar = _Tabs()
        self.bar.setAccessibleName(tr("Open pages"))
        self.stack = QStackedWidget()
        self._nothing = EmptyPlace(
            tr("Nothing is open"), tr("Choose something in the list, or press Ctrl+O and type its name.")
        )
        self.stack.addWidget(self._nothing)
        self.setLayout(column(self.bar, self.stack))
        self.bar.currentChanged.connect(self._on_current)
        self.bar.tabCloseRequested.connect(self.close_tab)
        self.bar.tabBarClicked.connect(self._on_clicked)
        self.bar.hide()

    # --- opening and closing ----------------------------------------------------------------------

    def show_ref(self, ref: Ref, place: object = None) -> None:
        """Show an object, in the tab it has or in a new one."""
        if ref in self._asleep and not self._wake(ref):
            return
        page = self._open.get(ref) or self._turned(ref) or self._add(ref)
        if page is None:
            return
        self._select(self._index(ref))
        if place is not None:
            page.go_to(place)

    def _turned(self, ref: Ref) -> Page | None:
        """The page that is shown, if it can show this object instead."""
        page, before = self.current_page(), self._shown
        if page is None or before is None or not page.becomes(ref):
            return None
        index = self._index(before)
        self._open = {ref if known == before else known: one for known, one in self._open.items()}
        self.bar.setTabData(index, ref)
        self._retitle(ref, page.title())
        self._back.append(before)
        self._forward.clear()
        self._shown = ref
        self.current_changed.emit(ref)
        return page

    def close_tab(self, index: int) -> None:
        """Close a tab; what is edited in it is sealed."""
        ref = self.bar.tabData(index)
        page = self._open.pop(ref, None)
        self._asleep.pop(ref, None)
        if page is not None:
            page.leave()
            page.dismissed()
        self._back = [other for other in self._back if other != ref]
        self.bar.removeTab(index)
        if page is not None:
            self.stack.removeWidget(page)
            page.deleteLater()
        self._on_current(self.bar.currentIndex())

    def close_current(self) -> None:
        """Close the tab that is shown."""
        if self.bar.currentIndex() >= 0:
            self.close_tab(self.bar.currentIndex())

    def close_ref(self, ref: Ref) -> None:
        """Close the tab of an object that is no more."""
        if ref in self.open_refs():
            self.close_tab(self._index(ref))

    def forget(self, refs: Collection[Ref]) -> None:
        """Close the tabs that show objects which are gone for good, and lead back to them no more."""
        gone = {ref.uuid for ref in refs}
        for ref in self.open_refs():
            if gone & identities(ref.uuid):
                self.close_ref(ref)
        self._back = [ref for ref in self._back if not gone & identities(ref.uuid)]
        self._forward = [ref for ref in self._forward if not gone & identities(ref.uuid)]

    def leave_all(self) -> None:
        """Seal everything that is being edited."""
        for page in self._open.values():
            page.leave()

    # --- from one time to the next ------------------------------------------------------------------

    def tabs(self) -> list[Tab]:
        """What is open, from left to right, for next time; pages that do not last are left out."""
        kept = []
        for ref in self.open_refs():
            page = self._open.get(ref)
            if page is None:
                kept.append(self._asleep[ref])
            elif page.lasting:
                kept.append(Tab(ref, page.title(), page.position()))
        return kept

    def open_asleep(self, tabs: Sequence[Tab]) -> None:
        """Open tabs whose pages are made when they are looked at; none of them is shown yet."""
        self.bar.blockSignals(True)
        for tab in tabs:
            if tab.ref not in self.open_refs():
                self._asleep[tab.ref] = tab
                self._add_tab(tab.ref, tab.title)
        self.bar.blockSignals(False)

    def at_risk(self) -> list[str]:
        """The titles of pages in which something was typed that could not be written."""
        return [page.title() for page in self._open.values() if page.at_risk]

    # --- where one is -------------------------------------------------------------------------------

    def current(self) -> Ref | None:
        """The object that is shown."""
        return self._shown

    def current_page(self) -> Page | None:
        """The page that is shown."""
        return self._open.get(self._shown) if self._shown else None

    def open_refs(self) -> list[Ref]:
        """The objects that have tabs, from left to right."""
        return [self.bar.tabData(index) for index in range(self.bar.count())]

    def go_back(self) -> None:
        """Show what was shown before."""
        if self._back:
            self._travel(self._back[-1], self._back[:-1], self._with_here(self._forward))

    def go_forward(self) -> None:
        """Show again what was shown before going back."""
        if self._forward:
            self._travel(self._forward[-1], self._with_here(self._back), self._forward[:-1])

    def can_go_back(self) -> bool:
        """Whether something was shown before."""
        return bool(self._back)

    def can_go_forward(self) -> bool:
        """Whether one went back."""
        return bool(self._forward)

    def _with_here(self, refs: list[Ref]) -> list[Ref]:
        return [*refs, self._shown] if self._shown else list(refs)

    def _travel(self, ref: Ref, back: list[Ref], forward: list[Ref]) -> None:
        self.show_ref(ref)
        self._back, self._forward = back, forward

    def _add(self, ref: Ref) -> Page | None:
        page = self._make(ref)
        if page is None:
            return None
        self._open[ref] = page
        page.title_changed.connect(lambda title: self._retitle(self._ref_of(page), title))
        page.room_wanted.connect(self.room_wanted)
        self.stack.addWidget(page)
        if ref in self.open_refs():
            self._retitle(ref, page.title())
        else:
            self._add_tab(ref, page.title())
            self._on_current(self.bar.currentIndex())
        return page

    def _add_tab(self, ref: Ref, title: str) -> None:
        index = self.bar.addTab("")
        self.bar.setTabData(index, ref)
        self.bar.setTabButton(index, QTabBar.ButtonPosition.RightSide, self._close_button())
        self._retitle(ref, title)
        self.bar.show()

    def _select(self, index: int) -> None:
        """Show a tab, also one that the bar takes for shown already, such as the first of those that slept."""
        if self.bar.currentIndex() == index:
            self._on_current(index)
        else:
            self.bar.setCurrentIndex(index)

    def _wake(self, ref: Ref) -> bool:
        """Make the page of a tab that slept; whether there is one: its object may be gone by now."""
        tab = self._asleep.pop(ref)
        try:
            page = self._add(ref)
        except Expected:
            page = None
        if page is None:
            self.close_tab(self._index(ref))
        elif tab.place is not None:
            page.go_to(tab.place)
        return page is not None

    def _close_button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("close")
        button.setIcon(theme.icon("close"))
        button.setIconSize(QSize(12, 12))
        button.setAccessibleName(tr("Close this page"))
        button.setToolTip(tr("Close this page"))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.close_tab(self._tab_of(button)))
        return button

    def _tab_of(self, button: QToolButton) -> int:
        """The tab that a button closes."""
        tabs = range(self.bar.count())
        return next(n for n in tabs if self.bar.tabButton(n, QTabBar.ButtonPosition.RightSide) is button)

    def _retitle(self, ref: Ref, title: str) -> None:
        title = shown(title) or untitled()
        short = title if len(title) <= _WIDEST else f"{title[: _WIDEST - 1]}…"
        self.bar.setTabText(self._index(ref), short.replace("&", "&&"))
        self.bar.setTabToolTip(self._index(ref), tip(title))

    def _ref_of(self, page: Page) -> Ref:
        return next(ref for ref, one in self._open.items() if one is page)

    def _index(self, ref: Ref) -> int:
        return self.open_refs().index(ref)

    def _on_clicked(self, index: int) -> None:
        if index >= 0 and index == self.bar.currentIndex() and self.bar.tabData(index) in self._asleep:
            self._on_current(index)

    def _on_current(self, index: int) -> None:
        ref: Ref | None = self.bar.tabData(index) if index >= 0 else None
        self.bar.setVisible(self.bar.count() > 0)
        if ref in self._asleep and not self._wake(ref):
            return
        if ref is not None and ref not in self._open:
            return
        if self._shown is not None and self._shown != ref and self._shown in self._open:
            self._open[self._shown].leave()
            self._back.append(self._shown)
            self._forward.clear()
        self._shown = ref
        self.stack.setCurrentWidget(self._open[ref] if ref else self._nothing)
        self.current_changed.emit(ref)


class _Tabs(QTabBar):
    def __init__(self) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)

    @override
    def minimumTabSizeHint(self, index: int) -> QSize:
        """Tabs are not made narrower than a few words; beyond that the bar scrolls."""
        wanted = self.tabSizeHint(index)
        return QSize(min(wanted.width(), _NARROWEST), wanted.height())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton and (index := self.tabAt(event.position().toPoint())) >= 0:
            self.tabCloseRequested.emit(index)
            return
        super().mouseReleaseEvent(event)
