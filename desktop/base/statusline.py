"""The line at the bottom: what was done last, what is being done and how far, and what holds always."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QToolButton, QWidget

from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.jobs import Job
from desktop.base.pieces import label, row

_SHOWN = 8000  # milliseconds for which a message stays


class StatusLine(QWidget):
    """Says little, in one place."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setFixedHeight(30)
        self.words = label(size=theme.SECOND_SIZE, muted=True)
        self.work = label(size=theme.SECOND_SIZE, muted=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.bar.setAccessibleName(tr("Progress"))
        self.stop = QToolButton()
        self.stop.setIcon(theme.icon("close"))
        self.stop.setToolTip(tr("Stop; what is finished stays"))
        self.stop.setAccessibleName(tr("Stop"))
        self.standing = label(size=theme.SECOND_SIZE, muted=True)
        self.setLayout(row(self.words, 1, self.work, self.bar, self.stop, self.standing, margins=(16, 0, 16, 0), gap=8))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self.words.setText(""))
        self._job: Job | None = None
        self.stop.clicked.connect(lambda: self._job.stop() if self._job else None)
        self._idle()

    def tell(self, words: str) -> None:
        """Say something for a while."""
        self.words.setText(words)
        self._timer.start(_SHOWN)

    def follow(self, job: Job) -> None:
        """Show how far a piece of work is, until it ends."""
        self._job = job
        self.work.setText(job.title)
        self.bar.setRange(0, 0)
        for widget in (self.work, self.bar, self.stop):
            widget.show()
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._idle)

    def _on_progress(self, done: int, total: int, what: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        title = self._job.title if self._job else ""
        self.work.setText(f"{title}  {done:,} / {total:,}  {what}".rstrip())

    def _idle(self) -> None:
        self._job = None
        for widget in (self.work, self.bar, self.stop):
            widget.hide()
