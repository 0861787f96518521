"""What a line asks for while it is being typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.search.query import parse
from db.search.unfinished import as_typed


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("po", "po*"),
        ("police sta", "police sta*"),
        ('"police sta', '"police sta*'),
        ("(police OR cara", "(police OR cara*"),
        ("title:mi", "title:mi*"),
        ("U.S", "U.S*"),
    ],
)
def test_the_last_word_is_the_beginning_of_one(typed: str, asked: str) -> None:
    assert as_typed(typed) == asked


@pytest.mark.parametrize(
    "typed", ["police ", '"police station"', "(police)", "poli*", "police OR", "police -sta", "police NOT sta", "习近"]
)
def test_what_is_finished_unwanted_or_unspaced_stays_as_it_is(typed: str) -> None:
    assert as_typed(typed) == typed


def test_one_letter_alone_is_looked_for_in_titles_and_behind_words_it_waits() -> None:
    assert as_typed("p") == "title:p*"
    assert parse(as_typed("police s")).read_as == "police"
    assert parse(as_typed('"police s')).read_as == '"police"'


@given(st.text(st.sampled_from('ab é习"()*-: ORNT'), max_size=30))
def test_whatever_is_typed_can_be_read(typed: str) -> None:
    parse(as_typed(typed))
