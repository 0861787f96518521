"""Where things are kept that belong to one case on one machine and are no part of it: in the user's own folders.

A case on another volume, such as a stick, has them beside it, so that nothing of it stays on a machine it only visits.
"""

import hashlib
import os
from pathlib import Path

import platformdirs

from db.case import Case

_HOMES = {"cache": platformdirs.user_cache_dir, "state": platformdirs.user_state_dir}


def place(case: Case, kind: str) -> Path:
    """Where the `cache` or the `state` of a case belongs; CASETHREAD_CACHE and CASETHREAD_STATE name other folders."""
    name = hashlib.sha256(f"{case.uuid}{case.path.resolve()}".encode()).hexdigest()[:16]
    chosen = os.environ.get(f"CASETHREAD_{kind.upper()}")
    home = Path(chosen or _HOMES[kind]("casethread", appauthor=False))
    if chosen or _same_volume(case.path.parent, home):
        return home / f"{name}.{kind}"
    return case.path.with_name(f".{case.path.name}.{kind}")


def make_room(path: Path) -> None:
    """Make the file and its folder, for their owner alone, like the case; raises OSError.

    A file that is there is left alone: what is open in this process must not be opened twice.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        path.touch(mode=0o600)


def _same_volume(one: Path, other: Path) -> bool:
    while not other.exists() and other != other.parent:
        other = other.parent
    return one.stat().st_dev == other.stat().st_dev
