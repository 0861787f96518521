"""What counts as the same letter, and the way back from folded text to the words as they stand."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.folding import find, fold, folded

EVERY_CHARACTER = "".join(map(chr, range(0x110000)))
TRICKY = (
    "aeéÉßſﬁİıøæŒёйЙиñ漢臺台ｶﾞガ가각ـًأآئ٤۴½…－’“«"
    "\u0301\u0308\u0323\u0345\u00ad\u200b\u200f\ufe0f\u00a0\u3000 \n\U0001d7d8"
)
texts = st.one_of(st.text(), st.text(TRICKY), st.text(st.characters()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Safeguard", "SAFEGUARD"),
        ("café", "CAFÉ"),
        ("café", "cafe"),
        ("cafe\u0301", "café"),
        ("Nguyễn", "nguyen"),
        ("Straße", "STRASSE"),
        ("Łódź", "Lodz"),
        ("Ørsted", "orsted"),
        ("Æsir, Œuvre", "aesir, oeuvre"),
        ("İstanbul", "istanbul"),
        ("ışık", "isik"),
        ("Əliyev", "Aliyev"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("Σίσυφος", "σισυφοσ"),
        ("Алёна", "Алена"),
        ("Си Цзиньпи\u0306н", "Си Цзиньпйн"),
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("أحمد إسلام آدم ٱلله", "احمد اسلام ادم الله"),
        ("على مدرسة", "علي مدرسه"),
        ("ایران کرد", "ايران كرد"),
        ("שָׁלוֹם", "שלום"),
        ("١٠٢ ۱۰۲ १०२ １０２", "102 102 102 102"),
        ("ＡＢＣ　ｄｅｆ", "abc def"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("か\u3099", "が"),
        ("臺灣警察在海外設立的服務站", "台湾警察在海外设立的服务站"),
        ("看著", "看着"),
        ("September\u00a0report", "September report"),
        ("Draghi’s ‘rule’", "Draghi's 'rule'"),
        ("“police stations” «posti»", '"police stations" "posti"'),
        ("so\u00adci\u200bal\u200e", "social"),
        ("\ufeffx\u2066y\u2069", "xy"),
        ("e\u2011mail e‐mail", "e-mail e-mail"),
        ("eﬃcient № …", "efficient no ..."),
    ],
)
def test_what_readers_take_for_the_same_folds_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("か", "が"),
        ("ハ", "パ"),
        ("カ", "か"),
        ("क", "कि"),
        ("มา", "ม้า"),
        ("10²", "102"),
        ("3½", "31/2"),
        ("Rome–Beijing", "Rome-Beijing"),
        ("a\nb", "a b"),
        ("и", "і"),
    ],
)
def test_what_readers_tell_apart_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_line_ends_stay_and_all_other_blanks_become_one_kind() -> None:
    assert fold("a\nb\u2028c\u2029d") == "a\nb\nc\nd"
    assert fold("a\u00a0b\u202fc\u3000d\u1680e\u2009f") == "a b c d e f"


def test_folding_every_character_twice_changes_nothing() -> None:
    once = fold(EVERY_CHARACTER)
    assert fold(once) == once


def test_composed_and_decomposed_characters_fold_to_the_same_except_for_korean_syllables() -> None:
    apart = [c for c in EVERY_CHARACTER if fold(unicodedata.normalize("NFD", c)) != fold(c)]
    assert apart == [chr(code) for code in range(ord("가"), ord("힣") + 1)]


def test_capitals_fold_with_small_letters_in_every_script() -> None:
    iota_below = unicodedata.normalize("NFD", "ᾳ")[1]
    letters = [c for c in EVERY_CHARACTER if iota_below not in unicodedata.normalize("NFD", c)]
    assert [c for c in letters if not fold(c) == fold(c.lower()) == fold(c.upper())] == []


@settings(deadline=None)
@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(texts, texts)
def test_parts_fold_as_the_whole_does(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


@settings(deadline=None)
@given(texts)
def test_the_text_with_the_way_back_is_the_folded_text(text: str) -> None:
    assert folded(text).text == fold(text)


@settings(deadline=None)
@given(texts, st.data())
def test_a_range_leads_back_to_words_that_fold_to_it(text: str, data: st.DataObject) -> None:
    within = folded(text)
    start = data.draw(st.integers(0, len(within.text)))
    end = data.draw(st.integers(start, len(within.text)))
    first, last = within.original(start, end)
    assert 0 <= first <= last <= len(text)
    assert within.text[start:end] in fold(text[first:last])


@settings(deadline=None)
@given(texts, st.data())
def test_a_range_leads_back_to_no_more_words_than_needed(text: str, data: st.DataObject) -> None:
    within = folded(text)
    start = data.draw(st.integers(0, max(0, len(within.text) - 1)))
    first, last = within.original(start, start + 1) if within.text else (0, 0)
    assert sum(1 for character in text[first:last] if fold(character)) <= 1


@settings(deadline=None)
@given(texts)
def test_the_whole_leads_back_to_all_that_can_be_seen(text: str) -> None:
    within = folded(text)
    first, last = within.original(0, len(within.text))
    assert fold(text[:first]) == fold(text[last:]) == ""


def test_accents_after_the_last_letter_belong_to_it() -> None:
    text = "un cafe\u0301 noir"
    assert [text[start:end] for start, end in find(text, "cafe")] == ["cafe\u0301"]


def test_part_of_a_letter_stands_for_the_whole_letter() -> None:
    text = "die Straße"
    assert [text[start:end] for start, end in find(text, "stras")] == ["Straß"]


def test_an_empty_range_leads_to_an_empty_range() -> None:
    within = folded("ﬁn\u00ad")
    assert within.original(0, 0) == (0, 0)
    assert within.original(3, 3) == (3, 3)


def test_words_are_found_where_they_stand_in_the_original() -> None:
    text = "\u200bDas STRASSENSCHILD, die Straße, die Stra\u00adße: drei Straßen"
    places = [text[start:end] for start, end in find(text, "straße")]
    assert places == ["STRASSE", "Straße", "Stra\u00adße", "Straße"]


def test_nothing_is_found_for_what_folds_to_nothing() -> None:
    assert list(find("a\u00adb", "\u00ad")) == []
    assert list(find("abc", "")) == []


def test_a_place_is_found_once_even_if_a_letter_folds_to_the_same_twice() -> None:
    assert list(find("ß", "s")) == [(0, 1)]


@settings(deadline=None)
@given(texts, st.text(TRICKY, min_size=1, max_size=3))
def test_every_place_that_is_found_folds_to_what_was_looked_for(text: str, wanted: str) -> None:
    places = list(find(text, wanted))
    assert all(fold(wanted) in fold(text[start:end]) for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert bool(places) == bool(fold(wanted) and fold(wanted) in fold(text))


def test_a_folded_text_can_be_searched_again_and_again() -> None:
    within = folded("Café, café, CAFÉ")
    assert len(list(find(within, "cafe"))) == len(list(find(within, "CAFÉ"))) == 3
