"""A process that ends at once when it reaches for the network, and its worker processes with it.

`main` is for workers, in the place of `serve.main`. As a program it imports a folder and prints, as JSON, what became
of each file and what was opened for writing: `python -m tests.db.importers.watched FOLDER CASE`.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

REACHED = 77
"""What it says with its end."""
_REACHING = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostby",
    "socket.getnameinfo",
    "socket.sendto",
    "socket.sendmsg",
    "urllib.Request",
    "http.client.connect",
)
"""What programs do to reach another; that a socket is made is not among it: a library tries what the system can."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

opened: list[str] = []


def main(options: dict[str, Any]) -> None:
    """Serve as usual, watched."""
    from db.importers import serve

    watch()
    serve.main(options)


def watch() -> None:
    """From here on a reach for the network is the end."""
    sys.addaudithook(_look)


def _look(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_REACHING):
        os._exit(REACHED)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        opened.append(os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes | os.PathLike) else "")


def import_all(folder: Path, path: Path) -> dict[str, Any]:
    """Import a folder into a new case, and say what became of it."""
    from db.case import Case
    from db.importers import intake
    from db.importers.worker import Workers

    files = intake.files_in([folder])
    outcomes = []
    with Case.create(path) as case, Workers(2, entry="tests.db.importers.watched") as workers:
        for outcome in intake.take_in(intake.directly(case), files, workers=workers):
            outcomes.append([str(outcome.path), outcome.status, outcome.reason, outcome.detail, outcome.warnings])
    return {"files": list(map(str, files)), "outcomes": outcomes, "opened": sorted(set(filter(None, opened)))}


if __name__ == "__main__":
    watch()
    print(json.dumps(import_all(Path(sys.argv[1]), Path(sys.argv[2]))))
