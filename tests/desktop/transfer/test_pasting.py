"""A new source from the clipboard: read and reviewed like a file, with the address it was copied from."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db import sources, texts
from desktop.base.jobs import Job
from desktop.transfer.pasting import pasted
from desktop.transfer.review_page import ReviewPage
from desktop.window import Window

pytestmark = pytest.mark.window

PAGE = (
    "<meta charset='utf-8'><h1>Two offices, not eleven</h1><p>The minister told the chamber "
    "so – “两个” – on Wednesday.</p>"
    '<img src="https://tracker.example/pixel.gif"><script src="https://tracker.example/a.js"></script>'
)
ADDRESS = "https://ledger.example/2022/12/offices"


def _copied(html: str = "", text: str = "", /, **kinds: bytes) -> QMimeData:
    data = QMimeData()
    if html:
        data.setHtml(html)
    if text:
        data.setText(text)
    for kind, value in kinds.items():
        data.setData(_KINDS[kind], value)
    return data


_KINDS = {
    "moz": "text/x-moz-url-priv",
    "chromium": "chromium/x-source-url",
    "link": "text/x-moz-url",
    "uris": "text/uri-list",
    "windows": 'application/x-qt-windows-mime;value="HTML Format"',
}


def test_a_page_goes_before_the_text_beside_it(qapp: object) -> None:
    found = pasted(_copied(PAGE, "Two offices, not eleven"))
    assert found is not None
    assert (found.name, found.data.decode(), found.address) == ("clipboard.html", PAGE, None)


@pytest.mark.parametrize(
    "kinds",
    [
        {"moz": ADDRESS.encode("utf-16-le")},
        {"chromium": ADDRESS.encode()},
        {"link": f"{ADDRESS}\nTwo offices".encode("utf-16-le")},
        {"uris": f"# copied\r\n{ADDRESS}\r\n".encode()},
        {"windows": f"Version:0.9\r\nStartHTML:00000097\r\nSourceURL:{ADDRESS}\r\n<html>".encode()},
        {"moz": ADDRESS.encode("utf-16-le"), "uris": b"https://elsewhere.example/"},
    ],
)
def test_the_address_comes_along_however_the_browser_says_it(qapp: object, kinds: dict[str, bytes]) -> None:
    found = pasted(_copied(PAGE, **kinds))
    assert found is not None
    assert found.address == ADDRESS


@pytest.mark.parametrize("where", ["file:///home/ana/list.html", "javascript:alert(1)", "about:blank", "no address"])
def test_what_is_no_address_on_the_web_is_not_taken_over(qapp: object, where: str) -> None:
    found = pasted(_copied(PAGE, chromium=where.encode()))
    assert found is not None
    assert found.address is None


def test_the_head_that_windows_puts_before_a_page_is_taken_off(qapp: object) -> None:
    head = f"Version:0.9\r\nStartHTML:00000097\r\nEndHTML:00000200\r\nSourceURL:{ADDRESS}\r\n"
    found = pasted(_copied(head + PAGE))
    assert found is not None
    assert (found.data.decode(), found.address) == (PAGE, ADDRESS)


@pytest.mark.parametrize("text", ["", "   \n", ADDRESS])
def test_nothing_is_made_of_nothing_or_of_an_address_alone(qapp: object, text: str) -> None:
    assert pasted(_copied("", text)) is None


def test_it_goes_through_the_review_and_becomes_a_source(window: Window, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setMimeData(_copied(PAGE, chromium=ADDRESS.encode()))
    window.actions_.qt("import.clipboard").trigger()
    qtbot.waitUntil(lambda: isinstance(window.pages.current_page(), ReviewPage), timeout=60_000)
    page = window.pages.current_page()
    assert isinstance(page, ReviewPage)
    assert page.review["0"].state == "ready"
    assert page.review["0"].warnings == ()
    values, origins = page.review["0"].values()
    assert (values["url"], origins["url"], values["held"]) == (ADDRESS, "clipboard", "pasted-text")
    page.take.click()
    qtbot.waitUntil(lambda: len(sources.every(window.session.case)) == 1, timeout=60_000)
    (source,) = sources.every(window.session.case)
    assert (source.title, source.held, source.url) == ("Two offices, not eleven", "pasted-text", ADDRESS)
    assert source.obtained_how == "pasted from the clipboard"
    text = texts.current(window.session.case, source.uuid)
    assert text is not None
    assert "so – “两个” – on Wednesday" in texts.content(window.session.case, text)


def test_closing_the_window_does_not_lose_what_was_pasted(window: Window, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setMimeData(_copied(PAGE))
    window.actions_.qt("import.clipboard").trigger()
    qtbot.waitUntil(lambda: isinstance(window.pages.current_page(), ReviewPage), timeout=60_000)
    assert not window.close()
    assert "would be lost" in window.notice.words.text()
    window.pages.close_current()
    assert not window.close(), "neither when its page was closed before"
    window.actions_.qt("import.review").trigger()
    page = window.pages.current_page()
    assert isinstance(page, ReviewPage)
    page.discard.click()


def test_copied_files_are_imported_as_files(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry left.")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt"))])
    QGuiApplication.clipboard().setMimeData(data)
    window.actions_.qt("import.clipboard").trigger()
    qtbot.waitUntil(lambda: isinstance(window.pages.current_page(), ReviewPage), timeout=60_000)
    page = window.pages.current_page()
    assert isinstance(page, ReviewPage)
    assert page.review["0"].name == "a.txt"


@pytest.mark.parametrize(("text", "said"), [(ADDRESS, "only an address"), ("", "neither a page nor a text")])
def test_an_empty_clipboard_and_an_address_are_told_apart(window: Window, text: str, said: str) -> None:
    QGuiApplication.clipboard().setMimeData(_copied("", text))
    window.actions_.qt("import.clipboard").trigger()
    assert said in window.status.words.text()


def test_closing_does_not_ask_for_what_nobody_would_miss(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("desktop.window.ask_yes", lambda *said: asked.append(said))
    window.jobs.start("Looking for copies", _until_stopped, lambda _: None, spare=True)
    assert window.close()
    assert not asked


def _until_stopped(job: Job) -> None:
    while not job.stopping:
        time.sleep(0.01)
