"""What a worker may not do, whatever the file it reads makes a parser do.

No connection, no other program, no change to any file; a limit to memory and processor time where the system knows
such limits (not on Windows, where the pool's own time limit remains). This keeps parsers from doing harm by mistake or
by design of a page; it is no prison for machine code.
"""

import os
import sys
from typing import Any

_FORBIDDEN = (
    "socket.",
    "urllib.",
    "http.client.",
    "ftplib.",
    "smtplib.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.startfile",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.kill",
    "shutil.",
    "tempfile.",
    "sqlite3.",
    "webbrowser.",
    "winreg.",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


_STEPS_BACK = 5
"""Enough for a window to go first, and not so much that an import starves beside another program."""


class ForbiddenError(PermissionError):
    """Code in a worker tried what no reading of a file needs."""


def close_doors() -> None:
    """From here on whatever is forbidden raises ForbiddenError in this process; it cannot be taken back."""
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_FSIZE", 0)
    sys.dont_write_bytecode = True
    sys.addaudithook(_refuse)


def give_way() -> None:
    """Let others go first from here on: a window that is used meanwhile, and whatever else has work to do."""
    if sys.platform != "win32":  # there it is started like this, see `starting`
        os.nice(max(0, _STEPS_BACK - os.nice(0)))


def limit_memory(size: int) -> None:
    """At most so many bytes of address space, beyond which allocation fails."""
    _limit("RLIMIT_AS", size)


def limit_time(seconds: float) -> None:
    """At most so much processor time from now on; the system ends the process then, even when its parent is gone."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit("RLIMIT_CPU", int(used.ru_utime + used.ru_stime + seconds) + 1)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        # A number is a pipe or file that is open already.
        if isinstance(arguments[2], int) and arguments[2] & _WRITING and not isinstance(arguments[0], int):
            raise ForbiddenError(event)
    elif event.startswith(_FORBIDDEN):
        raise ForbiddenError(event)


def _limit(name: str, amount: int) -> None:
    """Lower the soft limit; systems that do not know it, or have a lower one, are left as they are."""
    if sys.platform == "win32":
        return
    import resource

    kind = getattr(resource, name, None)
    if kind is None:
        return
    hard = resource.getrlimit(kind)[1]
    if hard == resource.RLIM_INFINITY or amount <= hard:
        try:
            resource.setrlimit(kind, (amount, hard))
        except (OSError, ValueError):
            # macOS refuses some of these limits; the pool's time limit holds all the same.
            return
