"""Pages and messages that are built, or broken, to stop a reader give a text or a reason, and in time."""

import gzip
import random
from collections.abc import Iterator

import pytest

from db.importers.parsed import Bundle, Failure, Parsed, Result
from db.importers.worker import Job, Limits, Workers

ARTICLE = "".join(
    f"<p>Invoice {number} says that the harbour office of Saltmarsh paid Brackwater Lifting for crane {number}.</p>"
    for number in range(12)
)
RUSSIAN = "Портовое управление дважды заплатило за один и тот же кран. "


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    with Workers(1) as workers:
        yield workers


def result(pool: Workers, data: bytes | str, name: str = "page.html") -> Result:
    job = Job("1", name, data.encode() if isinstance(data, str) else data)
    return next(iter(list(pool.parse([job])))).result


def text(pool: Workers, data: bytes | str) -> str:
    parsed = result(pool, data)
    assert isinstance(parsed, Parsed), parsed
    return parsed.text


def test_a_picture_of_fifteen_megabytes_does_not_hide_the_article(pool: Workers) -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 15_000_000}">'
    parsed = result(pool, f"<html><body><article>{picture}{ARTICLE}</article></body></html>")
    assert isinstance(parsed, Parsed)
    assert parsed.extractor.name == "trafilatura"
    assert parsed.text.startswith("Invoice 0 says")
    assert len(parsed.text) < 2000


def test_ten_megabytes_in_one_paragraph_are_read(pool: Workers) -> None:
    parsed = result(pool, f"<html><body><article><p>{'lorem ipsum ' * 850_000}</p></article></body></html>")
    assert isinstance(parsed, Parsed)
    assert len(parsed.text) > 10_000_000
    assert "whole-page-text" in parsed.warnings


@pytest.mark.parametrize("depth", [20_000, 200_000])
def test_a_page_as_deep_as_a_well_gives_its_text(pool: Workers, depth: int) -> None:
    parsed = result(pool, f"<html><head><title>Well</title></head><body>{'<div>' * depth}<p>{'text here ' * 50}</p>")
    assert isinstance(parsed, Parsed)
    assert parsed.text.startswith("text here text here")
    assert parsed.title is not None
    assert parsed.title.value == "Well"


def test_a_hundred_thousand_paragraphs_give_their_text(pool: Workers) -> None:
    assert text(pool, f"<html><body>{'<p>word word' * 100_000}").count("word word") == 100_000


def test_a_script_without_an_end_swallows_only_itself(pool: Workers) -> None:
    assert text(pool, f"<html><body>{ARTICLE}<script>{'x' * 5_000_000}").endswith("for crane 11.")


def test_utf_16_without_its_mark_is_read(pool: Workers) -> None:
    page = f"<html><head></head><body><article>{ARTICLE}</article></body></html>".encode("utf-16-le")
    assert text(pool, page).startswith("Invoice 0 says")


def test_a_charset_that_is_declared_wrongly_is_not_believed(pool: Workers) -> None:
    page = f'<html><head><meta charset="utf-8"><title>Кран</title></head><body><p>{RUSSIAN * 30}</p></body></html>'
    parsed = result(pool, page.encode("cp1251"))
    assert isinstance(parsed, Parsed)
    assert parsed.text.startswith(RUSSIAN.strip())
    assert parsed.charset == "windows-1251"
    assert parsed.language is not None
    assert parsed.language.value == "ru"


def test_a_charset_that_is_declared_rightly_is_used(pool: Workers) -> None:
    page = f'<html><head><meta charset="koi8-r"></head><body><p>{RUSSIAN * 30}</p></body></html>'
    parsed = result(pool, page.encode("koi8-r"))
    assert isinstance(parsed, Parsed)
    assert parsed.text.startswith(RUSSIAN.strip())
    assert "charset-guessed" not in parsed.warnings


def test_random_bytes_are_refused_whatever_their_name(pool: Workers) -> None:
    noise = random.Random(7).randbytes(200_000)
    for name in ("a.html", "a.txt", "a.md", "a"):
        assert result(pool, noise, name) == Failure("binary", "application/octet-stream")


def test_nuls_are_replaced(pool: Workers) -> None:
    assert text(pool, b"<html><body><p>a\0b\0c text</p></body></html>") == "a\ufffdb\ufffdc text"


