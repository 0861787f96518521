"""Which characters the bytes of a message are: bodies in a declared charset, headers in encoded words or raw.

Unlike servers of web pages, mail programs mostly know what they declare, so a declaration counts unless the bytes
contradict it. What was wished for by a person goes before everything.
"""

import binascii
import re

from db import plain

_WORD = re.compile(rb"=\?([^?*\s]{1,60})(?:\*[^?\s]*)?\?([bq])\?([^?]*)\?=", re.I)
_BETWEEN = re.compile(rb"(\?=)[ \t]+(?==\?[^?\s]{1,80}\?[bq]\?)", re.I)
_INVISIBLE = re.compile("[\0-\x1f\x7f]+")
_ASCII = ("us-ascii", "ascii", "ansi_x3.4-1968", "7bit", "8bit")


class Charsets:
    """One message's charsets: decodes its pieces, and remembers whether anything had to be guessed."""

    def __init__(self, wished: str | None = None, hint: str | None = None) -> None:
        """`hint` is the charset of the message, for headers that do not say theirs."""
        self._wished = wished
        self._hint = hint
        self.guessed = False
        self.first: str | None = None

    def text(self, data: bytes, declared: str | None) -> str:
        """A body as text, normalised; the charset of the first one is remembered."""
        decoded = self._decoded(data, declared)
        self.first = self.first or decoded.charset
        return plain.normalise(decoded.text)

    def header(self, raw: bytes, declared: str | None = None) -> str:
        """A header's value on one line: in the charset that is declared for it, or with its encoded words read."""
        text = self._decoded(raw, declared).text if declared else "".join(self._pieces(_BETWEEN.sub(rb"\1", raw)))
        return _INVISIBLE.sub(" ", plain.normalise(text)).strip()

    def _decoded(self, data: bytes, declared: str | None) -> plain.Decoded:
        if self._wished:
            return plain.decode_as(data, self._wished)
        found = self._as_declared(data, declared) or plain.decode(data, declared)
        unknown = declared is not None and not _is_charset(declared)
        self.guessed = self.guessed or unknown or found.how in {"detected", "fallback"}
        return found

    def _as_declared(self, data: bytes, declared: str | None) -> plain.Decoded | None:
        """In the declared charset, when the bytes are valid in it and are not evidently UTF-8."""
        if not declared or declared.strip().lower() in _ASCII or not _is_charset(declared):
            return None
        evident = plain.decode(data) if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) else None
        if evident or (not data.isascii() and _is_utf_8(data)):
            return None
        found = plain.decode_as(data, declared)
        return None if "\ufffd" in found.text else found

    def _pieces(self, raw: bytes) -> list[str]:
        """The text between encoded words, and the words; neighbours in one charset may share a character."""
        pieces: list[str] = []
        pending, charset, at = b"", "", 0
        for word in _WORD.finditer(raw):
            name = word[1].decode("latin-1").lower()
            between = raw[at : word.start()]
            if pending and (between or name != charset):
                pieces.append(self._decoded(pending, charset).text)
                pending = b""
            pieces.append(self._raw(between))
            pending, charset, at = pending + _unpacked(word[2], word[3]), name, word.end()
        if pending:
            pieces.append(self._decoded(pending, charset).text)
        return [*pieces, self._raw(raw[at:])]

    def _raw(self, data: bytes) -> str:
        if not data or data.isascii():
            return data.decode("ascii")
        return self._decoded(data, self._hint).text


def _unpacked(encoding: bytes, data: bytes) -> bytes:
    if encoding in b"qQ":
        return binascii.a2b_qp(data, header=True)
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _is_charset(name: str) -> bool:
    try:
        plain.decode_as(b"", name)
    except LookupError:
        return False
    return True


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
