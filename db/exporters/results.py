"""What a search finds, for use elsewhere: every hit as one record, in the order of the page of results.

Nothing of confidential hits goes out; they are counted. Records are read some at a time, so that a hundred thousand
hits take no more memory than their identities.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from db import briefs, citing, notes, sensitivity, sources
from db.case import Case
from db.derived import Derived
from db.errors import Unknown
from db.finding import Asked, Found, everything, read
from db.refs import Ref
from db.search.engine import Hit
from db.search.query import Query
from db.sources import Source

KINDS = ("entity", "source", "excerpt", "note", "briefing")
"""In this order the kinds follow each other."""

AT_ONCE = 100
"""So many hits are read in a fraction of a second."""


@dataclass(frozen=True, slots=True)
class Result:
    """One hit; `source` is what it was found in or taken from, if it rests on a source."""

    found: Found
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """Some hits as they may go out, and how many stay here because they are confidential."""

    results: tuple[Result, ...]
    kept_back: int


@dataclass(frozen=True, slots=True)
class Listed:
    """All that a search finds: its `text`, what it stands for, and the hits kind by kind, in their order."""

    text: str
    query: Query
    refs: tuple[Ref, ...]


def hits(derived: Derived, asked: Asked | str) -> Listed:
    """All that a search finds."""
    understood, found = everything(derived, asked)
    refs = tuple(hit.ref for kind in KINDS for hit in found if hit.ref.kind == kind)
    return Listed(asked if isinstance(asked, str) else asked.text, understood.asked, refs)


def of(case: Case, refs: Sequence[Ref], query: Query) -> Results:
    """What some hits of a query are; what was put into the trash since is left out."""
    going = outward(case, refs)
    found = read(case, (Hit(ref, 0.0) for ref in going), query)
    return Results(tuple(_result(case, one) for one in found), len(refs) - len(going))


def in_batches(refs: Sequence[Ref]) -> Iterator[Sequence[Ref]]:
    """The hits, so many at a time as are read at once."""
    return (refs[at : at + AT_ONCE] for at in range(0, len(refs), AT_ONCE))


class Outgoing:
    """Reads hits one batch after the other while somebody takes them; `kept_back` counts as it goes.

    `read` is `of` for some hits, wherever the case may be read; `progress` is told of how many of how many are done.
    """

    def __init__(
        self,
        refs: Sequence[Ref],
        read: Callable[[Sequence[Ref]], Results],
        progress: Callable[[int, int], object] = lambda done, total: None,
    ) -> None:
        self._refs, self._read, self._progress = refs, read, progress
        self.kept_back = 0

    def __iter__(self) -> Iterator[Result]:
        """The results that may go out."""
        done = 0
        for batch in in_batches(self._refs):
            self._progress(done, len(self._refs))
            some = self._read(batch)
            self.kept_back += some.kept_back
            yield from some.results
            done += len(batch)


def outward(case: Case, refs: Sequence[Ref]) -> list[Ref]:
    """Those that may go out: neither confidential nor a text of ours that cites what is."""
    hidden = sensitivity.confidential(case)
    return [ref for ref in refs if ref not in hidden and not (hidden and _cites(case, ref, hidden))]


def _cites(case: Case, ref: Ref, hidden: frozenset[Ref]) -> bool:
    """Whether a note or a briefing cites one of these; what is gone does not."""
    if ref.kind not in _WRITINGS:
        return False
    try:
        body = _WRITINGS[ref.kind].of_uuid(case, ref.uuid).body
    except Unknown:
        return False
    return any(Ref("source", cited.source) in hidden for cited in citing.cited_in(case, body))


_WRITINGS = {"note": notes.SHELF, "briefing": briefs.SHELF}


def _result(case: Case, found: Found) -> Result:
    return Result(found, sources.of_uuid(case, found.source) if found.source else None)
