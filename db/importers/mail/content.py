"""What of a message is the letter, and what hangs on it.

Of alternatives the plain one is read, unless it only says that the other one should be. Everything that has a name, or
is no text, becomes a part with the bytes that were sent; pictures without a name are ornaments of the letter and stay
in the message.
"""

import re
from collections.abc import Iterable

from db import plain
from db.importers import html, pagetext
from db.importers.mail import mime, transfer
from db.importers.mail.charsets import Charsets
from db.importers.parsed import Part

_DEEPEST = 100
_PARTS = 2_000
_LONGEST_NAME = 200
_HIGH = 30_000
"""Elements in one another from which on a page is not made a tree."""
_STUB = re.compile(
    r"(?:not|n['’]t|unable to|cannot|kein|nicht)\b.{0,60}\b(?:html|display|darstellen)|html[- ](?:capable|compatible|"
    r"enabled|fähig)|requires? .{0,20}html|(?:view|read|see) (?:this|the) (?:e-?mail|message|newsletter).{0,30}"
    r"(?:html|browser|online|web)|(?:message|e-?mail) is in html|不支持\s*html|html\s*(?:格式|形式)",
    re.I | re.S,
)
_LONGEST_STUB = 400
_ENCRYPTED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
_ENDINGS = {
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "text/rfc822-headers": ".txt",
    "message/rfc822": ".eml",
    "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
}


def visible(page: str) -> str:
    """The text that a page in a message shows."""
    page = pagetext.without_data(plain.normalise(page))
    deep = pagetext.depth(page, _HIGH) > _HIGH
    return plain.normalise(pagetext.stripped(page) if deep else pagetext.visible(page))


class Content:
    """A message taken apart: `text` is the letter, `parts` what hangs on it, `warnings` are codes."""

    def __init__(self, entity: mime.Entity, charsets: Charsets) -> None:
        self._charsets = charsets
        self._pieces: list[str] = []
        self.parts: list[Part] = []
        self.warnings: list[str] = []
        self._walk(entity, 0, is_read=True)

    @property
    def text(self) -> str:
        """The letter, without empty lines around it."""
        return "\n\n".join(self._pieces)

    def _walk(self, entity: mime.Entity, depth: int, *, is_read: bool, within: str = "") -> None:
        """Take one part of the message; `is_read` is false within alternatives that are not the letter."""
        children = entity.parts
        if len(self.parts) >= _PARTS:
            self.warnings.append("parts-left-out")
        elif children and depth >= _DEEPEST:
            self._attach(entity, refused=True)
        elif children:
            is_choice = entity.type == "multipart/alternative"
            chosen = self._best(children) if is_choice and is_read else None
            for child in children:
                if child is chosen or not is_choice:
                    self._walk(child, depth + 1, is_read=is_read, within=entity.type)
                elif not _is_version(child):
                    self._walk(child, depth + 1, is_read=False, within=entity.type)
        else:
            self._leaf(entity, is_read=is_read, within=within)

    def _leaf(self, entity: mime.Entity, *, is_read: bool, within: str) -> None:
        if entity.type.startswith("multipart/"):  # its boundary never comes: what is there is shown as it is
            self.warnings.append("message-damaged")
            self._add(self._charsets.text(entity.body, entity.charset))
        elif _is_text(entity):
            if is_read:
                self._add(self._read(entity))
        elif not (within == "multipart/related" and _is_ornament(entity)):
            if entity.type in _ENCRYPTED:
                self.warnings.append("letter-encrypted")
            self._attach(entity)

    def _read(self, entity: mime.Entity) -> str:
        data = transfer.unpacked(entity.body, entity.encoding)
        if entity.type == "text/html":
            return visible(self._charsets.text(data, entity.charset or html.declared_charset(data)))
        return self._charsets.text(data, entity.charset)

    def _best(self, children: Iterable[mime.Entity]) -> mime.Entity | None:
        """Which alternative is the letter: the plain one, or the last other one when that says nothing itself."""
        readable = [child for child in children if _is_text(child) or child.type.startswith("multipart/")]
        others = [child for child in readable if child.type != "text/plain"]
        for child in readable:
            if child.type == "text/plain":
                text = self._read(child).strip()
                is_stub = not text or (len(text) <= _LONGEST_STUB and _STUB.search(text))
                if not others or not is_stub:
                    return child
        return others[-1] if others else None

    def _add(self, text: str) -> None:
        """Add a piece of the letter, unless the same words are there already, as page and as text."""
        text = re.sub(r"\A(?:[ \t]*\n)+|\s+\Z", "", text)
        words = text.split()
        if words and not any(words == piece.split() for piece in self._pieces):
            self._pieces.append(text)

    def _attach(self, entity: mime.Entity, *, refused: bool = False) -> None:
        number = len(self.parts) + 1
        self.parts.append(
            Part(
                name=self._name(entity, number),
                role="attachment",
                data=b"" if refused else transfer.unpacked(entity.body, entity.encoding),
                declared=entity.charset if entity.type.startswith("text/") else None,
                refused="too-deep" if refused else None,
            )
        )

    def _name(self, entity: mime.Entity, number: int) -> str:
        """What the message calls it; a forwarded message is called by its subject, anything else by its number."""
        name = self._charsets.header(*entity.file_name) or self._charsets.header(entity.location)
        if not name and entity.type == "message/rfc822":
            inner = mime.read(transfer.unpacked(entity.body, entity.encoding))
            name = self._charsets.header(inner.first("subject"))[: _LONGEST_NAME - 4]
            name = f"{name or number}.eml"
        return name[-_LONGEST_NAME:] or f"{number}{_ENDINGS.get(entity.type, '')}"


def _is_text(entity: mime.Entity) -> bool:
    """Whether it is read as a piece of the letter."""
    is_file = entity.disposition == "attachment" or bool(entity.file_name[0])
    return entity.type in {"text/plain", "text/html"} and not is_file


def _is_version(entity: mime.Entity) -> bool:
    """Whether it only says in another form what the chosen alternative says; an invitation says more."""
    is_file = entity.disposition == "attachment" or bool(entity.file_name[0])
    return entity.type.startswith("text/") and entity.type != "text/calendar" and not is_file


def _is_ornament(entity: mime.Entity) -> bool:
    """Whether it is a picture that only the page of the letter shows."""
    return entity.type.startswith("image/") and entity.disposition != "attachment" and not entity.file_name[0]
