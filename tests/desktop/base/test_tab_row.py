"""Tabs that do not fit stand in a menu; the current one is always seen."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.base.tab_row import TabRow

pytestmark = pytest.mark.window
NAMES = ("Excerpts", "Info", "Links", "Texts", "Copies", "History")


@pytest.fixture
def tabs(qtbot: QtBot) -> TabRow:
    made = TabRow("Inspector")
    qtbot.addWidget(made)
    for name in NAMES:
        made.bar.addTab(name)
    made.resize(2000, 40)
    made.show()
    qtbot.waitExposed(made)
    return made


def in_menu(tabs: TabRow) -> list[str]:
    return [action.text() for action in tabs.more.menu().actions()]


def test_with_room_for_all_there_is_no_menu(tabs: TabRow) -> None:
    assert not tabs.hidden()
    assert not tabs.more.isVisible()


def test_the_last_ones_go_into_the_menu_and_come_back_with_room(tabs: TabRow) -> None:
    width = sum(tabs.bar.widths())
    tabs.resize(width - 10, 40)
    hidden = [NAMES[index] for index in tabs.hidden()]
    assert hidden
    assert hidden[-1] == "History"
    assert in_menu(tabs) == hidden
    tabs.resize(width + 80, 40)
    assert not tabs.hidden()
    assert all(tabs.bar.tabRect(index).width() for index in range(len(NAMES)))


def test_one_that_is_chosen_in_the_menu_is_seen(tabs: TabRow, qtbot: QtBot) -> None:
    tabs.resize(sum(tabs.bar.widths()) - 10, 40)
    with qtbot.waitSignals([tabs.bar.currentChanged, tabs.bar.tabBarClicked]):
        tabs.more.menu().actions()[-1].trigger()
    assert tabs.bar.tabText(tabs.bar.currentIndex()) == "History"
    assert tabs.bar.isTabVisible(NAMES.index("History"))
    assert "History" not in in_menu(tabs)


def test_in_next_to_no_room_the_current_one_is_there(tabs: TabRow) -> None:
    tabs.bar.setCurrentIndex(2)
    tabs.resize(10, 40)
    assert [index for index in range(len(NAMES)) if tabs.bar.isTabVisible(index)] == [2]
