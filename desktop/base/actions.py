"""Actions as data: each exists once; menus, toolbars, palette, context menus and the sheet of shortcuts follow."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.base import theme
from desktop.base.i18n import tr

MENUS = ("Case", "Edit", "Go", "View", "Help")
"""The menus of the window, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing a person can have done.

    `id` is stable (`source.import`), `text` is what menus and palette say, `shortcut` a portable key
    sequence, `menu` one of `MENUS` or none. `enabled` is asked whenever the action is about to be offered.
    `other_shortcuts` do the same, for hands used to other programs. What stands `in_bar` at the top is a picture
    there, and has to be worth it.
    """

    id: str
    text: str
    run: Callable[[], None]
    shortcut: str = ""
    icon: str = ""
    menu: str = ""
    keywords: str = ""
    enabled: Callable[[], bool] = lambda: True
    other_shortcuts: tuple[str, ...] = ()
    in_bar: bool = False

    @property
    def shortcuts(self) -> tuple[str, ...]:
        """All its key sequences, the one that is shown first."""
        return (self.shortcut, *self.other_shortcuts) if self.shortcut else self.other_shortcuts


class Actions(QObject):
    """The actions of one window as Qt knows them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.known: dict[str, Action] = {}
        self._made: dict[str, QAction] = {}
        self._resting = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)  # what can be done may depend on the list one is in

    def add(self, actions: Iterable[Action]) -> None:
        """Take actions in; raises ValueError when an id or a shortcut is taken."""
        for action in actions:
            taken = {shortcut for other in self.known.values() for shortcut in other.shortcuts}
            if action.id in self.known or not taken.isdisjoint(action.shortcuts):
                raise ValueError(f"taken: {action.id} {action.shortcut}")
            self.known[action.id] = action
            self._made[action.id] = self._make(action)

    def remove(self, actions: Iterable[Action]) -> None:
        """Forget actions, because what they act on was closed."""
        for action in actions:
            del self.known[action.id]
            made = self._made.pop(action.id)
            self._window.removeAction(made)
            made.deleteLater()

    def qt(self, id_: str) -> QAction:
        """The action for a menu or a button."""
        return self._made[id_]

    def fill(self, menu: QMenu, ids: Iterable[str]) -> None:
        """Put actions into a menu; an empty id is a line between them."""
        for id_ in ids:
            if id_:
                menu.addAction(self._made[id_])
            else:
                menu.addSeparator()

    def of_menu(self, name: str) -> list[str]:
        """The ids of the actions that stand in one of the window's menus."""
        return [action.id for action in self.known.values() if action.menu == name]

    def rest(self) -> None:
        """Ask no action any more: the case is closed."""
        self._resting = True

    def refresh(self) -> None:
        """Ask each action again whether it can be done now."""
        if self._resting:
            return
        for id_, action in self.known.items():
            self._made[id_].setEnabled(action.enabled())

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self._window:
            self.refresh()

    def _make(self, action: Action) -> QAction:
        made = QAction(tr(action.text), self._window)
        made.setObjectName(action.id)
        made.setToolTip(tool_tip(action))
        if action.icon:
            made.setIcon(theme.icon(action.icon))
        if action.shortcuts:
            made.setShortcuts([QKeySequence(shortcut) for shortcut in action.shortcuts])
            made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.triggered.connect(lambda: action.run() if action.enabled() else None)
        self._window.addAction(made)
        return made


def tool_tip(action: Action) -> str:
    """What hovering says: the text, and the keys."""
    return f"{tr(action.text)}  {shown(action.shortcut)}".strip()


def shown(shortcut: str) -> str:
    """A key sequence as this system writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText) if shortcut else ""
