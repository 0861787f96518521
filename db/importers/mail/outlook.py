"""Messages as Outlook files them: an OLE file with a folder for the message, each recipient and each attachment.

What the headers of the journey say is shown where they are kept, so that a message reads the same from either program;
else what Outlook noted. Times without a zone are in UTC and are shown as such. An attached message has no bytes of its
own in such a file: it is put together again from what is kept of it.
"""

import io
import re
import struct
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime

from db import plain
from db.importers import html
from db.importers.file import File
from db.importers.mail import letter, mime, rebuilt, remains, richtext
from db.importers.mail.charsets import Charsets
from db.importers.mail.content import visible
from db.importers.mail.properties import Properties, Store
from db.importers.parsed import Extractor, Parsed, Part, Unreadable

_CLASS, _SUBJECT, _HEADERS = 0x001A, 0x0037, 0x007D
_BODY, _RICH, _PAGE = 0x1000, 0x1009, 0x1013
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_SENDER_NAMES, _SENDER_ADDRESSES = (0x0042, 0x0C1A), (0x5D02, 0x5D01, 0x0065, 0x0C1F)
_SHOWN_TO = {"To": 0x0E04, "Cc": 0x0E03, "Bcc": 0x0E02}
_RECIPIENT_TYPE, _DISPLAY_NAME, _ADDRESSES = 0x0C15, 0x3001, (0x39FE, 0x3003)
_DATA, _METHOD, _FILE_NAMES, _ENDING, _KIND = 0x3701, 0x3705, (0x3707, 0x3704, 0x3001), 0x3703, 0x370E
_ROLES = {1: "To", 2: "Cc", 3: "Bcc"}
_DEEPEST = 5
_MOST_ATTACHMENTS = 2_000
_MOST_BYTES = 256 << 20

_DAMAGE = (OSError, IndexError, ValueError, struct.error)
"""What the reader of OLE files raises where one is damaged."""

_EXTRACTOR = Extractor("casethread-outlook", "1")


def load() -> None:
    """Import what reads such files."""
    import olefile  # noqa: F401 - here, so that it does not happen while a file's time runs


