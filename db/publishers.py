"""Names of papers and publishers that mean one and the same, because a person said so.

What a name means is kept beside the sources and applied when a source is read; the source keeps what was found in it,
with where it was found. It would be as easy to write another name into every source. But then what was found would be
lost, or said to be a person's words; a copy of the case in which a source came in later would not know of the choice;
to take it back would mean to know which of a thousand sources had which name before. As it is, a choice is one small
row a name, merged, undone and taken back like any other, and it holds for everything that comes in later. The price is
that whoever sorts or searches by publishers has to ask here.

Names are compared as they are written: only a person joins names, and `alike` only offers them. A name that means
itself was looked at and stands for itself, so that it is offered no more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.alike import Alike
from db.case import Case
from db.refs import Uuid

FIELDS = ("publisher", "container_title", "original_publisher")
"""The fields of a source that hold such names."""

_NAMED = " UNION ".join(
    f"SELECT uuid, url, {field} AS name FROM source WHERE {field} IS NOT NULL AND deleted_at IS NULL"
    for field in FIELDS
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """One name as it is meant, every name it was found as with the number of sources, and who may be the same."""

    meant: str
    found_as: tuple[tuple[str, int], ...]
    alike: tuple[str, ...] = ()

    @property
    def sources(self) -> int:
        """How many times a source names it, by whatever name."""
        return sum(number for _, number in self.found_as)


def meanings(case: Case) -> Mapping[str, str]:
    """What names mean that mean another; a chain, as two copies of a case can make it, is followed to its end."""
    said = _said(case)
    return {name: end for name in said if (end := _end(said, name)) != name}


def _said(case: Case) -> dict[str, str]:
    return dict(case.ledger.query("SELECT name, meant FROM publisher_name WHERE deleted_at IS NULL"))


def _end(said: Mapping[str, str], name: str) -> str:
    """The name at the end of a chain; of a ring the first by the alphabet."""
    passed = [name]
    while (meant := said.get(passed[-1], passed[-1])) not in passed:
        passed.append(meant)
    return min(passed[passed.index(meant) :])


def join(case: Case, names: Iterable[str], meant: str, *, batch: str | None = None) -> None:
    """Have names mean one name from now on, with all that mean one of them already."""
    known = meanings(case)
    joined = {*names, meant}
    joined |= {name for name, means in known.items() if means in joined}
    with case.edit("publisher.join", batch=batch) as edit:
        for name in sorted(joined - {meant}):
            edit.insert("publisher_name", _uuid(case, name), {"name": name, "meant": meant})
        if case.query("SELECT 1 FROM publisher_name WHERE name = ? AND deleted_at IS NULL", (meant,)):
            edit.remove("publisher_name", _uuid(case, meant))


def separate(case: Case, names: Iterable[str]) -> None:
    """Have each of some names mean itself, and be offered no more as one of another."""
    apart, said = set(names), _said(case)
    with case.edit("publisher.separate") as edit:
        for name in sorted(apart):
            edit.insert("publisher_name", _uuid(case, name), {"name": name, "meant": name})
        for name, meant in said.items():  # the name of a ring means itself; with the ring broken it would not
            if meant in apart and name not in apart and _end(said, name) == name:
                edit.remove("publisher_name", _uuid(case, name))


def listed(case: Case) -> list[Publisher]:
    """All names as they are meant, in the order of the alphabet, those that may be the same together."""
    known = meanings(case)
    found: dict[str, dict[str, int]] = {}
    for name, number in _counts(case).items():
        found.setdefault(known.get(name, name), {})[name] = number
    groups = _alike(case, found)
    order = sorted(found, key=lambda meant: (meant not in groups, *_place(groups.get(meant, (meant,)), meant)))
    return [
        Publisher(
            meant,
            tuple(sorted(found[meant].items(), key=lambda pair: (-pair[1], pair[0]))),
            tuple(other for other in groups.get(meant, ()) if other != meant),
        )
        for meant in order
    ]


def best_of(found: Iterable[Publisher]) -> str:
    """The name that some may be joined as: what looks most like a name, and then what most sources have."""
    return Alike({one.meant: one.sources for one in found}).best()


def of_joined_names(case: Case) -> list[Uuid]:
    """The sources with a name that is or was said to mean another: those that a choice may have changed."""
    sql = f"SELECT DISTINCT uuid FROM ({_NAMED}) WHERE name IN (SELECT name FROM publisher_name)"
    return [uuid for (uuid,) in case.ledger.query(sql)]


def likely(case: Case) -> "Likely":
    """What names mean, and what new ones may mean, for names that come in."""
    known = meanings(case)
    counts: dict[str, int] = {}
    for name, number in _counts(case).items():
        meant = known.get(name, name)
        counts[meant] = counts.get(meant, 0) + number
    settled = frozenset((*_standing_alone(case), *_counts(case)))
    return Likely(known, Alike(counts, _addresses(case, known)), settled)


@dataclass(frozen=True, slots=True)
class Likely:
    """What names mean in a case, and what names that are new to it may mean."""

    meanings: Mapping[str, str]
    _alike: Alike
    _settled: frozenset[str]

    def meaning(self, name: str) -> str | None:
        """A name of the case that a new name may mean; None when nothing is like it, or when all is said."""
        if name in self._settled or name in self.meanings:
            return None
        return self._alike.of(name)


def _alike(case: Case, found: Mapping[str, Mapping[str, int]]) -> dict[str, Sequence[str]]:
    alone = _standing_alone(case)
    counts = {meant: sum(names.values()) for meant, names in found.items() if meant not in alone}
    groups = Alike(counts, _addresses(case, meanings(case))).groups()
    return {name: group for group in groups for name in group}


def _place(group: Sequence[str], meant: str) -> tuple[str, str, int]:
    """Where a name stands in the alphabet: with those it may be the same as, the likeliest first."""
    return group[0].casefold(), group[0], group.index(meant)


def _standing_alone(case: Case) -> set[str]:
    sql = "SELECT name FROM publisher_name WHERE name = meant AND deleted_at IS NULL"
    return {name for (name,) in case.ledger.query(sql)}


def _counts(case: Case) -> dict[str, int]:
    return dict(case.ledger.query(f"SELECT name, count(DISTINCT uuid) FROM ({_NAMED}) GROUP BY name"))


def _addresses(case: Case, known: Mapping[str, str]) -> list[tuple[str, str]]:
    """Names as they are meant, each with an address of a source that has it."""
    rows = case.ledger.query(f"SELECT DISTINCT name, url FROM ({_NAMED}) WHERE url IS NOT NULL")
    return [(known.get(name, name), url) for name, url in rows]


def _uuid(case: Case, name: str) -> Uuid:
    return case.natural_uuid("publisher_name", name)
