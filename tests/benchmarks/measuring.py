"""Clocks, private memory, and figures: how things are measured and how they are told. What is measured is elsewhere."""

import os
import platform
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread
from time import perf_counter, process_time
from types import TracebackType
from typing import Any, Literal, Self

Action = Callable[[], object]
_MB = 1e6


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure, or its ratio to the peer, has to reach."""

    bound: Literal["<=", ">="]
    limit: float
    of: Literal["value", "ratio"] = "value"

    def __str__(self) -> str:
        return f"{self.bound} {self.limit:g}{' ×' if self.of == 'ratio' else ''}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured; `peer` is the same of another program in the same run, in the same unit."""

    name: str
    value: float
    unit: str
    peer: float | None = None
    goal: Goal | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the peer's figure ours is."""
        return self.value / self.peer if self.peer else None

    @property
    def verdict(self) -> str:
        """`met` or `missed` where there is a goal, else empty."""
        if self.goal is None:
            return ""
        reached = self.ratio if self.goal.of == "ratio" else self.value
        if reached is None:
            return ""
        met = reached <= self.goal.limit if self.goal.bound == "<=" else reached >= self.goal.limit
        return "met" if met else "missed"

    def data(self) -> dict[str, Any]:
        """The figure for machines."""
        goal = str(self.goal) if self.goal else None
        return {**asdict(self), "goal": goal, "ratio": self.ratio, "verdict": self.verdict or None}


# --- time -----------------------------------------------------------------------------------------


def wall(action: Action) -> float:
    """Seconds that pass until it is done."""
    start = perf_counter()
    action()
    return perf_counter() - start


def cpu(action: Action) -> float:
    """Seconds that this process computes until it is done."""
    start = process_time()
    action()
    return process_time() - start


def in_turn(
    actions: Mapping[str, Action], rounds: int, clock: Callable[[Action], float] = wall
) -> dict[str, list[float]]:
    """Each action once a round, in every other round backwards, so that what disturbs one disturbs all."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for number in range(rounds):
        for name in list(actions)[:: -1 if number % 2 else 1]:
            times[name].append(clock(actions[name]))
    return times


def middle_ms(times: Sequence[float]) -> float:
    """The median, in milliseconds."""
    return median(times) * 1e3


def high_ms(times: Sequence[float]) -> float:
    """The 95th percentile, in milliseconds."""
    return quantiles(times, n=20, method="inclusive")[-1] * 1e3


def spread(times: Sequence[float]) -> str:
    """The two quartiles in milliseconds, in words."""
    low, _, high = quantiles(times, n=4, method="inclusive")
    return f"quartiles {low * 1e3:.3g} to {high * 1e3:.3g} ms, {len(times)} times"


# --- memory ---------------------------------------------------------------------------------------


def private_memory(pid: int | None = None) -> int:
    """Bytes that belong to a process alone, mapped files left out; 0 where the system does not tell (not Linux)."""
    try:
        status = Path(f"/proc/{pid or 'self'}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    found = (line.split() for line in status.splitlines() if line.startswith("RssAnon:"))
    return sum(int(kilobytes) * 1024 for _, kilobytes, _ in found)


class Watch:
    """Looks again and again at the private memory of this process, and of others, and keeps the highest sum."""

    def __init__(self, others: Callable[[], Iterable[int]] = tuple, every: float = 0.05) -> None:
        """`every` is in seconds."""
        self.highest = self.highest_own = private_memory()
        self._others = others
        self._every = every
        self._done = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()
        self._look()

    def _run(self) -> None:
        while not self._done.wait(self._every):
            self._look()

    def _look(self) -> None:
        own = private_memory()
        self.highest_own = max(self.highest_own, own)
        self.highest = max(self.highest, own + sum(map(private_memory, self._others())))


# --- telling --------------------------------------------------------------------------------------


def machine() -> dict[str, Any]:
    """What the figures were measured on, and how busy it was."""
    load = [round(value, 2) for value in os.getloadavg()] if hasattr(os, "getloadavg") else []
    return {"system": platform.platform(), "python": sys.version.split()[0], "processors": os.cpu_count(), "load": load}


def megabytes(count: float) -> float:
    """Bytes as millions of them."""
    return count / _MB


def table(figures: Iterable[Figure]) -> str:
    """Figures as aligned lines."""
    head = ("", "ours", "peer", "ratio", "goal", "", "")
    rows = [head, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(_line(row, widths) for row in rows)


def _cells(figure: Figure) -> tuple[str, ...]:
    peer = f"{figure.peer:,.4g}" if figure.peer is not None else ""
    ratio = f"{figure.ratio:,.3g} ×" if figure.ratio is not None else ""
    goal = str(figure.goal) if figure.goal else ""
    return figure.name, f"{figure.value:,.4g} {figure.unit}", peer, ratio, goal, figure.verdict, figure.note


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    left = {0, 5, 6}
    cells = (
        cell.ljust(wide) if n in left else cell.rjust(wide)
        for n, (cell, wide) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(cells).rstrip()