def read(file: File) -> Parsed:
    """The message as a letter with what hangs on it; raises Unreadable when the file is none of Outlook's."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(file.data)) as ole:
            filed = Filed(Store(ole), charset=file.wish.charset)
            return letter.document(filed.letter(), file, _EXTRACTOR, filed.warnings())
    except _DAMAGE as error:
        raise Unreadable("damaged", type(error).__name__) from error


def read_remains(file: File) -> Parsed:
    """What is left of the words in the file, wherever they stand in it, in the order in which they do."""
    return remains.document(file)


WAYS = (read, read_remains)


class Filed:
    """A message in an open file, or one in such a message."""

    def __init__(self, store: Store, folder: tuple[str, ...] = (), depth: int = 0, charset: str | None = None) -> None:
        self._store = store
        self._depth = depth
        self._charset = charset
        self._own = Properties(store, folder, "embedded" if folder else "message", charset)
        if not self._own.text(_CLASS) and not any(self._own.text(each) for each in (_SUBJECT, _BODY)):
            raise Unreadable("unsupported-type", "no message")
        self._is_cut = False
        self._charsets = Charsets(charset, self._own.charset)
        self._sent = mime.read(self._own.text(_HEADERS).encode())

    def letter(self) -> letter.Letter:
        """The message as a letter."""
        dates = [self._said("date")] if self._said("date") else []
        moment = self._own.time(_SUBMITTED) or self._own.time(_DELIVERED)
        shown = next(iter(dates), format_datetime(moment) if moment else "")
        name, address = self._sender()
        return letter.Letter(
            head=tuple(self._head(shown)),
            subject=self._own.text(_SUBJECT).strip(),
            sender=name or address,
            day=next(filter(None, map(letter.day, dates)), None) or _day(moment),
            text=self._text(),
            parts=tuple(self._attachments()),
            charset=self._own.charset,
            is_mail=self._own.text(_CLASS).upper().startswith(("IPM.NOTE", "REPORT.")) or not self._own.text(_CLASS),
        )

    def warnings(self) -> tuple[str, ...]:
        """What to look at, by code."""
        is_guessed = self._own.guessed or self._charsets.guessed
        return (*(("charset-guessed",) if is_guessed else ()), *(("parts-left-out",) if self._is_cut else ()))

    def _head(self, date: str) -> Iterator[tuple[str, str]]:
        name, address = self._sender()
        noted = f"{name} <{address}>" if name and address else name or address
        yield "From", self._said("from") or noted
        noted_of = self._recipients()
        for role, number in _SHOWN_TO.items():
            yield role, self._said(role.lower()) or noted_of.get(role) or self._own.text(number).strip()
        yield "Date", date
        yield "Subject", " ".join(self._own.text(_SUBJECT).split())

    def _said(self, name: str) -> str:
        """What a header of the journey says."""
        return self._charsets.header(b", ".join(self._sent.values(name)[: 1 if name == "date" else 9]))

    def _sender(self) -> tuple[str, str]:
        """Name and address; an address inside an organisation's directory is none that anybody knows."""
        name = _first(self._own, _SENDER_NAMES)
        addresses = [self._own.text(number).strip() for number in _SENDER_ADDRESSES]
        address = next((each for each in addresses if "@" in each), "")
        return name if name != address else "", address or ("" if name else next(filter(None, addresses), ""))

    def _recipients(self) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        for each in self._folders("__recip_version1.0_"):
            role = _ROLES.get((each.number(_RECIPIENT_TYPE) or 0) & 0xF)
            name = each.text(_DISPLAY_NAME).strip("' \t\r\n")
            address = next((text for text in (each.text(number) for number in _ADDRESSES) if "@" in text), "")
            shown = f"{name} <{address}>" if name and address and name != address else name or address
            if role and shown:
                found.setdefault(role, []).append(shown)
        return {role: "; ".join(names) for role, names in found.items()}

    def _text(self) -> str:
        """What was written: as text, or else as the page or the rich text shows it."""
        text = self._own.text(_BODY)
        if not text.strip():
            data, charset = self._own.page(_PAGE)
            text = visible(self._charsets.text(data, charset or html.declared_charset(data))) if data else ""
        if not text.strip():
            rich = self._own.data(_RICH)
            text = plain.normalise(richtext.text(rich))
            self._is_cut = richtext.is_too_long(rich)
        return re.sub(r"\A(?:[ \t]*\n)+|\s+\Z", "", text)

    def _attachments(self) -> Iterator[Part]:
        left = _MOST_BYTES
        for number, each in enumerate(self._folders("__attach_version1.0_"), 1):
            if number > _MOST_ATTACHMENTS:
                self._is_cut = True
                return
            try:
                part = self._attachment(each, number)
            except (Unreadable, *_DAMAGE):  # what is left of the message is read all the same
                part = Part(name=str(number), role="attachment", refused="damaged")
            left -= len(part.data)
            yield part if left >= 0 else Part(name=part.name, role=part.role, refused="too-large")

    def _attachment(self, each: Properties, number: int) -> Part:
        name = " ".join(_first(each, _FILE_NAMES).split()) or f"{number}{each.text(_ENDING)}"
        if data := each.data(_DATA):
            return Part(name=name, role="attachment", data=data)
        inner = each.within(_DATA)
        if inner is None or not self._store.is_message(inner):
            is_empty = inner is None and each.number(_METHOD) in {None, 1}
            return Part(name=name, role="attachment", refused="empty" if is_empty else "unsupported-type")
        if self._depth >= _DEEPEST:
            return Part(name=name, role="attachment", refused="too-deep")
        message = Filed(self._store, inner, self._depth + 1, self._charset or self._own.charset).letter()
        lost = any(part.refused or "parts-left-out" in part.warnings for part in message.parts)
        warnings = ("message-rebuilt", "parts-left-out") if lost else ("message-rebuilt",)
        return Part(name=f"{name}.eml", role="attachment", data=rebuilt.message(message), warnings=warnings)

    def _folders(self, prefix: str) -> Iterator[Properties]:
        for path in self._store.within(self._own.folder):
            if path[-1].startswith(prefix):
                yield Properties(self._store, path, "other", self._own.charset)


def _first(properties: Properties, numbers: tuple[int, ...]) -> str:
    return next(filter(None, (properties.text(number).strip() for number in numbers)), "")


def _day(moment: datetime | None) -> str | None:
    return letter.day(format_datetime(moment)) if moment else None
