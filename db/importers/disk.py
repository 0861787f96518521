"""Files and folders as an import finds them: what is in a folder, what a file holds, why it cannot be read."""

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from db import errors

_LARGEST = 512 << 20
_REASONS = {errno.ENOENT: "missing", errno.ENOTDIR: "missing", errno.EFBIG: "too-large", errno.ENODEV: "no-file"}


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files that paths stand for, folders with all that is in them but hidden files, in order.

    Raises FileProblem for a path that is not there or cannot be read, before anything is imported.
    """
    found: list[Path] = []
    for path in paths:
        try:
            path.stat()
        except OSError as error:
            raise errors.FileProblem(path, reason(error)) from error
        if not os.access(path, os.R_OK):
            raise errors.FileProblem(path, "unreadable")
        found += _inside(path) if path.is_dir() else [path]
    return found


def bytes_of(path: Path) -> bytes:
    """The bytes of a file; raises OSError, also when it is too large, and for a pipe, which could keep us waiting."""
    known = path.stat()
    if stat.S_ISDIR(known.st_mode):
        raise PermissionError(errno.EACCES, "a folder that could not be entered")
    if not stat.S_ISREG(known.st_mode):
        raise OSError(errno.ENODEV, "no file")
    if known.st_size > _LARGEST:
        raise OSError(errno.EFBIG, "too large")
    return path.read_bytes()


def reason(error: OSError) -> str:
    """Why a file cannot be read, as a code."""
    return _REASONS.get(error.errno or 0, "unreadable")


def name_of(path: Path) -> str:
    """The name of a file as text: to some systems a name is any bytes."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _inside(folder: Path) -> list[Path]:
    """What is in a folder, in order; a folder in it that cannot be entered stands for itself, to be told of."""
    found: list[Path] = []

    def tell(error: OSError) -> None:
        found.append(Path(error.filename))

    for where, folders, names in os.walk(folder, onerror=tell):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(where, name) for name in sorted(names) if not name.startswith(".")]
    return found
