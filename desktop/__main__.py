"""Where the program starts: a command, or the window."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

LIBRARIES = "libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0"
"""What Qt needs of the system, by the names of Debian and Ubuntu."""


def main() -> int:
    """Run a command, or open the window; the exit code."""
    arguments = sys.argv[1:]
    try:
        if _wants_window(arguments):
            return open_window([Path(argument) for argument in arguments])
        from desktop.cli import run

        seen = has_screen() and sys.stdout.isatty()
        return run(arguments, (lambda path: open_window([path])) if seen else None)
    except BrokenPipeError:  # whoever read our output had enough of it
        sys.stderr.close()
        return 0


def open_window(paths: Sequence[Path]) -> int:
    """Open the window; without a screen or Qt's libraries, say what is missing."""
    if not has_screen():
        return _refuse("There is no screen here. The commands work without one: casethread --help")
    try:
        from desktop.app import run
    except ImportError as error:
        return _refuse(
            f"The window needs libraries that this system does not have ({error.name or error}).\n"
            "On Debian and Ubuntu:\n"
            f"  apt-get install -y --no-install-recommends {LIBRARIES}\n"
            "The commands work without them: casethread --help"
        )
    return run(paths)


def has_screen() -> bool:
    """Whether a window could be seen."""
    return has_display() or bool(os.environ.get("QT_QPA_PLATFORM"))


def has_display() -> bool:
    """Whether there is a desktop on which a window would be seen."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _wants_window(arguments: Sequence[str]) -> bool:
    """A case or nothing on the command line, by somebody who can see a window."""
    if not arguments:  # from a terminal, or from the menu of a desktop
        return has_screen() and (sys.stdout.isatty() or has_display())
    first = arguments[0]
    return len(arguments) == 1 and first.endswith(".casethread")


def _refuse(words: str) -> int:
    sys.stderr.write(f"{words}\n")
    return 3


if __name__ == "__main__":
    sys.exit(main())
