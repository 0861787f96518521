"""The list of sources."""

import pytest
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import sources, texts
from db.case import Case
from db.sources import Source
from desktop.base.session import Session
from desktop.sources.panel import SourcesPanel
from desktop.sources.rows import SourceRow
from tests.db.analysis.test_nearness import invented

pytestmark = pytest.mark.window

ARTICLES = (
    ("Ministro: due soli traghetti", "La Gazzetta", "2022-12-15", "it"),
    ("Watchdog counts 102", "The Meridian", "2022-12-06", "en"),
    ("海外服务站", "温港日报", "2019-03-11", "zh"),
    ("Undated words", None, None, "en"),
)


def _add(case: Case) -> None:
    for number, (title, publisher, issued, language) in enumerate(ARTICLES):
        with case.edit("source.add"):
            (identity,) = case.store([title.encode()])
            values = {"title": title, "publisher": publisher, "issued": issued, "language": language}
            source = sources.add(case, identity, values)
            texts.add(case, source.uuid, f"Words number {number}.")


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> SourcesPanel:
    with qtbot.waitSignal(session.changed):
        session.write(_add)
    panel = SourcesPanel(session)
    qtbot.addWidget(panel)
    return panel


def _titles(panel: SourcesPanel) -> list[str]:
    return [panel.records.index(row).data() for row in range(panel.records.rowCount())]


def test_the_newest_come_first_and_the_undated_last(panel: SourcesPanel) -> None:
    assert _titles(panel) == [title for title, *_ in ARTICLES]


def test_the_order_can_be_chosen(panel: SourcesPanel) -> None:
    panel.order.setCurrentIndex(panel.order.findData("oldest"))
    assert _titles(panel)[0] == "海外服务站"
    panel.order.setCurrentIndex(panel.order.findData("title"))
    assert _titles(panel)[:2] == ["Ministro: due soli traghetti", "Undated words"]


@pytest.mark.parametrize(
    ("typed", "found"), [("meridian", 1), ("GAZZETTA due", 1), ("海外", 1), ("nothing", 0), ("", 4)]
)
def test_typing_narrows_the_list(panel: SourcesPanel, typed: str, found: int) -> None:
    panel.field.setText(typed)
    assert panel.records.rowCount() == found


def test_qt_finds_no_fault_with_the_list(panel: SourcesPanel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(panel.records)


def test_a_new_source_appears_and_the_selection_stays(panel: SourcesPanel, session: Session, qtbot: QtBot) -> None:
    panel.list.go_to(panel.records.ids[1])
    chosen = panel.selected()

    def add(case: Case) -> None:
        with case.edit("source.add"):
            (identity,) = case.store([b"another"])
            sources.add(case, identity, {"title": "Another", "issued": "2023"})

    with qtbot.waitSignal(session.changed):
        session.write(add)
    assert _titles(panel)[0] == "Another"
    assert panel.selected() == chosen


def test_an_empty_case_says_what_belongs_here(session: Session, qtbot: QtBot) -> None:
    panel = SourcesPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.empty.isVisible()
    assert not panel.list.isVisible()


def test_rows_are_of_one_height_and_say_what_matters(panel: SourcesPanel) -> None:
    delegate = SourceRow()
    heights = {delegate.sizeHint(QStyleOptionViewItem(), panel.records.index(row)).height() for row in range(4)}
    assert len(heights) == 1
    row = delegate.row(panel.records.record(3))
    assert "no date" in row.second
    assert "publisher unknown" in row.second
    assert [chip.words for chip in row.chips] == ["en"]


def test_copies_and_later_captures_have_quiet_chips(panel: SourcesPanel, session: Session, qtbot: QtBot) -> None:
    words = " ".join(invented("en", 200, 1))

    def add(case: Case) -> None:
        made: list[Source] = []
        for name in ("page", "printed"):
            with case.edit("source.add"):
                (identity,) = case.store([name.encode()])
                values = {"title": name, "version_of": made[0].uuid if made else None}
                made.append(sources.add(case, identity, values))
                texts.add(case, made[-1].uuid, f"{words} {name} version")

    with qtbot.waitSignal(session.changed):
        session.write(add)
    delegate = panel.list.itemDelegate()
    assert isinstance(delegate, SourceRow)

    def chips(title: str) -> list[str]:
        found = sources.listed(session.case, [sources.get(session.case, title).uuid])
        return [chip.words for listed in found.values() for chip in delegate.row(listed).chips]

    qtbot.waitUntil(lambda: "1 copy" in chips("page"))
    assert chips("printed") == ["1 copy", "later capture"]
    assert "1 copy" not in chips("Undated words")
