"""The fixed words of an exported briefing, in one language; the default is English.

They belong to the document, not to the program. What `verify` reads back stands in code spans and does not
depend on them.
"""

import re
from dataclasses import dataclass

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)(?:T.*)?")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words and patterns; in braces stands what is put in."""

    months: tuple[str, ...]
    day: str
    month: str
    sources: str
    annex: str
    quotations: str
    provenance: str
    as_note: str
    the_same: str
    accessed: str
    first_by: str
    and_others: str
    and_last: str
    translated: str
    withheld: str
    unknown: str
    untitled: str
    status: str
    notice: str
    withdrawn: str
    corrected: str
    held: str
    holdings: dict[str, str]
    obtained: str
    original: str
    text: str
    identity: str
    place: str
    translations: str
    made_from: str

    def standing(self, status: str) -> str:
        """That a source does not stand as it was published; nothing for one that does."""
        return {"withdrawn": self.withdrawn, "corrected": self.corrected}.get(status, "")

    def spoken(self, edtf: str) -> str:
        """A date as it is written in prose; what is more than a day, a month or a year stays EDTF."""
        found = _DAY.fullmatch(edtf)
        if not found:
            return edtf
        year, month, day, doubt = found.groups()
        if not month or not 1 <= int(month) <= len(self.months):
            return edtf
        name = self.months[int(month) - 1]
        pattern = self.day if day else self.month
        return pattern.format(day=int(day or 0), month=name, year=year) + doubt


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


ENGLISH = Wording(
    months=_listed("January February March April May June July August September October November December"),
    day="{day} {month} {year}",
    month="{month} {year}",
    sources="Sources",
    annex="Annex",
    quotations="Quotations in the text",
    provenance="Made on {date} from the case and edit named here:",
    as_note="as note {number}",
    the_same="the same",
    accessed="accessed {date}",
    first_by="first published by {name}",
    and_others="and others",
    and_last=" and ",
    translated="translated",
    withheld="Source withheld",
    unknown="Unknown source",
    untitled="Untitled",
    status="Status",
    notice="notice",
    withdrawn="withdrawn by its publisher",
    corrected="corrected",
    held="Held",
    holdings={
        "original": "the original",
        "saved-page": "saved page",
        "pasted-text": "pasted text",
        "photograph": "photograph",
        "cited": "not held, only cited",
    },
    obtained="Obtained",
    original="SHA-256 of the original",
    text="SHA-256 of the text",
    identity="Identity",
    place="Place in the text, in characters",
    translations="Translated passages, which are not the source's own words:",
    made_from="Translated from",
)
