"""The tab with what else there is of a source."""

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import sources, texts
from db.case import Case
from db.refs import Ref
from desktop.base.sections import Head
from desktop.base.session import Session
from desktop.sources.copies_panel import CopiesPanel, Line
from tests.db.analysis.test_nearness import invented

pytestmark = pytest.mark.window

WORDS = " ".join(invented("en", 300, 1))
PLACE = "https://example.org/offices"


def _add(case: Case) -> None:
    """An article four times, a later capture that differs, another page of the site, and something else."""
    for title, words, values in (
        ("Page", WORDS, {"url": PLACE, "accessed": "2023-05-02", "publisher": "The Meridian"}),
        ("Print", f"{WORDS} Printed on Monday in the office", {"publisher": "The Meridian", "issued": "2023-05-01"}),
        ("Agency", WORDS, {"publisher": "Courier"}),
        ("Digest", f"{' '.join(invented('en', 700, 2))} {WORDS}", {}),
        ("Rewritten", " ".join(invented("en", 100, 3)), {"url": f"{PLACE}?utm_source=x", "accessed": "2022-01-09"}),
        ("Second page", " ".join(invented("en", 100, 4)), {"url": f"{PLACE}?page=2"}),
        ("Ferries", " ".join(invented("en", 100, 5)), {}),
    ):
        with case.edit("source.add"):
            (identity,) = case.store([title.encode()])
            source = sources.add(case, identity, {"title": title, **values})
            texts.add(case, source.uuid, words)


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> CopiesPanel:
    with qtbot.waitSignal(session.changed):
        session.write(_add)
    made = CopiesPanel(session)
    qtbot.addWidget(made)
    made.resize(300, 700)
    made.show()
    return made


def _follow(panel: CopiesPanel, title: str, qtbot: QtBot) -> list[str]:
    panel.follow(Ref("source", sources.get(panel.session.case, title).uuid))
    qtbot.waitUntil(lambda: not panel._latest.waiting)
    return [row.words if isinstance(row, Head) else row.title for row in panel.list.sections.rows]


def test_what_is_alike_stands_under_what_it_has_in_common(
    panel: CopiesPanel, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    assert _follow(panel, "Page", qtbot) == [
        "The same words",
        "Agency",
        "Captures of one address",
        "Rewritten",
        "Page",
        "Near copies",
        "Print",
        "Digest",
        "The same page, another address",
        "Second page",
    ]
    qtmodeltester.check(panel.list.sections)
    assert not panel.grab().isNull()


def test_how_much_stands_in_the_other_is_told_both_ways(panel: CopiesPanel, qtbot: QtBot) -> None:
    _follow(panel, "Page", qtbot)
    common = {row.title: row.common for row in panel.list.sections.rows if isinstance(row, Line)}
    assert common["Digest"] == "100 % of this is there, 30 % of that here"
    assert common["Print"] == "100 % of this is there, 98 % of that here"
    assert common["Rewritten"] == "seen on 9 Jan 2022"


def test_enter_goes_to_the_copy(panel: CopiesPanel, qtbot: QtBot) -> None:
    _follow(panel, "Page", qtbot)
    panel.list.step(1)
    with qtbot.waitSignal(panel.session.asked_to_show) as asked:
        qtbot.keyClick(panel.list, "\r")
    assert asked.args is not None
    assert asked.args[0].uuid == sources.get(panel.session.case, "Agency").uuid


def test_a_source_that_is_like_no_other_says_so(panel: CopiesPanel, qtbot: QtBot) -> None:
    assert _follow(panel, "Ferries", qtbot) == []
    assert panel.empty.isVisible()
