"""Who may write: an operating-system lock beside the case that dies with its process, and a guard
that notices when another program puts a different file in the case's place.

The lock is on a side file, since SQLite's own locks would vanish with any handle closed on the case.
"""

import json
import os
import platform
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from db import errors

_LOCKED_BYTE = 1 << 20  # beyond the text of the file, so that others can read who holds it


@dataclass
class WriteLock:
    """The right to write to one case, held until `release` or the end of the process."""

    path: Path
    handle: int

    @classmethod
    def acquire(cls, case: Path) -> Self:
        """Take the lock; raises CaseHeld with the holder when another process has it, Refused where there can be none.

        Whatever links lead to the case, there is one lock: beside the file itself.
        """
        real = case.resolve()
        path = real.with_name(real.name + ".lock")
        while True:
            handle = _open(path, case)
            try:
                free = _try_lock(handle)
            except OSError as error:
                os.close(handle)
                raise errors.Refused(case) from error
            if not free:
                holder = _read_holder(handle)
                os.close(handle)
                raise errors.CaseHeld(case, holder.get("pid"), holder.get("host"))
            if _still_there(path, handle):
                break
            os.close(handle)  # its last holder removed the file between our opening and locking it
        with suppress(OSError):  # on a full disk nobody learns who holds it; it is held all the same
            os.ftruncate(handle, 0)
            os.pwrite(handle, _holder(), 0) if hasattr(os, "pwrite") else os.write(handle, _holder())
        return cls(path, handle)

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self.handle < 0:
            return
        if sys.platform == "win32":  # pragma: no cover - an open file cannot be removed there
            os.close(self.handle)
            self.path.unlink(missing_ok=True)
        else:
            self.path.unlink(missing_ok=True)
            os.close(self.handle)
        self.handle = -1


@dataclass
class Guard:
    """Remembers which file the case is, as the system sees it, and notices when it is another one."""

    path: Path
    seen: tuple[int, ...] = ()

    def remember(self) -> None:
        """Take the file as we have just left it for ours; never another file that has its name now."""
        found = self._look()
        if found[:2] == self.seen[:2] or not self.seen:
            self.seen = found

    def check(self) -> None:
        """Raises CaseMoved when the file is gone, CaseReplaced when it is not as we left it."""
        if self._look() != self.seen:
            raise errors.CaseReplaced(self.path)

    def _look(self) -> tuple[int, ...]:
        try:
            stat = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            raise errors.CaseMoved(self.path) from None
        except OSError as error:
            raise errors.Refused(self.path) from error
        return (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns)


def _open(path: Path, case: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise errors.Refused(case) from error


def _still_there(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _holder() -> bytes:
    return json.dumps({"pid": os.getpid(), "host": platform.node()}).encode()


def _read_holder(handle: int) -> dict[str, Any]:
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        found = json.loads(os.read(handle, 4096))
    except ValueError:  # being written this moment
        return {}
    return found if isinstance(found, dict) else {}


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
