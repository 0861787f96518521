"""Who may see a thing: open, internal or confidential. What hangs on a confidential row is confidential."""

from db import errors
from db.case import Case
from db.refs import Ref, Uuid

LEVELS = ("open", "internal", "confidential")
"""From the least to the most."""


def mark(case: Case, ref: Ref, level: str) -> None:
    """Say how sensitive an object is by itself; raises Invalid, Unknown."""
    if level not in LEVELS:
        raise errors.Invalid("sensitivity", level)
    with case.edit("sensitivity.mark") as edit:
        edit.update(ref.kind, ref.uuid, {"sensitivity": level})


def of(case: Case, ref: Ref) -> str:
    """How sensitive an object is, with all that it hangs on; raises Unknown."""
    row = case.ledger.row(ref.kind, ref.uuid)
    if row is None:
        raise errors.Unknown(ref.kind, ref.uuid)
    above = [(parent, row[column]) for column, parent in case.ledger.tables[ref.kind].parents if row[column]]
    levels: list[str] = [row["sensitivity"], *(of(case, Ref(kind, Uuid(uuid))) for kind, uuid in above)]
    return max(levels, key=LEVELS.index)


def confidential(case: Case) -> frozenset[Ref]:
    """All that is confidential: what was marked so, and what hangs on it at any distance."""
    found = {
        Ref(kind, Uuid(row["uuid"]))
        for kind in case.ledger.tables
        for row in case.query(f"SELECT uuid FROM {kind} WHERE sensitivity = 'confidential'")
    }
    todo = list(found)
    while todo:
        one = todo.pop()
        below = {Ref(*child) for child in case.ledger.children_of(one.kind, one.uuid, live=False)} - found
        found |= below
        todo += below
    return frozenset(found)
