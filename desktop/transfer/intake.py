"""Imports of one session: files are read by a job in processes of their own, reviewed, and written through the clerk.

Nothing is in the case before it is accepted. The lists of outcomes are kept as long as the case is open.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import wait
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from db import history, publishers, sources
from db.case import Case
from db.importers.accepting import Acceptance, Outcome, release
from db.importers.disk import files_in
from db.importers.file import AS_EVER, Wish
from db.importers.pairing import joined
from db.importers.remembering import staged_again
from db.importers.staging import Reading, Staged
from db.importers.wanting import suggested
from db.importers.worker import Workers
from db.received import Received
from db.refs import Ref, Uuid, new_uuid
from desktop.base.frame import Frame
from desktop.base.i18n import count, tr
from desktop.base.jobs import Job
from desktop.base.session import Session
from desktop.transfer.pasting import Pasted, without_doubts
from desktop.transfer.review import Review

KIND = "import"
"""The kind of ref under which the list of an import is shown."""
REVIEW = "review"
"""The kind of ref under which files wait to be accepted."""
_PATIENCE = 0.2  # seconds after which somebody may have asked to stop


@dataclass(frozen=True, slots=True)
class Import:
    """What one import did: an outcome for each file, and how many there were; fewer when it was stopped.

    `step` is the entry of the history that takes it all back; None when nothing was added.
    """

    outcomes: tuple[Outcome, ...]
    files: int
    step: str | None

    @property
    def stopped(self) -> bool:
        """Whether it ended before all files were written."""
        return len(self.outcomes) < self.files


class Imports(QObject):
    """The imports of one session; a child of the session, so that pages find it there.

    `reviewing` when a review came or is over.
    """

    reviewing = Signal()

    def __init__(self, session: Session, frame: Frame) -> None:
        super().__init__(session)
        self._session = session
        self._frame = frame
        self.done: dict[Uuid, Import] = {}
        self.reviews: dict[Uuid, Review] = {}
        session.unsaved.append(self._waiting_unsaved)

    # --- reading ------------------------------------------------------------------------------------

    def start(self, paths: Sequence[Path]) -> Job:
        """Read files and folders; what would come in is shown at the end."""
        return self._frame.jobs.start(tr("Reading"), lambda job: self._read(job, paths), self._on_read)

    def start_pasted(self, pasted: Pasted) -> Job:
        """Read what was on the clipboard like a file; what would come in is shown at the end."""
        return self._frame.jobs.start(tr("Reading"), lambda job: self._read_pasted(job, pasted), self._on_read)

    def read_again(self, review: Review, ids: Sequence[str], wish: Wish) -> Job:
        """Read files of a review once more, as they are wished for."""
        chosen = [review[id_] for id_ in ids if review[id_].sha256 is not None]
        roots = tuple(f"{one.id}/" for one in chosen)
        wanted = [one for one in chosen if not one.id.startswith(roots)]  # what lies in a file comes anew with it

        def done(found: Sequence[Staged]) -> None:
            if review.taken:  # it was accepted or given up meanwhile, and nobody waits for this
                self._let_go(found)
                return
            review.read_again(found)
            self._compare(review, found)

        return self._frame.jobs.start(tr("Reading again"), lambda job: self._reread(job, wanted, wish), done)

    def review_received(self, files: Sequence[Received]) -> Job:
        """Read files once more that gave no source when they came in; what would come of them is shown."""
        staged = [staged_again(str(number), one) for number, one in enumerate(files)]
        return self._frame.jobs.start(
            tr("Reading again"),
            lambda job: self._review(job, joined(self._reread(job, staged, AS_EVER))),
            self._on_read,
        )

    def _read(self, job: Job, paths: Sequence[Path]) -> Review:
        """Runs in the job's thread; each access to the case is a task for the clerk."""
        self._session.write_and_wait(Case.refuse_unless_writable)
        files = files_in(paths)
        reading = Reading(self._session.write_and_wait)
        job.tell(0, len(files))
        staged = self._staged(job, lambda workers: reading.staged(files, workers), len(files))
        return self._review(job, joined(staged))

    def _read_pasted(self, job: Job, pasted: Pasted) -> Review:
        self._session.write_and_wait(Case.refuse_unless_writable)
        reading = Reading(self._session.write_and_wait)
        known = [(pasted.staged(), pasted.data)]
        staged = self._staged(job, lambda workers: reading.again(known, workers), 1)
        return self._review(job, [without_doubts(one) for one in staged], only_here=True)

    def _review(self, job: Job, staged: list[Staged], *, only_here: bool = False) -> Review:
        likely = self._session.write_and_wait(publishers.likely)
        return Review(staged, stopped=job.stopping, only_here=only_here, likely=likely)

    def _compare(self, review: Review, staged: Sequence[Staged]) -> None:
        """Find out what files are like, while they can be looked at; the review says so when it is known."""
        likeness = review.likeness
        likeness.wait(staged)
        if not likeness.left:
            return
        total = likeness.left

        def compare(job: Job) -> None:
            while likeness.left and not job.stopping and not review.taken:
                job.progressed.emit(total - likeness.left, total, "")
                asked = self._session.find(likeness.step, _nothing, _nothing)
                while not wait((asked,), _PATIENCE).done and not job.stopping:
                    continue
                if not asked.done() or asked.cancelled() or asked.exception() is not None:
                    return  # it can be reviewed without

        self._frame.jobs.start(tr("Looking for copies"), compare, lambda _: review.compared.emit(), spare=True)

    def _reread(self, job: Job, wanted: Sequence[Staged], wish: Wish) -> list[Staged]:
        def bytes_of(one: Staged) -> bytes:
            assert one.sha256 is not None
            identity = one.sha256
            return self._session.write_and_wait(lambda case: case.bytes_of(identity))

        known = ((one.wished(wish), bytes_of(one)) for one in wanted)
        reading = Reading(self._session.write_and_wait)
        return self._staged(job, lambda workers: reading.again(known, workers), len(wanted))

    def _staged(self, job: Job, read: Callable[[Workers], Iterator[Staged]], files: int) -> list[Staged]:
        found: list[Staged] = []
        outer = 0
        with Workers() as workers:
            job.when_stopped(workers.close)
            for one in read(workers):
                found.append(one)
                outer += one.within is None
                job.progressed.emit(min(outer, files), files, one.name)
        return self._session.write_and_wait(lambda case: suggested(case, found))

    def _on_read(self, review: Review) -> None:
        ref = Ref(REVIEW, new_uuid())
        self.reviews[ref.uuid] = review
        self._session.show(ref)
        self.reviewing.emit()
        self._compare(review, list(review.items.values()))

    def _waiting_unsaved(self) -> list[str]:
        """Reviews whose page was closed, and that hold what lies nowhere else."""
        open_ = self._frame.pages.open_refs()
        shut = (one for uuid, one in self.reviews.items() if Ref(REVIEW, uuid) not in open_)
        return [tr("a review that was closed") for one in shut if one.described]

    def over(self, uuid: Uuid) -> None:
        """A review was decided on: it is not to be gone back to."""
        self.reviews.pop(uuid, None)
        self.reviewing.emit()

    # --- accepting ------------------------------------------------------------------------------------

    def accept(self, review: Review) -> Job:
        """Write what is wanted into the case; the list of what became of it is shown at the end."""
        review.taken = True
        wanted, meant = review.wanted(), dict(review.meant)
        job = self._frame.jobs.start(tr("Importing"), lambda job: self._write(job, wanted, meant), self._on_written)
        job.failed.connect(lambda: self._on_not_written(review))
        return job

    def give_up(self, review: Review) -> None:
        """Want none of it: what was stored of it ahead is gone for good."""
        if not review.taken:
            review.taken = True
            self._let_go(list(review.items.values()))

    def _let_go(self, staged: Sequence[Staged]) -> None:
        self._session.write(lambda case: release(lambda work: work(case), staged))

    def _write(self, job: Job, wanted: Sequence[Staged], meant: Mapping[str, str]) -> Import:
        outcomes: list[Outcome] = []
        job.tell(0, len(wanted))
        until_stopped = takewhile(lambda _: not job.stopping, wanted)
        acceptance = Acceptance(self._session.write_and_wait)
        self._session.write_and_wait(lambda case: _keep_meanings(case, meant, acceptance.batch))
        for outcome in acceptance.accept(until_stopped):
            outcomes.append(outcome)
            job.progressed.emit(len(outcomes), len(wanted), outcome.path.name)
        step = self._session.write_and_wait(lambda case: _step(case, outcomes))
        return Import(tuple(outcomes), len(wanted), step)

    def _on_not_written(self, review: Review) -> None:
        """It broke off: what came in is there already, and the rest waits in the review, as it was described."""
        review.taken = False
        ref = Ref(REVIEW, new_uuid())
        self.reviews[ref.uuid] = review
        self._session.look()
        self._session.show(ref)
        self.reviewing.emit()

    def _on_written(self, done: Import) -> None:
        ref = Ref(KIND, new_uuid())
        self.done[ref.uuid] = done
        self._session.look()
        self._session.show(ref)
        self._session.find(lambda case, derived: derived.refresh(), lambda _: self._tell(done))

    def _tell(self, done: Import) -> None:
        added = sum(outcome.status == "added" for outcome in done.outcomes)
        if added:
            self._session.tell(count(added, "1 new source can be searched", "{n} new sources can be searched"))


def imports_of(session: Session) -> Imports:
    """The imports of a session that is shown in a window; raises LookupError for another one."""
    found = session.findChild(Imports)
    if found is None:
        raise LookupError("this session is in no window")
    return found


def _nothing(_: object) -> None:
    """What comes of an answer that is waited for elsewhere."""


def _keep_meanings(case: Case, meant: Mapping[str, str], batch: str) -> None:
    """Keep what names mean as a part of the import that they came in with."""
    for name, means in meant.items():
        if name != means:
            publishers.join(case, [name], means, batch=batch)


def _step(case: Case, outcomes: Sequence[Outcome]) -> str | None:
    """The step of the history in which the added ones came in."""
    added = next((outcome for outcome in outcomes if outcome.status == "added" and outcome.key), None)
    if added is None or added.key is None:
        return None
    ref = Ref("source", sources.get(case, added.key).uuid)
    return next((entry.id for entry in history.of_object(case, ref) if entry.code == "import"), None)
