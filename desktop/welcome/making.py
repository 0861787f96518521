"""New cases, made off the window's thread, where what makes them is loaded: an empty one, or the sample."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.base.i18n import tr
from desktop.base.jobs import Job, Jobs

SAMPLE_TITLE = "Ferries broken up on paper"
_SAMPLE_STEPS = ("sources", "entities", "excerpts", "notes", "briefings")


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case to be made; without a passphrase it is not encrypted."""

    path: Path
    passphrase: str | None = None


def make_case(jobs: Jobs, new: NewCase, done: Callable[[Path, str | None], None]) -> None:
    """Make an empty case; `done` with its place and passphrase."""

    def work(job: Job) -> None:
        from db.case import Case

        del job
        Case.create(new.path, new.passphrase).close()

    jobs.start(tr("Making the case"), work, lambda _: done(new.path, new.passphrase))


def make_sample(jobs: Jobs, path: Path, done: Callable[[Path, str | None], None]) -> None:
    """Make the sample case; a half-made one is taken away again. `done` with its place."""
    jobs.start(tr("Making the sample case"), lambda job: _build(job, path), lambda _: done(path, None))


def _build(job: Job, path: Path) -> None:
    from db.case import Case
    from db.sample import build

    case, whole = Case.create(path, title=SAMPLE_TITLE), False
    made: list[str] = []

    def told(what: str, count: int) -> None:
        made.append(what)
        job.tell(len(made), len(_SAMPLE_STEPS), f"{count} {what}")

    try:
        with case:
            job.tell(0, len(_SAMPLE_STEPS))
            build(case, told)
        whole = True
    finally:
        if not whole:
            path.unlink(missing_ok=True)
