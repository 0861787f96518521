"""What briefings contribute to the window."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from db import briefs, counting
from desktop.base.actions import Action
from desktop.base.features import Collection, Feature, Inspection, Opener
from desktop.base.session import Session
from desktop.briefings.page import BriefingPage
from desktop.briefings.panel import CheckPanel
from desktop.writing.actions import current
from desktop.writing.panel import Words, WritingsPanel, begin

WORDS = Words(
    title="Briefings",
    new="New briefing",
    new_title="New briefing",
    empty="No briefings yet",
    how="A briefing is written for readers outside: each statement cites a source with [@, and what you quote is "
    "compared with its source while you write. Press Ctrl+Shift+B to begin.",
    rename="Rename the briefing",
    rename_how="Links and citations in it stay as they are.",
)


def _actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    return (
        Action(
            id="briefing.new",
            text="New briefing",
            run=lambda: begin(session, briefs.SHELF, WORDS),
            shortcut="Ctrl+Shift+B",
            icon="briefing",
            menu="Edit",
            keywords="write report",
            enabled=lambda: not session.readonly,
        ),
        Action(
            id="briefing.export",
            text="Export this briefing…",
            run=_on_page(window, BriefingPage.export),
            shortcut="Ctrl+Shift+M",
            icon="export",
            menu="Case",
            keywords="markdown write file footnotes",
            enabled=lambda: isinstance(current(window), BriefingPage),
        ),
        Action(
            id="briefing.copy",
            text="Copy this briefing as Markdown",
            run=_on_page(window, BriefingPage.copy),
            menu="Edit",
            keywords="clipboard footnotes",
            enabled=lambda: isinstance(current(window), BriefingPage),
        ),
    )


def _on_page(window: QWidget, run: Callable[[BriefingPage], None]) -> Callable[[], None]:
    def go() -> None:
        page = current(window)
        if isinstance(page, BriefingPage):
            run(page)

    return go


FEATURE = Feature(
    name="briefings",
    collections=(
        Collection(
            id="briefings",
            title="Briefings",
            icon="briefing",
            section="Output",
            order=60,
            count=lambda session: counting.of(session.case, "briefing"),
            make=lambda session: WritingsPanel(session, briefs.SHELF, WORDS),
        ),
    ),
    openers=(Opener(kind="briefing", icon="briefing", make=BriefingPage),),
    inspections=(Inspection(id="check", title="Check", order=5, kinds=("briefing",), make=CheckPanel),),
    actions=_actions,
    help="briefings",
)
