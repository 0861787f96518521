"""Whether a case is whole: the file, the record, the bytes, and that every excerpt's words stand at its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from db import blobs, errors, excerpts
from db.case import Case
from db.revisions.audit import Fault, audit, descends_from


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, and what is not as it must be; `head` is what to print and keep elsewhere."""

    head: str | None
    edits: int
    sources: int
    excerpts: int
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def check(case: Case, *, against: str | None = None) -> Report:
    """Look at everything. `against` is a head kept elsewhere: the case must have passed it.

    Raises Invalid when `against` is no head.
    """
    known = _head(against) if against is not None else None
    faults = list(_file(case))
    if not faults:
        faults += audit(case.ledger)
        faults += _content(case)
        if known is not None and not descends_from(case.ledger, known):
            faults.append(Fault("head-not-passed", "edit", known.hex()))
    return Report(case.head, _count(case, "edit"), _count(case, "source"), _count(case, "excerpt"), tuple(faults))


def _head(written: str) -> bytes:
    try:
        return bytes.fromhex(written.strip())
    except ValueError:
        raise errors.Invalid("head", written) from None


def _file(case: Case) -> Iterator[Fault]:
    for row in case.query("PRAGMA integrity_check"):
        if row["integrity_check"] != "ok":
            yield Fault("file-damaged", "file", case.path.name, row["integrity_check"])
    if case.encrypted:
        for row in case.query("PRAGMA cipher_integrity_check"):
            yield Fault("file-damaged", "file", case.path.name, str(next(iter(row.values()))))
    for row in case.query("PRAGMA foreign_key_check"):
        yield Fault("link-broken", row["table"], str(row["rowid"]), row["parent"])


def _content(case: Case) -> Iterator[Fault]:
    for identity in blobs.altered(case.database):
        yield Fault("bytes-altered", "blob", identity.hex())
    missing = list(blobs.missing(case.ledger))
    for table, uuid in missing:
        yield Fault("bytes-missing", table, uuid)
    if not missing:
        for excerpt in excerpts.misplaced(case):
            yield Fault("excerpt-misplaced", "excerpt", excerpt.uuid, excerpt.key)


def _count(case: Case, table: str) -> int:
    return int(case.query(f"SELECT count(*) AS n FROM {table}")[0]["n"])
