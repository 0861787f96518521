"""What the preferences contribute to the window: their page, and light or dark at a stroke."""

from PySide6.QtWidgets import QWidget

from db.refs import Ref, Uuid
from desktop.base import theme
from desktop.base.actions import Action
from desktop.base.features import Feature, Opener, Page
from desktop.base.frame import Frame, frame_of
from desktop.base.session import Session
from desktop.base.settings import THEME
from desktop.preferences.page import PreferencesPage

KIND = "preferences"
_THE_PAGE = Ref(KIND, Uuid("all"))


def _actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    frame = frame_of(window)
    return (
        Action(
            id="preferences.open",
            text="Preferences",
            run=lambda: session.show(_THE_PAGE),
            shortcut="Ctrl+,",
            icon="settings",
            menu="Edit",
            keywords="settings options theme name",
        ),
        Action(
            id="view.theme",
            text="Light or dark",
            run=lambda: _flip(frame),
            shortcut="Shift+F9",
            icon="sun",
            menu="View",
            keywords="theme night appearance",
        ),
    )


def _flip(frame: Frame) -> None:
    frame.settings.set(THEME, "light" if theme.is_dark() else "dark")


def _page(session: Session, ref: Ref) -> Page:
    del ref
    return PreferencesPage(frame_of(session).settings)


FEATURE = Feature(
    name="preferences",
    openers=(Opener(kind=KIND, icon="settings", make=_page),),
    actions=_actions,
    help="preferences",
)
