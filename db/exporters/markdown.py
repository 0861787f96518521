"""Writing a composed text to a file: all of it or nothing, in UTF-8 with line feeds."""

import errno
import os
import tempfile
from pathlib import Path

from db.errors import FileProblem


def write(path: Path, text: str, *, case: Path | None = None) -> None:
    """Write a text beside its place and put it there; raises FileProblem, and then nothing has changed.

    The case that the text comes from is never written over, nor anything else that has the name of a case.
    Half of a surrogate pair, which is no character, becomes a question mark.
    """
    if path.suffix == ".casethread" or (case is not None and path.exists() and path.samefile(case)):
        raise FileProblem(path, "is-a-case")
    data = text.encode("utf-8", "replace")
    folder = path.parent
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=folder)
    except OSError as error:
        raise FileProblem(path, "no-such-folder" if not folder.is_dir() else "unwritable") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        full = error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
        reason = "disk-full" if full else "is-a-folder" if path.is_dir() else "unwritable"
        raise FileProblem(path, reason) from error
