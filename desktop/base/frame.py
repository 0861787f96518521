"""What features may use of the window they stand in, without knowing the window itself."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, cast

from PySide6.QtWidgets import QWidget

from db.refs import Ref
from db.search.understanding import EXPANDING, Expanding
from desktop.base.actions import Actions
from desktop.base.jobs import Jobs
from desktop.base.notice import Notice
from desktop.base.pages import Pages
from desktop.base.session import Session
from desktop.base.settings import Settings, expanding


class Frame(Protocol):
    """The window around a session: its settings, long work, actions and pages, its notices, the other windows."""

    settings: Settings
    jobs: Jobs
    actions_: Actions
    pages: Pages
    notice: Notice
    other_sessions: Callable[[], Sequence[Session]]

    def ask_to_open(self, path: Path, passphrase: str | None = None) -> None:
        """Have another case opened, in a window of its own."""

    def show_elsewhere(self, path: Path, passphrase: str | None, ref: Ref, place: object) -> None:
        """Have an object of another case shown, in the window of that case."""


def frame_of(shown: Session | QWidget) -> Frame:
    """The window a session is shown in, or the one given to a feature; raises LookupError outside of one."""
    if isinstance(shown, QWidget):
        return cast(Frame, shown)
    if shown.frame is None:
        raise LookupError("this session is in no window")
    return cast(Frame, shown.frame)


def expanding_of(session: Session) -> Expanding:
    """What this person wants done with the words of a search for good."""
    return EXPANDING if session.frame is None else expanding(frame_of(session).settings)
