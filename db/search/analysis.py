"""What a word is: the one definition that the index, the query language and find-in-text share.

Folded text is a row of places. A word, which is a run of letters, marks and digits, fills one place; in
scripts written without blanks each character fills one. What stands between is not looked at: `al-Assad`,
`al Assad` and `al – Assad` fill the same two places. Asking for words means asking for the texts in which
they fill places in a row; whole words, and any run of characters in scripts without blanks. So `Italy`
finds `Italy's`, `习近` finds `习近平`, and `U.S.` finds `U. S.`, but neither `US` nor `us`.

The index holds more than the words of the places, so that every query is quick:
- at each place of an unspaced script the character with the one after it; the last of a run by itself;
- a compound of several words (`al-assad`, `o'brien`, `u.s`) once more as a whole, at its first place, to
  complete what someone types.

A number of four digits or more is asked for in both ways of writing it: `210000` and `210,000` find either,
with any sign or blank between the groups. No text of ours is kept here, and nothing of Whoosh is known.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import product

from db.folding import fold
from db.letters import UNSPACED, WORD, is_unspaced

_RUN = re.compile(f"[{UNSPACED}]+|[{WORD}]+(?:[-.'][{WORD}]+)*")
_PIECE = re.compile(f"[{UNSPACED}]+|[{WORD}]+")
_GROUPED = re.compile(rf"(?<![{WORD}])(?<![0-9][.,'])[0-9]{{1,3}}(?:[.,'][0-9]{{3}})+(?![.,']?[{WORD}])")
LONGEST_COMPOUND = 64
"""Letters of a compound that is held as a whole."""
_MOST_SPELLINGS = 8


def tokens(text: str) -> Iterator[tuple[str, int]]:
    """What the index holds of a text: each word with its place, the places counted from 0."""
    place = 0
    for run in _RUN.findall(fold(text)):
        if is_unspaced(run):
            for start in range(len(run)):
                yield run[start : start + 2], place + start
            place += len(run)
        elif "-" in run or "." in run or "'" in run:
            if len(run) <= LONGEST_COMPOUND:
                yield run, place
            for part in _PIECE.findall(run):
                yield part, place
                place += 1
        else:
            yield run, place
            place += 1


def pieces(text: str) -> tuple[str, ...]:
    """What someone who types a text asks for: its words, and its runs of unspaced script.

    A number written in groups of three becomes one word without the signs between them.
    """
    folded = _GROUPED.sub(lambda found: re.sub("[^0-9]", "", found.group()), fold(text))
    return tuple(_PIECE.findall(folded))


def spellings(asked: Sequence[str]) -> list[tuple[str, ...]]:
    """The same pieces in every way in which their numbers may be written."""
    ways = [_ways(piece) for piece in asked]
    most = product(*ways) if 2 ** sum(len(way) > 1 for way in ways) <= _MOST_SPELLINGS else [((p,) for p in asked)]
    return [tuple(word for way in chosen for word in way) for chosen in most]


def _ways(piece: str) -> list[tuple[str, ...]]:
    if len(piece) < 4 or piece[0] == "0" or not (piece.isascii() and piece.isdigit()):
        return [(piece,)]
    head = len(piece) % 3 or 3
    return [(piece,), (piece[:head], *(piece[i : i + 3] for i in range(head, len(piece), 3)))]


@dataclass(frozen=True, slots=True)
class Element:
    """What stands in the index `offset` places after the first: a token, or if `open` any that begins so."""

    offset: int
    token: str
    open: bool = False


def elements(spelling: Sequence[str], *, unfinished: bool) -> list[Element]:
    """What the index is asked for pieces that follow each other; if `unfinished`, the last word may go on."""
    found, place = [], 0
    for piece in spelling:
        if not is_unspaced(piece):
            found.append(Element(place, piece))
            place += 1
        elif len(piece) == 1:
            found.append(Element(place, piece, open=True))
            place += 1
        else:
            found += [Element(place + i, piece[i : i + 2]) for i in range(len(piece) - 1)]
            place += len(piece)
    if unfinished and found and not is_unspaced(spelling[-1]):
        found[-1] = Element(found[-1].offset, found[-1].token, open=True)
    return found


@cache
def fingerprint() -> str:
    """Changes with this module's patterns, and with all but the smallest changes to the folding table."""
    sample = "".join(map(chr, (*range(0x20, 0x700), *range(0x700, 0xD800, 50))))
    return blake2b(f"{_RUN.pattern} {fold(sample)}".encode(), digest_size=8).hexdigest()
