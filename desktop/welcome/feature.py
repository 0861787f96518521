"""What the welcome page contributes to a window with a case: a new case, and opening another one."""

from PySide6.QtWidgets import QWidget

from desktop.base.actions import Action
from desktop.base.dialogs import ask_open, ask_save_case
from desktop.base.features import Feature
from desktop.base.frame import Frame, frame_of
from desktop.base.places import documents, free_name
from desktop.base.session import Session
from desktop.welcome.making import make_case, make_sample
from desktop.welcome.new_case import ask_new_case


def _actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    frame = frame_of(window)
    return (
        Action(
            id="case.new",
            text="New case…",
            run=lambda: _new(window, frame),
            icon="case",
            menu="Case",
            keywords="create file passphrase",
        ),
        Action(
            id="case.open",
            text="Open a case…",
            run=lambda: _open(session, window, frame),
            shortcut="Ctrl+Shift+O",
            menu="Case",
            keywords="file",
        ),
        Action(
            id="case.sample",
            text="Open the sample case…",
            run=lambda: _sample(window, frame),
            menu="Help",
            keywords="demo example try",
        ),
    )


def _new(window: QWidget, frame: Frame) -> None:
    if new := ask_new_case(window):
        make_case(frame.jobs, new, frame.ask_to_open)


def _open(session: Session, window: QWidget, frame: Frame) -> None:
    if path := ask_open(window, session.path.parent):
        frame.ask_to_open(path)


def _sample(window: QWidget, frame: Frame) -> None:
    if path := ask_save_case(window, free_name(documents(), "sample")):
        make_sample(frame.jobs, path, frame.ask_to_open)


FEATURE = Feature(name="welcome", actions=_actions, help="start")
