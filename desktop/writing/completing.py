"""What completion is asked for, and what it offers. No Qt; places count code points of the line."""

import re
from dataclasses import dataclass
from typing import Literal

Subject = Literal["entity", "citation"]

_ENTITY = re.compile(r"(?<!\\)\[\[([^\[\]\n|]*)$")
_CITATION = re.compile(r"(?<![\\\w])\[@(?:[^\[\]]*;[ \t]*@)?([^\[\];,@]*)$")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is being typed: `typed` stands from `start` to the cursor, behind the signs that ask."""

    subject: Subject
    typed: str
    start: int


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be put in: `words` and below them `detail`, at the right `side`; `insert` is put in."""

    words: str
    insert: str
    side: str = ""
    detail: str = ""
    new: bool = False


@dataclass(frozen=True, slots=True)
class Put:
    """What is written into the line in place of what stands from `start` to `end`."""

    start: int
    end: int
    words: str


def asked(line: str, place: int) -> Asked | None:
    """What is asked for at a place of a line; None when nothing is."""
    before = line[:place]
    for subject, pattern in (("entity", _ENTITY), ("citation", _CITATION)):
        found = pattern.search(before)
        if found:
            return Asked(subject, found[1], found.start(1))  # type: ignore[arg-type]
    return None


def put(line: str, place: int, asked_for: Asked, offer: Offer) -> Put:
    """How an offer comes into the line: with its closing brackets, once."""
    closing = "]]" if asked_for.subject == "entity" else "]"
    after = line[place:]
    end = place
    if after.startswith(closing):
        end += len(closing)
    elif asked_for.subject == "citation" and re.match(r"[ \t]*[;,][^\[\]]*\]", after):
        closing = ""
    return Put(asked_for.start, end, offer.insert + closing)
