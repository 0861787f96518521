"""What notes contribute to the window."""

from PySide6.QtWidgets import QWidget

from db import counting, notes
from desktop.base.actions import Action
from desktop.base.features import Collection, Feature, Opener
from desktop.base.session import Session
from desktop.writing.page import WritingPage
from desktop.writing.panel import Words, WritingsPanel, begin

WORDS = Words(
    title="Notes",
    new="New note",
    new_title="New note",
    empty="No notes yet",
    how="Write down what you think and where it comes from: [[ links to people and places, [@ cites a source. "
    "Press Ctrl+N to begin.",
    rename="Rename the note",
    rename_how="Links and citations in it stay as they are.",
)


def _actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    del window
    return (
        Action(
            id="note.new",
            text="New note",
            run=lambda: begin(session, notes.SHELF, WORDS),
            shortcut="Ctrl+N",
            icon="note",
            menu="Edit",
            keywords="write",
            enabled=lambda: not session.readonly,
        ),
    )


FEATURE = Feature(
    name="notes",
    collections=(
        Collection(
            id="notes",
            title="Notes",
            icon="note",
            section="Material",
            order=20,
            count=lambda session: counting.of(session.case, "note"),
            make=lambda session: WritingsPanel(session, notes.SHELF, WORDS),
        ),
    ),
    openers=(Opener(kind="note", icon="note", make=lambda session, ref: WritingPage(session, notes.SHELF, ref)),),
    actions=_actions,
    help="notes",
)
