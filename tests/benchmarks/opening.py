"""A large case opened, listed and searched for the first time, each time in a fresh process, on the wall.

Modules are imported before the clock starts; the file is in the system's cache. The peer opens the same file
bare, through the same library, reads the same rows, and asks an FTS5 table.
Run with arguments, the module is such a process: `MODE FILE INDEX OURS FTS`.
"""

import json
import os
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from db import driver, sources
from db.case import Case
from db.derived import Derived
from tests.benchmarks.measuring import Figure, Goal, megabytes, private_memory
from tests.benchmarks.peers import FullText
from tests.benchmarks.workshop import Workshop, index_key, key_of

_ROUNDS = 7
_STEPS = ("open", "list the sources", "first search", "second search")


def measure(shop: Workshop) -> list[Figure]:
    """Opening a plain and an encrypted case."""
    return [figure for encrypted in (False, True) for figure in _measured(shop, encrypted=encrypted)]


def _measured(shop: Workshop, *, encrypted: bool) -> list[Figure]:
    name = "encrypted" if encrypted else "plain"
    question = shop.queries.common[0]
    arguments = (shop.filled(encrypted=encrypted).path, shop.fed(encrypted=encrypted), question.ours, question.fts)
    runs: dict[str, list[dict[str, float]]] = {"ours": [], "bare": []}
    for _ in range(_ROUNDS):
        for mode, found in runs.items():
            found.append(shop.child("opening", mode, *arguments, passphrase=key_of(encrypted=encrypted)))
    ours, bare = ({step: median(run[step] for run in found) for step in found[0]} for found in runs.values())
    figures = [
        Figure(
            f"{step} ({name})", ours[step] * 1e3, "ms", bare[step] * 1e3, Goal("<=", 500) if step == "open" else None
        )
        for step in _STEPS
    ]
    if ours["memory"]:
        figures.append(Figure(f"private memory after it ({name})", ours["memory"], "MB", bare["memory"]))
    return figures


def _ours(path: Path, key: str | None, _index: Path, asked: tuple[str, str]) -> list[float]:
    times = [perf_counter()]
    with Case.open(path, key) as case:
        times.append(perf_counter())
        sources.every(case)
        times.append(perf_counter())
        with Derived(case) as derived:
            for _ in range(2):
                derived.search(asked[0])
                times.append(perf_counter())
    return times


def _bare(path: Path, key: str | None, index: Path, asked: tuple[str, str]) -> list[float]:
    times = [perf_counter()]
    database = driver.connect(path, key)
    times.append(perf_counter())
    database.conn.execute("SELECT * FROM source WHERE deleted_at IS NULL ORDER BY issued, key").fetchall()
    times.append(perf_counter())
    with FullText(index, index_key(key)) as words:
        for _ in range(2):
            words.search(asked[1])
            times.append(perf_counter())
    database.close()
    return times


def _told(mode: str, path: str, index: str, *asked: str) -> dict[str, float]:
    act = _ours if mode == "ours" else _bare
    times = act(Path(path), os.environ.get("CASETHREAD_PASSPHRASE"), Path(index), (asked[0], asked[1]))
    taken = {step: end - start for step, start, end in zip(_STEPS, times, times[1:], strict=False)}
    return {**taken, "memory": megabytes(private_memory())}


if __name__ == "__main__":
    print(json.dumps(_told(*sys.argv[1:])))
