"""Putting things away, from whatever list has the focus."""

from PySide6.QtWidgets import QApplication, QWidget

from db import erasing, trash
from db.refs import Ref
from desktop.base.actions import Action
from desktop.base.frame import frame_of
from desktop.base.i18n import count
from desktop.base.record_list import RecordList
from desktop.base.session import Session
from desktop.trash.erasing import erase
from desktop.trash.panel import TrashPanel


def actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    """The actions of the trash in one window."""
    return (
        Action(
            id="trash.put",
            text="Put what is selected into the trash",
            run=lambda: _put(session, _chosen(window)),
            shortcut="Del",
            icon="trash",
            menu="Edit",
            keywords="delete remove",
            enabled=lambda: bool(_chosen(window)) and not session.readonly,
        ),
        Action(
            id="trash.erase",
            text="Erase for good…",
            run=lambda: _erase(session, window, _erasable(window)),
            menu="Edit",
            keywords="delete destroy remove forever",
            enabled=lambda: bool(_erasable(window)) and not session.readonly,
        ),
    )


def _chosen(window: QWidget) -> list[Ref]:
    focus = QApplication.focusWidget()
    if not isinstance(focus, RecordList) or focus.window() is not window or focus.kind not in trash.KINDS:
        return []
    return focus.selected_refs()


def _erasable(window: QWidget) -> list[Ref]:
    """What is selected in a list or in the trash, or else what is open."""
    panel = window.findChild(TrashPanel)
    focus = QApplication.focusWidget()
    if panel is not None and focus is not None and panel.isAncestorOf(focus) and panel.chosen():
        return panel.chosen()
    open_ = frame_of(window).pages.current()
    return _chosen(window) or ([open_] if open_ is not None and open_.kind in trash.KINDS else [])


def _erase(session: Session, window: QWidget, refs: list[Ref]) -> None:
    session.read(lambda case: erasing.plan(case, refs), lambda plan: erase(session, window, plan))


def _put(session: Session, refs: list[Ref]) -> None:
    said = count(len(refs), "1 thing is in the trash; undo brings it back.", "{n} things are in the trash; undo helps.")
    session.write(lambda case: trash.put(case, refs), lambda _: session.tell(said))
