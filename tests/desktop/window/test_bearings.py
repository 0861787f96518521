"""The next time begins where one was: the same pages, at the same places, and none made before it is seen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import notes
from db.case import Case
from db.refs import Ref, Uuid
from desktop.assembly import FEATURES
from desktop.base.reporting import Reporter
from desktop.base.session import Session
from desktop.base.settings import Settings
from desktop.window import Window

pytestmark = pytest.mark.window

Open = Callable[[], Window]


@pytest.fixture
def written(case_path: Path) -> list[Uuid]:
    with Case.open(case_path) as case:
        return [notes.write(case, title, "word " * 400)[0].uuid for title in ("One", "Two", "Three")]


@pytest.fixture
def open_window(qapp: object, case_path: Path, settings: Settings, qtbot: QtBot) -> Iterator[Open]:
    opened: list[Window] = []

    def make() -> Window:
        window = Window(Session(case_path), FEATURES, settings, Reporter())
        window.resize(1440, 900)
        window.show()
        qtbot.waitExposed(window)
        opened.append(window)
        return window

    yield make
    for window in opened:
        window.jobs.stop_all()
        window.close()
        window.deleteLater()


def test_open_pages_and_places_are_there_again(open_window: Open, written: list[Uuid], qtbot: QtBot) -> None:
    window = open_window()
    window.navigation.choose("notes")
    for uuid in written:
        window.session.show(Ref("note", uuid))
    window.session.show(Ref("note", written[1]))
    page = window.pages.current_page()
    assert page is not None
    page.go_to({"at": 120, "mode": "write"})
    window.close()

    again = open_window()
    assert [ref.uuid for ref in again.pages.open_refs()] == written
    assert again.pages.current() == Ref("note", written[1])
    assert again.navigation.current() == "notes"
    shown = again.pages.current_page()
    assert shown is not None
    assert shown.position() == {"at": 120, "mode": "write"}


def test_a_page_is_made_when_it_is_looked_at(open_window: Open, written: list[Uuid]) -> None:
    window = open_window()
    for uuid in written:
        window.session.show(Ref("note", uuid))
    window.close()
    again = open_window()
    assert len(again.pages._open) == 1
    assert [again.pages.bar.tabText(index) for index in range(3)] == ["One", "Two", "Three"]
    again.pages.bar.setCurrentIndex(0)
    assert len(again.pages._open) == 2
    assert again.pages.current() == Ref("note", written[0])


def test_a_tab_that_was_never_looked_at_is_kept_for_the_time_after(open_window: Open, written: list[Uuid]) -> None:
    window = open_window()
    for uuid in written:
        window.session.show(Ref("note", uuid))
    window.close()
    open_window().close()
    assert [ref.uuid for ref in open_window().pages.open_refs()] == written


def test_what_is_no_more_is_left_out(open_window: Open, written: list[Uuid], case_path: Path) -> None:
    window = open_window()
    for uuid in written:
        window.session.show(Ref("note", uuid))
    window.close()
    with Case.open(case_path) as case:
        case.erase([("note", written[2])])
    again = open_window()
    assert [ref.uuid for ref in again.pages.open_refs()] == written[:2]


@pytest.mark.parametrize("odd", [5, [], {"tabs": 3}, {"collection": "moon", "tabs": [{}], "current": None}])
def test_what_was_kept_and_makes_no_sense_is_passed_over(open_window: Open, case_path: Path, odd: object) -> None:
    session = Session(case_path)
    session.remember("bearings", odd)
    session.close()
    assert open_window().pages.open_refs() == []


def test_the_first_of_several_pages_can_be_the_one_that_was_shown(open_window: Open, written: list[Uuid]) -> None:
    window = open_window()
    for uuid in (*written, written[0]):
        window.session.show(Ref("note", uuid))
    window.close()
    again = open_window()
    assert again.pages.current() == Ref("note", written[0])
    assert again.pages.current_page() is not None
