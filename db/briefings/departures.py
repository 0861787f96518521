"""The lawful ways in which a quotation may depart from its source, as records."""

from dataclasses import dataclass
from enum import StrEnum


class Departure(StrEnum):
    """The kinds of lawful differences."""

    OMISSION = "omission"
    """An ellipsis stands for words left out."""
    INSERTION = "insertion"
    """Words in brackets stand for others, or are added."""
    SIC = "sic"
    CASE = "case"
    """A letter in brackets has another case."""
    QUOTATION_MARKS = "quotation-marks"
    BLANKS = "blanks"
    """Another kind of blank, or a paragraph break where there was none."""
    UNSEEN = "unseen-characters"
    """Soft hyphens, direction marks and other characters of no width."""
    COMPOSITION = "composition"
    """The same character in another encoding."""
    PUNCTUATION = "punctuation"
    """A comma or full stop at the end of the quotation, or beside an omission."""
    PREFIX = "prefix"
    """The quotation begins behind an Arabic or Hebrew word that is written as one letter of the next."""
    TRANSLATION = "translation"
    """The words stand in a recorded translation of the source."""
    OTHER_TEXT = "other-text"
    """The words stand in an earlier or later text of the same source."""
    OUTSIDE_EXCERPT = "outside-excerpt"
    """The words stand in the source, and not in the excerpt that is cited."""
    TITLE = "title"
    """The words are the title of the source."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One lawful difference: what the quotation has, what the text has, and where in the quotation."""

    kind: Departure
    found: str
    expected: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation stands in a text, in code points, and how it differs."""

    start: int
    end: int
    differences: tuple[Difference, ...] = ()
