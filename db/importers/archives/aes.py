"""Members of a ZIP that are locked with AES, as WinZip, 7-Zip and others do it.

The key is made from the password and a salt that stands before the bytes. Two bytes tell a wrong password at once, and
a code behind the bytes tells one that passes by chance, or bytes that were altered.
"""

import hashlib
import hmac
import struct
import zipfile
from copy import copy
from io import BytesIO
from typing import IO, Any, cast

from db.importers.parsed import Unreadable

METHOD = 99
"""What such a member gives in the place of its compression."""

_FIELD = 0x9901
_KEY_LENGTHS = {1: 16, 2: 24, 3: 32}
_ROUNDS = 1000
_CHECK, _CODE = 2, 10
_LOCAL_HEADER = 30


def opened(data: bytes, info: zipfile.ZipInfo, password: bytes) -> IO[bytes]:
    """The member as a stream of what is in it; raises Unreadable when the password is another, or the lock."""
    length, method = _way(info.extra)
    raw = _raw(data, info)
    salt_end = length // 2
    salt, check = raw[:salt_end], raw[salt_end : salt_end + _CHECK]
    locked, code = raw[salt_end + _CHECK : -_CODE], raw[-_CODE:]
    keys = hashlib.pbkdf2_hmac("sha1", password, salt, _ROUNDS, 2 * length + _CHECK)
    if not hmac.compare_digest(keys[2 * length :], check):
        raise Unreadable("wrong-password")
    if not hmac.compare_digest(hmac.digest(keys[length : 2 * length], locked, "sha1")[:_CODE], code):
        raise Unreadable("damaged", "aes")
    inner: Any = copy(info)
    inner.compress_type, inner.compress_size, inner.flag_bits = method, len(locked), 0
    inner.CRC = None  # the code above is the better proof, and there may be no sum beside it
    stream: Any = zipfile.ZipExtFile
    return cast("IO[bytes]", stream(BytesIO(_unlocked(locked, keys[:length])), "r", inner))


def _unlocked(locked: bytes, key: bytes) -> bytes:
    from Cryptodome.Cipher import AES
    from Cryptodome.Util import Counter

    counter = Counter.new(128, initial_value=1, little_endian=True)
    return AES.new(key, AES.MODE_CTR, counter=counter).decrypt(locked)


def _way(extra: bytes) -> tuple[int, int]:
    """How long the key is, and how the bytes below are compressed."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _FIELD and size >= 7 and at + 11 <= len(extra):
            strength, method = struct.unpack_from("<BH", extra, at + 8)
            if strength in _KEY_LENGTHS:
                return _KEY_LENGTHS[strength], method
        at += 4 + size
    raise Unreadable("encrypted", str(METHOD))


def _raw(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """The bytes of a member as they stand in the archive."""
    at = info.header_offset
    if data[at : at + 4] != b"PK\x03\x04":
        raise Unreadable("damaged", "zip")
    name, extra = struct.unpack_from("<HH", data, at + 26)
    start = at + _LOCAL_HEADER + name + extra
    return data[start : start + info.compress_size]
