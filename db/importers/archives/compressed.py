"""One compressed file (gzip, bzip2, xz): a bundle of the one file that is in it.

What could be had before a damaged place is given, with a warning.
"""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePath

from db.importers.archives.names import label
from db.importers.archives.zipped import Budget
from db.importers.file import File
from db.importers.parsed import Bundle, Part, Unreadable

_OPENERS: dict[str, Callable[[BytesIO], gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile]] = {
    "application/gzip": lambda stream: gzip.GzipFile(fileobj=stream),
    "application/x-bzip2": bz2.BZ2File,
    "application/x-xz": lzma.LZMAFile,
}
_SHORT = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}


def read(file: File) -> Bundle:
    """The file inside; raises Unreadable when it is damaged from the start, or expands too far."""
    stream = _Sound(_OPENERS[file.kind.media_type](BytesIO(file.data)))
    data = Budget().read(stream, len(file.data))
    if not data:
        raise Unreadable("damaged" if stream.damaged else "empty", "compressed")
    name = PurePath(file.name)
    inner = label(name.stem + _SHORT.get(name.suffix.casefold(), ""))
    part = Part(name=inner or "?", role="member", data=data, warnings=("cut-off",) if stream.damaged else ())
    return Bundle(media_type=file.kind.media_type, named_type=file.kind.named_type, parts=(part,))


WAYS = (read,)


class _Sound:
    """A stream that ends where it is damaged."""

    def __init__(self, stream: gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile) -> None:
        self._stream = stream
        self.damaged = False

    def read(self, size: int, /) -> bytes:
        """The next bytes, none at the end or behind the damage."""
        try:
            return b"" if self.damaged else self._stream.read1(size)
        except (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError):
            self.damaged = True
            return b""
