"""The file is taken, replaced or rewritten under an open case: no save pretends to have succeeded."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import drafts, errors, history, notes
from db.case import Case
from db.refs import Ref, new_uuid
from db.upkeep.check import check
from tests.faults.children import ran
from tests.faults.conftest import Made

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be pulled away there")


@pytest.fixture
def path(made: Made) -> Path:
    return made(None)


@pytest.fixture
def older(path: Path) -> Path:
    """A copy of the case as it was before it was opened."""
    return Path(shutil.copy(path, path.parent / "older copy"))


@pytest.fixture
def case(path: Path, older: Path) -> Iterator[Case]:
    """The case, open, with one note that its older copy does not have."""
    with Case.open(path) as opened:
        notes.write(opened, "Before", "it happened")
        yield opened


def _refuses(case: Case, kind: type[errors.CaseError]) -> None:
    """Every way to write says so, and says so again."""
    writes: tuple[Callable[[], object], ...] = (
        lambda: notes.write(case, "After", "it happened"),
        lambda: case.store([b"bytes"]),
        lambda: drafts.keep(case, Ref("note", new_uuid()), "body", "words"),
        case.undo,
        lambda: case.erase([]),
        lambda: case.merge(case),
    )
    for write in (*writes, *writes):
        with pytest.raises(kind):
            write()


def test_a_removed_case_is_missed_at_the_next_save(case: Case, path: Path) -> None:
    path.unlink()
    _refuses(case, errors.CaseMoved)
    assert not path.exists()


def test_a_renamed_case_is_missed_and_everything_is_in_it_where_it_is_now(case: Case, path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    _refuses(case, errors.CaseMoved)
    assert not path.exists()
    with Case.open(path.with_name("elsewhere")) as found:
        assert notes.get(found, "Before").body == "it happened"
        assert check(found).ok


def test_a_case_put_back_where_it_was_goes_on(case: Case, path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    _refuses(case, errors.CaseMoved)
    path.with_name("elsewhere").rename(path)
    notes.write(case, "After", "all")
    assert check(case).ok


def test_the_whole_folder_may_go(case: Case, path: Path) -> None:
    path.parent.rename(path.parent.with_name("moved"))
    _refuses(case, errors.CaseMoved)


def test_a_case_replaced_by_an_older_copy_is_noticed_and_neither_is_touched(
    case: Case, path: Path, older: Path
) -> None:
    replaced = older.read_bytes()
    kept = path.with_name("kept by the sync client")
    os.link(path, kept)
    older.replace(path)
    before = kept.read_bytes()
    _refuses(case, errors.CaseReplaced)
    assert (path.read_bytes(), kept.read_bytes()) == (replaced, before)


def test_a_case_rewritten_in_place_by_an_older_copy_is_noticed(case: Case, path: Path, older: Path) -> None:
    path.write_bytes(older.read_bytes())
    _refuses(case, errors.CaseReplaced)
    assert path.read_bytes() == older.read_bytes()


def test_a_case_rewritten_with_other_bytes_of_the_same_length_and_time_is_no_silent_success(
    case: Case, path: Path
) -> None:
    stat = path.stat()
    path.write_bytes(path.read_bytes()[: stat.st_size - 4096] + bytes(4096))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    _refuses(case, errors.CaseReplaced)


@pytest.mark.parametrize("length", [0, 100, 4096, 50_000])
def test_a_case_cut_off_while_it_is_open_is_noticed(case: Case, path: Path, length: int) -> None:
    os.truncate(path, length)
    _refuses(case, errors.CaseReplaced)
    assert path.stat().st_size == length


def test_a_case_written_to_by_another_program_is_noticed(case: Case, path: Path) -> None:
    ran(
        "import sqlite3, sys\nother = sqlite3.connect(sys.argv[1])\nother.execute('DELETE FROM briefing')\n"
        "other.commit()",
        path,
    )
    _refuses(case, errors.CaseReplaced)


def test_what_happens_while_an_edit_is_under_way_is_noticed_before_it_is_saved(
    case: Case, path: Path, older: Path
) -> None:
    before = older.read_bytes()
    with pytest.raises(errors.CaseReplaced), case.edit("note.add") as edit:  # noqa: PT012 - in the middle of it
        edit.insert("note", new_uuid(), {"title": "After"})
        path.write_bytes(before)
    assert path.read_bytes() == before
    _refuses(case, errors.CaseReplaced)


def test_a_case_removed_while_an_edit_is_under_way_is_missed(case: Case, path: Path) -> None:
    with pytest.raises(errors.CaseMoved), case.edit("note.add") as edit:  # noqa: PT012 - in the middle of it
        edit.insert("note", new_uuid(), {"title": "After"})
        path.unlink()
    assert not path.exists()


def test_reading_goes_on_or_says_what_is_wrong(case: Case, path: Path, older: Path) -> None:
    path.unlink()
    assert notes.get(case, "Before").body == "it happened"
    older.replace(path)
    assert notes.get(case, "Before").body == "it happened"


@pytest.mark.parametrize(
    ("length", "kind"), [(0, errors.EmptyFile), (100, errors.CaseDamaged), (20_000, errors.CaseDamaged)]
)
def test_reading_a_case_that_was_cut_off_says_so(made: Made, length: int, kind: type[errors.CaseError]) -> None:
    path = made(None)
    with Case.open(path, readonly=True) as reader:
        os.truncate(path, length)
        for read in (lambda: notes.every(reader), lambda: history.entries(reader), lambda: list(reader.ledger.edits())):
            with pytest.raises(kind):
                read()


def test_opening_again_after_a_replacement_works_and_what_was_saved_before_is_in_the_other_file(
    case: Case, path: Path, older: Path
) -> None:
    kept = path.with_name("kept")
    os.link(path, kept)
    older.replace(path)
    with pytest.raises(errors.CaseReplaced):
        notes.write(case, "After", "it happened")
    case.close()
    with Case.open(path) as again, pytest.raises(errors.Unknown):
        notes.get(again, "Before")
    with Case.open(kept) as found:
        assert notes.get(found, "Before").body == "it happened"
        assert check(found).ok
