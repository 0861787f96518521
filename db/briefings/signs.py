"""What the signs in a quotation mean: ellipses, brackets and `[sic]`, and the runs of words between them.

Any sign may also stand in the source itself, so a quotation has several readings.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from db.briefings.comparing import Comparable, comparable, is_word
from db.briefings.departures import Departure

_ELLIPSIS = r"(?:…+|\.{3,}|\.(?:\s\.){2,3})"
_SIGN = re.compile(
    rf"(?P<omission>[\[(（［【]\s*{_ELLIPSIS}\s*[\])）］】]|{_ELLIPSIS})"
    r"|(?P<sic>[\[(]\s*sic[!.]?\s*[\])]|\[!\]|[（［\[]原文如此[）］\]])"
    r"|(?P<case>\[[^\W\d_]\](?=[^\W\d_]))"
    r"|(?P<insertion>[\[［〔][^\[\]［］〔〕]{1,200}[\]］〕])",
    re.IGNORECASE,
)
_MOST_SIGNS = 5  # signs tried both as themselves and as what they mean; of more, all mean something
_EDGES = ",.;:，。；： "
_LAST = (",", ".", "，", "。")

Sign = re.Match[str]


@dataclass(frozen=True, slots=True)
class Gap:
    """A sign that stands for other words or for none; `within_word` when it touches a letter."""

    kind: Departure
    typed: str
    offset: int
    within_word: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Words between signs, as they are compared.

    `even` is made from the characters of the quotation at `offsets`; the words are those of `even` from
    `start` to `end`. Letters of `either_case` were in brackets. `gaps` stand before the run; `cut` says whether
    a word may begin or end inside a word of the source, on the left and on the right.
    """

    even: Comparable
    offsets: tuple[int, ...]
    start: int
    end: int
    either_case: frozenset[int]
    gaps: tuple[Gap, ...]
    cut: tuple[bool, bool]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the words in even text."""
        chars = (
            f"[{char.lower()}{char.upper()}]" if at in self.either_case else re.escape(char)
            for at, char in enumerate(self.even.text[self.start : self.end], self.start)
        )
        return re.compile("".join(chars))

    def offset(self, at: int) -> int:
        """Where in the quotation the even character of this place stands."""
        return self.offsets[self.even.starts[at]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a quotation: runs of words, and the signs behind the last of them.

    `loose` readings leave out punctuation at the end and beside omissions.
    """

    runs: tuple[Run, ...]
    trailing: tuple[Gap, ...]
    loose: bool


def readings(quote: str) -> Iterator[Reading]:
    """The ways to read a quotation, the most literal one first; none when it holds no words."""
    signs = list(_SIGN.finditer(quote))
    for loose in (False, True):
        for meant in _choices(signs):
            reading = _reading(quote, meant, loose=loose)
            if reading.runs:
                yield reading


def _choices(signs: list[Sign]) -> list[list[Sign]]:
    """Which signs mean something: none, then all, then the rest of the possibilities."""
    if len(signs) > _MOST_SIGNS:
        return [[], signs]
    choices = product((False, True), repeat=len(signs))
    ordered = sorted(choices, key=lambda meant: (any(meant), -sum(meant)))
    return [[sign for sign, means in zip(signs, meant, strict=True) if means] for meant in ordered]


def _reading(quote: str, signs: Sequence[Sign], *, loose: bool) -> Reading:
    letters = [sign.start() + 1 for sign in signs if sign.lastgroup == "case"]
    runs: list[Run] = []
    gaps: list[Gap] = []
    at = 0
    for sign in [*(sign for sign in signs if sign.lastgroup != "case"), None]:
        gap = _gap(quote, sign) if sign else None
        run = _run(quote, (at, sign.start() if sign else len(quote)), letters, gaps, gap, loose=loose)
        if run:
            runs.append(run)
            gaps = []
        if sign and gap:
            gaps.append(gap)
            at = sign.end()
    return Reading(tuple(runs), tuple(gaps), loose)


def _gap(quote: str, sign: Sign) -> Gap:
    kind = Departure(sign.lastgroup or "")
    around = quote[: sign.start()][-1:] + quote[sign.end() :][:1]
    within = kind is Departure.INSERTION and any(map(is_word, around))
    return Gap(kind, sign[0], sign.start(), within)


def _run(
    quote: str, extent: tuple[int, int], letters: Sequence[int], gaps: list[Gap], gap: Gap | None, *, loose: bool
) -> Run | None:
    dropped = {at + side for at in letters for side in (-1, 1)}
    offsets = tuple(at for at in range(*extent) if at not in dropped)
    even = comparable("".join(quote[at] for at in offsets))
    start, end = _trimmed(even.text, gaps, gap, loose=loose)
    if not any(map(is_word, even.text[start:end])):
        return None
    bracketed = frozenset(at for at in range(start, end) if offsets[even.starts[at]] in letters)
    cut = (bool(gaps) and gaps[-1].within_word, gap is not None and gap.within_word)
    return Run(even, offsets, start, end, bracketed, tuple(gaps), cut)


def _trimmed(text: str, gaps: list[Gap], gap: Gap | None, *, loose: bool) -> tuple[int, int]:
    """The words of a run without the blanks at its ends, and without punctuation when read loosely."""
    left = _EDGES if loose and any(one.kind is Departure.OMISSION for one in gaps) else " "
    right = _EDGES if loose and gap and gap.kind is Departure.OMISSION else " "
    end = len(text.rstrip(right))
    if loose and gap is None and text[:end].endswith(_LAST):
        end -= 1
    return len(text) - len(text.lstrip(left)), end
