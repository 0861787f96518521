"""What was said in a recording, as readable paragraphs: each cue keeps the time at which its words begin.

A new paragraph begins where somebody else speaks, after a pause, and after a sentence when the paragraph is long.
"""

import re
from dataclasses import replace
from pathlib import PurePath

from db.importers import language
from db.importers.file import File
from db.importers.media import cues
from db.importers.media.cues import Said
from db.importers.parsed import Cue, Extractor, Found, Parsed, Unreadable
from db.importers.plaintext import charset_warnings
from db.plain import normalise

EXTRACTOR = Extractor("casethread-transcript", "1", {"paragraphs": "speaker, pause"})

_PAUSE = 2.0
_LONG = 900
_SPEAKER = re.compile(r"[-–—]\s*\w|>>|\[?[A-ZÀ-ÞА-Я][\w .’'-]{1,40}\]?[:：]\s")
_ENDED = re.compile(r"[.!?。！？…][\"”’』」)]*$")
_NO_BLANK = re.compile("[\u3000-\u303f\u3041-\u30ff\u3400-\u9fff\uff01-\uff5e]")


def read_subtitles(file: File) -> Parsed:
    """The words of SRT or WebVTT; raises Unreadable when there are none."""
    decoded = file.decoded()
    found = cues.of_subtitles(normalise(decoded.text))
    return replace(_parsed(file, found, None), charset=decoded.charset).warned(*charset_warnings(decoded))


def read_json(file: File) -> Parsed:
    """The words of a transcript in JSON; raises Unreadable when there are none."""
    found, stated = cues.of_json(file.decoded().text)
    return _parsed(file, found, stated)


def read(file: File) -> Parsed:
    """The words of a transcript of any kind; raises Unreadable when there are none."""
    return read_json(file) if file.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else read_subtitles(file)


WAYS = (read,)


def _parsed(file: File, found: list[Said], stated: str | None) -> Parsed:
    text, starts = _text(found)
    if not text.strip():
        raise Unreadable("no-text")
    code = language.detect(text)
    known = language.primary(stated)
    told = Found(known, "properties") if known and len(known) == 2 else None
    return Parsed(
        text=text,
        text_kind="transcribed",
        media_type=file.kind.media_type,
        named_type=file.kind.named_type,
        extractor=EXTRACTOR,
        title=Found(PurePath(file.name).stem or "?", "file"),
        language=told or (Found(code, "guess") if code else None),
        cues=tuple(Cue(start, said.begin, said.end) for start, said in zip(starts, found, strict=True)),
    )


def _text(found: list[Said]) -> tuple[str, list[int]]:
    """The paragraphs, and where the words of each cue begin in them."""
    text, starts, paragraph = "", [], 0
    for number, said in enumerate(found):
        before = found[number - 1] if number else None
        for at, words in enumerate(_spoken(said, before)):
            if text:
                begins = _begins(words, text[paragraph:], said, before if at == 0 else None)
                text += "\n\n" if begins else _blank(text, words)
                paragraph = len(text) if begins else paragraph
            if at == 0:
                starts.append(len(text))
            text += words
    return text, starts


def _spoken(said: Said, before: Said | None) -> list[str]:
    """The lines of a cue, those of one speaker in one; the speaker's name when it is somebody else than before."""
    lines: list[str] = []
    for line in said.lines:
        if lines and not _SPEAKER.match(line):
            lines[-1] += _blank(lines[-1], line) + line
        else:
            lines.append(line)
    if said.speaker and (before is None or before.speaker != said.speaker):
        lines[0] = f"{said.speaker}: {lines[0]}"
    return lines


def _begins(words: str, paragraph: str, said: Said, before: Said | None) -> bool:
    """Whether a paragraph begins with these words; `before` is the cue before them, when they begin their own."""
    if _SPEAKER.match(words):
        return True
    if before and (said.begin - before.end > _PAUSE or said.speaker != before.speaker):
        return True
    return len(paragraph) > _LONG and _ENDED.search(paragraph) is not None


def _blank(before: str, after: str) -> str:
    """What stands between words of two lines: nothing in scripts that have no blanks."""
    return "" if _NO_BLANK.match(before[-1:]) and _NO_BLANK.match(after[:1]) else " "
