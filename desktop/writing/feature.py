"""What writing contributes to the window: the actions that notes and briefings have in common."""

from PySide6.QtWidgets import QWidget

from desktop.base.actions import Action
from desktop.base.features import Feature
from desktop.base.session import Session
from desktop.writing import actions, recovering


def _actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    recovering.tell(session, window)
    return actions.actions(session, window)


FEATURE = Feature(name="writing", actions=_actions, help="notes")
