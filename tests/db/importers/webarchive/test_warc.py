"""A web archive gives every page in it, with where and when it was captured, and says where it was altered."""

import gzip
import hashlib
import zlib
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.importers import formats
from db.importers.file import File
from db.importers.parsed import Bundle, Found, Part, Unreadable
from db.importers.webarchive import warc
from tests.db.importers.webarchive.capture import PAGE, URL, answer, packed, record, sha1

FILES = Path(__file__).parents[5] / "shared" / "corpus" / "files"


def read(data: bytes) -> Bundle:
    return warc.read(File("a.warc", data))


def only(data: bytes) -> Part:
    (part,) = read(data).parts
    return part


@pytest.mark.parametrize("data", [record(answer()), packed(record(answer())), gzip.compress(record(answer()))])
def test_a_page_is_a_part_with_where_and_when(data: bytes) -> None:
    file = File("capture", data)
    assert file.kind.media_type == "application/warc"
    way, _ = formats.ways(file)
    bundle = way(file)
    assert isinstance(bundle, Bundle)
    (part,) = bundle.parts
    assert (part.name, part.role, part.data, part.declared, part.warnings) == (URL, "record", PAGE, "utf-8", ())
    assert part.said == {"url": Found(URL, "capture"), "accessed": Found("2023-03-14", "capture")}


def test_only_pages_documents_and_texts_that_were_found_are_parts() -> None:
    bundle = read(
        packed(
            record(b"software: reed", kind="warcinfo"),
            record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
            record(answer()),
            record(answer(), kind="revisit"),
            record(answer(status=404), url=f"{URL}/404"),
            record(answer(b"", status=301), url=f"{URL}/301"),
            record(answer(b"\x89PNG\r\n\x1a\n", {"Content-Type": "image/png"}), url=f"{URL}/a.png"),
            record(answer(b"p{}", {"Content-Type": "text/css"}), url=f"{URL}/a.css"),
            record(answer(b"a()", {"Content-Type": "application/javascript"}), url=f"{URL}/a.js"),
            record(answer(b'{"a": 1}'), url=f"{URL}/api"),
            record(answer(b"GIF89a"), url=f"{URL}/pixel"),
            record(answer(b"The crane.", {"Content-Type": "text/plain"}), url=f"{URL}/a.txt"),
            record(b"The text.", {"Content-Type": "text/plain"}, "urn:text:https://courier.example/", "resource"),
            record(b"The note.", {"Content-Type": "text/plain"}, f"{URL}/note", "resource"),
        )
    )
    assert [part.name for part in bundle.parts] == [URL, f"{URL}/a.txt", f"{URL}/note"]
    assert bundle.warnings == ()


def test_a_digest_that_fits_says_nothing() -> None:
    block = answer()
    assert only(record(block, {"WARC-Block-Digest": sha1(block), "WARC-Payload-Digest": sha1(PAGE)})).warnings == ()


@pytest.mark.parametrize("name", ["WARC-Block-Digest", "WARC-Payload-Digest"])
def test_a_page_that_was_altered_says_so(name: str) -> None:
    altered = answer(PAGE.replace(b"twice", b"never"))
    assert only(record(altered, {name: sha1(PAGE)})).warnings == ("digest-mismatch",)


def test_digests_are_read_in_every_form_that_programs_write() -> None:
    block = answer()
    for digest in (f"sha-256:{hashlib.sha256(block).hexdigest()}", sha1(block).lower(), "crc:1", "sha1:?"):
        assert only(record(block, {"WARC-Block-Digest": digest})).warnings == ()


def chunked(data: bytes) -> bytes:
    pieces = (data[at : at + 40] for at in range(0, len(data), 40))
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (chunked(PAGE), {"Transfer-Encoding": "chunked"}),
        (PAGE, {"Transfer-Encoding": "chunked"}),
        (gzip.compress(PAGE), {"Content-Encoding": "gzip"}),
        (PAGE, {"Content-Encoding": "gzip"}),
        (zlib.compress(PAGE), {"Content-Encoding": "deflate"}),
        (zlib.compress(PAGE)[2:-4], {"Content-Encoding": "deflate"}),
        (brotli.compress(PAGE), {"Content-Encoding": "br"}),
        (PAGE, {"Content-Encoding": "br"}),
        (chunked(gzip.compress(PAGE)), {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}),
    ],
)
def test_bodies_are_unpacked(body: bytes, fields: dict[str, str]) -> None:
    part = only(record(answer(body, fields), {"WARC-Payload-Digest": sha1(body)}))
    assert (part.data, part.warnings) == (PAGE, ())


