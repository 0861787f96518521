"""An import of a thousand sources taken back and made again.

The peer changes as many rows as undo touches, one statement each, in one plain transaction.
"""

from collections.abc import Callable

from db.case import Case
from db.derived import Derived
from db.importers import intake
from tests.benchmarks.measuring import Figure, Goal, middle_ms, spread, wall
from tests.benchmarks.peers import Table
from tests.benchmarks.workshop import Workshop

_SOURCES = 1000
_ROUNDS = 5


def measure(shop: Workshop) -> list[Figure]:
    """Undo and redo on the wall, and how long the search then takes to follow."""
    files = sorted(shop.files.iterdir())[:_SOURCES]
    with Case.create(shop.folder / "undone.casethread") as case:
        added = sum(outcome.status == "added" for outcome in intake.take_in(intake.directly(case), files))
        with Derived(case) as derived:
            derived.refresh()
            bare = Table(shop.folder / "undone.sqlite", rows=2 * added)
            times = _times(case, derived, bare)
            bare.close()
    peer = middle_ms(times["bare"]) / 1e3
    return [
        _figure(f"undo an import of {added:,}", times["undo"], peer, Goal("<=", 3)),
        _figure(f"redo an import of {added:,}", times["redo"], peer),
        _figure("search follows the undo", times["after undo"]),
        _figure("search follows the redo", times["after redo"]),
    ]


def _figure(name: str, times: list[float], peer: float | None = None, goal: Goal | None = None) -> Figure:
    return Figure(name, middle_ms(times) / 1e3, "s", peer, goal, spread(times))


def _times(case: Case, derived: Derived, bare: Table) -> dict[str, list[float]]:
    steps: dict[str, Callable[[], object]] = {
        "bare": bare.change,
        "undo": case.undo,
        "after undo": derived.refresh,
        "redo": case.redo,
        "after redo": derived.refresh,
    }
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(_ROUNDS):
        for name, step in steps.items():
            times[name].append(wall(step))
    return times
