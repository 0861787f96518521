"""The results of a search for use elsewhere: a table for spreadsheets, or a note that quotes and cites them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from db.case import Case
from db.finding import Asked
from db.refs import Ref
from desktop.base.dialogs import ask_save
from desktop.base.frame import Frame
from desktop.base.i18n import count, tr
from desktop.base.jobs import Job
from desktop.base.offsets import shown
from desktop.base.places import file_name
from desktop.base.session import Session

_ENDING = ".csv"


def ask_where(parent: QWidget, session: Session, query: str) -> Path | None:
    """Where to write the table; None when no place was chosen."""
    name = file_name(query) or tr("Results")
    suggestion = session.path.parent / f"{name}{_ENDING}"
    found = ask_save(parent, tr("Export the results"), suggestion, tr("Table (*.csv)"))
    if found is None:
        return None
    return found if found.suffix else found.with_suffix(_ENDING)


def to_table(session: Session, frame: Frame, asked: Asked, path: Path) -> None:
    """Write everything that a query finds to a file, in the background, and say how that went."""
    from db.exporters import results, tables

    def work(job: Job, listed: results.Listed) -> tuple[int, int]:
        def read(batch: Sequence[Ref]) -> results.Results:
            return session.read_and_wait(lambda case: results.of(case, batch, listed.query))

        going = results.Outgoing(listed.refs, read, lambda done, total: job.tell(done, total, path.name))
        return tables.write(path, going, case=session.path), going.kept_back

    def begin(listed: results.Listed) -> None:
        frame.jobs.start(tr("Exporting"), lambda job: work(job, listed), lambda made: _tell(session, path, *made))

    session.find(lambda case, derived: results.hits(derived, asked), begin)


def to_note(session: Session, asked: Asked) -> None:
    """Make a note of what a query finds, and show it."""
    from db.exporters import results, results_note

    def composed(case: Case, listed: results.Listed) -> results_note.Composed:
        return results_note.compose(case, listed, datetime.now(UTC).astimezone().date())

    def keep(made: results_note.Composed) -> None:
        session.write(lambda case: results_note.keep(case, made), lambda note: session.show(Ref("note", note.uuid)))

    def go_on(listed: results.Listed) -> None:
        session.read(lambda case: composed(case, listed), keep)

    session.find(lambda case, derived: results.hits(derived, asked), go_on)


def _tell(session: Session, path: Path, written: int, kept_back: int) -> None:
    name = shown(path.name)
    said = [count(written, "1 result was written to “{name}”.", "{n} results were written to “{name}”.")]
    if kept_back:
        said.append(count(kept_back, "1 confidential one stayed here.", "{n} confidential ones stayed here."))
    session.tell(" ".join(said).replace("{name}", name))
