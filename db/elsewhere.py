"""Asking a query of other cases: each is opened for reading only, asked with what is derived from it, and closed.

One after the other, so that two cases never meet: an answer is of one case and says which. Nothing is written to a
case that is asked, nor to what a person keeps beside it; what is derived lies where it always does.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from db import errors
from db.case import Case
from db.derived import Derived, Progress
from db.finding import Answer, find

BEST = 20
"""How many hits of a case are wanted."""


@dataclass(frozen=True, slots=True)
class Named:
    """A case by its place, with passphrases that may open it; one that needs none is opened without."""

    path: Path
    passphrases: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What one case said: an `answer`, or the `trouble` that kept it from giving one."""

    path: Path
    title: str
    answer: Answer | None = None
    trouble: errors.Expected | None = None

    @property
    def locked(self) -> bool:
        """Whether the right passphrase would help."""
        return isinstance(self.trouble, errors.PassphraseNeeded | errors.WrongPassphrase)


def ask(named: Named, query: str, limit: int | None = BEST, progress: Progress | None = None) -> Told:
    """Ask one case, best hits first; whatever keeps it from answering is part of what is told."""
    try:
        with opened(named) as case, Derived(case) as derived:
            derived.refresh(progress)
            return ask_open(case, derived, query, limit)
    except errors.Expected as trouble:
        return Told(named.path, named.path.stem, trouble=trouble)


def ask_open(case: Case, derived: Derived, query: str, limit: int | None = BEST) -> Told:
    """Ask a case that is open already."""
    return Told(case.path, case.title, find(case, derived, query, limit))


def ask_all(
    cases: Iterable[Named], query: str, limit: int | None = BEST, before: Callable[[Path], None] = lambda path: None
) -> Iterator[Told]:
    """Ask one case after the other, each file once; `before` is told whose turn it is."""
    asked: set[Path] = set()
    for named in cases:
        place = named.path.resolve()
        if place not in asked:
            asked.add(place)
            before(named.path)
            yield ask(named, query, limit)


def opened(named: Named) -> Case:
    """The case, for reading; raises what `Case.open` raises, after every passphrase was tried."""
    trouble: errors.Expected
    try:
        return Case.open(named.path, readonly=True)
    except errors.PassphraseNeeded as needed:
        trouble = needed
    for passphrase in named.passphrases:
        try:
            return Case.open(named.path, passphrase, readonly=True)
        except errors.WrongPassphrase as wrong:
            trouble = wrong
    raise trouble
