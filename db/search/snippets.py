"""Where a query is found inside one text: all places, and the passage that shows them best.

Places count Unicode code points of the original text. What is found here is what the engine finds, since
both take their words from `db.search.analysis`: a text is among the hits of a word exactly if the word has a
place in it. Nothing of the index is needed.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from db.folding import Folded, folded
from db.letters import UNSPACED, WORD, is_unspaced
from db.search import query as queries
from db.search.analysis import pieces, spellings
from db.search.nodes import Alike, Nearby, Words
from db.search.query import Query

_WEIGHED = 2000  # hits looked at for the best passage; the work is bounded, the places are not
_PLACE = re.compile(f"[{UNSPACED}]|[{WORD}]+")
_WORDS = re.compile(f"[{WORD}]+")
_MANY = 40  # words from which looking each up is quicker than a pattern of all
_REACH = 20  # how far a passage is moved to begin and end between words


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage, word for word; `start` is its place in the text, `marks` are places within the passage."""

    text: str
    marks: tuple[tuple[int, int], ...]
    start: int


class Sight:
    """A text and all that a query finds in it: in a body, or in the title if `field` says so.

    What a query excludes is not there, and neither is what it asks of other fields.
    """

    def __init__(self, text: str | Folded, query: Query | str, field: str = "body") -> None:
        self._within = folded(text) if isinstance(text, str) else text
        self._by_leaf = {leaf: list(_places(self._within, leaf)) for leaf in _leaves(query, field)}
        self.places = _joined(iter(sorted(place for places in self._by_leaf.values() for place in places)))
        """All places, in order; those that overlap are one."""

    def passages(self, most: int = 1, width: int = 160) -> list[Snippet]:
        """The passages of about `width` characters with the most of the query in them, in the order of the text.

        The beginning of the text stands for a passage when nothing is found in it.
        """
        text = self._within.source
        found: list[tuple[int, int]] = []
        left = {leaf: places[:_WEIGHED] for leaf, places in self._by_leaf.items()}
        while len(found) < most and (not found or any(left.values())):
            start, end = _passage(text, *_densest(left, width), width)
            found.append((start, end))
            left = {leaf: [(a, b) for a, b in places if b <= start or a >= end] for leaf, places in left.items()}
        return [self._snippet(start, end) for start, end in _joined(iter(sorted(found)))]

    def _snippet(self, start: int, end: int) -> Snippet:
        first = bisect_left(self.places, (start, 0))
        marks = []
        for a, b in self.places[max(first - 1, 0) :]:
            if a >= end:
                break
            if b > start:
                marks.append((max(a, start) - start, min(b, end) - start))
        return Snippet(self._within.source[start:end], tuple(marks), start)


def matches(text: str | Folded, query: Query | str, field: str = "body") -> list[tuple[int, int]]:
    """All places in a body (or title) that the query asks for, in order; those that overlap become one."""
    return Sight(text, query, field).places


def snippet(text: str, query: Query | str, width: int = 160, field: str = "body") -> Snippet:
    """The passage of about `width` characters with the most of the query in it; else the text's beginning."""
    return Sight(text, query, field).passages(1, width)[0]


def shows(text: str, leaf: Words) -> bool:
    """Whether the words stand in a text."""
    return next(_places(folded(text), leaf), None) is not None


def _leaves(query: Query | str, field: str) -> list[Words | Nearby]:
    """What of a query a field may show; not what is excluded or only narrows it down."""
    found: list[Words | Nearby] = []
    for leaf in queries.leaves(queries.parse(query) if isinstance(query, str) else query):
        if isinstance(leaf, Alike):
            found += [Words(None, (word,)) for word, _ in leaf.words]
        elif isinstance(leaf, Words | Nearby) and _field(leaf) in (None, field):
            found.append(leaf)
    return found


def _field(leaf: Words | Nearby) -> str | None:
    return leaf.one.fieldname if isinstance(leaf, Nearby) else leaf.fieldname


def _places(within: Folded, leaf: Words | Nearby) -> Iterator[tuple[int, int]]:
    """Where a leaf stands, in places of the original."""
    if isinstance(leaf, Nearby):
        found = _near(within.text, leaf)
        return (within.original(*place) for place in found)
    spans = (within.original(*place) for place in _spans(within.text, leaf))
    if not leaf.letters:
        return spans
    return (span for span in spans if _are_those(within.source[slice(*span)], leaf))


def _are_those(text: str, leaf: Words) -> bool:
    """Whether a text has the very letters; capitals count only when some were typed.

    What is as good as the words that were typed, such as another name, may have any.
    """
    plain, typed = "".join(pieces(text)), "".join(leaf.pieces)
    if plain != typed and not (leaf.unfinished and plain.startswith(typed)):
        return bool(leaf.others)
    found, wanted = _letters(text), _letters(leaf.letters)
    if wanted == wanted.lower():
        found = found.lower()
    return found.startswith(wanted) if leaf.unfinished else found == wanted


def _letters(text: str) -> str:
    """Only the letters and figures of a text, with their accents, in one form."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum() or unicodedata.combining(c))


def _near(folded_text: str, leaf: Nearby) -> list[tuple[int, int]]:
    """Where either of two rows of words stands with the other near it."""
    one, other = (list(_spans(folded_text, words)) for words in (leaf.one, leaf.other))
    if not one or not other:
        return []
    starts = [found.start() for found in _PLACE.finditer(folded_text)]
    here, there = ([bisect_left(starts, start) for start, _ in spans] for spans in (one, other))
    kept = {span for span, place in zip(one, here, strict=True) if _is_near(there, place, leaf.reach)}
    kept |= {span for span, place in zip(other, there, strict=True) if _is_near(here, place, leaf.reach)}
    return sorted(kept)


def _is_near(places: Sequence[int], place: int, reach: int) -> bool:
    """Whether one of the sorted places is near this one, and not the same."""
    at = bisect_left(places, place)
    after = places[at : at + 2]
    before = places[max(at - 1, 0) : at]
    return any(0 < abs(other - place) <= reach for other in (*before, *after))


def _spans(folded_text: str, leaf: Words) -> Iterator[tuple[int, int]]:
    """Where a row of words stands in folded text; of a great many single words each is looked up."""
    if len(leaf.others) > _MANY and all(len(words) == 1 and not is_unspaced(words[0]) for words, _ in leaf.ways):
        wanted = {words[0] for words, is_open in leaf.ways if not is_open}
        begun = tuple(words[0] for words, is_open in leaf.ways if is_open)
        runs = _WORDS.finditer(folded_text)
        return (run.span() for run in runs if run.group() in wanted or run.group().startswith(begun))
    return (found.span() for found in _pattern(leaf).finditer(folded_text))


@lru_cache(maxsize=256)
def _pattern(leaf: Words) -> re.Pattern[str]:
    """What the pieces look like in folded text, in any spelling, each with its blanks and signs between them.

    A first word begins with its letters, so that they are found quickly, and only then looks behind itself. Longer
    spellings come first, since the first that fits is taken.
    """
    ways = dict.fromkeys((spelling, is_open) for words, is_open in leaf.ways for spelling in spellings(words))
    longest_first = sorted(ways, key=lambda way: len(way[0]), reverse=True)
    return re.compile("|".join(_spelled(spelling, is_open) for spelling, is_open in longest_first))


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


def _densest(found: Mapping[Words | Nearby, Sequence[tuple[int, int]]], width: int) -> tuple[int, int]:
    """The first and the last point of the passage with most different, then most places; (0, 0) for none."""
    hits = sorted((start, end, leaf) for leaf, places in enumerate(found.values()) for start, end in places)
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