def test_entities_are_not_expanded_beyond_themselves(pool: Workers) -> None:
    entities = (
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">'
    )
    page = f'<?xml version="1.0"?><!DOCTYPE l [{entities}]><html><body><p>&b;&b; and &c; too</p></body></html>'
    words = text(pool, page)
    assert "aaaaaaaaaa" not in words
    assert "root:" not in words


def test_json_ld_as_deep_as_a_well_is_passed_over(pool: Workers) -> None:
    script = f'<script type="application/ld+json">{"[" * 200_000}</script>'
    assert text(pool, f"<html><head>{script}</head><body>{ARTICLE}</body></html>").startswith("Invoice 0")


def test_a_page_that_is_an_address_is_not_fetched(pool: Workers) -> None:
    parsed = result(pool, b"http://127.0.0.1:9/page.html", "page.html")
    assert isinstance(parsed, Parsed)
    assert parsed.text == "http://127.0.0.1:9/page.html"


# --- messages and archives ----------------------------------------------------------------------

LETTER = "From: a@b.example\nMIME-Version: 1.0\n"


def test_a_header_of_a_megabyte_is_shown_in_part(pool: Workers) -> None:
    parsed = result(pool, f"{LETTER}To: {'a@b.example, ' * 80_000}\nSubject: Crane\n\nText.", "a.eml")
    assert isinstance(parsed, Parsed)
    assert parsed.text.endswith("\nSubject: Crane\n\nText.")
    assert len(parsed.text) < 30_000
    assert "header-cut" in parsed.warnings


def test_ten_thousand_stations_on_the_way_are_passed_over(pool: Workers) -> None:
    stations = "Received: from a by b; Tue, 14 Mar 2023 10:00:00 +0000\n" * 10_000
    assert text(pool, f"{stations}{LETTER}\nText.") == "From: a@b.example\n\nText."


@pytest.mark.parametrize("depth", [500, 5_000])
def test_a_message_as_deep_as_a_well_has_an_end(pool: Workers, depth: int) -> None:
    opened = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(depth))
    parsed = result(pool, f"{LETTER}{opened}\nText.", "a.eml")
    assert isinstance(parsed, Parsed)
    assert [part.refused for part in parsed.parts] == ["too-deep"]


def test_a_header_without_an_end_is_read(pool: Workers) -> None:
    parsed = result(pool, f"{LETTER}{'X-A: b' * 1_000_000}", "a.eml")
    assert isinstance(parsed, Parsed)
    assert parsed.text == "From: a@b.example"


def test_a_hundred_thousand_messages_are_all_there() -> None:
    message = "From a@b.example Tue Mar 14 10:00:00 2023\nFrom: a@b.example\nSubject: Crane\n\nText.\n\n"
    with Workers(1, Limits(seconds=120)) as patient:  # a busy machine is no defect
        box = result(patient, message * 100_000, "a.mbox")
    assert isinstance(box, Bundle)
    assert len(box.parts) == 100_000


@pytest.mark.parametrize(
    "line", ["From " + "1:00 2000 " * 500_000, "\n\nFrom a@b.example" * 200_000, ">From \n" * 700_000]
)
def test_lines_that_are_nearly_messages_are_told_in_time(pool: Workers, line: str) -> None:
    first = "From a@b.example Tue Mar 14 10:00:00 2023\nFrom: a@b.example\nSubject: Crane\n\n"
    assert isinstance(result(pool, f"{first}{line}\n", "a.mbox"), Bundle)


def test_what_is_called_a_message_of_outlook_and_is_none_is_not_read_as_one(pool: Workers) -> None:
    parsed = result(pool, "<html><body><p>The ferry was late.</p></body></html>", "a.msg")
    assert isinstance(parsed, Parsed)
    assert (parsed.media_type, parsed.named_type) == ("text/html", "application/vnd.ms-outlook")


def test_an_archive_of_zeros_is_given_up(pool: Workers) -> None:
    zeros = gzip.compress(
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9000000000\r\n\r\n" + bytes(400 << 20), 9
    )
    archive = result(pool, zeros, "a.warc.gz")
    assert isinstance(archive, Bundle)
    assert [part.refused for part in archive.parts] == ["too-large"]
    assert archive.warnings == ("archive-damaged",)
