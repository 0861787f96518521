"""Many plain text files brought into a case, with everything derived, in processes of their own.

The peer reads the same files into plain SQLite with an FTS5 table, with the same pragmas and as many files a
commit: what a simple program would do. Memory is the highest sum of the private memory of all processes.
"""

from statistics import median

from tests.benchmarks.measuring import Figure, Goal, megabytes
from tests.benchmarks.workshop import Workshop


def measure(shop: Workshop) -> list[Figure]:
    """Speed and memory of an import."""
    plain = [shop.child("filling", shop.files, shop.folder / f"peer{n}.sqlite", "plain") for n in range(3)]
    ours = shop.filled().took
    count = sum(ours["files"].values())
    peer_wall = median(run["whole"]["wall"] for run in plain)
    peer_cpu = median(run["whole"]["cpu"] for run in plain)
    whole, taken_in = ours["whole"], ours["import"]
    files = ", ".join(f"{number} {status}" for status, number in ours["files"].items())
    return [
        Figure(
            "speed with everything derived", count / whole["wall"], "files/s", count / peer_wall, Goal(">=", 50), files
        ),
        Figure("time on the wall", whole["wall"], "s", peer_wall, None, f"of it import {taken_in['wall']:.1f} s"),
        Figure(
            "time computed, all processes",
            whole["cpu"] + whole["others"],
            "s",
            peer_cpu,
            None,
            f"of it workers {whole['others']:.1f} s, deriving {whole['cpu'] - taken_in['cpu']:.1f} s",
        ),
        Figure(
            "growth of private memory",
            megabytes(ours["growth"]),
            "MB",
            megabytes(median(run["growth"] for run in plain)),
            Goal("<=", 300),
            f"with workers; without {megabytes(ours['own growth']):.0f} MB; highest {megabytes(ours['highest']):.0f} MB",
        ),
    ]
