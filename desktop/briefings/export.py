"""A briefing for readers outside: as a file, which is read back and compared, or on the clipboard."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from db.briefs import Brief
from db.case import Case
from db.errors import FileProblem
from desktop.base.dialogs import ask_save
from desktop.base.i18n import tr
from desktop.base.places import file_name
from desktop.base.session import Session
from desktop.briefings.words import outcome

_ENDING = ".md"


def composed(case: Case, brief: Brief) -> str:
    """The briefing with footnotes and annex; the same that the command line writes."""
    from db.briefings.compose import compose
    from db.briefings.library import CaseLibrary

    return compose(CaseLibrary(case), brief, case.head or "", datetime.now(UTC))


def ask_where(parent: QWidget, session: Session, title: str) -> Path | None:
    """Where to write it; None when no place was chosen."""
    name = file_name(title) or tr("Briefing")
    found = ask_save(parent, tr("Export the briefing"), session.path.parent / f"{name}{_ENDING}", tr("Markdown (*.md)"))
    if found is None:
        return None
    return found if found.suffix else found.with_suffix(_ENDING)


def export(session: Session, brief: Brief, path: Path, done: Callable[[str], None]) -> None:
    """Write a briefing to a file, compare what the file says with the case, and say how that went."""
    _when_written(session, lambda: session.read(lambda case: _written(case, brief, path), done))


def copy(session: Session, brief: Brief, done: Callable[[str], None]) -> None:
    """Put a briefing on the clipboard as it would be exported."""

    def take(text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        done(tr("Copied as Markdown, with footnotes and annex."))

    _when_written(session, lambda: session.read(lambda case: composed(case, brief), take))


def _written(case: Case, brief: Brief, path: Path) -> str:
    from db.briefings.library import CaseLibrary
    from db.briefings.verify import verify
    from db.exporters.markdown import write

    if path.exists() and path.resolve() == case.path.resolve():
        raise FileProblem(path, "exists")
    write(path, composed(case, brief))
    return outcome(path.name, verify(CaseLibrary(case), path.read_text(encoding="utf-8")))


def _when_written(session: Session, go: Callable[[], object]) -> None:
    """Go on when everything that was to be written is, so that the annex names the state in which it is."""

    def written(_nothing: None) -> None:
        go()

    if session.readonly:
        go()
    else:
        session.write(lambda case: None, written)
