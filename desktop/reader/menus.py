"""The menus over a text: what can be done there, and who is meant when several go by one name."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from db.refs import Uuid
from desktop.base.actions import Actions
from desktop.reader.marks import Mark


def offer(owner: QWidget, actions: Actions, ids: Sequence[str], point: QPoint) -> None:
    """Offer actions at a point of a widget."""
    menu = _menu(owner)
    actions.refresh()
    actions.fill(menu, ids)
    menu.popup(owner.mapToGlobal(point))


def ask_who(owner: QWidget, marks: Sequence[Mark], chosen: Callable[[Uuid], None]) -> None:
    """Tell the one that is named; when it can be several, ask which."""
    hints = {mark.uuid: mark.hint for mark in marks}
    if len(hints) == 1:
        chosen(next(iter(hints)))
        return
    menu = _menu(owner)
    for uuid, hint in hints.items():
        menu.addAction(hint.replace("&", "&&")).triggered.connect(_choosing(chosen, uuid))
    menu.popup(QCursor.pos())


def _choosing(chosen: Callable[[Uuid], None], uuid: Uuid) -> Callable[[], None]:
    return lambda: chosen(uuid)


def _menu(owner: QWidget) -> QMenu:
    menu = QMenu(owner)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
