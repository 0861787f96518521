"""Files that are no case, or no longer one: refused with a reason, and nothing is created or changed."""

import os
import random
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from db import errors
from db.case import Case
from db.upkeep.check import check
from tests.db.conftest import PASSPHRASE
from tests.faults.children import OUTCOME, POWERLESS, public_folder, ran, state
from tests.faults.conftest import Made

NOISE = random.Random(1).randbytes(9000)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + NOISE
LOCKED = (errors.NotACase, errors.PassphraseNeeded, errors.CaseDamaged)
"""Without its key an encrypted case cannot be told from noise."""


def _foreign(path: Path, *statements: str) -> None:
    other = sqlite3.connect(path)
    for sql in statements:
        other.execute(sql)
    other.commit()
    other.close()


def _left_open(path: Path) -> None:
    """What is on the disk while another program works on its database, or after it was killed."""
    other = sqlite3.connect(path.with_name("other"))
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("CREATE TABLE note (uuid)")
    other.commit()
    for end in ("", "-wal"):
        path.with_name(path.name + end).write_bytes(path.with_name(f"other{end}").read_bytes())
    other.close()
    path.with_name("other").unlink()


FOREIGN: dict[str, Callable[[Path], object]] = {
    "one letter": lambda path: path.write_bytes(b"S"),
    "a text": lambda path: path.write_text("The ferry left.\n" * 400),
    "a PDF": lambda path: path.write_bytes(b"%PDF-1.7\n" + NOISE),
    "a picture": lambda path: path.write_bytes(PNG),
    "zeros": lambda path: path.write_bytes(bytes(8192)),
    "noise": lambda path: path.write_bytes(NOISE),
    "the beginning of a database": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "another database": lambda path: _foreign(path, "CREATE TABLE note (uuid)"),
    "another database of another program": lambda path: _foreign(
        path, "PRAGMA application_id=252006674", "CREATE TABLE note (uuid)"
    ),
    "another database that is written ahead": lambda path: _foreign(
        path, "PRAGMA journal_mode=WAL", "CREATE TABLE note (uuid)"
    ),
    "another database that somebody works on": _left_open,
    "a database that calls itself a case": lambda path: _foreign(
        path, f"PRAGMA application_id={0x43544852}", "PRAGMA user_version=1", "CREATE TABLE note (uuid)"
    ),
    "an empty database that calls itself a case": lambda path: _foreign(
        path, f"PRAGMA application_id={0x43544852}", "PRAGMA user_version=1"
    ),
}


def _refused(path: Path, kinds: tuple[type[errors.Expected], ...], passphrase: str | None = None) -> None:
    before = state(path.parent)
    times = path.stat().st_mtime_ns if path.exists() else None
    for readonly in (True, False):
        with pytest.raises(errors.Expected) as refused:
            Case.open(path, passphrase, readonly=readonly)
        assert isinstance(refused.value, kinds), refused.value
        assert isinstance(refused.value, errors.CaseError)
        assert refused.value.path == path
    assert state(path.parent) == before
    assert times is None or path.stat().st_mtime_ns == times


@pytest.mark.parametrize("what", FOREIGN)
def test_what_is_no_case_is_refused_and_left_alone(tmp_path: Path, what: str) -> None:
    path = tmp_path / "a.casethread"
    FOREIGN[what](path)
    _refused(path, LOCKED)
    _refused(path, (errors.WrongPassphrase, errors.NotACase), PASSPHRASE)


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.casethread"
    path.touch()
    _refused(path, (errors.EmptyFile,))


def test_what_is_not_there_is_missed_and_not_made(tmp_path: Path) -> None:
    _refused(tmp_path / "a.casethread", (errors.CaseMissing,))
    with pytest.raises(errors.CaseMissing):
        Case.open(tmp_path / "no such folder" / "a.casethread")


