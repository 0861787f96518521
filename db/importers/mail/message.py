"""Single messages: as mail programs save them, and as Apple Mail files them, with a length before and a list behind."""

import re

from db.importers.file import File
from db.importers.mail import letter, mbox, mime
from db.importers.mail.charsets import Charsets
from db.importers.mail.content import Content
from db.importers.parsed import Bundle, Extractor, Parsed

_EXTRACTOR = Extractor("casethread-mail", "1")
_SOURCE = Extractor("casethread-mail-source", "1")
_APPLE = re.compile(rb"\s*(\d{1,10})[ \t]*\r?\n(?=[!-9;-~]+:)")
_SHOWN = ("From", "Sender", "To", "Cc", "Bcc", "Date", "Subject")


def read(file: File) -> Parsed | Bundle:
    """The message as a letter with what hangs on it; a box, when several messages turn out to be in the file."""
    if file.data.startswith(b"From ") and mbox.count(file.data, enough=2) > 1:
        return mbox.read(file)
    entity = mime.read(_message(file.data))
    charsets = _charsets(file, entity)
    content = Content(entity, charsets)
    return _document(file, entity, charsets, content.text, _EXTRACTOR, content)


def read_source(file: File) -> Parsed:
    """The message as it was sent, with all its headers and nothing unpacked."""
    data = _message(file.data)
    entity = mime.read(data)
    charsets = _charsets(file, entity)
    text = charsets.text(data, entity.charset)
    return _document(file, mime.Entity(entity.fields, b""), charsets, text, _SOURCE)


WAYS = (read, read_source)


def _document(
    file: File,
    entity: mime.Entity,
    charsets: Charsets,
    text: str,
    extractor: Extractor,
    content: Content | None = None,
) -> Parsed:
    """The document with what its headers say; a source shows them itself."""
    said = [(name, charsets.header(raw)) for name in _SHOWN for raw in entity.values(name.lower())]
    dates = [value for name, value in said if name == "Date" and value]
    day = next(filter(None, map(letter.day, dates)), None)
    found = letter.Letter(
        head=said if content else (),
        subject=next((value for name, value in said if name == "Subject"), ""),
        sender=_sender(entity.first("from"), charsets),
        day=day,
        text=text,
        parts=tuple(content.parts) if content else (),
        charset=charsets.first,
    )
    warnings = (
        *(content.warnings if content else ()),
        *(("message-damaged",) if entity.damaged else ()),
        *(("date-unreadable",) if dates and not day else ()),
        *(("charset-guessed",) if charsets.guessed else ()),
    )
    return letter.document(found, file, extractor, warnings)


def _message(data: bytes) -> bytes:
    """The bytes of the message without what was written around them."""
    if apple := _APPLE.match(data):
        data = data[apple.end() : apple.end() + int(apple[1])]
    if b"\n" not in data[:65536]:
        data = data.replace(b"\r", b"\n")
    return data


def _charsets(file: File, entity: mime.Entity) -> Charsets:
    parts = (entity, *entity.parts)
    return Charsets(file.wish.charset, next(filter(None, (part.charset for part in parts)), None))


def _sender(raw: bytes, charsets: Charsets) -> str:
    """The sender's name, or the address when no name is given."""
    name, address = letter.sender(raw.decode("latin-1"))
    return charsets.header((name or address).encode("latin-1", "replace") or raw[:200]).strip("\"' ")
