"""What can be done to sources from the list."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from db import sources
from db.refs import Ref, Uuid
from desktop.base.actions import Action
from desktop.base.session import Session
from desktop.sources.panel import SourcesPanel
from desktop.sources.publishers_page import KIND


def actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    """The actions of sources in one window."""
    return (
        Action(
            id="source.cite",
            text="Copy the citation of the selected sources",
            run=lambda: _cite(session, window),
            shortcut="Ctrl+Shift+K",
            menu="Edit",
            keywords="key reference",
            enabled=lambda: bool(_selected(window)),
        ),
        Action(
            id="publishers.open",
            text="Publishers…",
            run=lambda: session.show(Ref(KIND, Uuid("all"))),
            menu="Go",
            keywords="papers names newspapers outlets join same unify",
        ),
    )


def _panel(window: QWidget) -> SourcesPanel | None:
    focus = QApplication.focusWidget()
    panel = window.findChild(SourcesPanel)
    return panel if panel and panel.isVisible() and (focus is panel.list or focus is None) else None


def _selected(window: QWidget) -> list[Uuid]:
    panel = _panel(window)
    return panel.selected() if panel else []


def _cite(session: Session, window: QWidget) -> None:
    keys = [sources.of_uuid(session.case, uuid).key for uuid in _selected(window)]
    QGuiApplication.clipboard().setText("[" + "; ".join(f"@{key}" for key in keys) + "]")
