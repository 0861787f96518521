"""Records of web archives, built for tests."""

import base64
import gzip
import hashlib
from collections.abc import Mapping

PAGE = b"<!DOCTYPE html><html><head><title>Crane</title></head><body><p>The crane was paid for twice.</p></body></html>"
_TYPE = {"Content-Type": "text/html; charset=utf-8"}
URL = "https://courier.example/crane"


def sha1(data: bytes) -> str:
    """A digest as archives write it."""
    return f"sha1:{base64.b32encode(hashlib.sha1(data).digest()).decode()}"


def answer(body: bytes = PAGE, fields: Mapping[str, str] | None = None, status: int = 200) -> bytes:
    """What a server answered."""
    head = "".join(f"{name}: {value}\r\n" for name, value in {**_TYPE, **(fields or {})}.items())
    return f"HTTP/1.1 {status} OK\r\n{head}\r\n".encode() + body


def record(
    block: bytes,
    fields: Mapping[str, str] | None = None,
    url: str = URL,
    kind: str = "response",
    length: int | None = None,
) -> bytes:
    """One record, with further headers."""
    said = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2023-03-14T23:59:58Z",
        **(fields or {}),
        "Content-Length": str(len(block) if length is None else length),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"WARC/1.1\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """The records as an archive, each packed by itself."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)
