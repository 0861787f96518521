"""Where a query is found inside one text: all places, and the passage that shows them best.

Places count Unicode code points of the original text. What is found here is what the engine finds, since
both take their words from `db.search.analysis`: a text is among the hits of a word exactly if the word has a
place in it. Nothing of the index is needed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from db.folding import Folded, folded
from db.letters import UNSPACED, WORD, is_unspaced
from db.search import query as queries
from db.search.analysis import spellings
from db.search.query import Query, Words

_WEIGHED = 2000  # hits looked at for the best passage; the work is bounded, the places are not
_REACH = 20  # how far a passage is moved to begin and end between words


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage, word for word; `start` is its place in the text, `marks` are places within the passage."""

    text: str
    marks: tuple[tuple[int, int], ...]
    start: int


def matches(text: str | Folded, query: Query | str, field: str = "body") -> list[tuple[int, int]]:
    """All places in a body (or title) that the query asks for, in order; those that overlap become one.

    What a query excludes is not marked, and neither is what it asks of other fields.
    """
    within = folded(text) if isinstance(text, str) else text
    places = sorted(place for leaf in _leaves(query, field) for place in _places(within.text, leaf))
    return _joined(within.original(start, end) for start, end in places)


def snippet(text: str, query: Query | str, width: int = 160, field: str = "body") -> Snippet:
    """The passage of about `width` characters with the most of the query in it; else the text's beginning."""
    within = folded(text)
    found = {leaf: [within.original(*p) for p in _places(within.text, leaf)] for leaf in _leaves(query, field)}
    first, last = _densest(found, width)
    start, end = _passage(text, first, last, width)
    joined = _joined(iter(sorted(place for places in found.values() for place in places)))
    marks = [(max(a, start) - start, min(b, end) - start) for a, b in joined if a < end and b > start]
    return Snippet(text[start:end], tuple(marks), start)


def _leaves(query: Query | str, field: str) -> list[Words]:
    return list(queries.leaves(queries.parse(query) if isinstance(query, str) else query, field))


def _places(folded_text: str, leaf: Words) -> Iterator[tuple[int, int]]:
    for found in _pattern(leaf).finditer(folded_text):
        yield found.span()


@lru_cache(maxsize=256)
def _pattern(leaf: Words) -> re.Pattern[str]:
    """What the pieces look like in folded text, in any spelling, each with its blanks and signs between them.

    A first word begins with its letters, so that they are found quickly, and only then looks behind itself.
    """
    return re.compile("|".join(_spelled(spelling, leaf.unfinished) for spelling in spellings(leaf.pieces)))


def _spelled(pieces: Sequence[str], unfinished: bool) -> str:
    first = re.escape(pieces[0])
    out = first if is_unspaced(pieces[0]) else f"{first}(?<![{WORD}]{first})"
    for before, piece in pairwise(pieces):
        between = "*+" if is_unspaced(before) or is_unspaced(piece) else "++"
        out += f"[^{UNSPACED}{WORD}]{between}{re.escape(piece)}"
    if is_unspaced(pieces[-1]):
        return out
    return out + (f"[{WORD}]*" if unfinished else f"(?![{WORD}])")


def _joined(places: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in places:
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _densest(found: dict[Words, list[tuple[int, int]]], width: int) -> tuple[int, int]:
    """The first and the last point of the passage with most different, then most places; (0, 0) for none."""
    hits = sorted((start, end, leaf) for leaf, places in enumerate(found.values()) for start, end in places[:_WEIGHED])
    best, span, left = (0, 0), (0, 0), 0
    for right, (_, end, _leaf) in enumerate(hits):
        while left < right and end - hits[left][0] > width:
            left += 1
        worth = len({leaf for _, _, leaf in hits[left : right + 1]}), right + 1 - left
        if worth > best:
            best, span = worth, (hits[left][0], end)
    return span


def _passage(text: str, first: int, last: int, width: int) -> tuple[int, int]:
    """The words around a span, cut between words where the script has blanks."""
    room = max(width - (last - first), 0)
    start = max(min(first - room // 3, len(text) - width), 0)
    end = min(start + width, len(text))
    if start and (blank := re.search(r"\s", text[start : min(start + _REACH, first)])):
        start += blank.end()
    if end < len(text) and (blank := re.search(r"\s(?=\S*$)", text[max(end - _REACH, last) : end])):
        end = max(end - _REACH, last) + blank.start()
    return start, end
