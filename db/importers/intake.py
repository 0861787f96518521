"""From files to sources in one go, without a review: what commands and scripts do.

Reading is told by `staging`, writing by `accepting`. A file that fails is an item in a list, never the end of
the batch.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from db.case import Case
from db.importers.accepting import Acceptance, Outcome
from db.importers.disk import bytes_of, files_in
from db.importers.file import AS_EVER, Wish
from db.importers.pairing import joined
from db.importers.staging import Reach, Reading, Staged
from db.importers.worker import Workers

__all__ = ["Outcome", "Reach", "bytes_of", "directly", "files_in", "take_in"]

T = TypeVar("T")

_JOINING = frozenset({".bib", ".bibtex", ".ris", ".json", ".zip", ".srt", ".vtt", ".docx"})
"""Endings of files to which others of the same import may belong."""


def directly(case: Case) -> Reach:
    """The way to a case that belongs to this very thread."""

    def reach(work: Callable[[Case], T]) -> T:
        return work(case)

    return reach


def take_in(
    reach: Reach,
    files: Sequence[Path],
    *,
    known: Mapping[str, Any] | None = None,
    read: Callable[[Path], bytes] | None = None,
    workers: Workers | None = None,
    wish: Wish = AS_EVER,
) -> Iterator[Outcome]:
    """Import files as one batch, and say of each what became of it as soon as it is safe in the case.

    `known` are values a person gives for all of them, over what is found in the files; `read` gets the
    bytes of a path, for what is no file.
    """
    reach(Case.refuse_unless_writable)
    own = workers or Workers()
    try:
        reading = Reading(reach, read or bytes_of)
        staged: Iterable[Staged] = reading.staged(files, own, wish)
        if any(path.suffix.casefold() in _JOINING for path in files):
            staged = joined(list(staged))  # what belongs to a file may have come before it, or come after it
        yield from Acceptance(reach, known).accept(staged)
    finally:
        if workers is None:
            own.close()
