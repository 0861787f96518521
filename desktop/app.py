"""The application: settings, theme, failures, and which cases have windows. Only here the features are listed."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from db import errors
from desktop.base import theme
from desktop.base.dialogs import ask_passphrase, ask_yes, show_report
from desktop.base.features import Feature
from desktop.base.i18n import tr
from desktop.base.reporting import Reporter
from desktop.base.sentences import sentence
from desktop.base.session import Session
from desktop.base.settings import AUTHOR, THEME, Settings
from desktop.sources.feature import FEATURE as SOURCES
from desktop.trash.feature import FEATURE as TRASH
from desktop.window import Window

FEATURES: tuple[Feature, ...] = (SOURCES, TRASH)


class Application(QObject):
    """What lives as long as the program runs."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.reporter = Reporter()
        self.windows: list[QWidget] = []
        self.reporter.expected.connect(self._on_expected)
        self.reporter.mistaken.connect(self._on_mistaken)
        self.settings.watch(lambda key: self.dress() if key == THEME.key else None)
        self.dress()

    def dress(self) -> None:
        """Put on the theme that was chosen."""
        theme.apply(theme.Mode(self.settings.get(THEME)))

    def open_case(self, path: Path, *, readonly: bool = False) -> Window | None:
        """Open a case in a window of its own; None when it was not opened, and the person knows why."""
        try:
            session = self._session(path, readonly=readonly)
        except errors.CaseHeld as held:
            words = sentence(held)
            if not ask_yes(self._front(), tr("This case is open elsewhere"), words, tr("Open for reading")):
                return None
            return self.open_case(path, readonly=True)
        except errors.Expected as error:
            self.reporter.take(error)
            return None
        if session is None:
            return None
        window = Window(session, FEATURES, self.settings, self.reporter)
        self.settings.opened(path)
        self.windows.append(window)
        window.show()
        return window

    def _session(self, path: Path, *, readonly: bool) -> Session | None:
        passphrase = os.environ.get("CASETHREAD_PASSPHRASE")
        author = self.settings.get(AUTHOR)
        words = tr("“{name}” is encrypted.").format(name=path.name)
        while True:
            try:
                return Session(path, passphrase, readonly=readonly, author=author)
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
        ask_yes(self._front(), tr("This did not work"), words, tr("Understood"))

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
    application = Application()
    application.reporter.install()
    for path in paths:
        application.open_case(path)
    return app.exec() if application.windows else 1
