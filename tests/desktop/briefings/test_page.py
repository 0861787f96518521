"""The page of a briefing: signs, check, export."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db import briefs, texts
from db.excerpts import Excerpt
from db.refs import Ref
from db.spans import Span
from desktop.base.session import Session
from desktop.briefings import export as exporting
from desktop.briefings import page as pages
from desktop.briefings.checking import checks_of
from desktop.briefings.marks import Sign
from desktop.briefings.page import BriefingPage
from desktop.briefings.panel import CheckPanel
from desktop.cli import commands
from tests.desktop.writing.material import filled, shown, type_at_end

pytestmark = pytest.mark.window


@pytest.fixture
def excerpts(session: Session, qtbot: QtBot) -> list[Excerpt]:
    return filled(session, qtbot)


def briefing(session: Session, qtbot: QtBot, body: str, title: str = "How many: 1/2?") -> Ref:
    made: list[str] = []
    session.write(lambda case: briefs.write(case, title, body)[0].uuid, made.append)
    qtbot.waitUntil(lambda: bool(made))
    return Ref("briefing", briefs.get(session.case, title).uuid)


def opened(session: Session, qtbot: QtBot, body: str) -> BriefingPage:
    page = BriefingPage(session, briefing(session, qtbot, body))
    shown(page, qtbot)
    qtbot.waitUntil(lambda: checks_of(session).of(page.ref) is not None)
    return page


def lines(page: BriefingPage) -> list[tuple[str, Sign]]:
    """The line beside which each sign stands, in the order of the text."""
    found = []
    for one in page.margin.shown():
        cursor = page.editor.textCursor()
        cursor.setPosition(one.position)
        found.append((cursor.block().text(), one.sign))
    return found


def test_signs_stand_beside_the_lines_they_are_about(session: Session, qtbot: QtBot, excerpts: list[Excerpt]) -> None:
    key = excerpts[0].key
    good, bad, none = (
        f"𝕋hey count “102 offices in 53 countries” [@{key}].",
        f"Or “102 offices in 35 countries” [@{key}].",
        "Italy has most.",
    )
    page = opened(session, qtbot, f"# 🚢\n\n{good}\n\n{none}\n\n{bad}\n")
    qtbot.waitUntil(lambda: len(page.margin.shown()) == 3)
    assert lines(page) == [(good, Sign.MATCH), (none, Sign.MISSING), (bad, Sign.DIFFERS)]
    tops = [one.top for one in page.margin.shown()]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3


def test_signs_move_with_their_words_before_the_next_check(
    session: Session, qtbot: QtBot, excerpts: list[Excerpt], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "CHECK_SOON", 100_000)
    page = opened(session, qtbot, "One.\n\nItaly has most.")
    qtbot.waitUntil(lambda: len(page.margin.shown()) == 2)
    page.editor.go_to(0)
    page.editor.insertPlainText("🚢 new\n\n")
    assert lines(page)[-1] == ("Italy has most.", Sign.MISSING)


def test_what_is_typed_is_checked_soon(session: Session, qtbot: QtBot, excerpts: list[Excerpt]) -> None:
    page = opened(session, qtbot, f"They count “102 offices in 53 countries” [@{excerpts[0].key}].")
    qtbot.waitUntil(lambda: [sign for _, sign in lines(page)] == [Sign.MATCH])
    type_at_end(page.editor, "\n\nItaly has most.")
    qtbot.waitUntil(lambda: [sign for _, sign in lines(page)] == [Sign.MATCH, Sign.MISSING])


def test_the_check_panel_counts_and_leads_to_the_place(session: Session, qtbot: QtBot, excerpts: list[Excerpt]) -> None:
    page = opened(session, qtbot, "🚢 Zero.\n\nItaly has most of all.")
    panel = CheckPanel(session)
    qtbot.addWidget(panel)
    panel.follow(page.ref)
    panel.show()
    assert len(panel.cards) == 2
    with qtbot.waitSignal(session.asked_to_show) as asked:
        QTest.keyClick(panel.cards[1], Qt.Key.Key_Return)
    ref, place = asked.args
    assert ref == page.ref
    assert isinstance(place, Span)
    page.go_to(place)
    assert page.editor.textCursor().selectedText() == "Italy has most of all."


def test_the_panel_follows_the_next_check(session: Session, qtbot: QtBot, excerpts: list[Excerpt]) -> None:
    page = opened(session, qtbot, "Italy has most of all.")
    panel = CheckPanel(session)
    qtbot.addWidget(panel)
    panel.follow(page.ref)
    type_at_end(page.editor, " And more.")
    qtbot.waitUntil(lambda: len(panel.cards) == 2)
    panel.follow(None)
    assert panel.cards == []


def test_what_is_exported_is_what_the_command_line_writes(
    session: Session, qtbot: QtBot, excerpts: list[Excerpt], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(session, qtbot, f"They count “102 offices in 53 countries” [@{excerpts[0].key}].")
    type_at_end(page.editor, " See [[Prato]].")
    monkeypatch.setattr(exporting, "ask_save", lambda *_: tmp_path / "out")
    with qtbot.waitSignal(session.told, check_params_cb=lambda words: words.startswith("Wrote")) as told:
        page.export()
    assert told.args == ["Wrote “out.md”; read back, all its quotations match the source texts."]
    ran = CliRunner().invoke(commands, ["brief", str(session.path), "How many: 1/2?"])
    assert ran.exit_code == 0
    assert (tmp_path / "out.md").read_text(encoding="utf-8") == ran.output
    assert "Prato" in ran.output


def test_an_export_says_what_does_not_match(
    session: Session, qtbot: QtBot, excerpts: list[Excerpt], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(session, qtbot, f"They count “102 offices in 35 countries” [@{excerpts[0].key}].")
    monkeypatch.setattr(exporting, "ask_save", lambda *_: tmp_path / "out.md")
    with qtbot.waitSignal(session.told, check_params_cb=lambda words: words.startswith("Wrote")) as told:
        page.export()
    assert "0 of 1 quotations in it match" in told.args[0]


def test_the_name_that_is_suggested_can_be_a_file(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(session, qtbot, "words")
    asked: list[Path] = []
    monkeypatch.setattr(exporting, "ask_save", lambda _parent, _title, path, _kinds: asked.append(path))
    page.export()
    assert asked == [session.path.parent / "How many 1 2.md"]


def test_the_case_itself_is_never_overwritten(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(session, qtbot, "words")
    monkeypatch.setattr(exporting, "ask_save", lambda *_: session.path)
    with qtbot.waitSignal(session.failed):
        page.export()
    assert briefs.every(session.case)


def test_it_can_be_copied_as_it_would_be_exported(session: Session, qtbot: QtBot, excerpts: list[Excerpt]) -> None:
    page = opened(session, qtbot, f"They count [@{excerpts[0].key}].")
    with qtbot.waitSignal(session.told):
        page.copy()
    copied = QGuiApplication.clipboard().text()
    assert "They count[^1]." in copied
    assert "[^1]: “Watchdog counts 102 offices”" in copied


def test_a_case_opened_for_reading_is_checked_and_exported(
    session: Session, qtbot: QtBot, excerpts: list[Excerpt], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = briefing(session, qtbot, f"They count [@{excerpts[0].key}]. Italy.")
    reader = Session(session.path, readonly=True)
    try:
        page = BriefingPage(reader, ref)
        shown(page, qtbot)
        qtbot.waitUntil(lambda: bool(page.margin.shown()))
        monkeypatch.setattr(exporting, "ask_save", lambda *_: tmp_path / "out.md")
        with qtbot.waitSignal(reader.told):
            page.export()
        assert (tmp_path / "out.md").exists()
        assert page.editor.isReadOnly()
    finally:
        reader.close()


def test_a_quotation_whose_source_was_corrected_still_matches_and_a_note_says_so(
    session: Session, qtbot: QtBot, excerpts: list[Excerpt]
) -> None:
    one = excerpts[0]
    page = opened(session, qtbot, f"They say “{one.quote}” [@{one.key}].")
    assert [sign for _, sign in lines(page)] == [Sign.MATCH]
    text = texts.get(session.case, one.text)
    words = texts.content(session.case, text)
    last = one.quote.split()[-1]
    with qtbot.waitSignal(session.changed):
        session.write(
            lambda case: texts.correct(case, text, words.replace(one.quote, one.quote.replace(last, f"really {last}")))
        )

    def note() -> str:
        checked = checks_of(session).of(page.ref)
        return checked.marks[0].words if checked and checked.marks else ""

    qtbot.waitUntil(lambda: "current text of its source has others" in note())
    assert [sign for _, sign in lines(page)] == [Sign.MATCH]
    panel = CheckPanel(session)
    qtbot.addWidget(panel)
    panel.follow(page.ref)
    assert any("Current text:" in one.text() for one in panel.findChildren(QLabel))
