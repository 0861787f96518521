"""The texts of a source in the inspector, and what can be done with each."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db import sources, texts
from db.case import Case
from db.importers.file import Wish
from db.refs import Ref, Uuid
from db.texts import Text
from desktop.base.session import Session
from desktop.reader.page import SourcePage
from desktop.texts import rereading
from desktop.texts.panel import TextsPanel
from desktop.window import Window
from tests.desktop.reader.material import WORDS, add_source, shown
from tests.desktop.texts.conftest import CORRECTED, current

pytestmark = pytest.mark.window


@pytest.fixture
def panel(session: Session, qtbot: QtBot, source: Ref) -> TextsPanel:
    made = TextsPanel(session)
    shown(qtbot, made, 300, 700)
    made.follow(source)
    return made


def _verbs(panel: TextsPanel) -> list[list[str]]:
    return [list(card.buttons) for card in panel.cards]


def test_one_text_is_read_and_corrected(panel: TextsPanel) -> None:
    (card,) = panel.cards
    assert card.told.current
    assert card.told.kind == "As read from the file"
    assert "Test Author" in card.told.origin
    assert card.told.extent.startswith(f"{len(WORDS)} characters")
    assert _verbs(panel) == [["Read", "Correct"]]


def test_the_current_text_comes_first_and_others_can_be_made_current(
    panel: TextsPanel, session: Session, source: Ref, first: Text, corrected: Text, qtbot: QtBot
) -> None:
    panel.follow(source)
    assert [card.told.text.uuid for card in panel.cards] == [corrected.uuid, first.uuid]
    assert [card.told.kind for card in panel.cards] == ["Corrected", "As read from the file"]
    assert _verbs(panel)[1] == ["Read", "Compare", "Make current", "Correct"]
    with qtbot.waitSignal(session.changed):
        panel.cards[1].buttons["Make current"].click()
    assert current(session, source) == first
    panel.follow(source)
    assert [card.told.current for card in panel.cards] == [True, False]
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: case.undo())
    assert current(session, source) == corrected


@pytest.mark.parametrize(("verb", "kind", "named"), [("Compare", "comparison", True), ("Correct", "correction", False)])
def test_verbs_lead_to_their_pages(
    panel: TextsPanel, session: Session, source: Ref, first: Text, corrected: Text, qtbot: QtBot, verb: str, kind: str,
    named: bool
) -> None:  # fmt: skip
    panel.follow(source)
    with qtbot.waitSignal(session.asked_to_show) as asked:
        panel.cards[1].buttons[verb].click()
    identity = first.uuid + corrected.uuid if named else first.uuid
    assert asked.args == [Ref(kind, Uuid(identity)), None]


def test_an_older_text_is_read_on_the_page_of_its_source(
    window: Window, session: Session, source: Ref, first: Text, corrected: Text
) -> None:
    session.show(source)
    window.inspector.point_out("texts", source)
    panel = window.inspector.findChild(TextsPanel)
    assert isinstance(panel, TextsPanel)
    panel.cards[1].buttons["Read"].click()
    page = window.pages.current_page()
    assert isinstance(page, SourcePage)
    assert page.content == WORDS
    assert page.older.isVisible()
    panel.cards[0].buttons["Read"].click()
    assert page.content == CORRECTED
    assert not page.older.isVisible()


def test_a_translation_can_be_read_and_compared_but_not_corrected(
    panel: TextsPanel, session: Session, source: Ref, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: texts.add(case, source.uuid, "Zwei Büros.", kind="translated", language="de"))
    panel.follow(source)
    assert panel.cards[1].told.kind == "Translated"
    assert "German" in panel.cards[1].told.extent
    assert _verbs(panel)[1] == ["Read", "Compare"]


def test_captures_of_one_page_lead_to_each_other(
    panel: TextsPanel, session: Session, source: Ref, first: Text, qtbot: QtBot
) -> None:
    later = add_source(session, qtbot, CORRECTED, "Later", version_of=source.uuid, issued="2023-02-02")
    panel.follow(later)
    (capture,) = panel.captures
    verbs = {one.text(): one for one in capture.findChildren(QPushButton)}
    with qtbot.waitSignal(session.asked_to_show) as asked:
        verbs["Compare"].click()
    assert asked.args == [Ref("comparison", Uuid(first.uuid + current(session, later).uuid)), None]
    panel.follow(source)
    (capture,) = panel.captures
    verbs = {one.text(): one for one in capture.findChildren(QPushButton)}
    with qtbot.waitSignal(session.asked_to_show) as asked:
        verbs["Open"].click()
    assert asked.args == [later, None]


def test_reading_only_nothing_can_be_changed(session: Session, qtbot: QtBot, source: Ref, corrected: Text) -> None:
    reading = Session(session.path, readonly=True)
    panel = TextsPanel(reading)
    shown(qtbot, panel, 300, 700)
    panel.follow(source)
    assert _verbs(panel) == [["Read"], ["Read", "Compare"]]
    assert not panel.again.isEnabled()
    reading.close()


def test_the_file_is_read_again_as_it_is_wished_for(
    window: Window, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "Министр сказал, что полиция нашла два офиса."

    def work(case: Case) -> Uuid:
        (identity,) = case.store([words.encode("koi8-r")])
        source = sources.add(case, identity, {"title": "A note", "file_name": "note.txt"})
        texts.add(case, source.uuid, "ÍÉÎÉÓÔÒ")
        return source.uuid

    made: list[Uuid] = []
    session.write(work, made.append)
    qtbot.waitUntil(lambda: bool(made))
    source = Ref("source", made[0])
    session.show(source)
    window.inspector.point_out("texts", source)
    panel = window.inspector.findChild(TextsPanel)
    assert isinstance(panel, TextsPanel)
    monkeypatch.setattr(rereading, "ask_wish", lambda parent: Wish(charset="koi8-r"))
    panel.again.click()
    qtbot.waitUntil(lambda: len(texts.of_source(session.case, source.uuid)) == 2)
    page = window.pages.current_page()
    assert isinstance(page, SourcePage)
    qtbot.waitUntil(lambda: page.content == words)
    with qtbot.waitSignal(session.told) as told:
        panel.again.click()
    assert told.args is not None
    assert "nothing was added" in told.args[0]
