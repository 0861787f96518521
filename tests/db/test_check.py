"""Whether a case is whole: what is wrong is named with its place, and nothing is where all is well."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from db import briefs, entities, errors, notes, sources
from db.case import Case
from db.refs import Ref
from db.sensitivity import mark
from db.upkeep.check import Report, check
from tests.db.conftest import PASSPHRASE, a_source, an_excerpt, tampered, unhurried

WORDS = "The ferry left. “Nobody saw it,” said Ada. " * 40


@pytest.fixture
def full(case: Case) -> Case:
    """A case with something of each subject."""
    unhurried(case)
    _fill(case)
    return case


def _fill(case: Case) -> None:
    source = a_source(case, WORDS, title="Ferries", author=("Ada",), file_name="f.txt")
    excerpt = an_excerpt(case, source, "Nobody saw it", nth=3, comment="really?")
    notes.write(case, "Harbour", f"[[Ada]] in [[Porto|the port]] [@{excerpt.key}].\n" * 20)
    entities.write(case, "Ada", "person", ["Ada Quill", "艾达"])
    briefs.write(case, "Ferries", f"It left [@{source.key}].")
    mark(case, Ref("source", source.uuid), "internal")
    sources.remove(case, a_source(case, "Thrown away."))
    case.undo()
    case.redo()


def _codes(report: Report) -> set[str]:
    return {fault.code for fault in report.faults}


# --- a healthy case -----------------------------------------------------------------------------


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_healthy_case_is_whole_read_or_written(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "a.casethread"
    with Case.create(path, passphrase) as case:
        assert check(case).ok
        _fill(case)
        assert check(case).ok
        report = check(case, against=case.head)
    assert report.ok
    assert (report.sources, report.excerpts) == (2, 1)
    before = path.read_bytes()
    with Case.open(path, passphrase, readonly=True) as case:
        assert check(case) == report
    assert path.read_bytes() == before


def test_a_case_is_whole_after_merging_withdrawing_and_erasing(full: Case, tmp_path: Path, path: Path) -> None:
    copy = tmp_path / "copy.casethread"
    full.close()
    copy.write_bytes(path.read_bytes())
    with Case.open(path) as one, Case.open(copy) as other:
        a_source(other, "Only there.")
        notes.write(other, "Harbour", "Rewritten there.")
        notes.write(one, "Harbour", "Rewritten here.")
        assert one.merge(other).conflicts == 1
        assert check(one).ok
        one.undo()
        assert check(one).ok
        one.merge(other)
        one.erase([("source", sources.get(one, "Ferries").uuid)])
        assert check(one).ok
        other.merge(one)
        assert check(other).ok
        assert check(other, against=one.head).ok


# --- a head kept elsewhere ----------------------------------------------------------------------


def test_every_head_a_case_ever_had_is_known_to_it(full: Case) -> None:
    heads = [record.id.hex() for record in full.ledger.edits()]
    assert full.head == heads[-1]
    assert all(check(full, against=head).ok for head in heads)
    assert check(full, against=f"  {heads[0].upper()}\n").ok


def test_a_case_that_lost_its_last_edits_does_not_pass_the_head_that_was_kept(case: Case, path: Path) -> None:
    notes.write(case, "N", "one")
    case.close()
    older = path.read_bytes()
    with Case.open(path) as opened:
        notes.write(opened, "N", "two")
        head = opened.head
    path.write_bytes(older)
    with Case.open(path) as opened:
        assert check(opened).ok
        assert _codes(check(opened, against=head)) == {"head-not-passed"}


def test_the_head_of_another_case_was_not_passed(full: Case) -> None:
    assert _codes(check(full, against="00" * 32)) == {"head-not-passed"}


@pytest.mark.parametrize("head", ["", "zz" * 32, "12", "not a head"])
def test_what_is_no_whole_head_is_refused_and_never_called_a_fault(full: Case, head: str) -> None:
    with pytest.raises(errors.Invalid):
        check(full, against=head)
    assert full.head
    with pytest.raises(errors.Invalid):
        check(full, against=full.head[:12])


# --- what is wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE excerpt SET start = start + 1, end = end + 1", "excerpt-misplaced"),
        ("UPDATE excerpt SET quote = 'Everybody saw'", "row-altered"),
        ("UPDATE note SET body = replace(body, 'Ada', 'Bob')", "row-altered"),
        ("UPDATE source SET author = '[\"Bob\"]' WHERE author IS NOT NULL", "row-altered"),
        ("UPDATE revision SET data = replace(data, 'Ada', 'Bob')", "revision-altered"),
        ("UPDATE edit SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 3", "edit-altered"),
        ("DELETE FROM edit WHERE seq = 2", "link-broken"),
        ("UPDATE chunk SET data = zeroblob(length(data)) WHERE id = (SELECT min(id) FROM chunk)", "bytes-altered"),
        ("DELETE FROM chunk WHERE id = (SELECT min(id) FROM chunk)", "bytes-altered"),
        ("UPDATE blob SET size = size + 1 WHERE id = 1", "bytes-altered"),
        ("DELETE FROM blob WHERE id = 1", "bytes-missing"),
        ("UPDATE text SET source = '0' WHERE rowid = 1", "link-broken"),
    ],
)
def test_what_somebody_altered_is_found(full: Case, sql: str, code: str) -> None:
    tampered(full, sql)
    assert code in _codes(check(full))


def test_a_fault_says_where(full: Case) -> None:
    note = notes.get(full, "Harbour")
    tampered(full, "UPDATE note SET body = 'forged'")
    (fault,) = check(full).faults
    assert (fault.code, fault.place, fault.identity) == ("row-altered", "note", note.uuid)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE note SET body = cast(x'66fe6f' AS TEXT)",
        "UPDATE edit SET code = cast(x'ff' AS TEXT) WHERE seq = 2",
        "UPDATE revision SET data = cast(x'7bff7d' AS TEXT) WHERE tbl = 'note'",
        "UPDATE text SET tool = 'no JSON'",
        "UPDATE source SET origins = '[', author = '{}'",
        "UPDATE chunk SET data = cast(x'ff' || substr(data, 2) AS BLOB)",
    ],
)
def test_what_cannot_even_be_read_any_more_is_named_and_ends_nothing(full: Case, sql: str) -> None:
    tampered(full, sql)
    report = check(full)
    assert report.faults
    assert all(fault.place and fault.identity for fault in report.faults)


# --- flipped bits -------------------------------------------------------------------------------


def _all_content(case: Case) -> dict[str, list[str]]:
    """Every row of every table, but for the title and the identity of the case, which no record holds."""
    tables = [name for (name,) in case.ledger.query("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {
        name: sorted(map(repr, case.ledger.query(f"SELECT * FROM {name}"))) for name in tables if name != "case_meta"
    }


def _flipped(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]


def _looked_at(path: Path, passphrase: str | None, then: Callable[[Case], bool]) -> bool:
    try:
        with Case.open(path, passphrase, readonly=True) as case:
            return not check(case).ok or then(case)
    except errors.CaseError:
        return True


def test_any_bit_flipped_in_the_file_is_found_or_changes_nothing(full: Case, path: Path) -> None:
    whole = _all_content(full)
    full.close()
    data, rng = path.read_bytes(), random.Random(8)
    for _ in range(60):
        path.write_bytes(_flipped(data, rng))
        assert _looked_at(path, None, lambda case: _all_content(case) == whole)


def test_any_bit_flipped_in_an_encrypted_file_is_found(path: Path) -> None:
    with Case.create(path, PASSPHRASE) as case:
        _fill(case)
    data, rng = path.read_bytes(), random.Random(8)
    for _ in range(8):
        path.write_bytes(_flipped(data, rng))
        assert _looked_at(path, PASSPHRASE, lambda case: False)


def test_a_damaged_encrypted_case_is_called_damaged_and_not_wrongly_locked(path: Path) -> None:
    with Case.create(path, PASSPHRASE) as case:
        _fill(case)
    data = path.read_bytes()
    at = len(data) - 2000
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    with Case.open(path, PASSPHRASE, readonly=True) as case:
        assert _codes(check(case)) == {"file-damaged"}
