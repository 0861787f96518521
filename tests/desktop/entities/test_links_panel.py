"""Who is linked with what is open."""

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import entities, notes, sources
from db.refs import Ref
from desktop.base.sections import Head
from desktop.base.session import Session
from desktop.entities.links_panel import Line, LinksPanel

pytestmark = pytest.mark.window


def _following(session: Session, qtbot: QtBot, ref: Ref) -> LinksPanel:
    panel = LinksPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    panel.follow(ref)
    qtbot.waitUntil(lambda: not panel._latest.waiting)
    return panel


def _said(panel: LinksPanel) -> list[str]:
    return [row.words if isinstance(row, Head) else f"{row.title} {row.times}" for row in panel.list.sections.rows]


def test_a_source_has_whom_it_names_and_who_cites_it(filled: Session, qtbot: QtBot) -> None:
    panel = _following(filled, qtbot, Ref("source", sources.get(filled.case, "Later").uuid))
    assert _said(panel) == ["Named here", "Zhang Wei 1", "Milan 1", "Cited in", "Who signed? 1"]
    panel.grab()


def test_a_note_has_whom_it_links_to_and_what_it_cites(filled: Session, qtbot: QtBot) -> None:
    panel = _following(filled, qtbot, Ref("note", notes.get(filled.case, "Who signed?").uuid))
    assert _said(panel) == ["Links to", "Zhang Wei 0", "Cites", "Later 1"]


def test_a_click_shows_the_person(filled: Session, qtbot: QtBot) -> None:
    panel = _following(filled, qtbot, Ref("source", sources.get(filled.case, "Earlier").uuid))
    line = panel.list.sections.rows[1]
    assert isinstance(line, Line)
    with qtbot.waitSignal(filled.asked_to_show) as asked:
        panel.list.opened.emit(line)
    assert asked.args[0] == Ref("entity", entities.get(filled.case, "Zhang Wei").uuid)


def test_nothing_linked_says_what_would_be_here(filled: Session, qtbot: QtBot) -> None:
    panel = _following(filled, qtbot, Ref("source", sources.get(filled.case, "Undated").uuid))
    assert panel.empty.isVisible()
    assert "nothing cites this source yet" in panel.empty.body.text()


def test_a_link_written_meanwhile_is_noticed(filled: Session, qtbot: QtBot) -> None:
    note = notes.get(filled.case, "Who signed?")
    panel = _following(filled, qtbot, Ref("note", note.uuid))
    with qtbot.waitSignal(filled.changed):
        filled.write(lambda case: notes.write(case, "Who signed?", "[[Milan]] did."))
    panel.follow(Ref("note", note.uuid))
    qtbot.waitUntil(lambda: _said(panel) == ["Links to", "Milan 0"])


def test_the_rows_keep_the_rules_of_models(filled: Session, qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    panel = _following(filled, qtbot, Ref("source", sources.get(filled.case, "Later").uuid))
    qtmodeltester.check(panel.list.sections)
