"""Reading a source again from its file: how it is wished for, and the job that does it."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from shiboken6 import isValid

from db import plain
from db.importers.file import Wish
from db.importers.rereading import Reread, reread
from db.importers.worker import Workers
from db.refs import Ref, Uuid
from desktop.base.dialogs import Question
from desktop.base.frame import frame_of
from desktop.base.i18n import tr
from desktop.base.jobs import Job
from desktop.base.pieces import warning
from desktop.base.session import Session


def ask_wish(parent: QWidget | None) -> Wish | None:
    """How the file is to be read; None when it is not to be."""
    words = tr(
        "The file that is kept of this source is read once more. If its words are others, they become another text "
        "of the source; the texts that are there stay."
    )
    question = Question(parent, tr("Read the file again"), words, tr("Read again"))
    whole = QCheckBox(tr("All that the page shows, not only its article"))
    charset, password = QLineEdit(), QLineEdit()
    charset.setPlaceholderText(tr("Character set, such as windows-1251"))
    charset.setAccessibleName(tr("Character set"))
    password.setPlaceholderText(tr("Password"))
    password.setAccessibleName(tr("Password"))
    password.setEchoMode(QLineEdit.EchoMode.Password)
    advice = warning(tr("This is no character set that is known."))
    advice.hide()

    def look() -> None:
        known = not charset.text().strip() or plain.is_charset(charset.text().strip())
        advice.setVisible(not known)
        question.verb.setEnabled(known)

    charset.textChanged.connect(lambda _: look())
    for one in (whole, charset, password, advice):
        question.body.addWidget(one)
    if not question.answered():
        return None
    return Wish(charset=charset.text().strip() or None, password=password.text() or None, whole_page=whole.isChecked())


def start(session: Session, source: Uuid, wish: Wish) -> Job:
    """Read it as a job; what came of it is told in the status line, and shown."""

    def work(job: Job) -> Reread:
        with Workers(1) as workers:
            job.when_stopped(workers.close)
            return reread(session.write_and_wait, source, wish, workers)

    def done(found: Reread) -> None:
        if not isValid(session):
            return
        session.look()
        session.tell(_told(found))
        if found.fresh:
            session.show(Ref("source", source), {"text": found.text.uuid})

    return frame_of(session).jobs.start(tr("Reading again"), work, done)


def _told(found: Reread) -> str:
    if not found.fresh:
        return tr("The words are the same as in a text that is there; nothing was added.")
    if found.current:
        return tr("Read again: the words are others, and are another text of this source now, the current one.")
    return tr("Read again: another text of this source. The one that was chosen before is still the current one.")
