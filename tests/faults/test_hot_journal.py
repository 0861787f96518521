"""A case whose writer died in the middle of a save: the save is undone by whoever opens the file next."""

import shutil
import sys
from pathlib import Path

import pytest

from db import errors, notes
from db.case import Case
from db.upkeep.check import check
from tests.db.conftest import PASSPHRASE
from tests.faults.children import OUTCOME, POWERLESS, line, public_folder, ran, started, state
from tests.faults.conftest import Made

DIE_IN_THE_MIDDLE = """
import os, sys
from pathlib import Path
from db import notes
from db.case import Case
path, passphrase = Path(sys.argv[1]), (sys.argv[2:] or [None])[0]
with Case.open(path, passphrase) as case:
    notes.write(case, "Before", "saved")
    case.database.conn.execute("PRAGMA cache_spill=1")
    case.database.conn.execute("PRAGMA cache_size=1")
    with case.edit("note.add"):
        for number in range(60):
            notes.write(case, f"Half {number}", f"never saved {number} " * 800)
        print("now", flush=True)
        sys.stdin.readline()
        os._exit(9)
"""
"""Pages are let out to the disk before the end, as when a process dies during the commit itself."""


def _hot(path: Path, passphrase: str | None) -> Path:
    """The journal that the dead writer left; its save is half in the file."""
    before = path.read_bytes()
    with started(DIE_IN_THE_MIDDLE, path, *([passphrase] if passphrase else [])) as child:
        assert line(child) == "now"
        child.communicate("\n")
    journal = path.with_name(f"{path.name}-journal")
    assert journal.stat().st_size > 0
    assert path.read_bytes() != before
    assert path.stat().st_size > len(before)
    return journal


def _is_as_before(path: Path, passphrase: str | None, *, readonly: bool) -> None:
    with Case.open(path, passphrase, readonly=readonly) as case:
        titles = [note.title for note in notes.every(case)]
        assert "Before" in titles
        assert not any(title.startswith("Half") for title in titles)
        assert check(case).ok


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
@pytest.mark.parametrize("readonly", [True, False])
def test_a_half_finished_save_is_undone_by_the_next_who_opens_the_case(
    made: Made, passphrase: str | None, *, readonly: bool
) -> None:
    path = made(passphrase)
    journal = _hot(path, passphrase)
    _is_as_before(path, passphrase, readonly=readonly)
    assert not journal.exists()
    _is_as_before(path, passphrase, readonly=False)


def test_a_copy_taken_in_the_middle_of_a_save_is_whole_together_with_its_journal(made: Made, tmp_path: Path) -> None:
    path = made(None)
    folder = tmp_path / "stick"
    with started(DIE_IN_THE_MIDDLE, path) as child:
        assert line(child) == "now"
        shutil.copytree(path.parent, folder)
        child.communicate("\n")
    _is_as_before(folder / path.name, None, readonly=True)


def test_a_copy_without_the_journal_is_never_taken_for_a_whole_case(made: Made) -> None:
    path = made(None)
    _hot(path, None).unlink()
    try:
        with Case.open(path, readonly=True) as case:
            assert not check(case).ok
    except errors.CaseDamaged:
        pass


def test_a_journal_left_by_a_case_that_is_gone_does_not_come_alive_in_a_new_one(made: Made) -> None:
    path = made(None)
    _hot(path, None)
    path.unlink()
    with Case.create(path) as case:
        notes.write(case, "New", "x")
        assert [note.title for note in notes.every(case)] == ["New"]
        assert check(case).ok


def test_a_journal_of_another_file_does_no_harm(made: Made) -> None:
    path = made(None)
    whole = path.read_bytes()
    path.with_name(f"{path.name}-journal").write_bytes(b"no journal at all " * 500)
    with Case.open(path) as case:
        assert check(case).ok
    assert path.read_bytes() == whole


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")
def test_where_the_save_cannot_be_undone_the_case_is_refused_and_left_alone(made: Made) -> None:
    path = made(None)
    _hot(path, None)
    code = f"""{POWERLESS}{OUTCOME}
def read():
    with Case.open(Path(sys.argv[1]), readonly=True) as case:
        notes.every(case)
print(outcome(read))
"""
    with public_folder() as folder:
        shutil.copytree(path.parent, folder, dirs_exist_ok=True)
        for file in folder.iterdir():
            file.chmod(0o444)
        folder.chmod(0o555)
        before = state(folder)
        assert ran(code, folder / path.name) == "Refused"
        assert state(folder) == before
    _is_as_before(path, None, readonly=True)
