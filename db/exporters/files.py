"""Files that are written for use elsewhere: all of one or nothing, and never over the case."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from db.errors import FileProblem


@contextmanager
def replacing(path: Path, *, case: Path | None = None) -> Iterator[BinaryIO]:
    """Write a file beside its place, and put it there at the end; raises FileProblem, and then nothing has changed.

    The case that the content comes from is never written over, nor anything else that has the name of a case.
    """
    if path.suffix == ".casethread" or (case is not None and path.exists() and path.samefile(case)):
        raise FileProblem(path, "is-a-case")
    handle, name = _beside(path)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
        reason = "disk-full" if full else "is-a-folder" if path.is_dir() else "unwritable"
        raise FileProblem(path, reason) from error
    finally:
        Path(name).unlink(missing_ok=True)


def _beside(path: Path) -> tuple[int, str]:
    try:
        return tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise FileProblem(path, "no-such-folder" if not path.parent.is_dir() else "unwritable") from error
