"""The application: settings, theme, failures, and which cases have windows.

What a window consists of is loaded with the first case, so that the first page does not wait for it.
"""

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from db import errors
from desktop.base import theme
from desktop.base.cycles import collect_between_events
from desktop.base.dialogs import ask_passphrase, ask_yes, show_report
from desktop.base.i18n import tr
from desktop.base.reporting import Reporter
from desktop.base.sentences import sentence
from desktop.base.settings import THEME, Settings
from desktop.welcome.window import Welcome

if TYPE_CHECKING:
    from db.refs import Ref
    from desktop.base.session import Session
    from desktop.window import Window

_SOON = ("db.derived", "db.markup", "db.briefings.library")
"""What every window needs and takes long to load, and has nothing to do with Qt."""


class Application(QObject):
    """What lives as long as the program runs."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.reporter = Reporter()
        self.windows: list[Window] = []
        self.welcome: Welcome | None = None
        self.reporter.expected.connect(self._on_expected)
        self.reporter.mistaken.connect(self._on_mistaken)
        self.settings.watch(lambda key: self.dress() if key == THEME.key else None)
        QApplication.styleHints().colorSchemeChanged.connect(lambda _: self.dress())
        self.dress()

    def dress(self) -> None:
        """Put on the theme that was chosen."""
        theme.apply(theme.Mode(self.settings.get(THEME)))

    def show_welcome(self) -> Welcome:
        """Show the page from which cases are opened."""
        if self.welcome is None:
            self.welcome = Welcome(self.settings, self.reporter)
            self.welcome.asked_to_open.connect(self.open_case)
        self.welcome.show()
        return self.welcome

    def open_case(self, path: Path, passphrase: str | None = None, *, readonly: bool = False) -> "Window | None":
        """Open a case in a window of its own; None when it was not opened, and the person knows why."""
        for window in self.windows:
            if window.session.path.resolve() == path.resolve():
                window.raise_()
                window.activateWindow()
                return window
        try:
            session = self._session(path, passphrase, readonly=readonly)
        except errors.CaseHeld as held:
            return self._open_for_reading(path, passphrase, held)
        except errors.Expected as error:
            self.reporter.take(error)
            return None
        return self._show(session) if session else None

    def show_in_case(self, path: Path, passphrase: str | None, ref: "Ref", place: object) -> None:
        """Show an object of a case, in the window it has or in a new one."""
        window = self.open_case(path, passphrase)
        if window is not None:
            try:
                window.session.show(ref, place)
            except errors.Expected as error:
                window.take(error)

    def _open_for_reading(self, path: Path, passphrase: str | None, held: errors.CaseHeld) -> "Window | None":
        title, verb = tr("This case is open elsewhere"), tr("Open for reading")
        if not ask_yes(self._front(), title, sentence(held), verb):
            return None
        try:
            session = self._session(path, passphrase, readonly=True)
        except errors.Expected as error:
            self.reporter.take(error)
            return None
        if session is None:
            return None
        session.readonly_because = _holder(held)
        return self._show(session)

    def _show(self, session: "Session") -> "Window":
        from desktop.assembly import make_window

        if session.case.newer:
            session.readonly_because = tr("written by a later version of Casethread")
        window = make_window(session, self.settings, self.reporter)
        window.asked_to_open.connect(self.open_case)
        window.asked_to_show_elsewhere.connect(self.show_in_case)
        window.other_sessions = lambda: [one.session for one in self.windows if one is not window]
        window.closed.connect(lambda: self._on_closed(window))
        self.settings.opened(session.path)
        self.windows.append(window)
        window.show()
        if self.welcome is not None:
            self.welcome.close()
            self.welcome.deleteLater()
            self.welcome = None
        return window

    def _on_closed(self, window: "Window") -> None:
        """Forget a window; after the last one there is the welcome page again."""
        self.windows.remove(window)
        if not self.windows:
            self.show_welcome()
        window.deleteLater()

    def _session(self, path: Path, passphrase: str | None, *, readonly: bool) -> "Session | None":
        from desktop.assembly import open_session

        passphrase = passphrase or os.environ.get("CASETHREAD_PASSPHRASE")
        words = tr("“{name}” is encrypted, or it is not a case.").format(name=path.name)
        while True:
            try:
                return open_session(path, passphrase, self.settings, readonly=readonly)
            except errors.NewerVersion:
                readonly = True
            except (errors.PassphraseNeeded, errors.WrongPassphrase) as error:
                if isinstance(error, errors.WrongPassphrase):
                    words = sentence(error)
                passphrase = ask_passphrase(self._front(), tr("Passphrase"), words)
                if passphrase is None:
                    return None

    def _front(self) -> QWidget | None:
        return QApplication.activeWindow()

    def _on_expected(self, words: str, error: object) -> None:
        del error
        shown: list[Window | Welcome] = [*self.windows]
        if self.welcome is not None or not shown:
            shown.insert(0, self.show_welcome())
        front = next((one for one in shown if one is self._front()), shown[-1])
        front.notice.say(words)

    def _on_mistaken(self, report: str) -> None:
        show_report(
            self._front(),
            tr("Something in Casethread went wrong"),
            tr("What was saved is safe. The report below holds nothing of your case; it helps to find the mistake."),
            report,
        )


def run(paths: Sequence[Path]) -> int:
    """Open the window, with these cases; the exit code."""
    app = QApplication([])
    app.setApplicationName("casethread")
    app.setApplicationDisplayName("Casethread")
    collect_between_events(app)
    application = Application()
    application.reporter.install()
    for path in paths:
        application.open_case(path)
    if not application.windows:
        application.show_welcome()
        Thread(target=lambda: [import_module(name) for name in _SOON], daemon=True).start()
    return app.exec()


def _holder(held: errors.CaseHeld) -> str:
    """Who writes to the case, as far as it is known."""
    if held.pid is None or held.host is None:
        return tr("open for writing elsewhere")
    return tr("open for writing in process {pid} on {host}").format(pid=held.pid, host=held.host)
