"""What is put away can be taken back."""

import pytest
from pytestqt.qtbot import QtBot

from db import notes, trash
from db.refs import Ref
from desktop.base.session import Session
from desktop.trash.panel import TrashPanel

pytestmark = pytest.mark.window


def test_what_is_deleted_lies_in_the_trash_and_comes_back(session: Session, qtbot: QtBot) -> None:
    panel = TrashPanel(session)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: notes.write(case, "A thought", "about [[Ada]]"))
    ref = Ref("note", notes.get(session.case, "A thought").uuid)
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: trash.put(case, [ref]))
    assert panel.records.ids == [ref.uuid]
    panel.list.go_to(ref.uuid)
    with qtbot.waitSignal(session.changed):
        panel.restore.click()
    assert panel.records.ids == []
    assert notes.get(session.case, "A thought").body == "about [[Ada]]"


def test_an_empty_trash_says_so(session: Session, qtbot: QtBot) -> None:
    panel = TrashPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.empty.isVisible()
    assert not panel.restore.isVisible()
