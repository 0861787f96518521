"""Bodies unpacked: what was written in ASCII for the way becomes the bytes that were sent."""

import binascii
import re

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_UNIX = re.compile(rb"^begin [0-7]{3,4} [^\n]*\n(.*?)^(?:end|`)\s*$", re.M | re.S)


def unpacked(data: bytes, encoding: str) -> bytes:
    """The bytes that were packed; as they are when the name of the encoding says nothing."""
    if encoding == "base64":
        return _base64(data)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(_without_blanks(data))
    if encoding in {"x-uuencode", "uuencode", "x-uue"}:
        return _uuencoded(data)
    return data


def _base64(data: bytes) -> bytes:
    """Tolerant: of line noise, of padding that is missing, of an end that was cut off."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        letters = _NOT_BASE64.sub(b"", data)
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _without_blanks(data: bytes) -> bytes:
    """Without blanks at line ends, which were added on the way and would undo the soft line breaks."""
    return re.sub(rb"[ \t]+(?=\r?\n|\Z)", b"", data)


def _uuencoded(data: bytes) -> bytes:
    match = _UNIX.search(data)
    if match is None:
        return data
    out = bytearray()
    for line in match[1].splitlines():
        try:
            out += binascii.a2b_uu(line)
        except binascii.Error:
            # Some programs write blanks behind the line; its first character tells how many count.
            out += binascii.a2b_uu(line[: 1 + 4 * ((((line[0] - 32) & 63) + 2) // 3)]) if line else b""
    return bytes(out)
