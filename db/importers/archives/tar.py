"""A tar archive: each file in it becomes a part; links and devices are named and not followed."""

import tarfile
from collections.abc import Iterator
from io import BytesIO

from db.importers.archives import names
from db.importers.archives.zipped import MOST, Budget
from db.importers.file import File
from db.importers.parsed import Bundle, Part, Unreadable


def read(file: File) -> Bundle:
    """The files in the archive, up to where it is damaged; raises Unreadable when nothing can be had of it."""
    parts: list[Part] = []
    warnings = []
    try:
        for part in _parts(file.data):
            parts.append(part)  # one by one, since what came before the damage is kept
            if len(parts) > MOST:
                raise Unreadable("expands-too-far", f"more than {MOST} members")
    except (tarfile.TarError, EOFError, OSError, ValueError, OverflowError):
        warnings.append("archive-damaged")
    if not parts:
        raise Unreadable("damaged" if warnings else "empty", "tar")
    return Bundle(
        media_type=file.kind.media_type,
        named_type=file.kind.named_type,
        parts=tuple(parts),
        warnings=tuple(warnings),
    )


WAYS = (read,)


def _parts(data: bytes) -> Iterator[Part]:
    budget = Budget()
    with tarfile.open(fileobj=BytesIO(data), mode="r:", encoding="utf-8", errors="surrogateescape") as archive:
        for member, name in _members(archive):
            yield _part(archive, member, name, budget)
        if data[archive.offset :].strip(b"\0"):
            raise tarfile.ReadError("what follows the last member is no member")


def _members(archive: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, str]]:
    for member in archive:
        name = names.decoded([member.name.encode("utf-8", "surrogateescape")])[0]
        if not member.isdir() and not names.is_clutter(name):
            yield member, name


def _part(archive: tarfile.TarFile, member: tarfile.TarInfo, name: str, budget: Budget) -> Part:
    stream = archive.extractfile(member) if member.isreg() else None
    if stream is None:
        return Part(name=name, role="member", refused="unsupported-type")
    try:
        # A tar does not compress, but a file with holes in it may be larger than the whole archive.
        return Part(name=name, role="member", data=budget.read(stream, member.size if not member.issparse() else 0))
    except Unreadable as error:
        return Part(name=name, role="member", refused=error.reason)
