"""A message as bytes: its headers, and the parts in it, told apart without changing a byte of them.

Everything here is linear in the size of the message and tolerates what real messages have: no headers, broken ones,
boundaries that never come. What is given is what the sender's program wrote, so a forwarded message has the bytes that
it had before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from functools import cached_property

_HEADERS_WITHIN = 4 << 20
"""Bytes of headers that are looked at; what comes later is passed over."""
_LONGEST_VALUE = 8192
"""Of a header with parameters: no boundary or file name lies further in."""

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:[ \t]*(.*)", re.S)
_KNOWN = re.compile(
    rb"(?:from|to|cc|date|subject|sender|message-id|mime-version|received|reply-to|return-path|references|in-reply-to|"
    rb"(?:content|x|list)-[\w-]+)[ \t]*:",
    re.I,
)
_BOUNDARY_END = re.compile(rb"(--)?[ \t]*(?=\r?\n|\r?\Z)")
_EMPTY_LINE = re.compile(rb"\n\r?\n")
_UNDECLARED = re.compile(rb"^--(\S{1,200})[ \t]*\r?\n(?=Content-)", re.M | re.I)


@dataclass(frozen=True)
class Entity:
    """A message, or a part of one: headers with their values as written, unfolded, in order; and the body's bytes."""

    fields: tuple[tuple[str, bytes], ...]
    body: bytes
    damaged: bool = False
    default: str = "text/plain"

    def values(self, name: str) -> tuple[bytes, ...]:
        """All values of the headers with this lower-case name."""
        return tuple(value for each, value in self.fields if each == name)

    def first(self, name: str) -> bytes:
        """The first value of a header, or nothing."""
        return next(iter(self.values(name)), b"")

    @cached_property
    def type(self) -> str:
        """The type that is declared, in lower case; for one that is none, what counts in its place."""
        if not self.first("content-type").strip():
            return self.default
        try:
            return self._head.get_content_type()
        except (ValueError, LookupError, TypeError):
            return self.default

    @property
    def charset(self) -> str | None:
        """The charset that is declared, if one is."""
        return self._parameter("charset", "content-type") or None

    @property
    def encoding(self) -> str:
        """How the body was packed for the way, in lower case."""
        return self.first("content-transfer-encoding").decode("latin-1").split(";")[0].strip().lower()

    @property
    def disposition(self) -> str:
        """`attachment`, `inline`, or something else, or nothing."""
        return self.first("content-disposition").decode("latin-1").split(";")[0].strip().lower()

    @property
    def file_name(self) -> tuple[bytes, str | None]:
        """The file name as written, and the charset that it says it is in; without one it may have encoded words."""
        for parameter, header in (("filename", "content-disposition"), ("name", "content-type")):
            value, charset = self._said(parameter, header)
            if value:
                return value.encode("latin-1", "replace"), charset
        return b"", None

    @property
    def location(self) -> bytes:
        """Where it lay, when that is no more than a name."""
        location = self.first("content-location").strip()
        return b"" if b"/" in location or b":" in location else location

    @property
    def start(self) -> str:
        """Which part is the root of a `multipart/related`, by its Content-ID."""
        return self._parameter("start", "content-type")

    @cached_property
    def parts(self) -> tuple["Entity", ...]:
        """The parts of a multipart; none when it is something else or its boundary never comes."""
        if not self.type.startswith("multipart/"):
            return ()
        default = "message/rfc822" if self.type == "multipart/digest" else "text/plain"
        boundary = self._parameter("boundary", "content-type").encode("latin-1", "replace").rstrip()
        pieces = tuple(_pieces(self.body, boundary)) if boundary else ()
        if not pieces and (other := _UNDECLARED.search(self.body)):
            pieces = tuple(_pieces(self.body, other[1]))
        return tuple(read(piece, default) for piece in pieces)

    @cached_property
    def _head(self) -> Message:
        head = Message()
        for name in ("content-type", "content-disposition"):
            head[name] = self.first(name)[:_LONGEST_VALUE].decode("latin-1")
        return head

    def _parameter(self, name: str, header: str) -> str:
        return self._said(name, header)[0]

    def _said(self, name: str, header: str) -> tuple[str, str | None]:
        """A parameter of a header, with its bytes in the disguise of characters, and its charset if it says one."""
        try:
            value = self._head.get_param(name, "", header)
        except (ValueError, LookupError, TypeError, AttributeError):
            return "", None
        if isinstance(value, tuple):
            return value[2] or "", value[0] or None
        return value or "", None


def read(data: bytes, default: str = "text/plain") -> Entity:
    """The headers and the body; what has no headers is all body."""
    fields: list[tuple[str, bytearray]] = []
    damaged = False
    at = 0
    for start, line in _lines(data):
        at = start + len(line)
        bare = line.rstrip(b"\r\n")
        if not bare:
            break
        if bare[:1] in b" \t" and fields:
            fields[-1][1].extend(b" " + bare.strip())
        elif match := _FIELD.fullmatch(bare):
            fields.append((match[1].decode("latin-1").lower(), bytearray(match[2])))
        elif not (start == 0 and bare.startswith((b"From ", b">From "))):
            damaged = True
            if not _KNOWN.match(data, at):
                at = start
                break
    else:
        at, damaged = _behind_headers(data, at), damaged or at < len(data)
    return Entity(tuple((name, bytes(value)) for name, value in fields), data[at:], damaged, default)


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < min(len(data), _HEADERS_WITHIN):
        end = data.find(b"\n", at) + 1 or len(data)
        yield at, data[at:end]
        at = end


def _behind_headers(data: bytes, at: int) -> int:
    """Where the body begins when there were more headers than are looked at."""
    match = _EMPTY_LINE.search(data, max(0, at - 1))
    return match.end() if match and at < len(data) else len(data)


def _pieces(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """What stands between the lines of the boundary; the last may lack its end."""
    begin = None
    for start, end, is_last in _boundaries(body, b"--" + boundary):
        if begin is not None:
            yield _without_line_ends(body[begin:start])
        if is_last:
            return
        begin = end
    if begin is not None:
        yield _without_line_ends(body[begin:] + b"\n")


def _boundaries(body: bytes, mark: bytes) -> Iterator[tuple[int, int, bool]]:
    """Where lines of the boundary begin and end, and whether it is the last one; no other line begins alike."""
    start = body.find(mark)
    while start >= 0:
        end = start + len(mark)
        if (start == 0 or body[start - 1 : start] == b"\n") and (rest := _BOUNDARY_END.match(body, end)):
            yield start, rest.end(), rest[1] is not None
        start = body.find(mark, end)


def _without_line_ends(piece: bytes) -> bytes:
    """Without the end of the boundary's own line before it, and of the line before the next one."""
    piece = piece[2:] if piece.startswith(b"\r\n") else piece.removeprefix(b"\n")
    return piece[:-2] if piece.endswith(b"\r\n") else piece.removesuffix(b"\n")
