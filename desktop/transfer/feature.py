"""What importing contributes to the window: the actions, the sheet for dropped files, the list of outcomes."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from db import received
from db.importers.addresses import web_address
from desktop.base.actions import Action
from desktop.base.dialogs import ask_files, ask_folder
from desktop.base.dropping import dropped_case, local_files
from desktop.base.features import Collection, Feature, Opener
from desktop.base.frame import Frame, frame_of
from desktop.base.i18n import tr
from desktop.base.session import Session
from desktop.transfer.dropping import DropSheet
from desktop.transfer.intake import KIND, REVIEW, Imports
from desktop.transfer.page import ImportPage
from desktop.transfer.pasting import pasted
from desktop.transfer.received_panel import ReceivedPanel
from desktop.transfer.review_page import ReviewPage
from desktop.transfer.waiting import WaitingButton, go_back


def _actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    frame = frame_of(window)
    imports = Imports(session, frame)
    DropSheet(window, lambda paths: _take(imports, frame, paths))
    return (
        Action(
            id="import.files",
            text="Import files…",
            run=lambda: _take(imports, frame, ask_files(window, tr("Files to import"))),
            shortcut="Ctrl+I",
            icon="import",
            menu="Case",
            keywords="add source article page",
            enabled=lambda: not session.readonly,
        ),
        Action(
            id="import.folder",
            text="Import a folder…",
            run=lambda: _take_folder(imports, frame, window),
            shortcut="Ctrl+Shift+I",
            menu="Case",
            keywords="add sources articles",
            enabled=lambda: not session.readonly,
        ),
        Action(
            id="import.clipboard",
            text="New source from the clipboard",
            run=lambda: _take_clipboard(imports, session),
            shortcut="Ctrl+Shift+V",
            menu="Case",
            keywords="paste add source page text",
            enabled=lambda: not session.readonly,
        ),
        Action(
            id="import.review",
            text="Go back to the review",
            run=lambda: go_back(session, window),
            menu="Go",
            keywords="import closed staged files",
            enabled=lambda: bool(imports.reviews),
        ),
    )


def _take_clipboard(imports: Imports, session: Session) -> None:
    clipboard = QGuiApplication.clipboard().mimeData()
    if files := local_files(clipboard):
        imports.start(files)
    elif found := pasted(clipboard):
        imports.start_pasted(found)
    elif web_address(clipboard.text()):
        session.tell(tr("There is only an address on the clipboard, and nothing is loaded. Copy the words, too."))
    else:
        session.tell(tr("There is neither a page nor a text on the clipboard."))


def _take(imports: Imports, frame: Frame, paths: Sequence[Path]) -> None:
    if case := dropped_case(paths):
        frame.ask_to_open(case)
    elif paths:
        imports.start(paths)


def _take_folder(imports: Imports, frame: Frame, window: QWidget) -> None:
    if folder := ask_folder(window, tr("A folder to import")):
        _take(imports, frame, [folder])


FEATURE = Feature(
    name="transfer",
    openers=(
        Opener(kind=KIND, icon="import", make=ImportPage),
        Opener(kind=REVIEW, icon="import", make=ReviewPage),
    ),
    collections=(
        Collection(
            id="received",
            title="Files not read",
            icon="warning",
            section="Put away",
            order=95,
            count=lambda session: len(received.every(session.case, unread=True)),
            make=ReceivedPanel,
        ),
    ),
    actions=_actions,
    bar=WaitingButton,
    help="import",
)
