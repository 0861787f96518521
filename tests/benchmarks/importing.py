"""Many plain text files brought into a case, with everything derived, in processes of their own.

The peer reads the same files into plain SQLite with an FTS5 table, with the same pragmas and as many files a
commit: what a simple program would do. Memory is the highest sum of the private memory of all processes.
"""

from statistics import median

from tests.benchmarks.measuring import Figure, Goal, megabytes
from tests.benchmarks.workshop import Took, Workshop


def measure(shop: Workshop) -> list[Figure]:
    """Speed and memory of an import."""
    plain = [shop.child("filling", shop.files, shop.folder / f"peer{n}.sqlite", "plain") for n in range(3)]
    ours = shop.filled().took
    return [*_times(ours, plain), *_memory(ours, plain)]


def _times(ours: Took, plain: list[Took]) -> list[Figure]:
    count = sum(ours["files"].values())
    files = ", ".join(f"{number} {status}" for status, number in ours["files"].items())
    whole, taken_in = ours["whole"], ours["import"]
    peer_wall = median(run["whole"]["wall"] for run in plain)
    peer_cpu = median(run["whole"]["cpu"] for run in plain)
    computed = f"of it workers {whole['others']:.1f} s, deriving {whole['cpu'] - taken_in['cpu']:.1f} s"
    waited = f"of it import {taken_in['wall']:.1f} s"
    return [
        Figure("speed, everything derived", count / whole["wall"], "files/s", count / peer_wall, Goal(">=", 50), files),
        Figure("time on the wall", whole["wall"], "s", peer_wall, None, waited),
        Figure("time computed, all processes", whole["cpu"] + whole["others"], "s", peer_cpu, None, computed),
    ]


def _memory(ours: Took, plain: list[Took]) -> list[Figure]:
    """Nothing where the system does not tell."""
    if not ours["highest"]:
        return []
    growth = megabytes(ours["growth"])
    peer = megabytes(median(run["growth"] for run in plain))
    note = f"with workers; alone {megabytes(ours['own growth']):.0f}; in all up to {megabytes(ours['highest']):.0f}"
    return [Figure("growth of private memory", growth, "MB", peer, Goal("<=", 300), note)]
