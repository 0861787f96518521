"""A message put together again from what a program kept of it, always in the same way, so that it has one hash."""

import base64
import hashlib
from collections.abc import Iterable
from urllib.parse import quote

from db.importers.mail.letter import Letter
from db.importers.parsed import Part


def message(letter: Letter) -> bytes:
    """The letter with its head and what hangs on it, in UTF-8."""
    head = [f"{name}: {' '.join(value.split())}" for name, value in letter.head if value.strip()]
    bodies = [_text(letter.text), *map(_attachment, _given(letter.parts))]
    boundary = hashlib.sha256(b"\0".join(bodies)).hexdigest()
    head += ["MIME-Version: 1.0", f'Content-Type: multipart/mixed; boundary="{boundary}"', "", ""]
    line = f"--{boundary}".encode()
    pieces = [piece for body in bodies for piece in (line, body)]
    return b"\r\n".join(["\r\n".join(head).encode().removesuffix(b"\r\n"), *pieces, line + b"--", b""])


def _given(parts: Iterable[Part]) -> Iterable[Part]:
    return (part for part in parts if part.refused is None)


def _text(text: str) -> bytes:
    head = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return head + text.replace("\n", "\r\n").encode()


def _attachment(part: Part) -> bytes:
    is_message = "message-rebuilt" in part.warnings
    kind, packing = ("message/rfc822", "8bit") if is_message else ("application/octet-stream", "base64")
    name = quote(part.name, safe="")
    head = (
        f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {packing}\r\n"
        f"Content-Disposition: attachment; filename*=utf-8''{name}\r\n\r\n"
    )
    return head.encode() + (part.data if is_message else base64.encodebytes(part.data).replace(b"\n", b"\r\n"))
