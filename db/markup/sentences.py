"""Where the sentences of a piece of prose begin and end, in the scripts our sources are written in.

Abbreviations, initials, decimals and addresses end no sentence; nor does a full stop inside a quotation,
unless the quotation ends with it and something new begins. In doubt two sentences are read as one.
"""

import re
from collections.abc import Sequence

from db.markup.blocks import Extent
from db.markup.quotations import MARKS, Pair, is_han


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_STOP = re.compile(r"[.!?…؟۔।॥։።]+|[。！？｡]+")
_CLOSING = frozenset("\"”’'»›)]」』）】》")
_WIDE_STOPS = frozenset("。！？｡")
_OTHER_STOPS = frozenset("؟۔।॥։።")
_ABBREVIATIONS = _words(
    "dr mr mrs ms mx prof st sen rep gov gen col lt sgt capt cmdr adm maj hon rev fr sr jr pres supt insp "
    "fig figs p pp para paras vol vols ed eds art arts sec ch cf vs viz approx ca c inc ltd co corp dept "
    "jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e z.b d.h u.a o.ä s.o s.u bzw usw nr bd hr "
    "hrsg vgl evtl ggf abs str mme mlle mm av núm pág dra sra srta lic ing avv dott sig gg ст ул гг тт др им руб "
    "млн млрд тыс стр т.е т.д т.п см г т"
)
_BEFORE_FIGURES = frozenset({"no", "nos", "art", "nr", "ст", "n"})
_BEGINNERS = _words(
    "the a an it its he she they we i in on at but and this that these those there his her their our when "
    "while after before since for as if der die das er sie es le la les il elle ils el los las"
)
_GERMAN_MONTHS = _words(
    "januar februar märz april mai juni juli august september oktober november dezember jahrhundert"
)
_SPEECH = re.compile(
    r"\s*(?:[^\W\d_]+\s+){0,2}(?:said|says|told|asked|added|wrote|replied|claimed|sagte|dit|dijo|disse|сказал\w*)\b"
)
_WIDE_SPEECH = re.compile(r"[^。！？，]{0,6}?(?:说|表示|称|道|问|指出|強調|强调|報告|言)")
_WORD_BEFORE = re.compile(r"[^\s(\[“\"‘'«„—–/]+$")
_NEXT_WORD = re.compile(r"[\s\"“‘'«„(\[¿¡]*([^\W_]+)")


def sentences(text: str, opaque: Sequence[int], quotations: Sequence[Pair]) -> list[Extent]:
    """The extents of the sentences of one block of prose, in order; stretches without a word are left out."""
    found: list[Extent] = []
    start = 0
    inside = iter(quotations)
    pair = next(inside, None)
    for stop in _STOP.finditer(text):
        end = _end_with_closers(text, stop.end())
        while pair and pair.closing < stop.start():
            pair = next(inside, None)
        quoted = pair is not None and pair.opening < stop.start() < pair.closing
        if opaque[stop.start()] or (quoted and pair and end <= pair.closing) or stop.start() < start:
            continue
        if _ends(text, stop.start(), stop.end(), end, quoted):
            found.append((start, end))
            start = end
    found.append((start, len(text)))
    return [extent for extent in (_trimmed(text, *one) for one in found) if extent]


def _trimmed(text: str, start: int, end: int) -> Extent | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if any(char.isalnum() for char in text[start:end]) else None


def _end_with_closers(text: str, end: int) -> int:
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return end


def _ends(text: str, stop: int, after_stop: int, end: int, quoted: bool) -> bool:
    """Whether the sentence is over where the stop and the closing marks behind it end."""
    rest = text[end : end + 80]
    if not rest.strip():
        return True
    char = text[stop]
    if char in _WIDE_STOPS:
        return not (quoted and _WIDE_SPEECH.match(rest))
    if not rest[0].isspace():
        return char in _OTHER_STOPS or (end > after_stop and is_han(rest[0]))
    if quoted and _SPEECH.match(rest):
        return False
    if char == "." and after_stop - stop == 1 and end == after_stop and _is_abbreviation(text, stop, rest):
        return False
    return _begins_sentence(rest)


def _begins_sentence(rest: str) -> bool:
    first = rest.lstrip()[0]
    if first in MARKS or first in "([¿¡-–—*":
        following = _NEXT_WORD.match(rest)
        return not following or not following[1][0].islower()
    return not first.islower() and first not in ",;:)"


def _is_abbreviation(text: str, stop: int, rest: str) -> bool:
    found = _WORD_BEFORE.search(text, max(0, stop - 24), stop)
    following = _NEXT_WORD.match(rest)
    if not found or not following:
        return False
    word, then = found[0], following[1]
    lower = word.lower().rstrip(".")
    if lower in _BEFORE_FIGURES and then[0].isdigit():
        return True
    if word.isdigit():
        return len(word) <= 2 and then.lower() in _GERMAN_MONTHS
    if len(word) == 1 and word.isalpha() and word.isupper() and not is_han(word):
        return word != "I"
    if re.fullmatch(r"(?:\w\.)+\w", word):
        return then.lower() not in _BEGINNERS
    return lower in _ABBREVIATIONS
