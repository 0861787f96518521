"""Actions, choosing, settings, dates, reports: the small things below every view."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from desktop.base import theme
from desktop.base.actions import Action, Actions
from desktop.base.chooser import Choice, choose, score
from desktop.base.dates import shown
from desktop.base.inks import DARK, LIGHT, Inks
from desktop.base.reporting import Reporter, report
from desktop.base.settings import READING_SIZE, THEME, Settings

pytestmark = pytest.mark.window


def _nothing() -> None:
    return


def test_an_action_exists_once(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window)
    actions.add([Action(id="a", text="A", run=_nothing, shortcut="Ctrl+J")])
    with pytest.raises(ValueError, match="taken"):
        actions.add([Action(id="a", text="Other", run=_nothing)])
    with pytest.raises(ValueError, match="taken"):
        actions.add([Action(id="b", text="B", run=_nothing, shortcut="Ctrl+J")])


def test_an_action_that_cannot_be_done_is_not_done(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    done: list[str] = []
    actions = Actions(window)
    actions.add([Action(id="a", text="A", run=lambda: done.append("a"), enabled=lambda: False)])
    actions.qt("a").trigger()
    actions.refresh()
    assert done == []
    assert not actions.qt("a").isEnabled()


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("imp", "Import files", "Show a simple map"),
        ("file", "Import files", "Fix the line ends"),
        ("szarvady", "Tibor Szarvády", "Sara Zvady"),
        ("汀瀾", "汀澜日报", "Tinglan"),
    ],
)
def test_what_fits_better_comes_first(typed: str, better: str, worse: str) -> None:
    assert score(typed, Choice(better, _nothing)) > score(typed, Choice(worse, _nothing))


def test_the_chooser_narrows_and_does_what_is_chosen(qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    done: list[str] = []
    chooser = choose(
        window, "What?", [Choice("Alpha", lambda: done.append("a")), Choice("Beta", lambda: done.append("b"))]
    )
    qtbot.keyClicks(chooser.field, "bet")
    assert [choice.text for choice in chooser.choices()] == ["Beta"]
    qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    assert done == ["b"]


def test_settings_have_defaults_and_survive(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    assert settings.get(READING_SIZE) == 16
    seen: list[str] = []
    settings.watch(seen.append)
    settings.set(READING_SIZE, 18)
    assert Settings(tmp_path).get(READING_SIZE) == 18
    assert seen == [READING_SIZE.key]


def test_a_setting_that_makes_no_sense_is_the_default(tmp_path: Path) -> None:
    (tmp_path / "casethread.ini").write_text("[look]\ntheme=purple\nreading-size=huge\n", encoding="utf-8")
    settings = Settings(tmp_path)
    assert settings.get(THEME) == "system"
    assert settings.get(READING_SIZE) == 16


def test_recent_cases_are_those_that_are_there(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    for name in ("a", "b"):
        (tmp_path / name).touch()
        settings.opened(tmp_path / name)
    (tmp_path / "a").unlink()
    assert [path.name for path in settings.recent()] == ["b"]


@pytest.mark.parametrize(
    ("edtf", "words"),
    [("2022-12-15", "15 Dec 2022"), ("2022-12", "Dec 2022"), ("2022", "2022"), ("nonsense", "nonsense")],
)
def test_dates_are_shown_as_people_read_them(edtf: str, words: str) -> None:
    assert shown(edtf) == words


def test_a_report_of_a_mistake_holds_no_words_of_the_case() -> None:
    try:
        int("the secret name")
    except ValueError as error:
        words = report(error)
    assert "secret" not in words
    assert "ValueError" in words
    assert str(Path.home()) not in words


def test_what_is_expected_becomes_a_sentence_and_a_mistake_a_report(qtbot: QtBot) -> None:
    from db.errors import NothingToUndo

    reporter = Reporter()
    with qtbot.waitSignal(reporter.expected) as told:
        reporter.take(NothingToUndo())
    assert told.args is not None
    assert told.args[0] == "There is nothing to undo."
    with qtbot.waitSignal(reporter.mistaken):
        reporter.take(RuntimeError())


def _luminance(ink: str) -> float:
    parts = [int(ink[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("inks", [LIGHT, DARK], ids=["light", "dark"])
def test_every_word_can_be_read_on_its_ground(inks: Inks) -> None:
    grounds = (inks.window, inks.surface, inks.selection, *inks.marks)
    assert all(_contrast(inks.text, ground) >= 4.5 for ground in grounds)
    assert all(_contrast(inks.muted, ground) >= 4.5 for ground in (inks.window, inks.surface))
    assert _contrast(inks.on_thread, inks.thread) >= 4.5
    assert _contrast(inks.warning, inks.warning_ground) >= 4.5


def test_the_style_sheet_has_every_ink_it_names(qapp: object) -> None:
    for mode in (theme.Mode.LIGHT, theme.Mode.DARK):
        theme.apply(mode)
        assert "@" not in theme._style_sheet(theme.inks())


def test_a_tool_tip_never_takes_words_of_a_case_for_markup() -> None:
    from desktop.base.pieces import tip

    assert tip('<img src="file:///secret.png">') == "<p>&lt;img src=&quot;file:///secret.png&quot;&gt;</p>"
    assert tip("") == ""
