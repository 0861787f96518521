"""What a case that opens has to be made ready for searching."""

from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from db.case import Case
from db.derived import Derived
from desktop.base.jobs import Job
from desktop.base.reporting import Reporter
from desktop.base.session import Session
from desktop.base.settings import Settings
from desktop.entities.feature import FEATURE as ENTITIES
from desktop.search import preparing
from desktop.search.bar import SearchBar
from desktop.search.feature import FEATURE as SEARCH
from desktop.window import Window

pytestmark = pytest.mark.window


def test_much_to_take_in_is_told_as_long_work(
    filled: Session, settings: Settings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "MUCH", 1)
    window = Window(filled, (ENTITIES, SEARCH), settings, Reporter())
    told: list[Job] = []
    window.jobs.started.connect(told.append)
    window.show()
    qtbot.waitUntil(lambda: bool(told) and not window.jobs.running)
    assert [job.title for job in told] == ["Getting ready to search"]
    bar = window.findChild(SearchBar)
    assert isinstance(bar, SearchBar)
    bar.field.setText("police")
    qtbot.waitUntil(lambda: bar._shown_for == "police")
    window.close()
    window.deleteLater()


def test_a_case_that_closes_does_not_wait_until_everything_is_taken_in(filled: Session) -> None:
    asked, closed = Event(), Event()

    def is_open() -> bool:
        asked.set()
        return not closed.is_set()

    with Case.open(filled.path, readonly=True) as case, Derived(case, open_=is_open) as derived:
        assert derived.outstanding() > 3
        closed.set()
        assert derived.rebuild() is False
        assert asked.is_set()
        closed.clear()
        assert derived.search("police").total == 4
        assert derived.outstanding() == 0