def test_a_packing_that_is_not_known_is_left_and_told() -> None:
    for encoding in ("br", "zstd"):
        part = only(record(answer(b"\xff\x0e\x00\xf8", {"Content-Encoding": encoding})))
        assert (part.data, part.warnings) == (b"\xff\x0e\x00\xf8", ("body-still-encoded",))


def test_a_packed_body_that_breaks_off_gives_what_is_there() -> None:
    text = " ".join(f"crane {number}" for number in range(90_000)).encode()
    part = only(record(answer(brotli.compress(b"<p>" + text)[:-900], {"Content-Encoding": "br"})))
    assert part.data.startswith(b"<p>crane 0 crane 1")
    assert "archive-damaged" in part.warnings


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_a_body_that_unpacks_to_far_too_much_is_refused(encoding: str) -> None:
    zeros = bytes(300 << 20)
    data = gzip.compress(zeros, 9) if encoding == "gzip" else brotli.compress(zeros, quality=1)
    part = only(record(answer(data, {"Content-Encoding": encoding})))
    assert (part.refused, part.data) == ("expands-too-far", b"")


def test_chunks_that_break_off_give_what_is_there() -> None:
    body = chunked(PAGE).replace(b"\r\n28\r\n", b"\r\n??\r\n", 1)
    part = only(record(answer(body, {"Transfer-Encoding": "chunked"})))
    assert part.data.startswith(PAGE[:40])
    assert "archive-damaged" in part.warnings


# --- damage -------------------------------------------------------------------------------------


def test_what_comes_before_and_behind_broken_packing_is_kept() -> None:
    whole = [record(answer(PAGE + str(number).encode() * 900), url=f"{URL}/{number}") for number in range(3)]
    first, second, third = (packed(each) for each in whole)
    broken = second[:40] + bytes(30) + second[70:]
    bundle = read(first + broken + third)
    assert {f"{URL}/0", f"{URL}/2"} <= {part.name for part in bundle.parts}
    assert "archive-damaged" in bundle.warnings


@pytest.mark.parametrize("data", [record(answer()) + record(answer()), packed(record(answer()), record(answer()))])
def test_an_archive_that_breaks_off_gives_what_came_before(data: bytes) -> None:
    bundle = read(data[:-40])
    assert bundle.parts[0].data == PAGE
    assert bundle.parts[0].warnings == ()
    assert bundle.warnings == ("archive-damaged",)


def test_a_length_that_is_wrong_costs_only_its_record() -> None:
    bundle = read(record(answer(), length=50) + record(answer(), url=f"{URL}/2"))
    assert bundle.parts[-1].name == f"{URL}/2"
    assert bundle.parts[-1].data == PAGE
    assert "archive-damaged" in bundle.warnings


@pytest.mark.parametrize(
    ("uri", "url"),
    [
        (f"<{URL}>", URL),
        ("https://courier.example/a crane", "https://courier.example/a%20crane"),
        ("not an address", None),
        ("javascript:alert(1)", None),
        ("https://[", None),
    ],
)
def test_an_address_that_is_none_costs_only_itself(uri: str, url: str | None) -> None:
    part = only(record(answer(), url=uri))
    assert part.data == PAGE
    assert part.said.get("url") == (Found(url, "capture") if url else None)


def test_what_is_no_archive_is_refused() -> None:
    with pytest.raises(Unreadable):
        read(b"WARC/1.0 is how this note begins.\n")


@settings(max_examples=80, deadline=None)
@given(st.data(), st.booleans())
def test_any_damage_is_survived(data: st.DataObject, is_packed: bool) -> None:
    block = answer(chunked(gzip.compress(PAGE)), {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"})
    records = [record(block), record(answer(), {"WARC-Block-Digest": sha1(PAGE)})]
    whole = bytearray(packed(*records) if is_packed else b"".join(records))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        whole[at] = data.draw(st.integers(0, 255))
    try:
        read(bytes(whole[: data.draw(st.integers(0, len(whole)))]))
    except Unreadable:
        return


def test_an_archive_that_others_made_is_read() -> None:
    path = FILES / "office" / "testWARC_multiple.warc"
    if not path.exists():
        pytest.skip("the corpus is not here")
    part = only(path.read_bytes())
    assert part.name == "https://russellvets.org/"
    assert part.data.startswith(b"\n<HTML><HEAD><TITLE>Russell County")
    assert part.warnings == ()


@pytest.mark.parametrize("data", [record(answer()), packed(record(answer()), record(answer()))[:-30]])
def test_an_archive_whose_reader_was_lost_is_read_without_its_tags(data: bytes) -> None:
    assert "The crane was paid for twice." in warc.read_remains(File("a.warc", data)).text
