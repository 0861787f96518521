"""Passages found by their words, kept with their surroundings, and found again in another version."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.folding import fold
from db.spans import Span, anchor, context, forgiving, locate, nearest, occurrences

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"

ARTICLE = """\
The rights group counted 102 “police stations” in 53 countries, according to its September\u00a0report.
Eleven of these offices are in Italy, and two in the
Netherlands, the group said. A ministry spokesman said that eleven of these offices had closed.
Le communiqué de l’ambassade – publié lundi – n’a pas convaincu. 中国警察在海外设立的
服务站引起了关注。
"""


def words(found: list[Span], text: str = ARTICLE) -> list[str]:
    return [span.of(text) for span in found]


@settings(deadline=None)
@given(st.text("ab \n"), st.text("ab ", min_size=1, max_size=3))
def test_exact_places_are_all_places_that_do_not_overlap(text: str, quote: str) -> None:
    found = occurrences(text, quote)
    assert words(found, text) == [quote] * text.count(quote)


@settings(deadline=None)
@given(st.text(), st.data())
def test_a_copied_passage_is_always_found_where_it_was_copied(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    assert all(span.of(text) == quote for span in occurrences(text, quote))
    assert not quote or any(span.start <= start for span in occurrences(text, quote))


def test_an_empty_quotation_is_nowhere() -> None:
    assert locate(ARTICLE, "") == locate(ARTICLE, " \n") == forgiving(ARTICLE, "\u200b") == []


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("september report", "September\u00a0report"),
        ('102 "police stations"', "102 “police stations”"),
        ("two in the Netherlands", "two in the\nNetherlands"),
        ("  countries,\n according   to ", "countries, according to"),
        ("l'ambassade - publie lundi - n'a", "l’ambassade – publié lundi – n’a"),
        ("警察在海外設立的服務站", "警察在海外设立的\n服务站"),
    ],
)
def test_typed_words_find_the_words_as_they_stand(typed: str, stored: str) -> None:
    assert occurrences(ARTICLE, typed) == []
    assert words(locate(ARTICLE, typed)) == [stored]


def test_words_typed_exactly_find_only_what_stands_exactly_so() -> None:
    assert words(locate(ARTICLE, "Eleven of these offices")) == ["Eleven of these offices"]
    assert words(forgiving(ARTICLE, "Eleven of these offices")) == [
        "Eleven of these offices",
        "eleven of these offices",
    ]


def test_other_words_are_not_forgiven() -> None:
    assert locate(ARTICLE, "three in the Netherlands") == []
    assert locate(ARTICLE, "inItaly") == []
    assert locate(ARTICLE, "102 .police stations.") == []


@settings(deadline=None)
@given(st.text(), st.text(min_size=1, max_size=5))
def test_whatever_is_forgiven_folds_to_the_same_words(text: str, quote: str) -> None:
    for span in forgiving(text, quote):
        assert all(word in fold(span.of(text)) for word in fold(quote).split())


def test_context_is_what_stands_around_up_to_the_ends_of_the_text() -> None:
    span = occurrences(ARTICLE, "Italy")[0]
    assert context(ARTICLE, span, 7) == ("are in ", ", and t")
    assert context("abc", Span(1, 2)) == ("a", "c")


def test_a_span_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="4 to 3"):
        Span(4, 3)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("twelve of the offices are in Italy", "Eleven of these offices are in Italy"),
        (
            "policestations in 53 countries acording to their report",
            "police stations” in 53 countries, according to its September\u00a0report",
        ),
        ("ministery spokesman", "ministry spokesman"),
        ("警察在海外开设的服务站", "警察在海外设立的\n服务站"),
    ],
)
def test_the_nearest_passage_is_offered_for_words_that_are_not_there(typed: str, meant: str) -> None:
    assert nearest(ARTICLE, typed) == meant


def test_nothing_is_offered_for_words_about_something_else() -> None:
    assert nearest(ARTICLE, "quarterly earnings beat expectations") is None
    assert nearest("", "offices in Italy") is None
    assert nearest(ARTICLE, "?!") is None


def test_the_nearest_passage_to_a_long_quotation_in_a_long_text_is_found() -> None:
    filler = "".join(f"Item {number} of the list of the offices in the register.\n" for number in range(20_000))
    text = filler + ARTICLE + filler
    found = nearest(text, ARTICLE.replace("102", "110"))
    assert found is not None
    assert found.startswith("The rights group counted 102")


def kept(quote: str, text: str = ARTICLE) -> tuple[str, str, str, int]:
    """A quotation as an excerpt keeps it."""
    span = occurrences(text, quote)[0]
    return (quote, *context(text, span), span.start)


def test_a_quotation_on_its_own_text_is_anchored_where_it_was() -> None:
    twice = ARTICLE + ARTICLE
    for span in occurrences(twice, "offices"):
        assert anchor(twice, "offices", *context(twice, span), span.start) == (span, "exact")


def test_a_quotation_moves_with_its_words() -> None:
    corrected = "Correction: this article was updated.\n" + ARTICLE.replace("rights group", "organisation")
    found = anchor(corrected, *kept("two in the\nNetherlands"))
    assert found is not None
    assert (found[0].of(corrected), found[1]) == ("two in the\nNetherlands", "exact")


def test_surroundings_tell_equal_words_apart_even_when_they_moved() -> None:
    text = "He said no. Then she said no. In the end they said no."
    second = occurrences(text, "said no")[1]
    moved = "Whatever was asked of him, he said yes. " + text
    found = anchor(moved, "said no", *context(text, second), second.start)
    assert found == (occurrences(moved, "said no")[1], "exact")


def test_equal_words_without_their_surroundings_need_a_look() -> None:
    found = anchor("no, no and no", "no", "she answered with a ", " at once, he says", 5)
    assert found == (Span(4, 6), "changed")


def test_equal_words_elsewhere_do_not_take_the_place_of_corrected_ones() -> None:
    corrected = ARTICLE.replace("eleven of these offices had", "none of these offices had").replace("Eleven", "eleven")
    found = anchor(corrected, *kept("eleven of these offices"))
    assert found is not None
    assert (found[0].of(corrected), found[1]) == ("none of these offices", "changed")


def test_a_long_quotation_is_itself_wherever_it_stands() -> None:
    quote = "A ministry spokesman said that eleven of these offices had closed."
    other = "Rome, Tuesday. " + quote + " Nothing more was known."
    assert anchor(other, *kept(quote)) == (Span(15, 15 + len(quote)), "exact")


def test_other_line_breaks_are_a_change_to_look_at() -> None:
    reflowed = " ".join(ARTICLE.split("\n"))
    found = anchor(reflowed, *kept("two in the\nNetherlands"))
    assert found is not None
    assert (found[0].of(reflowed), found[1]) == ("two in the Netherlands", "changed")


@pytest.mark.parametrize(
    ("quote", "old", "new", "now"),
    [
        ("102", "102", "110", "110"),
        ("Eleven", "Eleven", "Thirteen", "Thirteen"),
        ("Eleven of these offices are in Italy", "these offices are", "these stations were", None),
        ("A ministry spokesman said that eleven", "ministry spokesman", "spokesman of the ministry", None),
    ],
)
def test_a_quotation_follows_a_correction_of_its_words(quote: str, old: str, new: str, now: str | None) -> None:
    corrected = ARTICLE.replace(old, new, 1)
    found = anchor(corrected, *kept(quote))
    assert found is not None
    assert (found[0].of(corrected), found[1]) == (now or quote.replace(old, new), "changed")


def test_a_long_quotation_with_a_changed_figure_keeps_both_its_ends() -> None:
    long = " ".join(f"Paragraph {number} tells of office {number * 7} in town {number * 13}." for number in range(200))
    text = f"Before it all. {long} After it all."
    corrected = text.replace("Paragraph 100 tells", "Paragraph 100 told")
    found = anchor(corrected, *kept(long, text))
    assert found is not None
    assert found[0].of(corrected) == long.replace("Paragraph 100 tells", "Paragraph 100 told")


def test_a_deleted_quotation_is_lost() -> None:
    shortened = ARTICLE.replace(
        "Eleven of these offices are in Italy, and two in the\nNetherlands, the group said. ", ""
    )
    assert anchor(shortened, *kept("two in the\nNetherlands, the group said.")) is None
    assert anchor("", *kept("Italy")) is None


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=10), st.text(max_size=40), st.integers(0, 50))
def test_an_anchor_is_a_place_in_the_text(text: str, quote: str, around: str, hint: int) -> None:
    found = anchor(text, quote, around, around, hint)
    if found:
        span, fidelity = found
        assert 0 <= span.start < span.end <= len(text)
        assert fidelity == "changed" or span.of(text) == quote


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real articles beside the repository are not there")
def test_words_with_common_blanks_find_the_report_in_every_real_article_that_has_it() -> None:
    articles = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    assert [len(forgiving(text, "september report")) for text in articles] == [
        fold(text).count("september report") for text in articles
    ]
    assert any("September\u00a0report" in text for text in articles)
