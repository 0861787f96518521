"""The messages between this process and those that work for it: a length, a JSON header, and bytes beside it.

No pickles: reading a message runs nothing. What the messages mean is told by those who send them.
"""

import json
import struct
from typing import IO, Any

_LENGTHS = struct.Struct(">QQ")
LARGEST = 1 << 30
"""Bytes that one header or payload may have; a longer one is not from us."""


def write(stream: IO[bytes], header: dict[str, Any], payload: "bytes | memoryview" = b"") -> None:
    """Send one message; raises OSError when nobody reads any more."""
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")
    stream.write(_LENGTHS.pack(len(head), len(payload)))
    stream.write(head)
    stream.write(payload)
    stream.flush()


def read(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """The next message; raises EOFError at the end, also within one, and ValueError for what is none of ours."""
    head_length, payload_length = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if max(head_length, payload_length) > LARGEST:
        raise ValueError("a message of this length is not from us")
    header = json.loads(_exactly(stream, head_length))
    if not isinstance(header, dict):
        raise ValueError("a header is an object")  # noqa: TRY004 - the value is wrong, whatever its type
    return header, _exactly(stream, payload_length)


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data
