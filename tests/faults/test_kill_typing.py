"""Killed while somebody types into a note: at most what was typed in the last second is gone."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from db import drafts, notes
from db.case import Case
from db.refs import Ref
from tests.faults.children import line, started

_PATIENCE = 1.0  # seconds more, for a machine that is busy with other tests

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal"),
]

TYPE = """
import os, sys, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from db import notes
from db.refs import Ref
from desktop.app import Application
from desktop.base.settings import Settings

app = QApplication([])
window = Application(Settings(Path(sys.argv[2]))).open_case(Path(sys.argv[1]))
window.session.show(Ref("note", notes.get(window.session.case, "Which figure?").uuid))
editor = window.pages.current_page().editor
count = 0

def type_one():
    global count
    count += 1
    QTest.keyClicks(editor, f"{count} ")
    print(count, time.monotonic(), flush=True)

timer = QTimer()
timer.timeout.connect(type_one)
timer.start(20)
app.exec()
"""


@pytest.mark.parametrize("seconds", [2.5, 4.0])
def test_what_was_typed_more_than_a_second_before_a_kill_is_there_after_it(tmp_path: Path, seconds: float) -> None:
    path = tmp_path / "a.casethread"
    with Case.create(path) as case:
        note, _ = notes.write(case, "Which figure?", "")
    typed: list[tuple[int, float]] = []
    with started(TYPE, path, tmp_path / "settings") as child:
        line(child)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            count, at = line(child).split()
            typed.append((int(count), float(at)))
        os.kill(child.pid, signal.SIGKILL)
    safe = max(count for count, at in typed if at < typed[-1][1] - 1.0 - _PATIENCE)

    with Case.open(path) as case:
        found = drafts.of_object(case, Ref("note", note.uuid))
        body = found.fields["body"] if found else notes.of_uuid(case, note.uuid).body
    assert body.split()[:safe] == [str(number) for number in range(1, safe + 1)]
