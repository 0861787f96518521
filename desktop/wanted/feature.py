"""What contributes to the window: the list of what is wanted, noting it, attaching its file."""

from PySide6.QtWidgets import QApplication, QWidget

from db import errors, sources, wanted
from db.refs import Ref, Uuid
from desktop.base.actions import Action
from desktop.base.dialogs import ask_files
from desktop.base.features import Collection, Feature
from desktop.base.frame import frame_of
from desktop.base.i18n import tr
from desktop.base.record_list import RecordList
from desktop.base.session import Session
from desktop.wanted.attaching import attach
from desktop.wanted.noting import ask
from desktop.wanted.panel import WantedPanel


def _actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    return (
        Action(
            id="wanted.note",
            text="Note a source that is only cited…",
            run=lambda: _note(session, window),
            shortcut="Ctrl+Shift+N",
            menu="Case",
            keywords="wanted cited not held reference add",
            enabled=lambda: not session.readonly,
        ),
        Action(
            id="wanted.attach",
            text="Attach its file…",
            run=lambda: _attach(session, window),
            menu="Case",
            keywords="wanted cited found original fill in",
            enabled=lambda: _wanted(session, window) is not None and not session.readonly,
        ),
    )


def _note(session: Session, window: QWidget) -> None:
    """Ask what is cited; what is open is offered as the one who cites it."""
    noted = ask(session, window, _open_source(session, window))
    if noted is None:
        return
    cited_by = [noted.cited_by] if noted.cited_by else []
    session.write(
        lambda case: wanted.note(case, noted.values, cited_by),
        lambda made: session.show(Ref("source", made.uuid)),
    )


def _attach(session: Session, window: QWidget) -> None:
    source = _wanted(session, window)
    if source is None:
        return
    paths = ask_files(window, tr("The file of this source"))
    if paths:
        attach(session, frame_of(window), source, paths[0])


def _open_source(session: Session, window: QWidget) -> Uuid | None:
    ref = frame_of(window).pages.current()
    if ref is None or ref.kind != "source":
        return None
    source = sources.of_uuid(session.case, ref.uuid)
    return None if source.deleted_at or source.held == "cited" else ref.uuid


def _wanted(session: Session, window: QWidget) -> Uuid | None:
    """The one source that is selected in the list with the focus, or open, if it is not held."""
    focus = QApplication.focusWidget()
    chosen = focus.selected_refs() if isinstance(focus, RecordList) and focus.window() is window else []
    panel = window.findChild(WantedPanel)
    if not chosen and panel is not None and panel.isVisible():
        chosen = panel.list.selected_refs()
    ref = chosen[0] if len(chosen) == 1 else frame_of(window).pages.current()
    if ref is None or ref.kind != "source":
        return None
    try:
        source = sources.of_uuid(session.case, ref.uuid)
    except errors.Unknown:
        return None
    return source.uuid if source.sha256 is None and not source.deleted_at else None


FEATURE = Feature(
    name="wanted",
    collections=(
        Collection(
            id="wanted",
            title="Wanted",
            icon="wanted",
            section="Material",
            order=40,
            count=lambda session: wanted.number(session.case),
            make=WantedPanel,
        ),
    ),
    actions=_actions,
    help="wanted",
)
