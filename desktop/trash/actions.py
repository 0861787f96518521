"""Putting things away, from whatever list has the focus."""

from PySide6.QtWidgets import QApplication, QWidget

from db import trash
from db.refs import Ref
from desktop.base.actions import Action
from desktop.base.i18n import count
from desktop.base.record_list import RecordList
from desktop.base.session import Session


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
    )


def _chosen(window: QWidget) -> list[Ref]:
    focus = QApplication.focusWidget()
    if not isinstance(focus, RecordList) or focus.window() is not window or focus.kind not in trash.KINDS:
        return []
    return focus.selected_refs()


def _put(session: Session, refs: list[Ref]) -> None:
    said = count(len(refs), "1 thing is in the trash; undo brings it back.", "{n} things are in the trash; undo helps.")
    session.write(lambda case: trash.put(case, refs), lambda _: session.tell(said))
