"""Finding words in one text, as letters or as words, and as exactly as is wanted."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.folding import fold, folded
from db.search import analysis, snippets
from db.search.within import Way, places
from tests.db.search.samples import atoms

TEXT = (
    "The Guardian and the guardian; THE GUARDIAN’S.\u00a0Mila\u0301no, Milano, Milàno, milano.\n"
    "ŒUVRE, œuvre, oeuvre. Straße, STRASSE. 中國 and 中国; الوزير and اَلوزير. Ёлка, елка, Е\u0308лка. "
    "210,000 or 210000; λόγος, ΛΟΓΟΣ. al-Assad, al Assad, AL–ASSAD; the-rapist, therapist."
)
PARTS = (
    "a",
    "A",
    "á",
    "Á",
    "a\u0301",
    "ß",
    "S",
    "ss",
    "æ",
    " ",
    "-",
    '"',
    "*",
    "中",
    "國",
    "国",
    "1",
    "й",
    "И",
    "\u00ad",
)
SOME = st.lists(st.sampled_from(PARTS), max_size=14).map("".join)
FEW = st.lists(st.sampled_from(PARTS), min_size=1, max_size=3).map("".join)


def found(words: str, way: Way) -> list[str]:
    return [TEXT[start:end] for start, end in places(TEXT, words, way)]


@pytest.mark.parametrize(
    ("words", "way", "expected"),
    [
        ("guardian", Way(), ["Guardian", "guardian", "GUARDIAN"]),
        ("Guardian", Way(case=True), ["Guardian"]),
        ("guardian", Way(case=True), ["guardian"]),
        ("THE GUARDIAN'S", Way(case=True), ["THE GUARDIAN’S"]),
        ("Milano", Way(case=True), ["Mila\u0301no", "Milano", "Milàno"]),
        ("milano", Way(letters=True), ["Milano", "milano"]),
        ("miláno", Way(letters=True), ["Mila\u0301no"]),
        ("Milano", Way(case=True, letters=True), ["Milano"]),
        ("oeuvre", Way(letters=True), ["oeuvre"]),
        ("œuvre", Way(letters=True), ["ŒUVRE", "œuvre"]),
        ("strasse", Way(), ["Straße", "STRASSE"]),
        ("STRASSE", Way(case=True), ["STRASSE"]),
        ("straße", Way(letters=True), ["Straße"]),
        ("中国", Way(), ["中國", "中国"]),
        ("中国", Way(letters=True, whole=True), ["中国"]),
        ("الوزير", Way(), ["الوزير", "اَلوزير"]),
        ("الوزير", Way(letters=True), ["الوزير"]),
        ("Ёлка", Way(letters=True, whole=True), ["Ёлка", "Е\u0308лка"]),
        ("λόγοσ", Way(letters=True), ["λόγος"]),
        ("rapist", Way(), ["rapist", "rapist"]),
        ("rapist", Way(whole=True), ["rapist"]),
        ("al assad", Way(whole=True), ["al-Assad", "al Assad", "AL–ASSAD"]),
        ("al assad", Way(), ["al Assad"]),
        ("al Assad", Way(whole=True, case=True), ["al-Assad", "al Assad"]),
        ("210.000", Way(whole=True, case=True), ["210,000", "210000"]),
        ("guardian*", Way(whole=True), ["Guardian", "guardian", "GUARDIAN"]),
        ("", Way(whole=True), []),
        ("—", Way(whole=True), []),
    ],
)
def test_what_is_found(words: str, way: Way, expected: list[str]) -> None:
    assert found(words, way) == expected


def test_what_was_not_taken_hides_nothing_behind_it() -> None:
    assert places("aaA", "aA", Way(case=True)) == [(1, 3)]


def _by_hand(text: str, words: str) -> Iterator[int]:
    """Where the folded words begin in the folded text, letter by letter."""
    whole, wanted, at = fold(text), fold(words), 0
    while wanted and at < len(whole):
        if whole[at : at + len(wanted)] == wanted:
            yield at
            at += len(wanted)
        else:
            at += 1


@given(SOME, FEW)
def test_without_a_switch_the_count_is_that_of_the_folded_text(text: str, words: str) -> None:
    # what folds to two letters is one place, however many hits begin in it
    starts = [folded(text).original(at, at + len(fold(words))) for at in _by_hand(text, words)]
    apart: list[tuple[int, int]] = []
    for start, end in starts:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    assert places(text, words) == apart


@given(SOME, FEW)
def test_whole_words_are_those_of_the_search(text: str, words: str) -> None:
    asked = " ".join(analysis.pieces(words))
    expected = snippets.matches(text, f'"{asked}"') if asked else []
    assert places(text, words, Way(whole=True)) == expected


@given(SOME, FEW)
def test_whole_words_stand_where_a_plain_reading_has_them(text: str, words: str) -> None:
    wanted, there = [atom for atom, _ in atoms(words)], [atom for atom, _ in atoms(text)]
    stands = any(there[at : at + len(wanted)] == wanted for at in range(len(there)))
    assert bool(places(text, words, Way(whole=True))) == (bool(wanted) and stands)


@given(SOME, FEW, st.builds(Way, case=st.booleans(), whole=st.booleans(), letters=st.booleans()))
def test_every_switch_narrows_down(text: str, words: str, way: Way) -> None:
    narrow = places(text, words, way)
    wide = places(text, words, Way(whole=way.whole))
    assert len(narrow) <= len(wide)
    assert all(any(start < b and a < end for a, b in wide) for start, end in narrow)
    if way.whole:
        assert set(narrow) <= set(wide)


@given(SOME, FEW)
def test_what_is_found_in_the_same_case_reads_the_same(text: str, words: str) -> None:
    upper = [one.isupper() for one in words if one.isalpha()]
    for start, end in places(text, words, Way(case=True, letters=True)):
        assert [one.isupper() for one in text[start:end] if one.isalpha()] == upper


@given(SOME)
def test_a_text_stands_in_itself_in_every_way(text: str) -> None:
    if fold(text).strip():
        assert places(text, text, Way(case=True, letters=True))
    if analysis.pieces(text):
        assert places(text, text, Way(case=True, letters=True, whole=True))
