"""Pictures and recordings are sources even without a text; what a camera wrote is only suggested."""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importers import detect, formats
from db.importers.file import File
from db.importers.media import exif, pictures, recognition, svg
from db.importers.media.recognition import Words
from db.importers.parsed import Found, Parsed, Unreadable

CORPUS = Path(__file__).parents[4].parent / "shared" / "corpus" / "files" / "ingest"


def exif_block(order: str = "<") -> bytes:
    """A camera's block with a maker, a model, a place and a day."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    words = {0x010F: b"Harbourcam\0", 0x0110: b"Harbourcam X100\0", 0x9003: b"2022:03:04 10:11:12\0"}
    places, at, tail = {}, 200, b""
    for tag, value in words.items():
        places[tag], at, tail = at, at + len(value), tail + value

    def entry(tag: int, kind: int, size: int, value: int) -> bytes:
        return struct.pack(f"{order}HHII", tag, kind, size, value)

    first = [
        entry(0x010F, 2, 11, places[0x010F]),
        entry(0x0110, 2, 16, places[0x0110]),
        entry(0x8769, 4, 1, 120),
        entry(0x8825, 4, 1, 160),  # where it was taken
    ]
    main = struct.pack(f"{order}H", len(first)) + b"".join(first) + struct.pack(f"{order}I", 0)
    more = struct.pack(f"{order}H", 1) + entry(0x9003, 2, 20, places[0x9003]) + struct.pack(f"{order}I", 0)
    block = (head + main).ljust(120, b"\0") + more
    return block.ljust(200, b"\0") + tail


def jpeg(block: bytes) -> bytes:
    body = b"Exif\0\0" + block
    return b"\xff\xd8\xff\xe0\0\x04ab\xff\xe1" + struct.pack(">H", len(body) + 2) + body + b"\xff\xda\0\x02data\xff\xd9"


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_day_and_the_camera_of_a_photograph_are_suggested(order: str) -> None:
    parsed = pictures.read_plain(File("IMG_1.jpg", jpeg(exif_block(order))))
    assert parsed.issued is None
    assert parsed.suggestions == {
        "issued": Found("2022-03-04", "properties"),
        "medium": Found("Harbourcam X100", "properties"),
    }
    assert parsed.text == ""
    assert parsed.warnings == ("no-text",)
    assert parsed.title == Found("IMG_1", "file")


@given(st.binary(max_size=80), st.integers(0, 250))
def test_a_damaged_block_of_a_camera_says_nothing(noise: bytes, at: int) -> None:
    block = exif_block()
    exif.read(jpeg(block[:at] + noise + block[at + len(noise) :]))
    exif.read(b"\xff\xd8\xff" + noise)
    exif.read(b"II*\0" + noise)
    assert exif.page_count(b"MM\0*" + noise) >= 0


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "image/bmp"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "image/jp2"),
        (b"ID3\x03\0\0", "audio/mpeg"),
        (b"\xff\xfb\x90\x64", "audio/mpeg"),
        (b"\0\0\0\x20ftypM4A ", "audio/mp4"),
        (b"\0\0\0\x20ftypisom", "video/mp4"),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"OggS\0", "audio/ogg"),
        (b"fLaC\0", "audio/flac"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", "video/webm"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x88matroska", "video/x-matroska"),
    ],
)
def test_what_is_seen_or_heard_comes_in_by_its_first_bytes(data: bytes, media_type: str) -> None:
    file = File("thing", data)
    assert file.kind.media_type == media_type
    parsed = formats.ways(file)[-1](file)
    assert isinstance(parsed, Parsed)
    assert (parsed.text, parsed.media_type, parsed.type, parsed.warnings) == ("", media_type, None, ("no-text",))


def test_a_tiff_of_many_pages_has_them() -> None:
    path = CORPUS / "multipage_tiff_example.tif"
    if not path.exists():
        pytest.skip("the collected files are not here")
    assert len(pictures.read_plain(File("a.tif", path.read_bytes())).pages) == 10


DRAWING = """<?xml version="1.0"?>
<!-- made by hand -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://127.0.0.1:9/svg.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">
<!ENTITY y "yyyyyyyyyy"> <!ENTITY z "&y;&y;&y;&y;&y;&y;&y;&y;&y;&y;">]>
<svg xmlns="http://www.w3.org/2000/svg"><title>Plan of the harbour</title>
<style>text { fill: red }</style><script>var a = 1</script>
<text x="1">Crane <tspan font-weight="bold">A</tspan><tspan x="1" dy="12">since 2021</tspan></text>
<text>&x;&z;Quay</text></svg>"""


def test_a_drawing_gives_its_words_and_nothing_from_elsewhere() -> None:
    file = File("plan.svg", DRAWING.encode())
    assert file.kind.media_type == detect.SVG
    parsed = svg.read(file)
    assert parsed.text == "Crane A\nsince 2021\nQuay"
    assert parsed.title == Found("Plan of the harbour", "properties")


def test_a_drawing_without_words_is_only_seen() -> None:
    parsed = svg.read(File("plan.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>"))
    assert (parsed.text, parsed.warnings) == ("", ("no-text",))
    with pytest.raises(Unreadable):
        svg.read(File("plan.svg", b""))


def words(*lines: tuple[str, float, float]) -> list[Words]:
    return [Words(text, 0.99, left, top, left + 10 * len(text), top + 12) for text, left, top in lines]


def test_recognised_words_are_in_the_order_of_reading() -> None:
    found = words(("twice", 80, 21), ("Paid", 0, 20), ("Invoice 54", 0, 0))
    assert recognition.in_order(found).text == "Invoice 54\nPaid twice"


def test_columns_are_read_one_after_another_and_tables_line_by_line() -> None:
    left = [(f"left column line {n} of it", 0.0, 20.0 * n) for n in range(5)]
    right = [(f"right column line {n} of it", 400.0, 20.0 * n) for n in range(5)]
    assert recognition.in_order(words(*left, *right)).text.split("\n")[5].startswith("right column line 0")
    table = [(word, at, 20.0 * n) for n in range(5) for word, at in (("Amount", 0.0), ("54,000", 400.0))]
    assert recognition.in_order(words(*table)).text.split("\n")[0] == "Amount 54,000"


def test_words_that_are_hard_to_read_are_doubted() -> None:
    assert recognition.in_order([Words("smudge", 0.4, 0, 0, 9, 9)]).doubtful
    assert recognition.in_order(words(("Λευκωσία", 0, 0))).doubtful
    assert not recognition.in_order(words(("plain words", 0, 0))).doubtful


@pytest.mark.skipif(not recognition.available(), reason="the extra ocr is not installed")
def test_words_in_a_picture_are_recognised() -> None:
    path = CORPUS / "hello_world_tiff.tif"
    if not path.exists():
        pytest.skip("the collected files are not here")
    parsed = pictures.read(File("a.tif", path.read_bytes()))
    assert parsed.text == "HELLO WORLD\nTIFF"
    assert parsed.text_kind == "recognised"
    assert parsed.extractor.name == "rapidocr"


def test_nothing_reports_home() -> None:
    source = Path(recognition.__file__).read_text(encoding="utf-8")
    assert source.index("ORT_DISABLE_TELEMETRY") < source.index("from rapidocr")
