"""Pages and times in the margin stand beside the paragraphs with which they begin."""

from db.texts import Layout
from desktop.reader import milestones
from desktop.reader.paragraphs import Paragraphs

TEXT = "First page.\nMore of it.\n\f\nSecond page.\n\f\n\n\f\nFourth page."


def test_a_page_is_named_where_it_begins() -> None:
    starts = (0, TEXT.index("Second"), TEXT.index("Second") + 15, TEXT.index("Fourth"))
    layout = Layout(pages=tuple(zip(starts, ("i", "", "", "12"), strict=True)))
    assert milestones.of_text(layout, Paragraphs(TEXT)) == {0: "i", 2: "2", 3: "12"}


def test_a_single_page_needs_no_name() -> None:
    assert milestones.of_text(Layout(pages=((0, "1"),)), Paragraphs("Only one.")) == {}


def test_a_paragraph_has_the_time_of_its_first_words() -> None:
    text = "Good morning. Welcome.\n\nThe ship left."
    layout = Layout(cues=((0, 1.5, 3), (14, 3, 4), (24, 3671, 3672)))
    assert milestones.of_text(layout, Paragraphs(text)) == {0: "0:01", 1: "1:01:11"}


def test_of_nothing_there_is_nothing() -> None:
    assert milestones.of_text(Layout(pages=((0, ""), (0, ""))), Paragraphs("")) == {}
