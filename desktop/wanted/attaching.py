"""Attaching the file of a source that was only cited: it is read like any other, and told what became of it."""

from pathlib import Path

from db import sources
from db.importers.wanting import Filled, fill
from db.importers.worker import Workers
from db.refs import Ref, Uuid
from desktop.base.frame import Frame
from desktop.base.i18n import tr
from desktop.base.jobs import Job
from desktop.base.offsets import shown
from desktop.base.pieces import untitled
from desktop.base.sentences import REASONS
from desktop.base.session import Session


def attach(session: Session, frame: Frame, wanted: Uuid, path: Path) -> Job:
    """Read a file, and make it the original of a wanted source."""

    def work(job: Job) -> Filled:
        job.tell(0, 1, path.name)
        with Workers(1) as workers:
            job.when_stopped(workers.close)
            return fill(session.write_and_wait, wanted, path, workers)

    return frame.jobs.start(tr("Reading"), work, lambda filled: _tell(session, frame, wanted, path, filled))


def _tell(session: Session, frame: Frame, wanted: Uuid, path: Path, filled: Filled) -> None:
    session.look()
    if filled.state == "filled":
        session.show(Ref("source", wanted))
        session.tell(tr("“{name}” is the original of this source now.").format(name=shown(path.name)))
        session.find(lambda case, derived: derived.refresh(), lambda _: None)
    elif filled.state == "known" and (known := filled.source) is not None:
        title = shown(sources.of_uuid(session.case, known).title or "") or untitled()
        words = tr("“{name}” is a source of this case already: “{title}”. Nothing was changed.")
        said = words.format(name=shown(path.name), title=title)
        frame.notice.say(said, tr("Go there"), lambda: session.show(Ref("source", known)))
    elif filled.state == "unpacked":
        words = tr("“{name}” only holds other files. Import it, and say in the review which of them this source is.")
        frame.notice.say(words.format(name=shown(path.name)))
    else:
        why = tr(REASONS.get(filled.reason or "", filled.reason or ""))
        words = tr("“{name}” was not attached: {why}. Nothing was changed.")
        frame.notice.say(words.format(name=shown(path.name), why=why))
