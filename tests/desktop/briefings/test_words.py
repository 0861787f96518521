"""What is told of a quotation: also in which lawful way it differs."""

from db.briefings.departures import Departure, Difference
from db.briefings.report import Code, Finding
from desktop.base.departures import DEPARTURES
from desktop.briefings.words import told


def test_every_lawful_difference_has_words() -> None:
    assert set(DEPARTURES) == set(Departure)


def test_it_is_told_when_words_stand_outside_of_the_excerpt_that_is_cited() -> None:
    outside = Difference(Departure.OUTSIDE_EXCERPT, "a", "b")
    said = told(Finding(Code.LAWFUL, 1, 1, quote="two offices", differences=(outside, outside)))
    assert said.details == ("The words stand in the source, but not in the excerpt that is cited.",)
