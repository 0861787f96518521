"""Places in a text: found by their words, kept by their words and their surroundings, found again elsewhere.

A span counts Unicode code points of one stored text, and the end is the first point behind it. Whatever is
found here is a place in the text as stored, and the words that count are the words that stand there: how a
person typed them only served to find them. Units of other libraries are converted where those are used.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nsmallest
from itertools import islice
from typing import Literal

from db.folding import Folded, fold, folded

CONTEXT = 32
"""How many characters on either side are kept with a quotation."""

Fidelity = Literal["exact", "changed"]

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_BETWEEN_IDEOGRAPHS = re.compile(f"(?<=[{_IDEOGRAPHS}])(?=[{_IDEOGRAPHS}])")
_DASH = re.compile(r"\\?[-‒–—―]")
_PIECE = re.compile(rf"[{_IDEOGRAPHS}]|[^\W{_IDEOGRAPHS}]+")
_STEM = 4  # letters by which two words are taken for the same, in spite of a slip or an ending
_LONGEST = 2000  # this and the next four bound the work of a search by likeness
_SHORTEST_RUN = 2
_COUNTED = 12
_RAREST = 4
_PLACES_EACH = 25
_MANY = 1000  # occurrences of which the surroundings are compared


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` up to and without `end`, in Unicode code points of one text; `0 <= start <= end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """The words that stand there."""
        return text[self.start : self.end]


def occurrences(text: str, quote: str) -> list[Span]:
    """Where exactly these characters stand, from left to right and without overlap."""
    return [Span(*match.span()) for match in re.finditer(re.escape(quote), text)] if quote else []


def forgiving(text: str, quote: str) -> list[Span]:
    """Where these words stand, whatever the blanks, line ends, dashes, accents, capitals or quote signs."""
    return _same_words(folded(text), quote)


def locate(text: str, quote: str) -> list[Span]:
    """Where exactly these characters stand, or else where these words do."""
    return occurrences(text, quote) or forgiving(text, quote)


def context(text: str, span: Span, width: int = CONTEXT) -> tuple[str, str]:
    """What stands right before and right after, up to so many characters each."""
    return text[max(0, span.start - width) : span.start], text[span.end : span.end + width]


def nearest(text: str, quote: str) -> str | None:
    """The passage most like the quotation, or None when none shares half of its words.

    The search starts from the rarest words of the quotation that the text has, so it is quick in long texts
    and may overlook a passage that shares the common words only.
    """
    found = max(_alike(folded(text), quote[:_LONGEST]), default=None, key=lambda one: one[0])
    return found[1].of(text) if found and found[0] >= 0.5 else None


def anchor(
    text: str, quote: str, prefix: str, suffix: str, hint: int, *, within: Folded | None = None
) -> tuple[Span, Fidelity] | None:
    """Finds a quotation again in another version of its text, by its words, its surroundings and its place.

    These are the text quote and text position selectors of the W3C Web Annotation Data Model. `exact` means:
    the same words, and no doubt which of their occurrences; `changed`, that a person should look; None, that
    nothing like it is left. `within` is the text as it folds, for who looks for several quotations in it.
    """
    within = within or folded(text)
    places = occurrences(text, quote) or _same_words(within, quote)
    found = nsmallest(_MANY, places, key=lambda span: abs(span.start - hint))
    agreement, span = _best_placed(text, found, prefix, suffix)
    if span and agreement >= 0.5:
        return span, "exact" if span.of(text) == quote else "changed"
    if other := _between(within, quote, prefix, suffix, hint):
        return other, "changed"
    if span:
        certain = len(found) == 1 and len(quote) >= CONTEXT and span.of(text) == quote
        return span, "exact" if certain else "changed"
    similar = _similar(within, quote, prefix, suffix, hint)
    return (similar, "changed") if similar else None


# --- the same words ----------------------------------------------------------------------------


def _same_words(within: Folded, quote: str) -> list[Span]:
    pattern = _loosely(fold(quote))
    places = re.finditer(pattern, within.text) if pattern else ()
    return [Span(*within.original(*match.span())) for match in places]


def _loosely(quote: str) -> str:
    """A pattern for folded text: any blanks between words, perhaps some between ideographs, any dash."""
    words = (_BETWEEN_IDEOGRAPHS.sub(r"\\s*", re.escape(word)) for word in quote.split())
    return _DASH.sub("[-‒–—―]", r"\s+".join(words))


# --- the same place ----------------------------------------------------------------------------


def _best_placed(text: str, spans: Iterable[Span], prefix: str, suffix: str) -> tuple[float, Span | None]:
    """The span whose surroundings agree best, the first of equals, and how much they do."""
    rated = ((_agreement(text, span, prefix, suffix), span) for span in spans)
    return max(rated, default=(0.0, None), key=lambda one: one[0])


def _agreement(text: str, span: Span, prefix: str, suffix: str) -> float:
    """How much of both contexts stands around the span, from 0 to 1, counted outwards up to a difference."""
    before, after = context(text, span, max(len(prefix), len(suffix)) + 8)
    wanted = _plain(prefix)[::-1], _plain(suffix)
    there = _plain(before)[::-1], _plain(after)
    total = sum(map(len, wanted))
    return sum(map(_common_start, wanted, there)) / total if total else 1.0


def _between(within: Folded, quote: str, prefix: str, suffix: str, hint: int) -> Span | None:
    """What stands between the same surroundings, whatever it is, unless it is much longer than the quote."""
    before, after = _loosely(fold(prefix)), _loosely(fold(suffix))
    if min(len(prefix), len(suffix)) < CONTEXT // 2 or not before or not after:
        return None
    ends = (match.end() for match in re.finditer(before, within.text))
    room = len(quote) + max(CONTEXT, len(quote) // 2) + 2 * len(suffix)
    for start in nsmallest(_PLACES_EACH, ends, key=lambda end: abs(within.original(end, end)[0] - hint)):
        stop = re.compile(after).search(within.text, start, start + room)
        between = within.text[start : stop.start()] if stop else ""
        if between.strip():
            first = start + len(between) - len(between.lstrip())
            return Span(*within.original(first, start + len(between.rstrip())))
    return None


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", fold(text))


def _common_start(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


# --- similar words -----------------------------------------------------------------------------


def _similar(within: Folded, quote: str, prefix: str, suffix: str, hint: int) -> Span | None:
    """The passage most like the quotation in words and surroundings; of a long one, both its ends count."""
    if len(quote) > _LONGEST:
        part = _LONGEST // 2
        first = _similar(within, quote[:part], prefix, "", hint)
        last = _similar(within, quote[-part:], "", suffix, hint + len(quote) - part)
        if not first or not last or not len(quote) // 2 <= last.end - first.start <= len(quote) * 2:
            return None
        return Span(first.start, last.end)
    rated = (
        (2 * like + _agreement(within.source, span, prefix, suffix), -abs(span.start - hint), span)
        for like, span in _alike(within, quote)
    )
    worth, _, span = max(rated, default=(0.0, 0, None))
    return span if worth >= 1.5 else None


def _alike(within: Folded, quote: str) -> Iterator[tuple[float, Span]]:
    """Passages that share words with the quotation, each with its likeness, from 0 to 1."""
    wanted = fold(quote)
    stems = [piece[:_STEM] for piece in _PIECE.findall(wanted)]
    slack = max(24, len(wanted) // 4)
    seen = set()
    for at, offset in _starting_points(within.text, wanted):
        start = max(0, at - offset - slack)
        if start // slack in seen:
            continue
        seen.add(start // slack)
        window = list(_PIECE.finditer(within.text, start, start + len(wanted) + 2 * slack))
        likeness, first, last = _most_alike(stems, [piece.group()[:_STEM] for piece in window])
        if likeness:
            place = _with_signs(within.text, wanted, window[first].start(), window[last - 1].end())
            yield likeness, Span(*within.original(*place))


def _with_signs(text: str, wanted: str, start: int, end: int) -> tuple[int, int]:
    """The place with the quotation marks or full stop around it, if the quotation has the same."""
    pieces = list(_PIECE.finditer(wanted))
    lead, trail = wanted[: pieces[0].start()], wanted[pieces[-1].end() :]
    return start - len(lead) * text.endswith(lead, 0, start), end + len(trail) * text.startswith(trail, end)


def _starting_points(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Where the rarest words of the quotation stand in the text, with where they stand in the quotation.

    Where the text has none of the words, it may have one that begins like them.
    """
    for anchors in (_runs(wanted), _beginnings(wanted)):
        counted = sorted((count, word) for word in anchors if (count := text.count(word)))
        for _, word in counted[:_RAREST]:
            places = islice(re.finditer(re.escape(word), text), _PLACES_EACH)
            yield from ((match.start(), anchors[word]) for match in places)
        if counted:
            return


