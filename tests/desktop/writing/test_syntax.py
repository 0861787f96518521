"""How lines of Markdown look, and where they lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.writing.syntax import Lead, Look, is_quote, lead_at, stretches, turns_round


def looks(line: str) -> set[tuple[str, Look]]:
    return {(line[one.start : one.end], one.look) for one in stretches(line)}


@pytest.mark.parametrize(
    ("line", "words", "look"),
    [
        ("## What is said", "## What is said", Look.HEADING),
        ("## What is said", "## ", Look.QUIET),
        ("ask [[Zhang Wei|him]] now", "[[Zhang Wei|him]]", Look.THREAD),
        ("🚢 102 [@meridian2022-x4q, p. 3].", "[@meridian2022-x4q, p. 3]", Look.THREAD),
        ("**so** it is", "**so**", Look.STRONG),
        ("*Still Under Way*", "*Still Under Way*", Look.EMPHASIS),
        ("> quoted", "> ", Look.QUIET),
        ("  - item", "  - ", Look.QUIET),
        ("a `code` b", "`code`", Look.CODE),
        ("pay \u202e00001", "\u202e", Look.ODD),
    ],
)
def test_a_line_shows_what_it_is_made_of(line: str, words: str, look: Look) -> None:
    assert (words, look) in looks(line)


@pytest.mark.parametrize("line", ["plain words", "#hashtag", "2 * 3 * 4", "snake_case_name", "a [link](x)"])
def test_plain_words_look_plain(line: str) -> None:
    assert looks(line) == set()


@given(st.text(max_size=80))
def test_every_stretch_lies_in_its_line(line: str) -> None:
    assert all(0 <= one.start < one.end <= len(line) for one in stretches(line))


def test_a_place_in_a_link_or_citation_leads_there() -> None:
    line = "🚢 [[Zhang Wei|him]] says [@a-1; @b-2.x] so"
    assert lead_at(line, line.index("him")) == Lead("entity", "Zhang Wei")
    assert lead_at(line, line.index("a-1")) == Lead("cite", "a-1")
    assert lead_at(line, line.index("2.x")) == Lead("cite", "b-2.x")
    assert lead_at(line, line.index("says")) is None


def test_quotes_and_overrides_are_seen() -> None:
    assert is_quote("> so")
    assert not is_quote("a > b")
    assert turns_round("abc\u202edef")
    assert not turns_round("עברית \u200f ok")
