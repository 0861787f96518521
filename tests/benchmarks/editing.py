"""One small change to a large case, as a person makes them all day, as a ratio to a bare commit of one row.

Bare commits and changes take turns on the same disk with the same pragmas; the disk decides, so these are
times on the wall.
"""

from itertools import count

from db import excerpts, notes, sources, texts
from db.case import Case
from db.spans import Span
from tests.benchmarks.measuring import Figure, Goal, in_turn, middle_ms, spread
from tests.benchmarks.peers import Table
from tests.benchmarks.workshop import Workshop, key_of

_ROUNDS = 60


def measure(shop: Workshop) -> list[Figure]:
    """Changes to a plain and to an encrypted case."""
    return [figure for encrypted in (False, True) for figure in _measured(shop, encrypted=encrypted)]


def _measured(shop: Workshop, *, encrypted: bool) -> list[Figure]:
    name = "encrypted" if encrypted else "plain"
    path = shop.copied(f"edited-{name}", encrypted=encrypted)
    bare = Table(shop.folder / f"bare-{name}.sqlite", key_of(encrypted=encrypted))
    with Case.open(path, key_of(encrypted=encrypted)) as case:
        times = _times(case, bare)
    bare.close()
    path.unlink()
    peer = middle_ms(times.pop("bare"))
    goal = Goal("<=", 1.5, of="ratio")
    return [
        Figure(f"{what} ({name})", middle_ms(taken), "ms", peer, goal, spread(taken)) for what, taken in times.items()
    ]


def _times(case: Case, bare: Table) -> dict[str, list[float]]:
    source = sources.every(case)[0]
    text = texts.current(case, source.uuid)
    assert text is not None
    excerpt = excerpts.add(case, text, texts.content(case, text), Span(0, 10))
    number = count()
    actions = {
        "bare": bare.change,
        "comment on an excerpt": lambda: excerpts.comment(case, excerpt, f"The figures differ, {next(number)}."),
        "write a note": lambda: notes.write(case, "Working note", f"Asked again, for the {next(number)}th time."),
    }
    in_turn(actions, 3)
    return in_turn(actions, _ROUNDS)
