"""How a quotation may lawfully differ from its source, in words; each is the end of a list."""

from db.briefings.departures import Departure

DEPARTURES = {
    Departure.OMISSION: "something is left out",
    Departure.INSERTION: "words in brackets are added",
    Departure.SIC: "marked with sic",
    Departure.CASE: "a letter in brackets has another case",
    Departure.QUOTATION_MARKS: "other quotation marks",
    Departure.BLANKS: "other blanks or line ends",
    Departure.UNSEEN: "characters that cannot be seen",
    Departure.COMPOSITION: "the same letter in another encoding",
    Departure.PUNCTUATION: "a comma or full stop at the end",
    Departure.PREFIX: "begins behind a prefix",
    Departure.TRANSLATION: "the words stand in a translation",
    Departure.OTHER_TEXT: "the words stand in another text of the source",
    Departure.OUTSIDE_EXCERPT: "the words stand in the source, but not in the excerpt that is cited",
    Departure.TITLE: "the words are the title of the source",
}
