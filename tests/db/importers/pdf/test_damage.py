"""Damaged and hostile PDFs give what can be read of them, or a reason, and in time."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.importers.file import File
from db.importers.parsed import Failure, Parsed, Result, Unreadable
from db.importers.pdf import reading
from db.importers.worker import Job, Workers
from tests.db.importers.pdf.making import Page, Writer, pdf
from tests.db.importers.pdf.test_reading import corpus

WHOLE = pdf(("The harbour office paid", "twice"), "Second page", info={"Title": "Cranes"}, attached={"a": b"b"})


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    with Workers(1) as workers:
        yield workers


def result(pool: Workers, data: bytes) -> Result:
    return next(iter(list(pool.parse([Job("1", "a.pdf", data)])))).result


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_damage_gives_a_document_or_a_reason(data: st.DataObject) -> None:
    damaged = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(8, len(damaged) - 1))
        damaged[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=20))
    for read in reading.WAYS:
        try:
            assert isinstance(read(File("a.pdf", bytes(damaged))), Parsed)
        except Unreadable as error:
            assert error.reason in {"damaged", "needs-password", "encrypted"}  # noqa: PT017


def test_half_a_file_gives_a_reason_or_its_first_pages(pool: Workers) -> None:
    many = pdf(*(f"Page {number}" for number in range(200)))
    for share in (0.1, 0.5, 0.9):
        found = result(pool, many[: int(len(many) * share)])
        assert isinstance(found, Failure | Parsed)
        assert not isinstance(found, Failure) or found.reason == "damaged"


def test_a_tree_of_pages_that_holds_itself_comes_to_an_end(pool: Workers) -> None:
    writer = Writer()
    root, tree = writer.reserve(), writer.reserve()
    writer.put(root, f"<</Type/Catalog/Pages {tree} 0 R>>")
    writer.put(tree, f"<</Type/Pages/Kids[{tree} 0 R {tree} 0 R]/Count 100000000>>")
    found = result(pool, writer.written(f"/Root {root} 0 R"))
    assert isinstance(found, Failure)
    assert found.reason == "damaged"


def test_a_giant_page_gives_its_text(pool: Workers) -> None:
    found = result(pool, pdf(Page(("Giant words",), box=(0, 0, 1e7, 1e7))))
    assert isinstance(found, Parsed)
    assert found.text == "Giant words"


def test_noise_with_the_head_of_a_pdf_is_damaged(pool: Workers) -> None:
    assert result(pool, b"%PDF-1.7\n" + bytes(range(256)) * 500) == Failure("damaged", "code 3")


def test_an_empty_file_is_empty(pool: Workers) -> None:
    assert result(pool, b"") == Failure("empty")


def test_a_thousand_pages_are_read_in_time(pool: Workers) -> None:
    found = result(pool, pdf(*(f"Page {number} of many" for number in range(1000))))
    assert isinstance(found, Parsed)
    assert len(found.pages) == 1000
    assert found.text.endswith("Page 999 of many")


def test_a_stream_that_unpacks_to_gigabytes_stops_only_itself(pool: Workers) -> None:
    writer = Writer()
    root, tree, page = writer.reserve(), writer.reserve(), writer.reserve()
    bomb = writer.stream(b" " * (1 << 20) * 64)
    for _ in range(3):
        packed = writer.objects[bomb - 1]
        data = packed[packed.index(b"stream\n") + 7 : packed.rindex(b"\nendstream")]
        bomb = writer.stream(data, "/X 1")
    writer.put(root, f"<</Type/Catalog/Pages {tree} 0 R>>")
    writer.put(tree, f"<</Type/Pages/Kids[{page} 0 R]/Count 1>>")
    writer.put(page, f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 100 100]/Contents {bomb} 0 R>>")
    assert isinstance(result(pool, writer.written(f"/Root {root} 0 R")), Parsed | Failure)
    assert isinstance(result(pool, WHOLE), Parsed)


def test_scans_of_the_collection_say_that_they_have_no_text_of_their_own(pool: Workers) -> None:
    for name in ("ingest/greek.pdf", "ingest/jbig2.pdf"):
        found = result(pool, corpus(name))
        assert isinstance(found, Parsed)
        assert "no-text" in found.warnings or found.text_kind == "recognised"
