"""Places in a text, as Qt counts them and as a case does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.base.offsets import OffsetMap, runs_right_to_left, shown

pytestmark = pytest.mark.window
LETTERS = st.text(st.sampled_from("ab \né\u0301ا王😀𠮷\u202e\u200f"), max_size=60)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(LETTERS)
def test_every_place_is_where_utf_16_has_it(text: str) -> None:
    places = OffsetMap(text)
    assert [places.to_qt(n) for n in range(len(text) + 1)] == [_units(text[:n]) for n in range(len(text) + 1)]


@given(LETTERS)
def test_every_place_comes_back(text: str) -> None:
    places = OffsetMap(text)
    assert [places.to_text(places.to_qt(n)) for n in range(len(text) + 1)] == list(range(len(text) + 1))


def test_the_middle_of_a_pair_is_the_character_itself() -> None:
    places = OffsetMap("a😀b😀")
    assert (places.to_text(1), places.to_text(2), places.to_text(3), places.to_text(5)) == (1, 1, 2, 3)


@given(st.text(max_size=60))
def test_what_is_painted_stands_place_for_place_where_it_is_stored(text: str) -> None:
    assert len(shown(text)) == len(text)
    assert _units(shown(text)) == _units(text)


def test_overrides_of_direction_are_seen() -> None:
    assert shown("invoice\u202efdp.exe\u202d") == "invoice⇤fdp.exe⇥"
    assert shown("a\fb") == "a b"


@pytest.mark.parametrize(
    ("words", "expected"), [("مرحبا abc", True), ("“שלום", True), ("abc مرحبا", False), ("12 — ", False), ("", False)]
)
def test_words_run_as_their_first_letter_does(words: str, expected: bool) -> None:
    assert runs_right_to_left(words) is expected


def test_words_without_letters_run_as_those_around_them() -> None:
    assert runs_right_to_left("12 %", otherwise=True)


def test_lines_may_end_between_words_that_are_all_kept_together() -> None:
    assert shown("UPON\u00a0THE\u00a0APPLICATION") == "UPON THE APPLICATION"
    assert shown("the sum of 12\u00a0000 euros") == "the sum of 12\u00a0000 euros"
