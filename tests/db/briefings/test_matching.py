"""Quotations compared with the words of a source: what is lawful, and that nothing else is."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from db.briefings.comparing import comparable, parts_word, units
from db.briefings.departures import Departure
from db.briefings.matching import find
from db.briefings.nearest import altered_term, nearest
from tests.db.briefings.affair import GAZZETTA, MERIDIAN, WENGANG

SEEDS = sorted((Path(__file__).parents[3].parent / "shared" / "seeds").glob("*.txt"))
SOURCE = comparable(MERIDIAN)
WORDS = list(re.finditer(r"\S+", MERIDIAN))


def passage(text: str, words: list[re.Match[str]], first: int, length: int) -> str:
    return text[words[first].start() : words[min(first + length, len(words)) - 1].end()]


passages = st.builds(
    lambda first, length: passage(MERIDIAN, WORDS, first, length),
    st.integers(0, len(WORDS) - 4),
    st.integers(4, 30),
)


def departures(quote: str, text: str = MERIDIAN) -> list[Departure] | None:
    found = find(quote, comparable(text))
    return None if found is None else [difference.kind for difference in found.differences]


# --- what matches ---------------------------------------------------------------------------------


@given(passages)
def test_any_passage_matches_where_it_stands(quote: str) -> None:
    found = find(quote, SOURCE)
    assert found is not None
    assert found.differences == ()
    assert MERIDIAN[found.start : found.end] == quote


@pytest.mark.parametrize(
    ("quote", "kinds"),
    [
        ("The watchdog counted … 54 in the autumn", [Departure.OMISSION]),
        ("The watchdog counted [...] 54 in the autumn", [Departure.OMISSION]),
        ("… 102 offices . . . up from 54 …", [Departure.OMISSION] * 3),
        ("[T]he watchdog counted 102 offices", [Departure.CASE]),
        ("its report says, and [t]hey were run", [Departure.CASE]),
        ("Eleven of [the offices] are in Italy", [Departure.INSERTION]),
        ("Eleven of them are in Italy [and Malta], its report says", [Departure.INSERTION]),
        ("The watchdog count[s] 102 offices", [Departure.INSERTION]),
        ("they were run by “volunteers” [sic] who spoke", [Departure.SIC]),
        ("they were run by «volunteers» who spoke of a ‘service’", [Departure.QUOTATION_MARKS]),
        ("The ministry’s café", [Departure.QUOTATION_MARKS]),
        ("102\u00a0offices in 53\u202fcountries", [Departure.BLANKS]),
        ("are in Italy, its report says", []),
        ("until 2015. The ministry said it would close the offices.", []),
        ("would close the offices. It had *promised*", [Departure.BLANKS]),
        ("The ministry's cafe\u0301 on", [Departure.COMPOSITION]),
        ("The min\u00adistry's café", [Departure.UNSEEN]),
        ("up from 54 in the autumn,", [Departure.PUNCTUATION]),
        ("employed 1,500 people... until 2015.", []),
        ("employed 1,500 people… until 2015.", [Departure.COMPOSITION]),
        ("to coordinate (their actions)", []),
    ],
)
def test_lawful_differences_are_named(quote: str, kinds: list[Departure]) -> None:
    assert departures(quote) == kinds


def test_what_the_source_has_instead_is_given() -> None:
    found = find("Eleven of [the offices] are … its report says", SOURCE)
    assert found is not None
    assert [one.expected for one in found.differences] == ["them", "in Italy,"]


@pytest.mark.parametrize(
    ("quote", "kinds"),
    [
        ("当地设立了警务服务站，为海外华侨提供服务", []),
        ("当地设立了警务服务站……提供服务", [Departure.OMISSION]),
        ("称其为「志愿者活动」", [Departure.QUOTATION_MARKS]),
        ("当地设立了警察服务站", None),
        ("警方承认这一说法", None),
    ],
)
def test_chinese_is_compared_without_blanks_and_line_ends(quote: str, kinds: list[Departure] | None) -> None:
    assert departures(quote, WENGANG) == kinds


def test_an_arabic_word_may_lose_the_conjunction_before_it() -> None:
    assert departures("الشرطة الصينية نفت ذلك", "قالت إن والشرطة الصينية نفت ذلك") == [Departure.PREFIX]


@given(passages, st.data())
def test_every_lawful_change_of_a_passage_passes(quote: str, data: st.DataObject) -> None:
    words = quote.split()
    cut = data.draw(st.integers(1, len(words) - 2), label="cut")
    changed = data.draw(
        st.sampled_from(
            [
                " ".join([*words[:cut], data.draw(st.sampled_from(["…", "...", "[…]", "(...)"])), *words[cut + 1 :]]),
                " ".join([*words[:cut], "[sic]", *words[cut:]]),
                " ".join([*words[:cut], "[as they said]", *words[cut:]]),
                " ".join([*words[:cut], "[they]", *words[cut + 1 :]]),
                "\u00a0".join(words),
                " \n ".join(words),
                re.sub(r"^[^\W\d]", lambda letter: f"[{letter[0].swapcase()}]", quote),
                quote.replace("“", '"').replace("”", '"').replace("'", "’"),
            ]
        ),
        label="changed",
    )
    assert find(changed, SOURCE) is not None


# --- what does not --------------------------------------------------------------------------------


def stands(quote: str, text: str) -> bool:
    """Whether these very words stand in a text, by a way of comparing that is not ours."""
    parts = [re.escape(part) for part in re.findall(r"\w+|[^\w\s]", quote)]
    return bool(re.search(r"(?<!\w)" + r"\s*".join(parts) + r"(?!\w)", text))


alterations = st.tuples(
    st.sampled_from(["replace", "delete", "insert"]), st.integers(0, 10_000), st.sampled_from("eaqZ7é中ж")
)


def altered(quote: str, how: tuple[str, int, str]) -> str:
    kind, number, char = how
    places = [at for at, old in enumerate(quote) if old.isalnum()]
    at = places[number % len(places)]
    return quote[:at] + ("" if kind == "delete" else char) + quote[at + (kind != "insert") :]


@given(passages, alterations)
@example("The watchdog counted 102 offices", ("delete", 0, ""))
@example("The watchdog counted 102 offices", ("delete", 25, ""))
def test_any_altered_letter_or_figure_is_found(quote: str, how: tuple[str, int, str]) -> None:
    changed = altered(quote, how)
    assume(not stands(changed, MERIDIAN))
    assert find(changed, SOURCE) is None


@pytest.mark.skipif(not SEEDS, reason="the seed articles are not beside the repository")
@given(st.data())
def test_any_altered_letter_or_figure_is_found_in_real_articles(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SEEDS), label="article").read_text(encoding="utf-8")
    words = list(re.finditer(r"\S+", text))
    first, length = data.draw(st.integers(0, len(words) - 4)), data.draw(st.integers(4, 25))
    quote = passage(text, words, first, length)
    source = comparable(text)
    assert find(quote, source) is not None
    changed = altered(quote, data.draw(alterations)) if any(map(str.isalnum, quote)) else quote + "x"
    assume(not stands(changed, text))
    assert find(changed, source) is None


@pytest.mark.parametrize(
    "quote",
    [
        "The Watchdog counted 102 offices",
        "the watchdog counted 102 offices",
        "watchdog counted 102 offices in 5",
        "employed 500 people",
        "employed 1,50",
        "a great pity - a great mistake",
        "a great pity, a great mistake",
        "The ministrys café",
        "The ministry's cafe",
        "watch… counted 102 offices",
        "102 offices in 53 countries. up from",
        "up from 54 … The watchdog counted",
        "The watchdog counted 102 off[ices] in Italy",
    ],
)
def test_what_is_not_word_for_word_does_not_match(quote: str) -> None:
    assert departures(quote) is None


@pytest.mark.parametrize("quote", ["", " ", "…", "[…]", "[sic]", "“”", "...!", "[a] [b] [c] [d] [e] [f] [g]"])
def test_signs_without_words_match_nothing(quote: str) -> None:
    assert departures(quote) is None


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(quote: str, text: str) -> None:
    found = find(quote, comparable(text))
    assert found is None or 0 <= found.start < found.end <= len(text)
    nearest(quote, [text])


# --- words and numbers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "parts"),
    [
        ("1,500", 1, True),
        ("1,500", 2, True),
        ("3.5", 2, True),
        ("53 co", 2, False),
        ("ab", 1, True),
        ("2015.", 4, False),
        ("中国", 1, False),
        ("a-b", 1, False),
        ("e\u0301", 1, True),
        ("", 0, False),
    ],
)
def test_words_and_numbers_are_not_cut(text: str, place: int, parts: bool) -> None:
    assert parts_word(text, place) is parts


@pytest.mark.parametrize(
    ("text", "length"),
    [("the workers' rights", 3), ("well-known", 1), ("警务服务站", 3), ("1,500 offices", 3), ("…", 0)],
)
def test_length_is_counted_in_words(text: str, length: int) -> None:
    assert units(text) == length


# --- what stands there instead --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "found", "expected", "offset"),
    [
        ("The watchdog counted 103 offices in 53", "103", "102", 23),
        ("The watchdog counted 102 in 53 countries", "", "offices", 24),
        ("a great pity — a great mistake.” The ministry'scafé on", "scafé", "s café", 47),
        ("It had *promised*this before | twice.", "", " ", 17),
        ("no indication that there is any will to coordinate", "any", "a", 29),
        ("the offices in 53 countries, up from 54 in the winter", "the", "102", 0),
    ],
)
def test_the_first_difference_from_the_likest_passage_is_given(
    quote: str, found: str, expected: str, offset: int
) -> None:
    like = nearest(quote, [GAZZETTA, MERIDIAN])
    assert like is not None
    assert (like.found, like.expected, like.offset) == (found, expected, offset)


def test_words_like_nothing_have_no_likest_passage() -> None:
    assert nearest("A guy who does what the consulate will not do", [MERIDIAN, GAZZETTA]) is None


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("volunters", "volunteers"),
        ("great mistoke", "great mistake"),
        ("103 offices", "102 offices"),
        ("volunteer", None),
        ("secret stations", None),
        ("103", None),
    ],
)
def test_a_slip_in_a_term_is_told_from_a_word_of_ones_own(term: str, expected: str | None) -> None:
    assert altered_term(term, MERIDIAN) == expected
