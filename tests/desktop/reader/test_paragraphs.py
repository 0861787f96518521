"""A text cut into paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reader.paragraphs import Gap, Paragraphs

pytestmark = pytest.mark.window
TEXTS = st.text(st.sampled_from("ab \n\t王😀ا"), max_size=200)


@given(TEXTS)
def test_no_word_is_lost_and_none_stands_twice(text: str) -> None:
    cut = Paragraphs(text)
    covered = [place for n in range(len(cut)) for place in range(cut.starts[n], cut.ends[n])]
    assert covered == sorted(set(covered))
    assert all(text[place].isspace() for place in set(range(len(text))) - set(covered))


@given(TEXTS)
def test_every_place_belongs_to_the_paragraph_it_is_in(text: str) -> None:
    cut = Paragraphs(text)
    for number in range(len(cut)):
        for place in range(cut.starts[number], cut.ends[number]):
            assert cut.at(place) == number


def test_empty_lines_are_distances() -> None:
    cut = Paragraphs("Title\n\nFirst.\nSecond.\n \n\nThird.\n")
    assert [cut.words(n) for n in range(len(cut))] == ["Title", "First.", "Second.", "Third."]
    assert [Gap(gap) for gap in cut.gaps][1:] == [Gap.EMPTY_LINE, Gap.LINE, Gap.EMPTY_LINE]


def test_a_text_without_words_has_no_paragraphs() -> None:
    assert len(Paragraphs("")) == len(Paragraphs(" \n\n\t")) == 0
    assert Paragraphs("").at(7) == 0


def test_an_endless_line_is_set_in_parts_that_follow_without_a_gap() -> None:
    text = "lorem ipsum " * 5000
    cut = Paragraphs(text)
    assert "".join(cut.words(n) for n in range(len(cut))) == text
    assert max(end - start for start, end in zip(cut.starts, cut.ends, strict=True)) <= 5000
    assert set(cut.gaps[1:]) == {Gap.NONE}
    assert all(cut.words(n).endswith(" ") for n in range(len(cut)))


def test_an_endless_line_without_blanks_is_never_cut_before_an_accent() -> None:
    cut = Paragraphs("e\u0301" * 6000)
    assert len(cut) > 1
    assert all(cut.words(n).startswith("e") for n in range(len(cut)))


def test_the_title_is_known_where_it_stands_whatever_its_marks_and_capitals() -> None:
    assert Paragraphs("The Paper\n\n# Two OFFICES, not eleven\n\nText", title="Two offices, not eleven").title == 1
    assert Paragraphs("Text of another kind", title="Two offices").title == -1
    assert Paragraphs("Text", title="").title == -1


def test_a_line_of_figures_in_an_arabic_text_runs_from_right_to_left() -> None:
    assert Paragraphs("12 / 34", language="ar").right_to_left(0)
    assert not Paragraphs("12 / 34", language="en").right_to_left(0)
    assert not Paragraphs("Latin words", language="ar").right_to_left(0)


def test_full_lines_of_a_printed_text_go_on_in_the_next() -> None:
    full = "a line of a page that is as long as the column is wide"
    text = "\n".join([full, full, "and ends here.", *[full] * 8, "the end."])
    gaps = Paragraphs(text, printed=True).gaps
    assert [Gap(gap) for gap in gaps[:4]] == [Gap.EMPTY_LINE, Gap.NONE, Gap.NONE, Gap.LINE]
    assert Gap.NONE not in Paragraphs(text).gaps[1:]
