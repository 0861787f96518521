"""A page as a picture is as wide as asked for, and never larger than a screen can use."""

import struct
from zlib import decompress

import pytest

from db.importers.drawing import Picture
from db.importers.parsed import Unreadable
from db.importers.pdf import picture
from tests.db.importers.pdf.making import Page, pdf


def rows(found: Picture) -> list[bytes]:
    assert found.png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", found.png[16:24]) == (found.width, found.height)
    data = decompress(found.png[found.png.index(b"IDAT") + 4 : -16])
    step = 1 + 3 * found.width
    return [data[at + 1 : at + step] for at in range(0, len(data), step)]


def test_a_page_is_drawn_in_its_proportions() -> None:
    found = picture.of_page(pdf(Page(drawn="1 0 0 rg 0 421 595 421 re f")), 0, 300)
    lines = rows(found)
    assert found.width == 300
    assert len(lines) == found.height == pytest.approx(425, abs=2)
    assert lines[5][:3] == b"\xff\0\0"
    assert lines[-5][:3] == b"\xff\xff\xff"


@pytest.mark.parametrize("box", [(0, 0, 1e7, 1e7), (0, 0, 1e9, 10), (0, 0, 10, 1e6), (0, 0, 0.001, 0.001)])
def test_the_picture_of_a_giant_page_stays_small(box: tuple[float, float, float, float]) -> None:
    try:
        found = picture.of_page(pdf(Page(("words",), box=box)), 0, 100_000)
    except Unreadable as error:
        assert error.reason == "damaged"  # noqa: PT017
    else:
        assert found.width * found.height < 33_000_000


def test_a_page_that_is_not_there_has_no_picture() -> None:
    with pytest.raises(Unreadable):
        picture.of_page(pdf("one"), 1, 300)
