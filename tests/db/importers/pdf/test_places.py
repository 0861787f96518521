"""A passage of the stored text is found on its page, and a part of a page gives its words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.importers.file import File
from db.importers.pdf import places, reading
from db.importers.pdf.boxes import Rectangle
from tests.db.importers.pdf.making import Page, pdf, text
from tests.db.importers.pdf.test_reading import field

LINES = ("The harbour office paid", "twice for the investi-", "gation of one crane 𠀀")


def stored(data: bytes, number: int = 0) -> str:
    return reading.read(File("a.pdf", data)).text.split(reading.BETWEEN)[number]


def rectangles(data: bytes, number: int, page: str, start: int, end: int) -> tuple[Rectangle, ...]:
    return places.rectangles(data, number, page, [(start, end)])[0]


def of(data: bytes, words: str, number: int = 0) -> tuple[Rectangle, ...]:
    page = stored(data, number)
    start = page.index(words)
    return rectangles(data, number, page, start, start + len(words))


def test_a_passage_stands_where_it_is_printed() -> None:
    (found,) = of(pdf(LINES), "harbour")
    assert found.left == pytest.approx((72 + 4 * 6) / 595, abs=0.003)
    assert found.right == pytest.approx((72 + 11 * 6) / 595, abs=0.003)
    assert 72 / 842 - 0.02 < found.top < found.bottom < 72 / 842 + 0.01


def test_a_passage_over_two_lines_has_two_places() -> None:
    first, second = of(pdf(LINES), "the investigation of")
    assert first.left > second.left
    assert second.top > first.top


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_places_are_on_the_page_as_it_is_shown(turned: int) -> None:
    (found,) = of(pdf(Page(LINES, more=f"/Rotate {turned}")), "paid")
    upper = found.top < 0.5
    assert (found.left < 0.5, upper) == {
        0: (True, True), 90: (False, True), 180: (False, False), 270: (True, False)
    }[turned]  # fmt: skip


def test_a_page_need_not_begin_at_zero() -> None:
    (found,) = of(pdf(Page(LINES, box=(1000, 1000, 1595, 1842))), "harbour")
    (plain,) = of(pdf(LINES), "harbour")
    assert found.left == pytest.approx(plain.left, abs=0.001)
    assert found.top == pytest.approx(plain.top, abs=0.001)


def test_what_was_filled_in_stands_in_its_field() -> None:
    data = pdf(LINES, fields=[field("Tx", "name", f"/V{text('Ana Martins')}")])
    (found,) = of(data, "Ana")
    assert found.left == pytest.approx(72 / 595, abs=0.001)
    assert found.bottom == pytest.approx((842 - 500) / 842, abs=0.001)
    page = stored(data)
    start, end = places.span_within(data, 0, page, found) or (0, 0)
    assert page[start:end] == "name: Ana Martins"


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_the_words_in_the_place_of_a_passage_are_the_passage(data: st.DataObject) -> None:
    file = pdf("Cover", LINES)
    page = stored(file, 1)
    start = data.draw(st.integers(0, len(page) - 1))
    end = data.draw(st.integers(start + 1, len(page)))
    for rectangle in rectangles(file, 1, page, start, end):
        first, last = places.span_within(file, 1, page, rectangle) or (0, 0)
        assert page[first + 1 : last - 1].strip() in page[start:end]  # letters lean over their edges
        assert start - 1 <= first < last <= end + 1


def test_words_of_a_text_that_is_not_the_pages_own_are_looked_for() -> None:
    data = pdf(LINES)
    corrected = f"[corrected]\n{stored(data)}"
    start = corrected.index("harbour")
    assert rectangles(data, 0, corrected, start, start + 7) == of(data, "harbour")
    assert rectangles(data, 0, "quite other words", 0, 11) == ()
    assert places.span_within(data, 0, corrected, of(data, "harbour")[0]) == (start, start + 7)


def test_an_empty_part_of_a_page_has_no_words() -> None:
    data = pdf(LINES)
    assert places.span_within(data, 0, stored(data), Rectangle(0.5, 0.5, 0.9, 0.9)) is None