def test_a_folder_is_no_case(tmp_path: Path) -> None:
    (tmp_path / "a.casethread").mkdir()
    _refused(tmp_path / "a.casethread", (errors.NotACase,))


def test_a_file_in_place_of_a_folder_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(errors.Refused):
        Case.open(tmp_path / "a" / "b.casethread")


def test_a_name_longer_than_any_can_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.Refused):
        Case.open(tmp_path / ("n" * 300))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_or_a_device_is_no_case_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/null")):
        with pytest.raises(errors.CaseError):
            Case.open(path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_leads_nowhere_or_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nowhere").symlink_to(tmp_path / "missing")
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    with pytest.raises(errors.CaseMissing):
        Case.open(tmp_path / "nowhere")
    with pytest.raises(errors.Refused):
        Case.open(tmp_path / "itself")


# --- cut off ------------------------------------------------------------------------------------


def test_a_case_cut_off_anywhere_is_refused_and_left_alone(made: Made) -> None:
    path = made(None)
    data = path.read_bytes()
    lengths = {1, 15, 16, 17, 99, 100, 101, 512, 4095, 4096, 4097, len(data) - 4096, len(data) - 1}
    lengths |= set(range(2000, len(data) - 1, len(data) // 25))
    for length in sorted(lengths):
        path.write_bytes(data[:length])
        _refused(path, LOCKED)


def test_an_encrypted_case_cut_off_is_refused_and_left_alone(made: Made) -> None:
    path = made(PASSPHRASE)
    data = path.read_bytes()
    for length in (100, 4096, len(data) // 2, len(data) // 8192 * 4096, len(data) - 1):
        path.write_bytes(data[:length])
        _refused(path, (errors.WrongPassphrase, errors.CaseDamaged), PASSPHRASE)


def test_a_case_with_something_behind_it_is_read_as_ever(made: Made) -> None:
    path = made(None)
    with path.open("ab") as file:
        file.write(b"appended by a mail program")
    with Case.open(path, readonly=True) as case:
        assert check(case).sources == 12


# --- what the system forbids --------------------------------------------------------------------

OPEN = (
    POWERLESS
    + OUTCOME
    + """
path = Path(sys.argv[1])
def write():
    with Case.open(path) as case:
        notes.write(case, "N", "x")
def read():
    with Case.open(path, readonly=True) as case:
        assert check(case).ok
print(outcome(read), outcome(write))
"""
)
CREATE = POWERLESS + OUTCOME + "print(outcome(lambda: Case.create(Path(sys.argv[1])).close()))"


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")
def test_what_the_system_does_not_allow_to_be_read_is_refused(made: Made) -> None:
    with public_folder() as folder:
        path = folder / "a.casethread"
        path.write_bytes(made(None).read_bytes())
        path.chmod(0)
        assert ran(OPEN, path) == "Refused Refused"
        path.chmod(0o644)
        folder.chmod(0)
        assert ran(OPEN, path) == "Refused Refused"


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")
def test_a_case_in_a_place_that_cannot_be_written_is_read(made: Made) -> None:
    with public_folder() as folder:
        path = folder / "a.casethread"
        path.write_bytes(made(None).read_bytes())
        path.chmod(0o444)
        folder.chmod(0o555)
        before = state(folder)
        assert ran(OPEN, path) == "done Refused"
        assert state(folder) == before


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")
def test_a_file_that_cannot_be_written_in_a_folder_that_can_is_refused_for_writing(made: Made) -> None:
    with public_folder() as folder:
        path = folder / "a.casethread"
        path.write_bytes(made(None).read_bytes())
        path.chmod(0o444)
        folder.chmod(0o777)
        before = state(folder)
        assert ran(OPEN, path) == "done Refused"
        assert state(folder) == before


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")
def test_no_case_is_made_where_nothing_may_be_written() -> None:
    with public_folder() as folder:
        folder.chmod(0o555)
        assert ran(CREATE, folder / "a.casethread") == "Refused"
        assert state(folder) == {}
