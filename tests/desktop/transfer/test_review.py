"""The review of an import: what files are like, in which order they stand, what names of papers mean."""

from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db import publishers, sources, texts
from db.case import Case
from db.importers.file import Wish
from desktop.transfer.intake import imports_of
from desktop.transfer.review_page import ReviewPage
from desktop.window import Window
from tests.db.analysis.test_nearness import invented

pytestmark = pytest.mark.window

WAIT = 60_000
ARTICLE = [" ".join(invented("en", 60, seed)).capitalize() + "." for seed in range(5)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One article as a page, as a print version and in a mail, and two others."""
    made = tmp_path / "articles"
    made.mkdir()
    (made / "page.html").write_text(_page("Two offices", ARTICLE, "The Meridian"))
    (made / "printed.txt").write_text("Two offices printed\n\n" + "\n\n".join(ARTICLE) + "\n\nPrinted on Monday")
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Fwd: Two offices", "reader@example.net"
    mail.set_content("Have you seen this?\n\n" + "\n\n".join(ARTICLE) + "\n\nBest wishes")
    (made / "mail.eml").write_bytes(mail.as_bytes())
    (made / "an-other.html").write_text(_page("Ferries", [" ".join(invented("en", 200, 77))], "reuters.com"))
    (made / "short.html").write_text(_page("Buses", [" ".join(invented("en", 40, 78))], "reuters.com"))
    return made


def _page(title: str, paragraphs: Sequence[str], paper: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = f'<title>{title}</title><meta property="og:site_name" content="{paper}">'
    return f"<html><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"


def _reviewed(window: Window, qtbot: QtBot, paths: Sequence[Path]) -> ReviewPage:
    imports_of(window.session).start(paths)
    qtbot.waitUntil(lambda: isinstance(window.pages.current_page(), ReviewPage), timeout=WAIT)
    page = window.pages.current_page()
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=WAIT)  # it is known what they are like
    return page


def _names(page: ReviewPage) -> list[str]:
    return [page.review[id_].name for id_ in page.list.records.ids]


def _chips(page: ReviewPage, name: str) -> list[str]:
    staged = next(one for one in page.review.items.values() if one.name == name)
    return [chip.words for chip in page.list.itemDelegate().row(staged).chips]  # type: ignore[attr-defined]


def _select(page: ReviewPage, name: str) -> None:
    page.list.go_to(next(id_ for id_, one in page.review.items.items() if one.name == name))


def _press(page: ReviewPage, words: str, qtbot: QtBot) -> None:
    def buttons() -> list[QPushButton]:
        return [one for one in page.form.findChildren(QPushButton) if one.text() == words and one.isVisible()]

    qtbot.waitUntil(lambda: len(buttons()) == 1)
    buttons()[0].click()


def _add(case: Case) -> None:
    with case.edit("source.add"):
        (identity,) = case.store([b"bytes"])
        source = sources.add(case, identity, {"title": "In the archive", "publisher": "Reuters"})
        texts.add(case, source.uuid, "\n\n".join(ARTICLE))


def test_a_near_copy_says_how_much_of_it_stands_where(window: Window, folder: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.session.changed):
        window.session.write(_add)
    page = _reviewed(window, qtbot, [folder])
    (chip,) = [chip for chip in _chips(page, "mail.eml") if "stands in" in chip]
    assert chip == "100 % of “In the archive” stands in it"
    assert not any("stands in" in chip for chip in _chips(page, "an-other.html"))
    _select(page, "mail.eml")
    assert "“In the archive”, which is in the case" in page.form.notes.text()
    assert "“Two offices printed”, which would come in with it" in page.form.notes.text()
    assert page.take.text() == "Import 5 sources", "nothing is dropped for being like another"


def test_a_click_on_a_head_sorts_and_the_order_is_kept(window: Window, folder: Path, qtbot: QtBot) -> None:
    page = _reviewed(window, qtbot, [folder])
    page.sorting.heads["length"].click()
    assert _names(page)[0] == "short.html"
    page.sorting.heads["length"].click()
    assert _names(page)[-1] == "short.html"
    _select(page, "short.html")
    page.sorting.heads["publisher"].click()
    assert _names(page)[:3] == ["an-other.html", "short.html", "page.html"]
    assert page.review[page.list.current() or ""].name == "short.html", "what is selected stays so"
    page.discard.click()
    again = _reviewed(window, qtbot, [folder])
    assert again.sorting.sorting == page.sorting.sorting


def test_a_change_does_not_move_the_row_that_is_changed(window: Window, folder: Path, qtbot: QtBot) -> None:
    page = _reviewed(window, qtbot, [folder])
    page.sorting.heads["title"].click()
    before = _names(page)
    _select(page, "an-other.html")
    page.form.rows["title"].revised.emit("title", "Zebras")
    assert _names(page) == before
    page.sorting.heads["title"].click()
    assert _names(page)[0] == "an-other.html"


def test_copies_are_brought_together_by_sorting(window: Window, folder: Path, qtbot: QtBot) -> None:
    page = _reviewed(window, qtbot, [folder])
    page.sorting.heads["alike"].click()
    assert set(_names(page)[:3]) == {"page.html", "printed.txt", "mail.eml"}


def test_what_a_name_may_mean_is_said_for_all_files_of_it_with_one_click(
    window: Window, folder: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.session.changed):
        window.session.write(_add)
    page = _reviewed(window, qtbot, [folder])
    _select(page, "short.html")
    _press(page, "It does (2 files)", qtbot)
    assert publishers.meanings(window.session.case) == {}, "nothing is written before it is accepted"
    staged = next(one for one in page.review.items.values() if one.name == "an-other.html")
    assert page.list.itemDelegate().row(staged).second.startswith("Reuters")  # type: ignore[attr-defined]
    assert "found as reuters.com" in page.form.rows["publisher"].aside.text()
    page.take.click()
    qtbot.waitUntil(lambda: not window.jobs.running and bool(imports_of(window.session).done), timeout=WAIT)
    ferries = sources.get(window.session.case, "Ferries")
    assert (ferries.publisher, ferries.found_as["publisher"]) == ("Reuters", "reuters.com")
    with qtbot.waitSignal(window.session.changed):
        window.actions_.qt("edit.undo").trigger()
    assert publishers.meanings(window.session.case) == {}, "it is taken back with the import"


def test_a_name_that_does_not_mean_another_is_not_offered_again(window: Window, folder: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.session.changed):
        window.session.write(_add)
    page = _reviewed(window, qtbot, [folder])
    _select(page, "short.html")
    _press(page, "It does not", qtbot)
    assert page.review.likely_meaning("reuters.com") is None
    assert page.review.meaning("reuters.com") == "reuters.com"


def test_a_file_that_is_read_again_is_compared_again(window: Window, folder: Path, qtbot: QtBot) -> None:
    page = _reviewed(window, qtbot, [folder])
    _select(page, "page.html")
    page.form.whole_page.click()
    qtbot.waitUntil(lambda: page.review.likeness.left == 0 and not window.jobs.running, timeout=WAIT)
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=WAIT)
    assert any("stands in" in chip for chip in _chips(page, "page.html"))


def test_what_is_read_again_for_a_review_that_is_over_is_let_go_of(window: Window, folder: Path, qtbot: QtBot) -> None:
    page = _reviewed(window, qtbot, [folder / "short.html"])
    before = window.session.write_and_wait(lambda case: dict(case._held))
    imports_of(window.session).read_again(page.review, list(page.review.items), Wish(whole_page=True))
    page.review.taken = True
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=WAIT)
    window.session.finish_writing()
    assert window.session.write_and_wait(lambda case: dict(case._held)) == before
    page.review.taken = False
