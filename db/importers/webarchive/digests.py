"""Hashes that archives write beside what they keep: whether the bytes are still those that were captured."""

import base64
import binascii
import hashlib
from collections.abc import Iterable

_KNOWN = {"md5": "md5", "sha1": "sha1", "sha256": "sha256", "sha384": "sha384", "sha512": "sha512"}


def contradicts(stated: str | None, candidates: Iterable[bytes]) -> bool:
    """Whether a digest such as `sha1:ABCD…` is none of these bytes; one that cannot be read contradicts nothing."""
    name, _, written = (stated or "").strip().partition(":")
    algorithm = _KNOWN.get(name.strip().lower().replace("-", ""))
    if algorithm is None or not written.strip():
        return False
    size = hashlib.new(algorithm, usedforsecurity=False).digest_size
    wanted = _read(written.strip(), size)
    if wanted is None:
        return False
    return all(hashlib.new(algorithm, each, usedforsecurity=False).digest() != wanted for each in candidates)


def _read(written: str, size: int) -> bytes | None:
    """The digest's bytes, which are written to the base 16, 32 or 64."""
    readers = (bytes.fromhex, _from_32, base64.b64decode)
    for read in readers:
        try:
            found = read(written)
        except (ValueError, binascii.Error):
            continue
        if len(found) == size:
            return found
    return None


def _from_32(written: str) -> bytes:
    return base64.b32decode(written.upper() + "=" * (-len(written) % 8))
