"""A case that another process writes to."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import desktop.app
from db.case import Case
from desktop.app import Application
from desktop.base.settings import Settings

pytestmark = pytest.mark.window

HOLD = """
import sys
from pathlib import Path
from db.case import Case
case = Case.open(Path(sys.argv[1]))
print("open", flush=True)
input()
"""


@pytest.fixture
def holder(case_path: Path) -> Iterator[int]:
    """The number of another process that has the case open for writing."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(case_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    assert other.stdin
    other.stdout.readline()
    yield other.pid
    other.communicate("\n", timeout=30)


def test_reading_is_offered_and_the_bar_says_who_has_it(
    qapp: object, case_path: Path, settings: Settings, holder: int, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[str] = []

    def yes(parent: object, title: str, words: str, verb: str) -> bool:
        asked.append(words)
        return True

    monkeypatch.setattr(desktop.app, "ask_yes", yes)
    application = Application(settings)
    window = application.open_case(case_path)
    assert window is not None
    assert str(holder) in asked[0]
    assert any("read only" in found.text() and str(holder) in found.text() for found in window.findChildren(QLabel))
    window.session.write(Case.undo)
    qtbot.waitUntil(window.notice.isVisible)
    assert "reading only" in window.notice.words.text()
    window.close()
    assert application.welcome
    application.welcome.close()


def test_declining_opens_nothing(
    qapp: object, case_path: Path, settings: Settings, holder: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop.app, "ask_yes", lambda parent, title, words, verb: False)
    application = Application(settings)
    assert application.open_case(case_path) is None
    assert application.windows == []
