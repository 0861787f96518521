"""A session on a case of its own, for tests of the window."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from db.case import Case

try:
    import PySide6.QtWidgets  # noqa: F401 - whether a window can be had at all
except ImportError:
    collect_ignore_glob = ["*"]
else:
    from PySide6.QtCore import QTimer
    from pytestqt.qtbot import QtBot

    for _wait in (QtBot.waitUntil, QtBot.waitSignal):  # a busy machine is no defect
        _wait.__kwdefaults__ = {**(_wait.__kwdefaults__ or {}), "timeout": 60_000}

    from desktop.assembly import FEATURES
    from desktop.base import theme
    from desktop.base.dialogs import Question
    from desktop.base.reporting import Reporter
    from desktop.base.session import Session
    from desktop.base.settings import Settings
    from desktop.window import Window

    @pytest.fixture(autouse=True)
    def _no_question_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
        """A dialog that nobody answers is cancelled after a minute, so that a test fails and does not stand still."""
        answered = Question.answered

        def in_time(question: Question) -> bool:
            QTimer.singleShot(60_000, question, question.reject)
            return answered(question)

        monkeypatch.setattr(Question, "answered", in_time)

    @pytest.fixture
    def settings(tmp_path: Path) -> Settings:
        """Settings that belong to this test."""
        return Settings(tmp_path / "settings")

    @pytest.fixture
    def case_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """An empty case; what is derived from it lies beside it."""
        monkeypatch.setenv("CASETHREAD_CACHE", str(tmp_path / "cache"))
        path = tmp_path / "test.casethread"
        Case.create(path).close()
        return path

    @pytest.fixture
    def session(qapp: object, case_path: Path) -> Iterator[Session]:
        """An open case with nothing in it."""
        theme.apply(theme.Mode.LIGHT)
        opened = Session(case_path, author="Test Author")
        yield opened
        opened.close()

    @pytest.fixture
    def window(session: Session, settings: Settings, qtbot: QtBot) -> Iterator[Window]:
        """The whole window around that session."""
        opened = Window(session, FEATURES, settings, Reporter())
        opened.resize(1440, 900)
        opened.show()
        qtbot.waitExposed(opened)
        yield opened
        opened.jobs.stop_all()  # or closing would ask whether to stop, and nobody answers
        opened._gives_up = True  # or what a test left unsaved would keep the window open, and its timer running
        opened.close()
        opened.deleteLater()