def _runs(wanted: str) -> dict[str, int]:
    """The longest words, two words in a row and three in a row, with the place of each."""
    pieces = list(_PIECE.finditer(wanted))
    found: dict[str, int] = {}
    for words in (1, 2, 3):
        ends = zip(pieces, pieces[words - 1 :], strict=False)
        runs = {wanted[one.start() : other.end()]: one.start() for one, other in ends}
        longest = sorted(runs, key=len, reverse=True)[:_COUNTED]
        found |= {run: runs[run] for run in longest if len(run) >= _SHORTEST_RUN}
    return found


def _beginnings(wanted: str) -> dict[str, int]:
    longest = sorted(_PIECE.finditer(wanted), key=lambda piece: len(piece.group()), reverse=True)
    return {piece.group()[:_STEM]: piece.start() for piece in longest[:_COUNTED]}


def _most_alike(wanted: list[str], there: list[str]) -> tuple[float, int, int]:
    """The run of words most like those wanted: its likeness, its first word and the one behind its last.

    Between the first and the last word in common everything belongs to it, and outside them as many words
    as are wanted there, since a changed first word is part of the passage.
    """
    blocks = SequenceMatcher(None, wanted, there, autojunk=False).get_matching_blocks()[:-1]
    best = (0.0, 0, 0)
    for i, left in enumerate(blocks):
        shared = 0
        for right in blocks[i : i + 40]:
            shared += right.size
            first = max(0, left.b - left.a)
            last = min(len(there), right.b + len(wanted) - right.a)
            likeness = 2 * shared / (len(wanted) + last - first)
            best = max(best, (likeness, first, last), key=lambda one: one[0])
    return best
