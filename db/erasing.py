"""Losing things for good: what goes with them, and what of their words stays elsewhere, named before it is done.

A file that lay in an archive or hung on a message has its bytes inside that one's bytes as well; whoever erases one of
the two is told of the other, and may erase both. Notes and briefings keep what they quote: they are named, not changed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db import citing, history, received
from db.case import Case
from db.refs import Ref, Uuid
from db.revisions.ledger import EditRecord

_FILES = ("source", "received")
_LISTED = "SELECT uuid FROM {table} WHERE {column} = ?"


@dataclass(frozen=True, slots=True)
class Related:
    """A file whose bytes hold those of something that is erased, or are held by them; `others` lie in it besides."""

    ref: Ref
    title: str
    others: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What erasing some things means.

    `along` counts by kind what hangs on them and goes with them; `around` are the files in which their bytes lie as
    well, from the nearest outwards; `inside` are the sources and files that came out of them and keep their own bytes;
    `quoting` are the notes and briefings that cite them and stay as they are.
    """

    refs: tuple[Ref, ...]
    titles: tuple[str, ...]
    along: Mapping[str, int]
    around: tuple[Related, ...]
    inside: tuple[Related, ...]
    quoting: tuple[Ref, ...]


def plan(case: Case, refs: Sequence[Ref]) -> Plan:
    """What it would mean to erase these; nothing is changed."""
    wanted = list(dict.fromkeys(refs))
    titles = _titles(case, wanted)
    sources = [ref.uuid for ref in wanted if ref.kind == "source"]
    quoting = dict.fromkeys(one.ref for uuid in sources for one in citing.of_source(case, uuid))
    around = [one for one in _around(case, wanted) if one not in wanted]
    inside = [one for one in _inside(case, wanted) if one not in wanted]
    return Plan(
        refs=tuple(wanted),
        titles=tuple(titles[ref] for ref in wanted),
        along=_along(case, wanted),
        around=_related(case, around, besides=set(wanted)),
        inside=_related(case, inside, besides=set()),
        quoting=tuple(ref for ref in quoting if ref not in wanted),
    )


def erase(case: Case, refs: Sequence[Ref]) -> EditRecord:
    """Lose these for good, with what hangs on them, here and in every copy that is merged; never undone."""
    return case.erase([(ref.kind, ref.uuid) for ref in dict.fromkeys(refs)])


def _along(case: Case, refs: Sequence[Ref]) -> Mapping[str, int]:
    """How many rows of each kind hang on these, at any distance."""
    seen: set[tuple[str, Uuid]] = {(ref.kind, ref.uuid) for ref in refs}
    todo, counts = list(seen), Counter[str]()
    while todo:
        for child in case.ledger.children_of(*todo.pop(), live=False):
            if child not in seen:
                seen.add(child)
                todo.append(child)
                counts[child[0]] += 1
    return counts


def _around(case: Case, refs: Sequence[Ref]) -> list[Ref]:
    """The files these lay in, and those that these lay in again."""
    found: list[Ref] = []
    todo = [ref for ref in refs if ref.kind in _FILES]
    while todo:
        ref = todo.pop(0)
        for row in case.query(f"SELECT part_of, received FROM {ref.kind} WHERE uuid = ?", (ref.uuid,)):
            outer = [Ref(kind, Uuid(row[column])) for kind, column in _COLUMNS if row[column]]
            new = [one for one in outer if one not in found and _is_there(case, one)]
            found += new
            todo += new
    return found


def _inside(case: Case, refs: Sequence[Ref]) -> list[Ref]:
    """What came out of these, and what came out of that again."""
    found: list[Ref] = []
    todo = [ref for ref in refs if ref.kind in _FILES]
    while todo:
        ref = todo.pop(0)
        column = dict(_COLUMNS)[ref.kind]
        for kind in _FILES:
            rows = case.query(_LISTED.format(table=kind, column=column), (ref.uuid,))
            new = [one for row in rows if (one := Ref(kind, Uuid(row["uuid"]))) not in found]
            found += new
            todo += new
    return found


_COLUMNS = (("source", "part_of"), ("received", "received"))
"""What something can lie in, and the column that says so."""


def _related(case: Case, refs: Sequence[Ref], besides: set[Ref]) -> tuple[Related, ...]:
    titles = _titles(case, refs)
    others = {ref: len([one for one in _inside(case, [ref]) if one not in besides]) for ref in refs}
    return tuple(Related(ref, titles[ref], others[ref]) for ref in refs)


def _titles(case: Case, refs: Sequence[Ref]) -> Mapping[Ref, str]:
    known = history.titles(case, [ref for ref in refs if ref.kind != "received"])
    return {ref: received.name_of(case, ref) if ref.kind == "received" else known.get(ref) or "" for ref in refs}


def _is_there(case: Case, ref: Ref) -> bool:
    return bool(case.query(f"SELECT 1 FROM {ref.kind} WHERE uuid = ?", (ref.uuid,)))
