"""What a file is, is told by its bytes; its name is only believed where they leave it open."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importers import formats
from db.importers.detect import HTML, MARKDOWN, PLAIN, UNKNOWN, kind
from db.importers.file import File
from db.importers.parsed import Unreadable
from tests.db.importers.mail import ole


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", b"The ferry was late.", PLAIN),
        ("a", "Паром опоздал.".encode("koi8-r"), PLAIN),
        ("a.txt", "船迟到了。".encode("utf-16-le") * 9, PLAIN),
        ("a.txt", b"MZ is how this note begins, and BZh, and ID3.", PLAIN),
        ("a.md", b"# The ferry\n\nIt was late.", MARKDOWN),
        ("a.txt", b"# The ferry\n\nIt was late.", PLAIN),
        ("a.md", b"<div align=center>The ferry</div>\n\n# Late", MARKDOWN),
        ("a.html", b"<!-- note --> <!DOCTYPE html><p>late", HTML),
        ("a", b"\xef\xbb\xbf  <html><body>late", HTML),
        ("a.txt", "<html><body>late</body></html>".encode("utf-16-le"), HTML),
        ("a.html", b"The ferry<br>was late", HTML),
        ("a.txt", b"The tag <br> breaks a line, and <html> begins a page.", PLAIN),
        ("a.xhtml", b'<?xml version="1.0"?><!DOCTYPE x><html><body/></html>', HTML),
        ("a.xml", b'<?xml version="1.0"?><feed/>', "application/xml"),
        ("a.eml", b"From: a@b.example\nSubject: ferry\n\nlate", "message/rfc822"),
        ("a.txt", b"From: Ann\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>", "message/rfc822"),
        ("a.txt", b"Dear all,\nFrom: here on the ferry is late.\n", PLAIN),
        ("a.txt", b"%PDF-1.4\n%\xe2\xe3", "application/pdf"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), "application/x-ole-storage"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(9), "image/png"),
        ("a.txt", b"\x7fELF\x02\x01\x01" + bytes(60), "application/x-executable"),
        ("a.txt", random.Random(1).randbytes(3000), UNKNOWN),
    ],
)
def test_the_type_is_told_by_content(name: str, data: bytes, media_type: str) -> None:
    assert kind(name, data).media_type == media_type


def test_a_table_of_dbase_is_not_taken_for_text() -> None:
    fields = b"".join(name.ljust(11, b"\0") + b"C" + bytes(4) + b"\x14" + bytes(15) for name in (b"NAME", b"PLACE"))
    head = bytes([3, 111, 12, 20]) + (1).to_bytes(4, "little") + (97).to_bytes(2, "little") + bytes(22)
    data = head + fields + b"\r" + b" Contessa Armida     Porto Ginestra      "
    assert kind("ferries.dbf", data).media_type == "application/vnd.dbf"


def test_a_name_that_says_something_else_is_noted() -> None:
    assert kind("report.txt", b"%PDF-1.4").named_type == PLAIN
    assert kind("report.html", b"Only words.").named_type == HTML
    assert kind("report.pdf", b"%PDF-1.4").named_type is None
    assert kind("report.csv", b"a,b\n1,2").named_type is None


def test_a_page_of_nothing_but_comments_is_told_in_time() -> None:
    assert kind("a", b"<!-- a -->" * 6000 + b"The ferry").media_type == PLAIN


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"SQLite format 3\x00", "unsupported-type"),
        (b"7z\xbc\xaf\x27\x1c", "other-archive"),
        (b"Rar!\x1a\x07\x01", "other-archive"),
        (ole.file({"WordDocument": b"x"}), "old-office"),
        (ole.file({"Workbook": b"x"}), "old-office"),
        (ole.file({"PowerPoint Document": b"x"}), "old-office"),
        (random.Random(2).randbytes(999), "binary"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        formats.ways(File("file.txt", data))
    assert refusal.value.reason == reason


@given(st.text(max_size=20), st.binary(max_size=300))
def test_any_bytes_have_some_type(name: str, data: bytes) -> None:
    assert "/" in kind(name, data).media_type
