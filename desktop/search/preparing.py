"""Making ready to search when a case opens: what is much to do is shown as long work, which can be stopped."""

from contextlib import suppress

from db.case import Case
from db.derived import Derived
from desktop.base.frame import Frame
from desktop.base.i18n import tr
from desktop.base.jobs import Job, Stopped
from desktop.base.session import Session

MUCH = 1000
"""Objects to take in from which it is told."""


def prepare(session: Session, frame: Frame) -> None:
    """Read what searching needs; take in what was written since, or all of it when nothing was taken in yet.

    Work that was stopped is done before the next question is answered, which then takes as long.
    """

    def on_counted(count: int) -> None:
        if count >= MUCH:
            frame.jobs.start(tr("Getting ready to search"), work, lambda _: None, spare=True)
        else:
            session.find(lambda case, derived: derived.search("", 1), lambda _: None)

    def work(job: Job) -> bool:
        return session.find_and_wait(lambda case, derived: _refreshed(case, derived, job))

    session.find(lambda case, derived: derived.outstanding(), on_counted)


def _refreshed(_: Case, derived: Derived, job: Job) -> bool:
    def told(done: int, total: int) -> None:
        with suppress(Stopped):
            job.tell(done, total)

    return derived.refresh(told, lambda: not job.stopping)
