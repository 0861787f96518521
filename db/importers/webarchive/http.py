"""An answer of a web server as it was recorded: its status, its headers, and its body unpacked within limits."""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

LARGEST = 200 << 20
"""Bytes that one body may have, packed or unpacked."""
_RATIO = 200
_FREE = 1 << 20
"""So much may be unpacked from whatever little it was; beyond, the ratio counts."""

_STEP = 1 << 20

_STATUS = re.compile(rb"HTTP/[\d.]+ +(\d{3})\b")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")


class ExpandsTooFarError(ValueError):
    """A body that is not worth its size when unpacked."""


@dataclass(frozen=True)
class Answer:
    """A status (200 for what was recorded without one), headers by lower-case name, and the body as recorded."""

    status: int
    fields: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = b""

    @property
    def media_type(self) -> str:
        """The type that the server says it is, in lower case, or nothing."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset that the server says it is in."""
        match = _CHARSET.search(self.fields.get("content-type", ""))
        return match[1] if match else None


@dataclass(frozen=True)
class Body:
    """A body, unpacked as far as it could be: `encoded` when it is still packed, `cut` when its end is missing."""

    data: bytes
    encoded: bool = False
    cut: bool = False


def answer(block: bytes) -> Answer | None:
    """The answer in a block; None when it is no answer of a web server."""
    status = _STATUS.match(block)
    if status is None:
        return None
    end = _HEAD_END.search(block)
    head, raw = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    fields: dict[str, str] = {}
    for line in head.splitlines()[1:500]:
        name, _, value = line.decode("latin-1").partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    return Answer(int(status[1]), fields, raw)


def without_chunks(found: Answer) -> Body:
    """The body in one piece; as it is where it was recorded in one although the headers say otherwise."""
    if "chunked" not in found.fields.get("transfer-encoding", "").lower() or not _CHUNK.match(found.raw):
        return Body(found.raw)
    pieces, at = [], 0
    while (size := _CHUNK.match(found.raw, at)) and (length := int(size[1], 16)):
        pieces.append(found.raw[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if found.raw[at : at + 2] == b"\r\n" else found.raw[at : at + 1] == b"\n"
    if not pieces:
        return Body(b"" if size else found.raw)
    # Where a chunk's size was expected and is not, what follows is kept: it may be the rest of the page.
    return Body(b"".join(pieces) + (b"" if size else found.raw[at:]), cut=size is None)


def unpacked(found: Answer) -> Body:
    """The body as a reader sees it; raises ExpandsTooFarError."""
    body = without_chunks(found)
    names = [name.strip().lower() for name in found.fields.get("content-encoding", "").split(",")]
    for name in reversed([name for name in names if name not in {"", "identity"}]):
        if name in {"gzip", "x-gzip"}:
            body = _inflated(body, 31) if body.data.startswith(b"\x1f\x8b") else body
        elif name == "deflate":
            body = _inflated(body, 15 if body.data[:1] == b"\x78" else -15)
        elif name == "br":
            body = _from_brotli(body)
        else:
            return Body(body.data, encoded=True, cut=body.cut)
    return body


def _inflated(body: Body, window: int) -> Body:
    unpacker = zlib.decompressobj(window)
    most = min(LARGEST, max(_FREE, _RATIO * len(body.data)))
    data, rest = bytearray(), body.data
    try:
        while rest and not unpacker.eof:
            data += unpacker.decompress(rest, 1 << 20)
            rest = unpacker.unconsumed_tail
            if len(data) > most:
                raise ExpandsTooFarError(len(data))
        data += unpacker.flush()
    except zlib.error:
        return Body(bytes(data), cut=True) if data else Body(body.data, encoded=True, cut=body.cut)
    return Body(bytes(data), cut=body.cut or not unpacker.eof)


def _from_brotli(body: Body) -> Body:
    """The same for brotli, which has no sign of its own: a page that begins as one is packed no more."""
    import brotli

    unpacker = brotli.Decompressor()
    most = min(LARGEST, max(_FREE, _RATIO * len(body.data)))
    data = bytearray()
    try:
        data += unpacker.process(body.data, output_buffer_limit=_STEP)
        while not unpacker.is_finished() and (piece := unpacker.process(b"", output_buffer_limit=_STEP)):
            data += piece
            if len(data) > most:
                raise ExpandsTooFarError(len(data))
    except brotli.error:
        still = body.data.lstrip()[:1] != b"<"
        return Body(bytes(data), cut=True) if data else Body(body.data, encoded=still, cut=body.cut)
    return Body(bytes(data), cut=body.cut or not unpacker.is_finished())
