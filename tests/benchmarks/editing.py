"""One small change to a large case, as a person makes them all day, as a ratio to a bare commit of one row.

Bare commits and changes take turns on the same disk with the same pragmas; the disk decides, so these are times on
the wall. A disk that answers a flush without waiting, as those of virtual machines do at times, does not decide:
a commit then takes less than some milliseconds, and the ratio tells what we compute rather than what a person waits.
"""

from itertools import count
from statistics import median

from db import excerpts, notes, sources, texts
from db.case import Case
from db.spans import Span
from tests.benchmarks.measuring import Action, Figure, Goal, cpu, in_turn, middle_ms, spread
from tests.benchmarks.peers import Table
from tests.benchmarks.workshop import Workshop, key_of

_ROUNDS = 120
_COMMENT, _NOTE, _BARE = "comment on an excerpt", "write a note", "bare"


def measure(shop: Workshop) -> list[Figure]:
    """Changes to a plain and to an encrypted case."""
    return [figure for encrypted in (False, True) for figure in _measured(shop, encrypted=encrypted)]


def _measured(shop: Workshop, *, encrypted: bool) -> list[Figure]:
    name = "encrypted" if encrypted else "plain"
    path = shop.copied(f"edited-{name}", encrypted=encrypted)
    table = Table(shop.folder / f"bare-{name}.sqlite", key_of(encrypted=encrypted))
    with Case.open(path, key_of(encrypted=encrypted)) as case:
        actions = _actions(case, table)
        in_turn(actions, 3)
        waited = in_turn(actions, _ROUNDS)
        computed = in_turn(actions, _ROUNDS, cpu)
    table.close()
    return [
        *(_on_the_wall(f"{what} ({name})", waited[what], waited[_BARE]) for what in (_COMMENT, _NOTE)),
        *(
            Figure(f"{what}, computed ({name})", middle_ms(computed[what]), "ms", middle_ms(computed[_BARE]))
            for what in (_COMMENT, _NOTE)
        ),
    ]


def _on_the_wall(what: str, ours: list[float], bare: list[float]) -> Figure:
    pairs = median(one / other for one, other in zip(ours, bare, strict=True))
    note = f"{spread(ours)}; median of the ratios of pairs {pairs:.2f}"
    return Figure(what, middle_ms(ours), "ms", middle_ms(bare), Goal("<=", 1.5, of="ratio"), note)


def _actions(case: Case, table: Table) -> dict[str, Action]:
    source = sources.every(case)[0]
    text = texts.current(case, source.uuid)
    assert text is not None
    excerpt = excerpts.add(case, text, texts.content(case, text), Span(0, 10))
    number = count()
    return {
        _BARE: table.change,
        _COMMENT: lambda: excerpts.comment(case, excerpt, f"The figures differ, {next(number)}."),
        _NOTE: lambda: notes.write(case, "Working note", f"Asked again, for the {next(number)}th time."),
    }
