"""A process of its own that fills a case, or for comparison a plain SQLite file, and prints what that took, as JSON.

`python -m tests.benchmarks.filling FOLDER FILE [plain]`; a passphrase comes from CASETHREAD_PASSPHRASE.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from db.case import Case
from db.derived import Derived
from db.importers import intake
from db.importers.worker import Workers
from tests.benchmarks import peers
from tests.benchmarks.measuring import Watch, private_memory


class Times:
    """Seconds since it was made: on the wall, computed by this process, and by those it started and that ended."""

    def __init__(self) -> None:
        self._start = (perf_counter(), process_time(), _children())

    def taken(self) -> dict[str, float]:
        """What has passed so far."""
        wall, own, others = self._start
        return {"wall": perf_counter() - wall, "cpu": process_time() - own, "others": _children() - others}


def fill(folder: Path, path: Path) -> dict[str, Any]:
    """Import a folder into a new case, and derive everything from it."""
    with Case.create(path, os.environ.get("CASETHREAD_PASSPHRASE")) as case:
        workers = Workers()
        before = private_memory()
        with Watch(lambda: workers.pids) as watch:
            times = Times()
            found = Counter(
                outcome.status
                for outcome in intake.take_in(intake.directly(case), intake.files_in([folder]), workers=workers)
            )
            workers.close()
            taken_in = times.taken()
            with Derived(case) as derived:
                derived.refresh()
            whole = times.taken()
        return {
            "files": dict(found),
            "import": taken_in,
            "whole": whole,
            "growth": watch.highest - before,
            "own growth": watch.highest_own - before,
            "highest": watch.highest,
        }


def fill_plain(folder: Path, path: Path) -> dict[str, Any]:
    """The same for plain SQLite with FTS5."""
    before = private_memory()
    with Watch() as watch:
        times = Times()
        peers.read_in(folder, path)
        whole = times.taken()
    return {"whole": whole, "growth": watch.highest - before, "highest": watch.highest}


def _children() -> float:
    times = os.times()
    return times.children_user + times.children_system


if __name__ == "__main__":
    made = fill_plain if sys.argv[3:] == ["plain"] else fill
    print(json.dumps(made(Path(sys.argv[1]), Path(sys.argv[2]))))
