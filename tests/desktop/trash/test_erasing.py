"""Losing something for good from the window: asked twice, with everything that has to be known before."""

import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db import received, sources, texts
from db.importers import intake
from db.refs import Ref
from desktop.base.dialogs import Question
from desktop.texts.comparing_page import ref_of
from desktop.trash.panel import TrashPanel
from desktop.window import Window
from tests.desktop.dialogs.test_dialogs import answering, escape
from tests.desktop.reader.material import TITLE, add_source

pytestmark = pytest.mark.window


@pytest.fixture
def article(window: Window, qtbot: QtBot, tmp_path: Path) -> Ref:
    """An article that came in an archive."""
    path = tmp_path / "leak.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("article.txt", "The ferry left. Nobody came back for it.")
    done: list[object] = []
    window.session.write(lambda case: list(intake.take_in(intake.directly(case), [path])), done.append)
    qtbot.waitUntil(lambda: bool(done))
    return Ref("source", sources.every(window.session.case)[0].uuid)


def go_on(dialog: QWidget) -> None:
    assert isinstance(dialog, Question)
    dialog.verb.click()


def _words(dialog: QWidget) -> str:
    return "\n".join(made.text() for made in dialog.findChildren(QLabel))


def _erase(window: Window, ref: Ref) -> None:
    window.show_ref(ref)
    window.actions_.refresh()
    window.actions_.qt("trash.erase").trigger()


def test_what_is_open_is_erased_after_two_questions(window: Window, qtbot: QtBot) -> None:
    ref = add_source(window.session, qtbot)
    seen = answering(go_on, go_on)
    _erase(window, ref)
    qtbot.waitUntil(lambda: sources.every(window.session.case) == [])
    assert len(seen) == 2
    qtbot.waitUntil(lambda: window.pages.open_refs() == [])
    assert not window.pages.can_go_back()
    qtbot.waitUntil(lambda: "erased for good" in window.status.words.text())


def test_nothing_happens_when_the_second_question_is_left(window: Window, qtbot: QtBot) -> None:
    ref = add_source(window.session, qtbot)
    seen = answering(go_on, escape)
    _erase(window, ref)
    qtbot.waitUntil(lambda: len(seen) == 2)
    window.session.finish_writing()
    assert len(sources.every(window.session.case)) == 1


def test_the_archive_is_named_and_erased_as_well_when_it_is_ticked(
    window: Window, qtbot: QtBot, article: Ref, tmp_path: Path
) -> None:
    said: list[str] = []

    def tick(dialog: QWidget) -> None:
        said.append(_words(dialog))
        (box,) = dialog.findChildren(QCheckBox)
        said.append(box.text())
        assert not box.isChecked()
        box.click()
        go_on(dialog)

    answering(tick, go_on)
    _erase(window, article)
    qtbot.waitUntil(lambda: sources.every(window.session.case) == [])
    assert "Its bytes lie in another file of this case as well." in said[0]
    assert said[1] == "Erase “leak.zip” as well"
    assert received.every(window.session.case) == []


def test_the_tab_of_what_was_erased_is_not_there_the_next_time(window: Window, qtbot: QtBot) -> None:
    ref, other = add_source(window.session, qtbot), add_source(window.session, qtbot, "Other words.", "Another")
    window.show_ref(other)
    window.show_ref(ref)
    window.bearings.keep()
    assert TITLE in str(window.session.remembered("bearings"))
    answering(go_on, go_on)
    _erase(window, ref)
    qtbot.waitUntil(lambda: window.pages.open_refs() == [other])
    assert TITLE not in str(window.session.remembered("bearings"))


def test_pages_that_show_a_text_of_what_was_erased_close_with_it(window: Window, qtbot: QtBot) -> None:
    ref, other = add_source(window.session, qtbot), add_source(window.session, qtbot, "Other words.", "Another")
    text, theirs = (texts.current(window.session.case, one.uuid) for one in (ref, other))
    assert text
    assert theirs
    for page in (Ref("correction", text.uuid), ref_of(theirs.uuid, text.uuid), other):
        window.show_ref(page)
    answering(go_on, go_on)
    _erase(window, ref)
    qtbot.waitUntil(lambda: window.pages.open_refs() == [other])
    assert TITLE not in str(window.session.remembered("bearings"))


def test_what_lies_in_the_trash_can_be_erased_there(window: Window, qtbot: QtBot) -> None:
    ref = add_source(window.session, qtbot)
    window.session.write(lambda case: sources.remove(case, sources.of_uuid(case, ref.uuid)))
    panel = window.list_of("trash")
    assert isinstance(panel, TrashPanel)
    qtbot.waitUntil(lambda: panel.records.ids == [ref.uuid])
    panel.list.go_to(ref.uuid)
    answering(go_on, go_on)
    panel.erase.click()
    qtbot.waitUntil(lambda: panel.records.ids == [])
    assert window.session.case.query("SELECT count(*) AS n FROM source") == [{"n": 0}]
