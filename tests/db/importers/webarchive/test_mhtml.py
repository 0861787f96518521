"""A page that a browser saved with what belongs to it reads like the page, and says where and when it was saved."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.importers import formats, html
from db.importers.file import File, Wish
from db.importers.parsed import Found, Parsed, Unreadable
from db.importers.webarchive import mhtml

FILES = Path(__file__).parents[5] / "shared" / "corpus" / "files"
URL = "https://courier.example/2023/03/14/crane?ref=mail"
PROSE = (
    "<p>The harbour office of Saltmarsh paid for the same crane twice within eleven weeks, according to invoices that "
    "were seen by the Courier. Both payments were approved by the same two people, the paper writes.</p>"
) * 4
PAGE = f'<html><head><meta charset="utf-8"><title>One crane</title></head><body><nav>Sport</nav>{PROSE}</body></html>'


def saved(
    page: str = PAGE, charset: str = "utf-8", head: str = "", before: bytes = b"", kind: str = "related"
) -> bytes:
    """A file as Chromium writes it; `before` is a part before the page."""
    top = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {URL[:30]}\r\n {URL[30:]}\r\nSubject: One crane\r\n"
        f"Date: Tue, 14 Mar 2023 21:10:00 +0100\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/{kind};\r\n\ttype="text/html";\r\n\tboundary="----b"{head}\r\n\r\n\r\n'
    )
    part = f"Content-Type: text/html; charset={charset}\r\nContent-ID: <root@x>\r\nContent-Location: {URL}\r\n\r\n"
    picture = b"------b\r\nContent-Type: image/png\r\nContent-Location: https://courier.example/a.png\r\n\r\nPNG\r\n"
    return (
        top.encode()
        + before
        + b"------b\r\n"
        + part.encode()
        + page.encode(charset)
        + b"\r\n"
        + picture
        + b"------b--\r\n"
    )


def read(data: bytes, wish: Wish | None = None) -> Parsed:
    file = File("page.mhtml", data, wish or Wish())
    parsed = formats.ways(file)[0](file)
    assert isinstance(parsed, Parsed)
    return parsed


def test_the_page_says_where_and_when_it_was_saved() -> None:
    parsed = read(saved())
    assert parsed.media_type == "multipart/related"
    assert parsed.url == Found(URL, "capture")
    assert parsed.accessed == Found("2023-03-14", "capture")
    assert parsed.title == Found("One crane", "meta")
    assert parsed.text.startswith("The harbour office of Saltmarsh paid")
    assert parsed.parts == ()


def test_the_day_of_saving_is_no_day_of_publication() -> None:
    parsed = read(saved())
    assert parsed.issued is None
    assert parsed.suggestions["issued"] == Found("2023-03-14", "url")


def test_an_address_that_the_page_gives_itself_is_a_suggestion() -> None:
    page = PAGE.replace("<title>", '<link rel="canonical" href="https://courier.example/crane"><title>')
    parsed = read(saved(page))
    assert parsed.url == Found(URL, "capture")
    assert parsed.suggestions["url"] == Found("https://courier.example/crane", "meta")


def test_the_page_is_read_in_its_charset() -> None:
    page = PAGE.replace("crane", "Brücke").replace('<meta charset="utf-8">', "")
    assert "the same Brücke twice" in read(saved(page, charset="iso-8859-1")).text


def test_the_root_is_the_part_that_is_named() -> None:
    other = b"------b\r\nContent-Type: text/html\r\n\r\n<p>An advertisement.</p>\r\n"
    assert "advertisement" not in read(saved(head=';\r\n\tstart="<root@x>"', before=other)).text
    assert read(saved(before=other)).text == "An advertisement."


def test_the_whole_page_can_be_wished_for() -> None:
    assert "Sport" not in read(saved()).text
    assert read(saved(), Wish(whole_page=True)).text.startswith("Sport")


def test_the_same_page_saved_in_two_ways_has_the_same_text() -> None:
    assert read(saved()).text == html.read_article(File("page.html", PAGE.encode())).text


@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "page", "page.txt"])
def test_such_a_page_is_told_by_its_content(name: str) -> None:
    assert File(name, saved()).kind.media_type == "multipart/related"


def test_a_letter_with_pictures_is_no_page() -> None:
    data = saved().replace(b"Snapshot-Content-Location", b"Message-ID").replace(b"<Saved by Blink>", b"a@b.example")
    assert File("a", data).kind.media_type == "message/rfc822"
    assert File("a.eml", data).kind.named_type is None


def test_a_file_without_a_page_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(saved().replace(b"text/html", b"text/none"))
    assert refusal.value.reason == "damaged"


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_damage_is_survived(data: st.DataObject) -> None:
    whole = bytearray(saved("<p>Words</p>"))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        whole[at] = data.draw(st.integers(0, 255))
    for way in mhtml.WAYS:
        try:
            way(File("a.mhtml", bytes(whole)))
        except Unreadable:
            continue


def test_a_page_that_others_saved_is_read() -> None:
    path = FILES / "office" / "testMHTMLFirefox.mhtml"
    if not path.exists():
        pytest.skip("the corpus is not here")
    parsed = read(path.read_bytes())
    assert parsed.url == Found("http://aperture.sourceforge.net/", "capture")
    assert parsed.accessed == Found("2006-03-10", "capture")
    assert "Main Entry: ap·er·ture" in parsed.text
