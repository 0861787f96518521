"""How much there is of each subject, for the entries at the left of the window."""

from db.case import Case


def of(case: Case, kind: str) -> int:
    """How many rows of a subject are outside the trash."""
    return int(
        case.query(f"SELECT count(*) AS n FROM {case.ledger.tables[kind].name} WHERE deleted_at IS NULL")[0]["n"]
    )
