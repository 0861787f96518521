"""What the help contributes to the window: pages, the one for what has focus, and the sheet of keys."""

from collections.abc import Iterable

from PySide6.QtWidgets import QApplication, QWidget

from db.refs import Ref, Uuid
from desktop.base.actions import Action
from desktop.base.features import Feature, Opener
from desktop.base.frame import frame_of
from desktop.base.session import Session
from desktop.help.library import KEYS, START, page_for
from desktop.help.page import KIND, HelpPage


def _actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    del window

    def show(name: str) -> None:
        session.show(Ref(KIND, Uuid(name)))

    return (
        Action(
            id="help.here",
            text="Help on this",
            run=lambda: show(page_for(QApplication.focusWidget())),
            shortcut="F1",
            icon="help",
            menu="Help",
            keywords="manual how to",
        ),
        Action(
            id="help.start",
            text="First steps",
            run=lambda: show(START),
            menu="Help",
            keywords="manual tutorial begin",
        ),
        Action(
            id="help.keys",
            text="All keys",
            run=lambda: show(KEYS),
            shortcut="Shift+F1",
            menu="Help",
            keywords="shortcuts keyboard sheet",
        ),
    )


def _known(session: Session) -> Iterable[Action]:
    return frame_of(session).actions_.known.values()


FEATURE = Feature(
    name="help",
    openers=(
        Opener(kind=KIND, icon="help", make=lambda session, ref: HelpPage(session, ref, lambda: _known(session))),
    ),
    actions=_actions,
    help=START,
)
