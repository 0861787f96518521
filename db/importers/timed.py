"""Transcripts that say when each passage was spoken: `[00:01:23]` or `00:01:23` at the beginning of a paragraph.

Files that are made of times alone (subtitles, the output of programs) are read elsewhere; here it is told whether a
document is a transcript at all.
"""

import re
from itertools import pairwise

from db.importers.parsed import Cue

_STAMP = r"(?:(?P<{0}h>\d{{1,2}}):)?(?P<{0}m>\d{{1,2}}):(?P<{0}s>\d\d)(?:[.,](?P<{0}f>\d{{1,3}}))?"
_LINE = re.compile(
    rf"[ \t]*(?P<open>[\[(<{{])?{_STAMP.format('a')}(?:\s*(?:-->|[-–—])\s*{_STAMP.format('b')})?(?(open)[\])>}}])"
    r"(?![\d:.,]|\s*(?:[ap]\.?m\.?|uhr|h)\b)[ \t]*[-–—:]?[ \t]*(?P<words>.*)",
    re.I,
)
_FEWEST = 3
_SHARE = 0.5
"""So much of the paragraphs must be timed; one that follows a time on a line of its own is timed as well."""


def cues(text: str) -> tuple[Cue, ...]:
    """The passages of a transcript with their times; none when the text is no transcript."""
    found: list[tuple[int, float, float | None]] = []
    others, waiting, at = 0, False, 0
    for line in text.split("\n"):
        if stamp := _LINE.fullmatch(line):
            found.append((at + stamp.start("words"), _seconds(stamp, "a"), _end(stamp)))
            waiting = not stamp["words"]
        elif line.strip():
            if waiting:
                found[-1] = (at, *found[-1][1:])
            others += not waiting
            waiting = False
        at += len(line) + 1
    begins = [begin for _, begin, _ in found]
    is_transcript = len(found) >= _FEWEST and len(found) > _SHARE * (len(found) + others) and begins == sorted(begins)
    return _closed(found) if is_transcript and begins[0] < begins[-1] else ()


def _closed(found: list[tuple[int, float, float | None]]) -> tuple[Cue, ...]:
    """Each passage ends where it says, or where the next begins; the last one, when nothing says so, as it begins."""
    ends = [after for (_, _, _), (_, after, _) in pairwise(found)] + [found[-1][1]]
    return tuple(
        Cue(start, begin, max(begin, stated if stated is not None else end))
        for (start, begin, stated), end in zip(found, ends, strict=True)
    )


def _end(stamp: re.Match[str]) -> float | None:
    return _seconds(stamp, "b") if stamp["bm"] else None


def _seconds(stamp: re.Match[str], which: str) -> float:
    hours, minutes, seconds = (int(stamp[f"{which}{unit}"] or 0) for unit in "hms")
    return hours * 3600 + minutes * 60 + seconds + float(f"0.{stamp[f'{which}f'] or 0}")
