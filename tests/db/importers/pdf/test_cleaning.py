"""The rules that make a page's stored text, and the way back from it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import plain
from db.importers.pdf import cleaning

RAW = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\r\n\x02\ufffe\xad\x01\x0c\x7f\ufeff\u2028\u0301\u0327e\u1100\u1161\u11a8\u09c7\u09beAz 1"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("investi\ufffegation", "investigation"),
        ("investi\x02\r\ngation", "investigation"),
        ("COVID\ufffe19", "COVID-19"),
        ("Anglo\ufffeSaxon", "Anglo-Saxon"),
        ("INVESTI\ufffeGATION", "INVESTIGATION"),
        ("Nord\ufffeund Südkorea", "Nord-und Südkorea"),
        ("thous\ufffeand", "thousand"),
        ("06\xadMarch\xad2020", "06-March-2020"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\x01b\x0cc\td", "abc\td"),
        ("e\u0301 ﬁ Ａ ⼀", "é ﬁ Ａ ⼀"),
        ("\ud835\ud800x", "\ufffd\ufffdx"),
    ],
)
def test_a_page_becomes_the_text_that_is_stored(raw: str, stored: str) -> None:
    assert cleaning.clean(raw) == stored


@given(RAW)
def test_a_cleaned_text_is_as_every_stored_text_is(raw: str) -> None:
    text = cleaning.clean(raw)
    assert plain.normalise(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert "\f" not in text


@given(RAW)
def test_the_way_back_is_for_the_very_same_text(raw: str) -> None:
    traced = cleaning.traced(raw)
    assert traced.text == cleaning.clean(raw)
    assert len(traced.origins) == len(traced.text)
    assert list(traced.origins) == sorted(traced.origins)
    assert all(0 <= origin < len(raw) for origin in traced.origins)


@given(st.text(st.characters(max_codepoint=0x7E, min_codepoint=0x20), max_size=20), RAW, RAW)
def test_words_that_need_no_cleaning_are_found_again(words: str, before: str, after: str) -> None:
    raw = f"{before} .{words}. {after}"
    traced = cleaning.traced(raw)
    start = len(before) + 2
    first, last = traced.cleaned(start, start + len(words))
    assert traced.text[first:last] == words
    if words:
        assert traced.raw(first, last) == (start, start + len(words))
