"""Whether a quotation stands in a text word for word, but for lawful differences, each of which is named.

Words and numbers count whole: a quotation neither begins nor ends inside one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from db.briefings.comparing import MARK, Comparable, is_word, parts_word
from db.briefings.departures import Departure, Difference, Match
from db.briefings.signs import Gap, Reading, Run, readings

_INSERTED_FOR = 80  # characters that words in brackets may stand for
_REST_OF_WORD = re.compile(r"['\s]?\w{0,7}['\s]{0,2}")
_ONE_LETTER_WORDS = frozenset("وفبلكהובלמכש")
_PLAIN_BLANK = re.compile(r"[ \t]*\n?[ \t]*")


def find(quote: str, text: Comparable) -> Match | None:
    """The place of a quotation in a text, with little left out; None when it stands nowhere."""
    for reading in readings(quote):
        places = _chain(reading.runs, text.text)
        if places:
            return _match(reading, places, text)
    return None


# --- places --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Path:
    """The starts of the runs so far, the end of the last one, and how many characters lie between them."""

    starts: tuple[int, ...] = ()
    end: int = 0
    omitted: int = 0


def _chain(runs: tuple[Run, ...], text: str) -> tuple[int, ...] | None:
    """Where the runs stand one after the other, each as far behind the one before as its gaps allow."""
    paths = [_Path()]
    for number, run in enumerate(runs):
        length = run.end - run.start
        grown: list[_Path] = []
        for start in _occurrences(run, text):
            before = paths[0] if number == 0 else _reaching(paths, run.gaps, text, start)
            if before:
                omitted = before.omitted + (start - before.end if number else 0)
                grown.append(_Path((*before.starts, start), start + length, omitted))
        paths = grown
        if not paths:
            return None
    return min(paths, key=lambda path: path.omitted).starts


def _occurrences(run: Run, text: str) -> Iterator[int]:
    for found in run.pattern.finditer(text):
        start, end = found.span()
        left = run.cut[0] or not parts_word(text, start) or _after_one_letter_word(text, start)
        if left and (run.cut[1] or not parts_word(text, end)):
            yield start


def _after_one_letter_word(text: str, start: int) -> bool:
    return text[start - 1] in _ONE_LETTER_WORDS and not parts_word(text, start - 1)


def _reaching(paths: list[_Path], gaps: tuple[Gap, ...], text: str, start: int) -> _Path | None:
    """The path from which these gaps lead to this place, the nearest one; paths come in the order of the text."""
    for path in reversed(paths):
        if path.end <= start and _bridges(gaps, text[path.end : start]):
            return path
        if path.end + _INSERTED_FOR * len(gaps) < start and not _omits(gaps):
            return None
    return None


def _omits(gaps: tuple[Gap, ...]) -> bool:
    return any(gap.kind is Departure.OMISSION for gap in gaps)


def _bridges(gaps: tuple[Gap, ...], between: str) -> bool:
    """Whether these signs may stand for what lies between two runs in the text."""
    if _omits(gaps):
        return True
    inserted = [gap for gap in gaps if gap.kind is Departure.INSERTION]
    if not inserted:
        return not between.strip(f" {MARK}")
    if all(gap.within_word for gap in inserted):
        return bool(_REST_OF_WORD.fullmatch(between))
    return len(between) <= _INSERTED_FOR * len(inserted)


# --- differences ---------------------------------------------------------------------------------


def _match(reading: Reading, places: tuple[int, ...], text: Comparable) -> Match:
    found: list[Difference] = []
    at = 0
    for run, start in zip(reading.runs, places, strict=True):
        found += _gap_differences(run.gaps, text.behind(at, start).strip() if at else "")
        found += _run_differences(run, start, text)
        at = start + run.end - run.start
    found += _gap_differences(reading.trailing, "")
    if reading.loose:
        found += _left_out(reading)
    return Match(text.starts[places[0]], text.ends[at - 1], tuple(found))


def _gap_differences(gaps: tuple[Gap, ...], between: str) -> Iterator[Difference]:
    for gap in gaps:
        yield Difference(gap.kind, gap.typed, "" if gap.kind is Departure.SIC else between, gap.offset)


def _run_differences(run: Run, start: int, text: Comparable) -> Iterator[Difference]:
    """The first difference of each kind between a run and the words it matches."""
    seen: set[Departure] = set()
    if run.gaps == () and parts_word(text.text, start):
        yield Difference(Departure.PREFIX, "", text.text[start - 1], run.offset(run.start))
    for at in range(run.start, run.end):
        there = start + at - run.start
        typed, wanted = run.even.behind(at, at + 1), text.behind(there, there + 1)
        bracketed = at in run.either_case
        kind = Departure.CASE if bracketed else _kind(run.even.text[at], typed, wanted)
        if kind and kind not in seen:
            seen.add(kind)
            yield Difference(kind, f"[{typed}]" if bracketed else typed, wanted, run.offset(at))
    unseen = _unseen(run.even, run.start, run.end), _unseen(text, start, start + run.end - run.start)
    if unseen[0] != unseen[1]:
        yield Difference(Departure.UNSEEN, unseen[0], unseen[1], run.offset(run.start))


def _kind(char: str, typed: str, wanted: str) -> Departure | None:
    """What sort of difference lies between two spellings of one even character."""
    if typed == wanted:
        return None
    if char == " ":
        return None if _blank(typed) == _blank(wanted) else Departure.BLANKS
    return Departure.QUOTATION_MARKS if char == MARK else Departure.COMPOSITION


def _blank(typed: str) -> str:
    """What sort of blank it is; where a line was broken does not matter."""
    if _PLAIN_BLANK.fullmatch(typed):
        return "plain"
    return "paragraph" if not typed.strip(" \t\n") else typed


def _unseen(even: Comparable, start: int, end: int) -> str:
    """The characters between the first and the last that stand for nothing."""
    pairs = zip(even.ends[start : end - 1], even.starts[start + 1 : end], strict=True)
    between = "".join(even.original[left:right] for left, right in pairs if left < right)
    return "".join(char for char in between if not char.isspace())


def _left_out(reading: Reading) -> Iterator[Difference]:
    """The punctuation that a loose reading passes over."""
    for run in reading.runs:
        for extent in ((0, run.start), (run.end, len(run.even.text))):
            typed = run.even.text[slice(*extent)]
            if typed.strip() and not any(map(is_word, typed)):
                yield Difference(Departure.PUNCTUATION, typed.strip(), "", run.offset(extent[0]))
