"""The cues of subtitles and machine transcripts: what was said from when to when, and by whom."""

import html
import json
import math
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from db.importers.parsed import Unreadable
from db.plain import normalise

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[,.](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_TIME}\s*--?>\s*{_TIME}(?:\s.*)?")
_STAMP = re.compile(_TIME)
_VOICE = re.compile(r"<v(?:\.[\w.]+)?[ \t]+([^<>]*)>", re.I)
_MARKUP = re.compile(r"</?(?:[biu]|font|c|v|ruby|rt|lang|span)\b[^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}", re.I)
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)\b")


class Said(NamedTuple):
    """Words with their time in seconds, in their lines; the speaker, when the file has a place for that."""

    begin: float
    end: float
    lines: tuple[str, ...]
    speaker: str = ""


def of_subtitles(text: str) -> list[Said]:
    """The cues of SRT or WebVTT, however they are numbered and spaced."""
    lines = text.split("\n")
    at = [number for number, line in enumerate(lines) if _TIMES.fullmatch(line)]
    found = []
    for start, following in pairwise([*at, len(lines)]):
        body = lines[start + 1 : following]
        if following < len(lines):  # without the number or the name of the next cue
            while body and not body[-1].strip():
                body.pop()
            if body and (body[-1].strip().isdigit() or (len(body) > 1 and not body[-2].strip())):
                body.pop()
        found.append(_said(lines[start], _without_blocks(body)))
    return _unrolled(cue for cue in found if cue.lines)


def of_json(text: str) -> tuple[list[Said], str | None]:
    """The segments of a transcript as Whisper and its relatives write it, and the language; raises Unreadable."""
    try:
        found = json.loads(text)
        segments = found.get("segments") or found.get("transcription") or []
        listed = [cue for each in segments if isinstance(each, dict) and (cue := _segment(each)).lines]
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError) as error:
        raise Unreadable("damaged", type(error).__name__) from error
    result = found.get("result")
    tongue = found.get("language") or (result.get("language") if isinstance(result, dict) else None)
    return listed, tongue if isinstance(tongue, str) else None


def _said(times: str, body: Iterable[str]) -> Said:
    match = _TIMES.fullmatch(times)
    numbers = match.groups() if match else ()
    begin, end = _seconds(numbers[:4]), _seconds(numbers[4:])
    written = "\n".join(body)
    voice = _VOICE.search(written)
    words = normalise(html.unescape(_MARKUP.sub("", written)))
    lines = tuple(line for each in words.split("\n") if (line := " ".join(each.split())))
    return Said(begin, max(begin, end), lines, " ".join(voice[1].split()) if voice else "")


def _seconds(numbers: Iterable[str | None]) -> float:
    hours, minutes, seconds, parts = (number or "0" for number in numbers)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{parts}")


def _without_blocks(body: list[str]) -> Iterator[str]:
    """The lines of a cue, up to a remark or a block of styles behind it."""
    for number, line in enumerate(body):
        if _BLOCK.match(line) and number and not body[number - 1].strip():
            return
        yield line


def _unrolled(cues: Iterable[Said]) -> list[Said]:
    """Captions that roll repeat the line above: each line is taken once, and lasts as long as it is seen."""
    found: list[Said] = []
    for cue in cues:
        last = found[-1] if found else None
        lines = cue.lines
        if last and cue.begin - last.end < 0.2 and lines[0] == last.lines[-1]:
            lines = lines[1:]
        if lines:
            found.append(cue._replace(lines=lines))
        elif last:
            found[-1] = last._replace(end=max(last.end, cue.end))
    return found


def _segment(segment: dict[str, Any]) -> Said:
    begin, end = _time(segment, "start", "from"), _time(segment, "end", "to")
    words = " ".join(normalise(str(segment.get("text", ""))).split())
    return Said(begin, max(begin, end), (words,) if words else (), " ".join(str(segment.get("speaker") or "").split()))


def _time(segment: dict[str, Any], name: str, other: str) -> float:
    """A time of a segment, in seconds, or as a stamp or in thousandths where that is the way of the file."""
    value = segment.get(name)
    if value is None and isinstance(offsets := segment.get("offsets"), dict):
        value = float(offsets[other]) / 1000
    if isinstance(value, str) and (stamp := _STAMP.fullmatch(value.strip())):
        value = _seconds(stamp.groups())
    seconds = float(value or 0)
    return max(seconds, 0.0) if math.isfinite(seconds) else 0.0
