"""Whether a case is whole: the file, the record, the bytes, and that every excerpt's words stand at its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from db import anchors, blobs, driver, errors, excerpts
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
    with driver.lenient(case.database):
        faults = tuple(_file(case))
        if faults:
            return Report(None, 0, 0, 0, faults)
        with driver.translated(case.path):
            faults = (*audit(case.ledger), *_content(case))
            if known is not None and not descends_from(case.ledger, known):
                faults += (Fault("head-not-passed", "edit", known.hex()),)
            return Report(case.head, _count(case, "edit"), _count(case, "source"), _count(case, "excerpt"), faults)


def _head(written: str) -> bytes:
    """A head as it is printed, whole: half of one proves nothing, and that it was not passed would be a false alarm."""
    written = written.strip()
    if not re.fullmatch(r"[0-9A-Fa-f]{64}", written):
        raise errors.Invalid("head", written)
    return bytes.fromhex(written)


def _file(case: Case) -> Iterator[Fault]:
    try:
        found = [*_seals(case), *_structure(case)]
    except errors.CaseDamaged:
        found = ["unreadable"]
    yield from (Fault("file-damaged", "file", case.path.name, detail) for detail in found)
    if not found:
        for row in case.query("PRAGMA foreign_key_check"):
            yield Fault("link-broken", row["table"], str(row["rowid"]), row["parent"])


def _seals(case: Case) -> list[str]:
    """Pages of an encrypted file that are not as they were sealed."""
    found = case.query("PRAGMA cipher_integrity_check") if case.encrypted else []
    return [str(next(iter(row.values()))) for row in found]


def _structure(case: Case) -> list[str]:
    found = [str(next(iter(row.values()))) for row in case.query("PRAGMA integrity_check")]
    return [] if found == ["ok"] else found


def _content(case: Case) -> Iterator[Fault]:
    faults = [Fault("bytes-altered", "blob", identity.hex()) for identity in blobs.altered(case.database)]
    faults += [Fault("bytes-missing", table, uuid) for table, uuid in blobs.missing(case.ledger)]
    yield from faults
    if faults:
        return
    try:
        for excerpt in excerpts.misplaced(case):
            yield Fault("excerpt-misplaced", "excerpt", excerpt.uuid, excerpt.key)
        for anchor in anchors.misplaced(case):
            yield Fault("anchor-misplaced", "excerpt", anchor.excerpt, anchor.text)
    except errors.RecordDamaged as error:
        yield Fault("unreadable", error.kind, error.identity)


def _count(case: Case, table: str) -> int:
    return int(case.query(f"SELECT count(*) AS n FROM {table}")[0]["n"])
