"""Boxes of messages: one file with a line that begins with `From ` before each message.

Such a line may also stand in a letter. It begins a message only after an empty line, with a time and a year in it as
mail programs write them, or with an address and headers below. Programs protect lines of letters with `>`, which is
taken off again; others write how long each message is instead, which is believed when another message begins there.
"""

import re
from collections.abc import Iterator
from itertools import islice

from db.importers import plaintext
from db.importers.file import File
from db.importers.mail import mime
from db.importers.mail.charsets import Charsets
from db.importers.parsed import Bundle, Parsed, Part, Unreadable

_BEGINS = re.compile(
    rb"From (?:[^\n]{0,120}\b\d\d?:\d\d(?::\d\d)?\b[^\n]{0,40}\b(?:19|20)\d\d\b[^\n]*(?:\n|\Z)"
    rb"|(?:-|MAILER-DAEMON|[^\s@]{1,99}@[^\s@]{1,99})[^\n]{0,80}\n(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2})"
)
_PROTECTED = re.compile(rb"^>(>*From )", re.M)
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,12})[ \t]*\r?$", re.M | re.I)
_EMPTY_LINE = re.compile(rb"\n\r?\n")
_HEADERS_WITHIN = 1 << 16
_MOST = 200_000
_LONGEST_NAME = 80


def read(file: File) -> Bundle:
    """All messages of the box, in order, each as it was before it was put there."""
    parts: list[Part] = []
    for number, message in enumerate(islice(_messages(file.data), _MOST + 1), 1):
        if number <= _MOST:
            parts.append(Part(name=_name(number, message, file.wish.charset), role="record", data=message))
    if not parts:
        raise Unreadable("damaged", "no message")
    left_out = count(file.data, _MOST + 1) > _MOST if len(parts) == _MOST else False
    bundle = Bundle(media_type=file.kind.media_type, named_type=file.kind.named_type, parts=tuple(parts))
    return bundle.warned(*(("parts-left-out",) if left_out else ()))


def read_source(file: File) -> Parsed:
    """The box as it stands, as one text."""
    return plaintext.read(file)


WAYS = (read, read_source)


def count(data: bytes, enough: int) -> int:
    """How many messages there are, counted up to what is enough."""
    return sum(1 for _ in islice(_spans(data), enough))


def _messages(data: bytes) -> Iterator[bytes]:
    for begin, end in _spans(data):
        first_line = data.find(b"\n", begin, end) + 1 or end
        message = data[first_line:end]
        if b"\n>" in message and b"\nFrom " not in message:  # where such lines are not protected, a `>` is the writer's
            message = _PROTECTED.sub(rb"\1", message)
        if message.strip():
            yield message


def _spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each message lies, with the line before it and without the empty line behind it."""
    begin = next((at for at in _candidates(data, 0)), None)
    while begin is not None:
        after = _by_length(data, begin) or next(iter(_candidates(data, begin + 5)), None)
        yield begin, _without_empty_line(data, begin, len(data) if after is None else after)
        begin = after if after is not None and after < len(data) else None


def _candidates(data: bytes, start: int) -> Iterator[int]:
    """Where messages begin, from a place on."""
    if start == 0:
        lead = len(data) - len(data.lstrip(b"\xef\xbb\xbf\r\n"))
        if _BEGINS.match(data, lead):
            yield lead
    at = data.find(b"\nFrom ", start) + 1
    while at:
        if data.endswith((b"\n\n", b"\n\r\n"), max(0, at - 3), at) and _BEGINS.match(data, at):
            yield at
        at = data.find(b"\nFrom ", at) + 1


def _by_length(data: bytes, begin: int) -> int | None:
    """Where the next message begins as the length of this one says, if one does begin there, or the box ends."""
    headers_end = _EMPTY_LINE.search(data, begin, begin + _HEADERS_WITHIN)
    said = _LENGTH.search(data, begin, headers_end.end()) if headers_end else None
    if not said or not headers_end:
        return None
    at = headers_end.end() + int(said[1])
    while data[at : at + 1] in (b"\r", b"\n") and at < headers_end.end() + int(said[1]) + 4:
        at += 1
    if at == len(data) or (at < len(data) and _BEGINS.match(data, at) and data[at - 1 : at] == b"\n"):
        return at
    return None


def _without_empty_line(data: bytes, begin: int, end: int) -> int:
    """The end without the empty line that is written behind each message."""
    for line_end in (b"\r\n", b"\n"):
        if data.endswith(line_end if end < len(data) else b"\n" + line_end, begin, end):
            return end - len(line_end)
    return end


def _name(number: int, message: bytes, charset: str | None) -> str:
    """Its place in the box and its subject: files of this name are recognised as messages."""
    subject = Charsets(charset).header(mime.read(message[:_HEADERS_WITHIN]).first("subject"))
    words = plaintext.shortened(subject)[:_LONGEST_NAME] if subject else ""
    return f"{number:04} {words}".rstrip() + ".eml"
