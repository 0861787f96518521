"""A PDF is brought in, read with its page beside it, and quoted from both."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import excerpts, sources
from db.refs import Ref
from db.spans import Span
from tests.db.importers.pdf.making import Page, pdf

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.window import Window

pytestmark = pytest.mark.window

LINES = (
    "Harbour Office of Saltmarsh",
    "Minutes of the meeting of 14 March 2023",
    "",
    "1. The treasurer reported that the office has paid twice for",
    "one crane, in January and in February, to the same company.",
    "",
    "2. The chairman asked who had signed the second invoice.",
    "Nobody present remembered. The company is said to have its",
    "seat in the house of the former harbour master.",
    "",
    "3. It was agreed that the figures would not be published",
    "before the auditors have seen both invoices.",
)
STAMP = "2 w 0.64 0.19 0.23 RG 410 120 110 54 re S 416 126 98 42 re S"


def test_a_document_is_quoted_from_its_page(
    window: "Window", tmp_path: Path, qtbot: "QtBot", picture: Callable[[str], None]
) -> None:
    from PySide6.QtCore import QRectF

    from desktop.reader.page import SourcePage
    from desktop.transfer.intake import imports_of
    from desktop.transfer.review_page import ReviewPage

    document = tmp_path / "papers" / "Minutes of March.pdf"
    document.parent.mkdir()
    document.write_bytes(
        pdf(Page(LINES, drawn=STAMP), Page(("Annex: both invoices",)), info={"Title": "Minutes of March"})
    )
    imports_of(window.session).start([document.parent])
    qtbot.waitUntil(lambda: isinstance(window.pages.current_page(), ReviewPage), timeout=120_000)
    review = window.pages.current_page()
    assert isinstance(review, ReviewPage)
    review.take.click()
    qtbot.waitUntil(lambda: bool(sources.every(window.session.case)), timeout=60_000)
    (source,) = sources.every(window.session.case)

    window.session.show(Ref("source", source.uuid))
    page = window.pages.current_page()
    assert isinstance(page, SourcePage)
    window.actions_.qt("reader.original").trigger()
    beside = page.siding.beside
    assert beside is not None
    qtbot.waitUntil(lambda: beside.plate._picture is not None, timeout=60_000)

    # Words that are selected in the text are marked on the page, too.
    start = page.content.index("the office has paid twice")
    with qtbot.waitSignal(window.session.changed, timeout=60_000):
        page.view.select(Span(start, page.content.index(", in January")))
        page.make_excerpt()
    qtbot.waitUntil(lambda: any(not mark.outlined for mark in beside.plate._marks), timeout=60_000)

    # A stamp, which has no words, is drawn around.
    with qtbot.waitSignal(window.session.changed, timeout=60_000):
        beside.plate._frame = QRectF(0.67, 0.78, 0.23, 0.09)
        page.make_excerpt()
    qtbot.waitUntil(lambda: any(mark.outlined for mark in beside.plate._marks), timeout=60_000)
    quoted, stamp = sorted(excerpts.every(window.session.case), key=lambda one: not one.quote)
    assert " ".join(quoted.quote.split()) == "the office has paid twice for one crane"
    assert (stamp.quote, stamp.locator) == ("", "p. 1")
    picture("original")
