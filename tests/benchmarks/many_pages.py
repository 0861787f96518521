"""Many saved web pages read until they are staged, on one processor and on two.

The pages are real ones, where there are any, with words of other articles put in the place of theirs. Each run is a
process of its own, with one worker and one processor for all, or with two of each; the peer of two is one. On a machine
that others use, time on the wall says little: hence it is also told, by looking at them again and again, how many
workers had something to do on average. One that waits for its next file has not.
"""

import gzip
import json
import os
import re
import sys
import tempfile
from pathlib import Path
from random import Random
from statistics import mean
from threading import Event, Thread
from time import perf_counter, process_time
from typing import Any

from db.case import Case
from db.importers import intake
from db.importers.staging import Reading
from db.importers.worker import Workers
from tests.benchmarks.measuring import Figure, Goal
from tests.benchmarks.workshop import FILES, ROOT, NotHere, Took, Workshop

_LONGEST = 150_000
_ROUNDS = 2
_WORD = re.compile(r"(?<=[ >])[A-Za-z]{5,}(?=[ .,<])")
_CHANGED = 0.4  # of the words
_EVERY = 0.005


def measure(shop: Workshop) -> list[Figure]:
    """One processor and two in turn; of each the better round."""
    if not hasattr(os, "sched_setaffinity"):
        raise NotHere("since this system does not let a program keep to one processor")
    folder = shop.folder / "pages"
    made = write(shop, folder)
    runs: dict[int, list[Took]] = {1: [], 2: []}
    for number in range(_ROUNDS):
        for count in (1, 2) if number % 2 else (2, 1):
            runs[count].append(shop.child("many_pages", folder, count))
    one, two = (min(runs[count], key=lambda run: float(run["wall"])) for count in (1, 2))
    walls = " and ".join(f"{run['wall']:.0f}" for run in runs[1]) + " s on one"
    each = f"parent {two['parent'] / made * 1e3:.1f} ms a page, workers {two['workers'] / made * 1e3:.1f}"
    return [
        Figure("pages, on two processors", made / two["wall"], "pages/s", made / one["wall"], _TWICE, walls),
        Figure("workers with something to do", two["busy"], "of 2", one["busy"], Goal(">=", 1.7), each),
        Figure("time computed", two["parent"] + two["workers"], "s", one["parent"] + one["workers"]),
    ]


_TWICE = Goal(">=", 1.7, "ratio")


def write(shop: Workshop, folder: Path) -> int:
    """As many pages as there are articles, made of them."""
    chance = Random(5)
    bases = _bases(shop.pages)
    folder.mkdir()
    for article in shop.articles:
        head, body, rest = chance.choice(bases).partition("<body")
        changed = _WORD.sub(_Other(article.body.split() * 50, chance), rest)
        (folder / f"{article.id}.html").write_text(f"{head}{body}{changed}", encoding="utf-8", errors="replace")
    return len(shop.articles)


class _Other:
    """Puts the next word of an article in the place of one, or not."""

    def __init__(self, words: list[str], chance: Random) -> None:
        self._words = iter(words)
        self._chance = chance

    def __call__(self, word: re.Match[str]) -> str:
        return next(self._words, word[0]) if self._chance.random() < _CHANGED else word[0]


def _bases(pages: Path | None) -> list[str]:
    found = [*FILES.rglob("*.html"), *(ROOT / "tests" / "files" / "pages").glob("*.html")]
    texts = [path.read_bytes() for path in sorted(found)]
    if pages is not None:
        texts += [gzip.decompress(path.read_bytes()) for path in sorted((pages / "html").glob("*.gz"))]
    return [text.decode("utf-8", "replace") for text in texts if 2_000 < len(text) < _LONGEST]


# --- one run ----------------------------------------------------------------------------------------


class _Look:
    """How many of some processes had something to do, each time they were looked at."""

    def __init__(self, workers: Workers) -> None:
        self.seen: list[int] = []
        self._workers = workers
        self._done = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> float:
        """The mean, from when all were there."""
        self._done.set()
        self._thread.join()
        return mean(self.seen) if self.seen else 0.0

    def _run(self) -> None:
        most = 0
        while not self._done.wait(_EVERY):
            pids = self._workers.pids
            if len(pids) > most:
                most = len(pids)
                self.seen.clear()
            self.seen.append(sum(map(_is_busy, pids)))


def _is_busy(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2][1] in "RD"
    except OSError:
        return False


def run(folder: Path, count: int) -> dict[str, Any]:
    """Read all files of a folder with so many workers, on so many processors."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])
    with tempfile.TemporaryDirectory(dir=folder.parent) as place, Case.create(Path(place) / "a.casethread") as case:
        with Workers(count) as workers:
            look = _Look(workers)
            wall, own = perf_counter(), process_time()
            for _ in Reading(intake.directly(case)).staged(intake.files_in([folder]), workers):
                pass
            wall, own = perf_counter() - wall, process_time() - own
            busy = look.end()
        times = os.times()
    return {"wall": wall, "parent": own, "workers": times.children_user + times.children_system, "busy": busy}


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]))))
