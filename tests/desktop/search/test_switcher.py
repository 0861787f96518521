"""Going anywhere by typing a name."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db import entities, notes, sources
from db.refs import Ref
from desktop.base.session import Session
from desktop.search.switcher import Switcher, Visited
from desktop.window import Window

pytestmark = pytest.mark.window


@pytest.fixture
def switcher(window: Window, qtbot: QtBot) -> Iterator[Switcher]:
    opened = Switcher(window.session, window, ())
    qtbot.waitUntil(lambda: len(opened.chooser.choices()) == 5)
    yield opened
    if isValid(opened.chooser):  # it goes when the focus leaves it
        opened.chooser.close()


def _offered(switcher: Switcher, qtbot: QtBot, typed: str) -> list[str]:
    switcher.chooser.field.setText(typed)
    qtbot.waitUntil(lambda: not switcher._latest.waiting)
    return [choice.text for choice in switcher.chooser.choices()]


def test_what_was_worked_on_last_comes_first(switcher: Switcher) -> None:
    assert [choice.text for choice in switcher.chooser.choices()][:2] == ["Police of Milan", "How many offices?"]


def test_what_was_visited_comes_before_that(window: Window, qtbot: QtBot) -> None:
    visited = Visited(window.session)
    source = sources.get(window.session.case, "海外服务站")
    window.session.show(Ref("source", source.uuid))
    switcher = Switcher(window.session, window, visited.refs)
    qtbot.waitUntil(lambda: bool(switcher.chooser.choices()))
    assert switcher.chooser.choices()[0].text == "海外服务站"
    switcher.chooser.close()


def test_names_in_any_script_lead_there(switcher: Switcher, qtbot: QtBot) -> None:
    assert _offered(switcher, qtbot, "watch")[0] == "Watchdog counts 102 offices"
    assert _offered(switcher, qtbot, "警察")[0] == "Police of Milan  ·  警察"
    entity = entities.get(switcher.session.case, "警察")
    with qtbot.waitSignal(switcher.session.asked_to_show) as asked:
        switcher.chooser.choices()[0].run()
    assert asked.args[0] == Ref("entity", entity.uuid)


def test_a_name_nobody_has_can_be_made_a_note(switcher: Switcher, qtbot: QtBot) -> None:
    assert _offered(switcher, qtbot, "Unheard of") == ["New note “Unheard of”", "New person or place “Unheard of”"]
    with qtbot.waitSignal(switcher.session.asked_to_show) as asked:
        switcher.chooser.choices()[0].run()
    assert asked.args[0] == Ref("note", notes.get(switcher.session.case, "Unheard of").uuid)


def test_a_name_nobody_has_can_be_made_a_person(switcher: Switcher, qtbot: QtBot) -> None:
    _offered(switcher, qtbot, "Zhang Wei")
    with qtbot.waitSignal(switcher.session.asked_to_show):
        switcher.chooser.choices()[1].run()
    assert entities.is_known(switcher.session.case, "Zhang Wei")


def test_a_name_that_is_there_is_not_offered_again(switcher: Switcher, qtbot: QtBot) -> None:
    assert _offered(switcher, qtbot, "police of milan") == ["Police of Milan"]


def test_nothing_is_made_in_a_case_for_reading(filled: Session, window: Window, qtbot: QtBot) -> None:
    reading = Session(filled.path, readonly=True)
    switcher = Switcher(reading, window, ())
    assert _offered(switcher, qtbot, "Unheard of") == []
    switcher.chooser.close()
    reading.close()
