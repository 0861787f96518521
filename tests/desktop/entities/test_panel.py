"""The list of people and places."""

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import entities
from db.entities import Entity
from db.refs import Ref
from desktop.base.session import Session
from desktop.entities.panel import EntitiesPanel
from desktop.entities.rows import EntityRow

pytestmark = pytest.mark.window


@pytest.fixture
def panel(filled: Session, qtbot: QtBot) -> EntitiesPanel:
    with qtbot.waitSignal(filled.changed):
        filled.write(lambda case: entities.add(case, "Émile", "person"))
    made = EntitiesPanel(filled)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: not made._latest.waiting)
    return made


def _names(panel: EntitiesPanel) -> list[str]:
    return [panel.records.index(row).data() for row in range(panel.records.rowCount())]


def test_they_come_by_name_whatever_the_accents(panel: EntitiesPanel) -> None:
    assert _names(panel) == ["Émile", "Milan", "Zhang Wei"]


def test_a_row_has_the_kind_the_other_names_and_the_mentions(panel: EntitiesPanel) -> None:
    record = panel.records.record(2)
    rows = panel.list.itemDelegate()
    assert isinstance(record, Entity)
    assert isinstance(rows, EntityRow)
    row = rows.row(record)
    assert (row.chips[0].words, row.side) == ("person", "4 mentions")
    assert "张伟" in row.second
    panel.grab()


def test_those_named_most_can_come_first(panel: EntitiesPanel) -> None:
    panel.order.setCurrentIndex(panel.order.findData("mentions"))
    assert _names(panel) == ["Zhang Wei", "Milan", "Émile"]


@pytest.mark.parametrize(
    ("typed", "kind", "found"),
    [("张", "", ["Zhang Wei"]), ("MILANO", "", ["Milan"]), ("", "person", ["Émile", "Zhang Wei"]), ("mi", "event", [])],
)
def test_words_and_kinds_narrow_the_list(panel: EntitiesPanel, typed: str, kind: str, found: list[str]) -> None:
    panel.field.setText(typed)
    panel.kind.setCurrentIndex(panel.kind.findData(kind))
    assert _names(panel) == found
    assert panel.none_fits.isVisible() is not bool(found)


def test_a_click_shows_the_page(panel: EntitiesPanel, qtbot: QtBot) -> None:
    uuid = entities.get(panel.session.case, "Milan").uuid
    with qtbot.waitSignal(panel.session.asked_to_show) as asked:
        panel.list.opened.emit(uuid)
    assert asked.args[0] == Ref("entity", uuid)


def test_new_names_and_new_mentions_are_noticed(panel: EntitiesPanel, qtbot: QtBot) -> None:
    panel.session.write(lambda case: entities.add(case, "Cheung Wai"))
    qtbot.waitUntil(lambda: "Cheung Wai" in _names(panel))
    uuid = entities.get(panel.session.case, "Cheung Wai").uuid
    qtbot.waitUntil(lambda: panel._counts.get(uuid) == 1)


def test_an_empty_list_says_how_people_come_here(session: Session, qtbot: QtBot) -> None:
    panel = EntitiesPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.empty.isVisible()
    assert "Ctrl+Shift+E" in panel.empty.body.text()


def test_the_model_keeps_the_rules_of_models(panel: EntitiesPanel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(panel.records)
