"""Saved searches: saved from the page of results, counted in the background, opened, renamed, put away."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import notes, searches, sensitivity, trash
from db.case import Case
from db.refs import Ref, Uuid
from desktop.base.painting import Chip, Row, Tone
from desktop.base.session import Session
from desktop.searches import feature
from desktop.searches.panel import SearchesPanel, SearchRow
from desktop.searches.watch import Count, Watch, watch_of
from desktop.window import Window
from tests.desktop.dialogs.test_dialogs import answering, typed
from tests.desktop.reader.material import add_source

pytestmark = pytest.mark.window

FERRY = Ref("search", Uuid("ferry"))


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.searches.watch._CALM", 30)


@pytest.fixture
def article(session: Session, qtbot: QtBot) -> Ref:
    return add_source(session, qtbot, "The ferry left.", "Two ferries")


@pytest.fixture
def watch(article: Ref, window: Window) -> Watch:
    return watch_of(window)


def _panel(window: Window) -> SearchesPanel:
    panel = window.list_of("searches")
    assert isinstance(panel, SearchesPanel)
    return panel


def _row(panel: SearchesPanel, number: int = 0) -> Row:
    return SearchRow().row(panel.records.record(number))


def _kept(window: Window, qtbot: QtBot, name: str = "Ferries", query: str = "ferry") -> Uuid:
    made: list[searches.SavedSearch] = []
    window.session.write(lambda case: searches.add(case, name, query), made.append)
    qtbot.waitUntil(lambda: bool(made))
    return made[0].uuid


def _at_rest(watch: Watch, qtbot: QtBot, uuid: Uuid, count: Count) -> None:
    qtbot.waitUntil(lambda: watch.counts.get(uuid) == count)


def test_a_search_is_saved_from_its_page_under_the_query_as_name(watch: Watch, window: Window, qtbot: QtBot) -> None:
    save = window.actions_.qt("searches.save")
    window.actions_.refresh()
    assert not save.isEnabled()
    window.show_ref(FERRY)
    assert save.isEnabled()
    seen = answering(typed())
    save.trigger()
    qtbot.waitUntil(lambda: bool(searches.every(window.session.case)))
    assert len(seen) == 1
    (kept,) = searches.every(window.session.case)
    assert (kept.name, kept.query) == ("ferry", "ferry")
    _at_rest(watch, qtbot, kept.uuid, Count(1, 0))
    save.trigger()
    assert window.status.words.text() == "This search is saved already, as “ferry”."
    assert len(searches.every(window.session.case)) == 1


def test_the_list_shows_what_is_new_until_the_results_are_looked_at(
    watch: Watch, window: Window, article: Ref, qtbot: QtBot
) -> None:
    panel = _panel(window)
    assert panel.empty.isVisible()
    assert not panel.list.isVisible()
    uuid = _kept(window, qtbot)
    _at_rest(watch, qtbot, uuid, Count(1, None))
    assert _row(panel) == Row("Ferries", "ferry", [Chip("not looked at yet", Tone.ORIGIN)], "1")
    panel.list.opened.emit(uuid)
    assert window.pages.current() == FERRY
    _at_rest(watch, qtbot, uuid, Count(1, 0))
    assert _row(panel) == Row("Ferries", "ferry", (), "1")
    window.show_ref(article)
    window.session.write(lambda case: notes.write(case, "Another ferry", ""))
    window.session.write(lambda case: notes.write(case, "A third ferry", ""))
    _at_rest(watch, qtbot, uuid, Count(3, 2))
    assert _row(panel) == Row("Ferries", "ferry", [Chip("2 new", Tone.ORIGIN)], "3", strong=True)
    assert panel.records.index(0).data() == "Ferries, ferry, 3 found, 2 new"
    window.show_ref(FERRY)
    _at_rest(watch, qtbot, uuid, Count(3, 0))


def test_what_comes_in_while_the_results_are_shown_is_seen(watch: Watch, window: Window, qtbot: QtBot) -> None:
    uuid = _kept(window, qtbot)
    window.show_ref(FERRY)
    _at_rest(watch, qtbot, uuid, Count(1, 0))
    window.session.write(lambda case: notes.write(case, "Another ferry", ""))
    _at_rest(watch, qtbot, uuid, Count(2, 0))


def test_what_was_seen_is_known_in_the_next_window(
    watch: Watch, window: Window, article: Ref, case_path: Path, qtbot: QtBot
) -> None:
    uuid = _kept(window, qtbot)
    window.show_ref(FERRY)
    _at_rest(watch, qtbot, uuid, Count(1, 0))
    window.show_ref(article)
    window.close()
    with Case.open(case_path) as case:
        notes.write(case, "Another ferry", "")
    again = Session(case_path)
    try:
        found: list[object] = []
        again.ask_personal(lambda personal: personal.fresh(uuid, [article.uuid, uuid]), found.append)
        qtbot.waitUntil(lambda: bool(found))
        assert found == [frozenset({uuid})]
    finally:
        again.close()


def test_many_changes_are_counted_once(
    watch: Watch, window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    uuid = _kept(window, qtbot)
    _at_rest(watch, qtbot, uuid, Count(1, None))
    qtbot.waitUntil(lambda: watch.at_rest)
    watch._calm.setInterval(300)
    asked: list[str] = []
    find = window.session.find

    def counting(*question: Any) -> Any:
        asked.append("once")
        return find(*question)

    monkeypatch.setattr(window.session, "find", counting)
    for number in range(5):
        window.session.write(lambda case, n=number: notes.write(case, f"Ferry {n}", ""))  # type: ignore[misc]
    _at_rest(watch, qtbot, uuid, Count(6, None))
    qtbot.waitUntil(lambda: watch.at_rest)
    assert asked == ["once"]


def test_a_search_that_cannot_be_counted_interrupts_nobody(watch: Watch, window: Window, qtbot: QtBot) -> None:
    _kept(window, qtbot, "Odd", "((( AND -\u202e\x00 習*~")
    uuid = _kept(window, qtbot)
    _at_rest(watch, qtbot, uuid, Count(1, None))
    assert not window.notice.isVisible()


def test_one_is_renamed_with_f2_and_put_away_with_delete_or_the_button(
    watch: Watch, window: Window, qtbot: QtBot
) -> None:
    panel = _panel(window)
    uuid = _kept(window, qtbot)
    panel.list.go_to(uuid)
    panel.list.setFocus()
    answering(typed("Ships"))
    qtbot.keyClick(panel.list, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: [one.name for one in searches.every(window.session.case)] == ["Ships"])
    assert panel.remove_button.isEnabled()
    panel.remove_button.click()
    qtbot.waitUntil(lambda: not searches.every(window.session.case))
    qtbot.waitUntil(panel.empty.isVisible)
    assert window.status.words.text() == "1 search is in the trash; undo brings it back."
    window.actions_.qt("edit.undo").trigger()
    qtbot.waitUntil(panel.list.isVisible)
    panel.list.go_to(uuid)
    assert panel.list.selected() == [uuid]
    window.activateWindow()
    panel.list.setFocus()
    qtbot.waitUntil(panel.list.hasFocus, timeout=5000)
    window.actions_.refresh()
    window.actions_.qt("trash.put").trigger()
    qtbot.waitUntil(lambda: [one.title for one in trash.every(window.session.case)] == ["Ships"])


def test_it_is_gone_to_by_its_name_and_selected_while_its_results_are_shown(
    watch: Watch, window: Window, article: Ref, qtbot: QtBot
) -> None:
    panel = _panel(window)
    uuid = _kept(window, qtbot)
    other = _kept(window, qtbot, "Offices", "office")
    window.show_ref(Ref("saved_search", other))
    assert window.pages.current() == Ref("search", Uuid("office"))
    assert panel.list.current() == other
    window.show_ref(FERRY)
    assert panel.list.current() == uuid


def test_the_list_keeps_to_the_rules_of_models(watch: Watch, window: Window, qtbot: QtBot) -> None:
    panel = _panel(window)
    tester = ModelTester(panel.records)
    _kept(window, qtbot)
    _kept(window, qtbot, "Offices", "office")
    assert panel.records.rowCount() == 2
    assert tester is not None


# --- results elsewhere ------------------------------------------------------------------------------


def test_all_results_are_written_as_a_table_and_what_stayed_is_said(
    watch: Watch, window: Window, article: Ref, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = add_source(window.session, qtbot, "Our ferry.", "Ours")
    window.session.write(lambda case: sensitivity.mark(case, secret, "confidential"))
    window.show_ref(FERRY)
    monkeypatch.setattr(feature, "ask_where", lambda *_: tmp_path / "out.csv")
    window.actions_.qt("searches.table").trigger()
    said = "1 result was written to “out.csv”. 1 confidential one stayed here."
    qtbot.waitUntil(lambda: window.status.words.text() == said)
    written = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(written) == 2
    assert "The ferry left." in written[1]


def test_a_note_of_the_results_opens(watch: Watch, window: Window, article: Ref, qtbot: QtBot) -> None:
    window.show_ref(FERRY)
    window.actions_.qt("searches.note").trigger()
    qtbot.waitUntil(lambda: bool(notes.every(window.session.case)))
    (made,) = notes.every(window.session.case)
    assert made.title == "Search: ferry"
    qtbot.waitUntil(lambda: window.pages.current() == Ref("note", made.uuid))
