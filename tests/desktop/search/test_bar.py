"""Typing in the field at the top."""

from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import finding, sources, texts
from db.finding import Found, Grouped
from db.refs import Ref
from db.search.query import parse
from db.spans import Span
from desktop.base.hits import Hits
from desktop.base.sections import Head
from desktop.search import bar as bars
from desktop.search.bar import SearchBar
from desktop.window import Window

pytestmark = pytest.mark.window

Asked = list[tuple[Ref, object]]


def _typed(bar: SearchBar, qtbot: QtBot, text: str) -> list[object]:
    """What drops down when somebody types."""
    qtbot.keyClicks(bar.field, text) if text.isascii() else bar.field.setText(text)
    qtbot.waitUntil(lambda: bar._shown_for == text and not bar._latest.waiting)
    return bar.dropdown.list.sections.rows


def _titles(rows: list[object]) -> list[str]:
    return [row.title or row.source_title for row in rows if isinstance(row, Found)]


def test_results_come_with_the_first_letter(bar: SearchBar, qtbot: QtBot) -> None:
    assert _titles(_typed(bar, qtbot, "w")) == ["Watchdog counts 102 offices"]
    assert bar.dropdown.isVisible()
    assert bar.field.hasFocus()


def test_results_are_grouped_with_their_numbers(bar: SearchBar, qtbot: QtBot) -> None:
    heads = [row for row in _typed(bar, qtbot, "polic") if isinstance(row, Head)]
    assert [(head.words, head.side) for head in heads] == [
        ("People and places", "1"),
        ("Sources", "1"),
        ("Excerpts", "1"),
        ("Notes", "1"),
    ]
    assert bar.dropdown.all.text() == "All 4 results"
    assert "polic*" in bar.dropdown.read_as.text()


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("习近", "海外服务站"),
        ("警", "Police of Milan"),
        ("CITTA", "Ministro: due soli uffici"),
        ("pavía", "Ministro: due soli uffici"),
        ('"uffici due uff', None),
        ('"due soli uff', "Ministro: due soli uffici"),
        ("uffici AND", "Ministro: due soli uffici"),
        ("(trovato", "Ministro: due soli uffici"),
    ],
)
def test_any_script_and_half_typed_queries_find(bar: SearchBar, qtbot: QtBot, typed: str, title: str | None) -> None:
    bar.field.setText(typed)
    qtbot.waitUntil(lambda: bar._shown_for == typed)
    found = _titles(bar.dropdown.list.sections.rows)
    assert (title in found) if title else not found


def test_nothing_found_says_what_to_do(bar: SearchBar, qtbot: QtBot) -> None:
    assert _typed(bar, qtbot, "xyzzy") == []
    assert bar.dropdown.nothing.isVisible()
    assert "beginning of the word" in bar.dropdown.nothing.text()
    assert not bar.dropdown.all.isVisible()


def test_tab_goes_on_with_the_first_word_that_begins_so(bar: SearchBar, qtbot: QtBot) -> None:
    _typed(bar, qtbot, "rained poli")
    assert bar.dropdown.words.buttons[0].text() == "police"
    qtbot.keyClick(bar.field, Qt.Key.Key_Tab)
    assert bar.field.text() == "rained police "
    assert bar.field.hasFocus()
    qtbot.waitUntil(lambda: bar._shown_for == "rained police ")
    assert not bar.dropdown.words.isVisible()


def test_words_to_go_on_with_are_spelled_as_in_the_texts_and_not_offered_in_fields(
    bar: SearchBar, qtbot: QtBot
) -> None:
    _typed(bar, qtbot, "citt")
    assert bar.dropdown.words.buttons[0].text() == "città"
    _typed(bar, qtbot, "à")
    assert not bar.dropdown.words.isVisible()
    bar.field.clear()
    _typed(bar, qtbot, "publisher:me")
    assert not bar.dropdown.words.isVisible()


def test_a_word_that_is_nowhere_is_asked_about(bar: SearchBar, qtbot: QtBot) -> None:
    _typed(bar, qtbot, "polixe offices")
    assert bar.dropdown.instead.text().startswith("Did you mean “police offices")
    bar.dropdown.instead.click()
    assert bar.field.text().strip().startswith("police offices")


