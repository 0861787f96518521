"""Parts of pages, pictures and recordings, written as media fragments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import errors, fragments
from db.fragments import Part, Stretch

SIDES = st.integers(min_value=0, max_value=50_000).map(lambda number: number / 1000)
LENGTHS = st.integers(min_value=1, max_value=50_000).map(lambda number: number / 1000)
PARTS = st.builds(Part, SIDES, SIDES, LENGTHS, LENGTHS, st.none() | st.integers(min_value=1, max_value=999_999))


@given(PARTS)
def test_a_part_reads_as_it_was_written(part: Part) -> None:
    assert fragments.parse(str(part)) == part


def test_it_is_written_as_the_standards_say() -> None:
    assert str(Part(10.5, 20, 30, 5, page=4)) == "page=4&xywh=percent:10.5,20,30,5"
    assert str(Part(0, 0, 100, 100)) == "xywh=percent:0,0,100,100"
    assert str(Stretch(61, 75.25)) == "t=61,75.25"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "t=9",
        "t=20,10",
        "t=١,٢",
        "xywh=1,2,3,4",
        "xywh=percent:60,0,50,10",
        "xywh=percent:1,1,0,4",
        "page=0&xywh=percent:1,1,1,1",
    ],
)
def test_what_is_no_place_is_refused(written: str) -> None:
    with pytest.raises(errors.Invalid):
        fragments.parse(written)
