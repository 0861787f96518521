"""Which words the index holds of a text, and at which places."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.letters import UNSPACED, WORD
from db.search.analysis import elements, pieces, spellings, tokens
from tests.db.search.samples import atoms


def at_places(text: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for word, place in tokens(text):
        found.setdefault(word, []).append(place)
    return found


def test_words_are_folded_and_stand_one_after_the_other() -> None:
    assert list(tokens("Città, L’Aquila")) == [("citta", 0), ("l'aquila", 1), ("l", 1), ("aquila", 2)]


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("al-Assad", "al-assad", ["al", "assad"]),
        ("al\u2011Assad", "al-assad", ["al", "assad"]),
        ("O’Brien", "o'brien", ["o", "brien"]),
        ("U.S.", "u.s", ["u", "s"]),
        ("Jean-Pierre", "jean-pierre", ["jean", "pierre"]),
    ],
)
def test_a_compound_is_held_in_parts_and_as_a_whole(text: str, whole: str, parts: list[str]) -> None:
    found = at_places(f"said {text} today")
    assert found[whole] == [1]
    assert [found[part] for part in parts] == [[n + 1] for n in range(len(parts))]
    assert found["today"] == [len(parts) + 1]


def test_a_very_long_compound_is_held_in_parts_only() -> None:
    assert at_places("-".join("abcdefghij" * 8)).keys() == set("abcdefghij")


def test_characters_of_unspaced_scripts_are_held_with_the_one_after_them() -> None:
    assert list(tokens("习近平在")) == [("习近", 0), ("近平", 1), ("平在", 2), ("在", 3)]
    assert list(tokens("习")) == [("习", 0)]


def test_a_change_of_script_ends_a_word() -> None:
    assert list(tokens("AI中国2022年")) == [("ai", 0), ("中国", 1), ("国", 2), ("2022", 3), ("年", 4)]


@pytest.mark.parametrize("text", ["佐々木ジョン", "สวัสดี", "ទីក្រុង", "မြန်မာ", "ຂອບໃຈ", "\U00020bb7野家"])
def test_other_scripts_without_blanks_are_cut_likewise(text: str) -> None:
    found = [word for word, _ in tokens(text)]
    assert all(len(word) <= 2 for word in found)
    assert len(found) >= len(text)


@pytest.mark.parametrize("word", ["서울", "हिन्दी", "Ελλάδα", "Ђорђе", "שלום", "தமிழ்", "\U00010400\U00010401"])
def test_other_words_stay_whole(word: str) -> None:
    assert len(list(tokens(f"a {word}, b"))) == 3


def test_traditional_and_simplified_characters_are_the_same() -> None:
    assert list(tokens("習近平")) == list(tokens("习近平"))


def test_arabic_marks_and_forms_do_not_matter() -> None:
    assert list(tokens("مُحَمَّد الأسد")) == list(tokens("محمد الاسد"))


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("al-Assad", ("al", "assad")),
        ("习近平主席", ("习近平主席",)),
        ("AI中国", ("ai", "中国")),
        ("210,000", ("210000",)),
        ("1.234.567 people", ("1234567", "people")),
        ("210’000", ("210000",)),
        ("3.14", ("3", "14")),
        ("15.12.2022", ("15", "12", "2022")),
        ("1,23,456", ("1", "23", "456")),
        ("v1,234", ("v1", "234")),
        ("1,234km", ("1", "234km")),
        ("…", ()),
    ],
)
def test_what_is_typed_is_cut_into_words_and_numbers(typed: str, asked: tuple[str, ...]) -> None:
    assert pieces(typed) == asked


def test_a_number_may_be_written_in_groups() -> None:
    assert spellings(("210000", "people")) == [("210000", "people"), ("210", "000", "people")]
    assert spellings(("1234567",)) == [("1234567",), ("1", "234", "567")]
    assert spellings(("110", "007", "0123", "x1000")) == [("110", "007", "0123", "x1000")]


def test_many_numbers_are_looked_for_as_they_are() -> None:
    many = ("1000", "2000", "3000", "4000", "5000")
    assert spellings(many) == [many]


def test_every_element_is_held_by_a_text_that_is_asked_for_itself() -> None:
    text = "Xi met 习近平 and 张, al-Assad AI 中"
    held = set(tokens(text))
    for element in elements(pieces(text), unfinished=False):
        assert any(
            place == element.offset and (word.startswith(element.token) if element.open else word == element.token)
            for word, place in held
        )


@given(st.one_of(st.text(), st.text("aZ19é-.' 中国习ひカ서สم\n"), st.text(st.characters())))
def test_there_is_one_place_for_each_atom(text: str) -> None:
    places = [place for _, place in tokens(text)]
    assert sorted(set(places)) == list(range(len(set(places))))
    assert places == sorted(places)


@given(st.text("aZ19é-.' 中国习ひカ서م\n"))
def test_the_places_are_those_of_the_atoms(text: str) -> None:
    found = dict.fromkeys(range(len(atoms(text))))
    for word, place in tokens(text):
        assert atoms(text)[place][0] == word[: len(atoms(text)[place][0])]
        found.pop(place, None)
    assert found == {}


def test_no_character_belongs_to_both_kinds_of_scripts() -> None:
    everything = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
    words = set(re.findall(f"[{WORD}]", everything))
    unspaced = set(re.findall(f"[{UNSPACED}]", everything))
    assert not words & unspaced
    assert all(c.isalnum() or unicodedata.category(c) in ("Mn", "Mc", "Cn") for c in unspaced)
    letters = {c for c in everything if c.isalnum() and ord(c) < 0x10000}
    assert letters <= words | unspaced
