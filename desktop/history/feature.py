"""What the history contributes to the window: the list of steps, a page for each, versions, undo and redo."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from db import errors, history
from db.case import Case
from db.revisions.ledger import EditRecord
from desktop.base.actions import Action
from desktop.base.edits import edit_words
from desktop.base.features import Collection, Feature, Inspection, Opener
from desktop.base.i18n import tr
from desktop.base.sentences import sentence
from desktop.base.session import Session
from desktop.history.page import StepPage
from desktop.history.panel import KIND, HistoryPanel
from desktop.history.versions import KINDS, VersionsPanel


def _actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    del window
    return (
        Action(
            id="edit.undo",
            text="Undo",
            run=lambda: _write(session, Case.undo, tr("Taken back: {what}")),
            shortcut="Ctrl+Z",
            icon="undo",
            in_bar=True,
            menu="Edit",
            keywords="take back revert",
            enabled=lambda: not session.readonly,
        ),
        Action(
            id="edit.redo",
            text="Redo",
            run=lambda: _write(session, Case.redo, tr("Made again: {what}")),
            shortcut="Ctrl+Shift+Z",
            icon="redo",
            menu="Edit",
            keywords="make again",
            enabled=lambda: not session.readonly,
        ),
    )


def _write(session: Session, work: Callable[[Case], EditRecord], words: str) -> None:
    """Undo or redo, and say what; that nothing is left to do is said as quietly."""

    def do(case: Case) -> str:
        try:
            return words.format(what=_what(case, work(case)))
        except (errors.NothingToUndo, errors.NothingToRedo) as nothing:
            return sentence(nothing)

    session.write(do, session.tell)


def _what(case: Case, record: EditRecord) -> str:
    """What was taken back or made again, with the title of what it was done to."""
    step = history.listed(case, [record.id.hex()])[record.id.hex()]
    done = tr(edit_words(step.of or step.code))
    title = " ".join(step.title.split())
    return f"{done} — {title[:80]}" if title and sum(step.objects.values()) == 1 else done


FEATURE = Feature(
    name="history",
    collections=(
        Collection(
            id="history",
            title="History",
            icon="history",
            section="Output",
            order=90,
            count=lambda session: 0,
            make=HistoryPanel,
        ),
    ),
    openers=(Opener(kind=KIND, icon="history", make=StepPage),),
    inspections=(Inspection(id="versions", title="History", order=90, kinds=KINDS, make=VersionsPanel),),
    actions=_actions,
    help="history",
)
