"""Which of the `*`, `_` and `~` in a text are marks of emphasis, and which stand for themselves."""

from dataclasses import dataclass


@dataclass(slots=True)
class Run:
    """A run of `*`, `_` or `~` that may open or close emphasis; `at` is its place among the characters."""

    char: str
    at: int
    length: int
    opens: bool
    closes: bool
    left: int
    """How many of its characters, from the right, are still there to open something."""


def marks_of_emphasis(runs: list[Run]) -> set[int]:
    """Which characters are marks of emphasis: each closing run takes from the nearest opening ones."""
    dropped: set[int] = set()
    openers: list[Run] = []
    for run in runs:
        spent = 0
        while run.closes and spent < run.length:
            opener = next((o for o in reversed(openers) if o.char == run.char and o.left), None)
            if opener is None:
                break
            del openers[openers.index(opener) + 1 :]
            taken = min(2, opener.left, run.length - spent)
            dropped.update(range(opener.at + opener.left - taken, opener.at + opener.left))
            dropped.update(range(run.at + spent, run.at + spent + taken))
            opener.left -= taken
            spent += taken
        run.left = run.length - spent
        if run.opens and run.left and not spent:
            openers.append(run)
    return dropped
