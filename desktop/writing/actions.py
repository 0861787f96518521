"""What can be done to whatever text is being written."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.base.actions import Action
from desktop.base.session import Session
from desktop.writing.page import WritingPage


def actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    """The actions of writing in one window."""
    return (
        Action(
            id="writing.mode",
            text="Write, read, or both",
            run=_on_page(window, lambda page: page.modes.step()),
            shortcut="Ctrl+E",
            menu="View",
            keywords="preview edit markdown",
            enabled=lambda: current(window) is not None,
        ),
        Action(
            id="writing.save",
            text="Save this version now",
            run=_on_page(window, lambda page: page.save()),
            shortcut="Ctrl+S",
            menu="Edit",
            keywords="keep seal draft",
            enabled=lambda: current(window) is not None and not session.readonly,
        ),
    )


def current(window: QWidget) -> WritingPage | None:
    """The text that is shown in a window."""
    return next((page for page in window.findChildren(WritingPage) if page.isVisible()), None)


def _on_page(window: QWidget, run: Callable[[WritingPage], object]) -> Callable[[], None]:
    def go() -> None:
        page = current(window)
        if page is not None:
            run(page)

    return go
