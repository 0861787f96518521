"""The page with names of papers."""

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import publishers, sources
from db.case import Case
from db.refs import Ref, Uuid
from desktop.base.session import Session
from desktop.sources import publishers_page
from desktop.sources.publishers_page import KIND, PublishersPage
from desktop.window import Window

pytestmark = pytest.mark.window

NAMES = ("Reuters", "Reuters", "REUTERS", "reuters.com", "Courier", "聯合早報", "联合早报")


def _add(case: Case) -> None:
    for number, name in enumerate(NAMES):
        with case.edit("source.add"):
            (identity,) = case.store([f"{number}".encode()])
            sources.add(case, identity, {"title": f"Article {number}", "publisher": name})


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> PublishersPage:
    with qtbot.waitSignal(session.changed):
        session.write(_add)
    made = PublishersPage(session, Ref(KIND, Uuid("all")))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.records.rowCount() == 6)
    return made


def _means(page: PublishersPage) -> dict[str, str]:
    return dict(publishers.meanings(page._session.case))


def test_alike_names_stand_first_and_together(page: PublishersPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.records)
    assert page.records.ids[-1] == "Courier"
    assert not page.grab().isNull()
    rows = [page.list.itemDelegate().row(page.records.record(row)) for row in range(6)]  # type: ignore[attr-defined]
    assert rows[-1].chips == ()
    assert [row.second for row in rows if row.title == "Reuters"] == ["2 sources"]


def test_one_click_joins_a_name_with_all_that_may_mean_the_same(page: PublishersPage, qtbot: QtBot) -> None:
    page.list.go_to("reuters.com")
    assert page.join.text() == "Join 3 names as “Reuters”"
    page.join.click()
    qtbot.waitUntil(lambda: page.records.rowCount() == 4)
    assert _means(page) == {"REUTERS": "Reuters", "reuters.com": "Reuters"}
    (found,) = [one for one in page._known.values() if one.meant == "Reuters"]
    assert found.sources == 4


def test_names_that_were_joined_are_separated_and_offered_no_more(page: PublishersPage, qtbot: QtBot) -> None:
    page.list.go_to("Reuters")
    page.join.click()
    qtbot.waitUntil(lambda: page.records.rowCount() == 4)
    page.list.go_to("Reuters")
    assert page.apart.text() == "Separate again"
    page.apart.click()
    qtbot.waitUntil(lambda: page.records.rowCount() == 6)
    assert _means(page) == {}
    assert page._known["reuters.com"].alike == ()


def test_another_name_can_be_given(page: PublishersPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishers_page, "ask_line", lambda *words: "Thomson Reuters")
    page.list.go_to("REUTERS")
    page.other.click()
    qtbot.waitUntil(lambda: "Thomson Reuters" in page.records.ids)
    assert set(_means(page).values()) == {"Thomson Reuters"}


def test_what_is_not_the_same_is_offered_no_more(page: PublishersPage, qtbot: QtBot) -> None:
    page.list.go_to("联合早报")
    assert page.apart.text() == "They are not the same"
    page.apart.click()
    qtbot.waitUntil(lambda: page._known["聯合早報"].alike == ())
    assert _means(page) == {}


def test_the_action_opens_the_page_and_undo_takes_a_choice_back(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.session.changed):
        window.session.write(_add)
    window.actions_.qt("publishers.open").trigger()
    page = window.pages.current_page()
    assert isinstance(page, PublishersPage)
    qtbot.waitUntil(lambda: page.records.rowCount() == 6)
    page.list.go_to("Reuters")
    page.join.click()
    qtbot.waitUntil(lambda: page.records.rowCount() == 4)
    window.actions_.qt("edit.undo").trigger()
    qtbot.waitUntil(lambda: page.records.rowCount() == 6)
