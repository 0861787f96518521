"""The welcome page: what the program is, the sample case, the cases opened last, a new one. It knows no open case."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from db.errors import Expected
from desktop.base import theme
from desktop.base.clerk import Clerk
from desktop.base.dialogs import ask_open, ask_save_case
from desktop.base.dropping import dropped_case, local_files
from desktop.base.i18n import tr
from desktop.base.jobs import Jobs
from desktop.base.notice import Notice
from desktop.base.pieces import button, caption, column, holding, label, row
from desktop.base.places import documents, free_name
from desktop.base.reporting import Reporter
from desktop.base.sentences import sentence
from desktop.base.settings import Settings
from desktop.base.statusline import StatusLine
from desktop.welcome.making import make_case, make_sample
from desktop.welcome.new_case import ask_new_case
from desktop.welcome.recent import RecentList, RecentRow

_WIDTH = 592


class Welcome(QWidget):
    """A page in a window of its own; `asked_to_open` with a place and a passphrase or None."""

    asked_to_open = Signal(object, object)

    def __init__(self, settings: Settings, reporter: Reporter) -> None:
        super().__init__()
        self.settings, self.reporter = settings, reporter
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Casethread")
        self.setAcceptDrops(True)
        self.resize(920, 700)
        self.setMinimumSize(600, 480)
        self.jobs = Jobs()
        self.notice = Notice()
        self.status = StatusLine()
        self.recent = RecentList()
        self.nothing = label(tr("Cases you open will be listed here."), muted=True)
        self._clerk: Clerk[None] = Clerk("places", lambda: None, lambda _: None)
        self._assemble()
        self._connect()
        self.reload()

    # --- assembly -----------------------------------------------------------------------------------

    def _assemble(self) -> None:
        name = label("Casethread")
        name.setFont(theme.reading_font(34))
        thread = QFrame()
        thread.setObjectName("thread")
        thread.setFixedSize(44, 3)
        words = label(
            tr("Keeps articles, the exact words you quote from them and your notes together in one file of your own."),
            size=15,
            muted=True,
            wrap=True,
        )
        self.new = button(tr("New case…"), self.make_new, chief=True)
        self.open = button(tr("Open…"), self.choose)
        self.sample = button(tr("Open the sample case…"), self.make_sample)
        about = label(tr("The sample is a made-up affair in eight articles: the quickest way to see what can be done."))
        about.setObjectName("muted")
        about.setWordWrap(True)
        top = column(name, thread, words, row(self.new, self.open, self.sample, 1), about, gap=14)
        head = column(caption(tr("Opened last")), self.nothing, gap=8)
        for part in (top, head):
            part.setContentsMargins(RecentRow.margin, 0, RecentRow.margin, 0)
        lines = column(top, head, self.recent, 1)
        lines.insertSpacing(1, 28)
        lines.setStretchFactor(self.recent, 100)
        sheet = holding(lines)
        sheet.setFixedWidth(_WIDTH)
        middle = row(1, sheet, 1, margins=(20, 56, 20, 16))
        whole = column(self.notice, middle, self.status)
        whole.setStretchFactor(middle, 1)
        self.setLayout(whole)
        self.status.standing.setText(tr("Casethread uses no network"))

    def _connect(self) -> None:
        self.recent.opened.connect(lambda path: self._open(Path(path)))
        self.recent.taken_off.connect(lambda path: self.take_off(Path(path)))
        self.jobs.started.connect(self.status.follow)
        self.jobs.failed.connect(self.take)
        for words, keys, run in (
            (tr("Open…"), "Ctrl+O", self.choose),
            (tr("New case…"), "Ctrl+N", self.make_new),
            (tr("Close"), "Ctrl+Q", self.close),
        ):
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, run=run: run())
            self.addAction(action)

    # --- what can be done ---------------------------------------------------------------------------

    def make_new(self) -> None:
        """Ask for a new case, make it and open it."""
        if new := ask_new_case(self):
            make_case(self.jobs, new, self.asked_to_open.emit)

    def choose(self) -> None:
        """Open a case that is there."""
        if path := ask_open(self):
            self._open(path)

    def make_sample(self) -> None:
        """Make the sample case where it is wanted, and open it."""
        if path := ask_save_case(self, free_name(documents(), "sample")):
            make_sample(self.jobs, path, self.asked_to_open.emit)

    def take_off(self, path: Path) -> None:
        """Take a case off the list; its file stays as it is."""
        self.settings.forget(path)
        self.reload()

    def take(self, error: BaseException) -> None:
        """Show a failure: what can be expected as a notice, a mistake as a report."""
        if isinstance(error, Expected):
            self.notice.say(sentence(error))
        else:
            self.reporter.take(error)

    def reload(self) -> None:
        """Read the list again; which files are gone is found out off the window's thread."""
        recent = self.settings.recent_cases()
        self.recent.show_cases(recent)
        self.recent.setVisible(bool(recent))
        self.nothing.setVisible(not recent)
        paths = [one.path for one in recent]
        self._clerk.ask_then(
            lambda _: frozenset(path for path in paths if not path.exists()),
            lambda gone: self.recent.show_cases(recent, gone),
            self.take,
        )

    def _open(self, path: Path) -> None:
        self.notice.clear()
        if path.exists():
            self.asked_to_open.emit(path, None)
            return
        words = tr("“{path}” is not there any more. It may have been moved, or its disk is not connected.")
        self.notice.say(words.format(path=path), tr("Take it off the list"), lambda: self.take_off(path))

    # --- dragging in --------------------------------------------------------------------------------

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = local_files(event.mimeData())
        event.acceptProposedAction()
        if case := dropped_case(paths):
            QTimer.singleShot(0, self, lambda: self._open(case))
        else:
            self.notice.say(tr("Open a case or make a new one first; then drop the files on its window."))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.jobs.stop_all()
        self._clerk.close()
        super().closeEvent(event)
