"""A page is imported, quoted, imported again a month later, compared, and a slip in it is corrected."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import excerpts, sources, texts
from db.case import Case
from db.refs import Ref

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.window import Window

pytestmark = pytest.mark.window

_FILLING = "".join(
    f"<p>Paragraph {n} of the article tells at some length what was seen in the harbour office on day {n}.</p>"
    for n in range(8)
)
_PAGE = (
    '<html lang="en"><head><title>Two ferries</title>'
    '<link rel="canonical" href="https://harbour.example/ferries"></head><body><article><h1>Two ferries</h1>'
    "<p>The minister told the chamber that police had found {count} offices in the harbour town.</p>"
    f"{_FILLING}</article></body></html>"
)


def _capture(folder: Path, count: str) -> Path:
    folder.mkdir()
    (folder / "page.html").write_text(_PAGE.format(count=count))
    return folder


@pytest.fixture
def window(qapp: object, tmp_path: Path, qtbot: "QtBot") -> Iterator["Window"]:
    from desktop.app import Application
    from desktop.base.settings import THEME, Settings

    settings = Settings(tmp_path / "settings")
    settings.set(THEME, "light")
    Case.create(tmp_path / "ferries.casethread", title="Ferries").close()
    opened = Application(settings).open_case(tmp_path / "ferries.casethread")
    assert opened
    qtbot.waitExposed(opened)
    yield opened
    opened.jobs.stop_all()
    opened.close()
    opened.deleteLater()


def test_two_captures_of_one_page(window: "Window", tmp_path: Path, qtbot: "QtBot") -> None:
    from desktop.reader.page import SourcePage
    from desktop.texts.comparing_page import ComparingPage
    from desktop.texts.correcting_page import CorrectingPage
    from desktop.texts.panel import TextsPanel
    from desktop.transfer.intake import imports_of
    from desktop.transfer.review_page import ReviewPage

    wait = partial(qtbot.waitUntil, timeout=120_000)
    session = window.session

    def come_in(folder: Path, expected: int) -> None:
        imports_of(session).start([folder])
        wait(lambda: isinstance(window.pages.current_page(), ReviewPage))
        review = window.pages.current_page()
        assert isinstance(review, ReviewPage)
        review.take.click()
        wait(lambda: len(sources.every(session.case)) == expected)
        wait(lambda: not window.jobs.running)

    # The first capture is quoted.
    come_in(_capture(tmp_path / "first", "two"), 1)
    (first,) = sources.every(session.case)
    made: list[object] = []
    session.write(lambda case: excerpts.quote(case, first, "police had found two offices"), made.append)
    wait(lambda: bool(made))

    # The second one says something else; it knows the excerpt, and says that the quote changed.
    come_in(_capture(tmp_path / "second", "eleven"), 2)
    (second,) = (one for one in sources.every(session.case) if one.version_of == first.uuid)
    session.show(Ref("source", second.uuid))
    page = window.pages.current_page()
    assert isinstance(page, SourcePage)
    wait(lambda: len(page.view.marks.all) == 1)
    (mark,) = page.view.marks.all
    assert mark.changed
    assert mark.span.of(page.content) == "police had found eleven offices"

    # Both are compared.
    window.actions_.qt("texts.compare").trigger()
    comparing = window.pages.current_page()
    assert isinstance(comparing, ComparingPage)
    wait(lambda: comparing.view.changes == 1)
    window.actions_.qt("texts.next").trigger()
    assert "eleven" in comparing.view.toPlainText()

    # A slip is corrected; the tab lists both texts, and undo takes the correction back.
    session.show(Ref("source", second.uuid))
    window.actions_.qt("texts.correct").trigger()
    correcting = window.pages.current_page()
    assert isinstance(correcting, CorrectingPage)
    correcting.editor.change_text(correcting.editor.text().replace("eleven", "twelve"))
    correcting.save.click()
    wait(lambda: "twelve" in page.content)
    window.inspector.point_out("texts", Ref("source", second.uuid))
    panel = window.inspector.findChild(TextsPanel)
    assert isinstance(panel, TextsPanel)
    assert [card.told.kind for card in panel.cards] == ["Corrected", "As read from the file"]
    window.actions_.qt("edit.undo").trigger()
    wait(lambda: "eleven" in page.content)
    assert len(texts.of_source(session.case, second.uuid)) == 1