def test_a_late_answer_to_what_was_typed_before_is_dropped(
    bar: SearchBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_may_end, asked = Event(), []

    def slow_at_first(case: object, derived: object, query: finding.Asked, most: object) -> Grouped:
        asked.append(query.text)
        if query.text == "milan*":
            first_may_end.wait(10)
        return finding.grouped(case, derived, query, most)  # type: ignore[arg-type]

    monkeypatch.setattr(bars, "grouped", slow_at_first)
    bar.field.setText("milan")
    qtbot.waitUntil(lambda: asked == ["milan*"])
    bar.field.setText("mila")
    bar.field.setText("uffic")
    first_may_end.set()
    qtbot.waitUntil(lambda: bar._shown_for == "uffic")
    assert _titles(bar.dropdown.list.sections.rows) == ["Ministro: due soli uffici"]
    assert asked == ["milan*", "uffic*"], "what was overtaken while it waited is not even asked"


def test_enter_opens_the_hit_at_its_place(bar: SearchBar, qtbot: QtBot, shown: Asked) -> None:
    _typed(bar, qtbot, "trovato")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    source = sources.get(bar.session.case, "Ministro: due soli uffici")
    text = texts.current(bar.session.case, source.uuid)
    assert text is not None
    (asked,) = shown
    assert asked[0] == Ref("source", source.uuid)
    assert isinstance(asked[1], Hits)
    assert asked[1].first is not None
    assert asked[1].first.of(texts.content(bar.session.case, text)) == "trovato"
    assert not bar.dropdown.isVisible()


def test_enter_before_the_answer_waits_for_it(bar: SearchBar, qtbot: QtBot, shown: Asked) -> None:
    bar.field.setText("trovato")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert shown[0][0].kind == "source"


def test_the_arrows_go_from_hit_to_hit_over_captions(bar: SearchBar, qtbot: QtBot, shown: Asked) -> None:
    _typed(bar, qtbot, "police")
    kinds = []
    for _ in range(5):
        chosen = bar.dropdown.chosen()
        assert chosen
        kinds.append(chosen.ref.kind)
        qtbot.keyClick(bar.field, Qt.Key.Key_Down)
    assert kinds == ["entity", "source", "excerpt", "note", "note"]
    qtbot.keyClick(bar.field, Qt.Key.Key_Up)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    source = sources.get(bar.session.case, "Watchdog counts 102 offices")
    assert shown == [(Ref("source", source.uuid), Hits(parse("police*"), Span(4, 10)))], (
        "an excerpt leads to its source"
    )


def test_escape_goes_back_to_where_one_was(window: Window, bar: SearchBar, qtbot: QtBot) -> None:
    window.navigation.setFocus()
    bar.enter()
    _typed(bar, qtbot, "police")
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.dropdown.isVisible()
    assert window.navigation.hasFocus()


@pytest.mark.parametrize("keys", ["Ctrl+Shift+F", "F6", "Ctrl+K"])
def test_keys_lead_to_the_field(window: Window, bar: SearchBar, keys: str) -> None:
    window.navigation.setFocus()
    action = window.actions_.qt("search.find")
    assert keys in [sequence.toString() for sequence in action.shortcuts()]
    action.trigger()
    assert bar.field.hasFocus()


def test_leaving_the_field_puts_the_results_away(window: Window, bar: SearchBar, qtbot: QtBot) -> None:
    _typed(bar, qtbot, "police")
    window.navigation.setFocus()
    assert not bar.dropdown.isVisible()


def test_emptying_the_field_puts_the_results_away(bar: SearchBar, qtbot: QtBot) -> None:
    _typed(bar, qtbot, "police")
    bar.field.clear()
    assert not bar.dropdown.isVisible()


def test_the_rows_keep_the_rules_of_models(bar: SearchBar, qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    _typed(bar, qtbot, "police")
    qtmodeltester.check(bar.dropdown.list.sections)
    bar.dropdown.grab()  # every row is painted
