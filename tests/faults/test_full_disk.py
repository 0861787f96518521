"""The disk is full: said in one error, nothing half written, and all works again once there is room."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from db import drafts, errors, notes
from db.case import Case
from db.refs import Ref, new_uuid
from db.upkeep.check import check
from tests.db.conftest import PASSPHRASE, a_source
from tests.faults.children import ran, state

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit there")

ROOM = 3 << 20


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes; skipped where none may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _fill_up(folder: Path, left: int = 0) -> Path:
    """A file that takes all room but what is left."""
    path = folder / "filler"
    handle = os.open(path, os.O_CREAT | os.O_WRONLY)
    with suppress(OSError):
        while True:
            os.write(handle, bytes(4096))
    os.ftruncate(handle, max(os.fstat(handle).st_size - left, 0))
    os.close(handle)
    return path


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_full_disk_loses_nothing_and_saving_works_again_with_room(small: Path, passphrase: str | None) -> None:
    path = small / "a.casethread"
    with Case.create(path, passphrase) as case:
        notes.write(case, "Before", "it was full")
        head, filler = case.head, _fill_up(small)
        for attempt in range(3):
            with pytest.raises((errors.DiskFull, errors.DiskFailure)):
                notes.write(case, f"While {attempt}", "it was full " * 5000)
            with pytest.raises((errors.DiskFull, errors.DiskFailure)):
                a_source(case, "words " * 20_000)
            assert (case.head, [note.title for note in notes.every(case)]) == (head, ["Before"])
            assert check(case).ok
        filler.unlink()
        notes.write(case, "After", "there was room")
        assert [note.title for note in notes.every(case)] == ["After", "Before"]
        assert check(case).ok
    with Case.open(path, passphrase) as case:
        assert check(case).ok


@pytest.mark.parametrize("left", range(0, 72 << 10, 12 << 10))
def test_wherever_the_room_ends_an_edit_is_whole_or_not_there(small: Path, left: int) -> None:
    path = small / "a.casethread"
    with Case.create(path) as case:
        notes.write(case, "N", "before " * 2000)
        filler = _fill_up(small, left)
        try:
            notes.write(case, "N", "after " * 5000)
            expected = "after " * 5000
        except (errors.DiskFull, errors.DiskFailure):
            expected = "before " * 2000
        assert notes.get(case, "N").body == expected
        assert check(case).ok
        filler.unlink()
        notes.write(case, "N", "last")
        assert check(case).ok
    with Case.open(path) as case:
        assert notes.get(case, "N").body == "last"


def test_a_draft_that_found_no_room_is_refused_and_the_one_before_it_stays(small: Path) -> None:
    with Case.create(small / "a.casethread") as case:
        of = Ref("note", new_uuid())
        drafts.keep(case, of, "body", "kept")
        filler = _fill_up(small)
        with pytest.raises((errors.DiskFull, errors.DiskFailure)):
            drafts.keep(case, of, "body", "lost " * 10_000)
        assert drafts.kept(case, of, "body") == "kept"
        filler.unlink()
        drafts.keep(case, of, "body", "kept again")
        assert drafts.kept(case, of, "body") == "kept again"


def test_no_case_is_made_on_a_full_disk(small: Path) -> None:
    _fill_up(small)
    with pytest.raises((errors.DiskFull, errors.DiskFailure)):
        Case.create(small / "a.casethread")
    assert set(state(small)) == {"filler"}


def test_erasing_on_a_disk_too_full_to_rewrite_the_file_has_erased_or_not_and_goes_on(small: Path) -> None:
    path = small / "a.casethread"
    with Case.create(path) as case:
        source = a_source(case, "Canaryword " * 80_000)
        notes.write(case, "Other", "stays")
        filler = _fill_up(small, 200 << 10)
        with suppress(errors.DiskFull, errors.DiskFailure):
            case.erase([("source", source.uuid)])
        assert check(case).ok
        filler.unlink()
        notes.write(case, "Other", "goes on")
        case.erase([("source", source.uuid)])
        assert check(case).ok
    assert b"Canaryword" not in path.read_bytes()


LIMITED = """
import resource, signal, sys
from pathlib import Path
from db import errors, notes
from db.case import Case
from db.upkeep.check import check
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
with Case.open(path) as case:
    notes.write(case, "Before", "the limit")
    free = resource.getrlimit(resource.RLIMIT_FSIZE)
    for room in (0, 600, 5000, 40_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + room, free[1]))
        try:
            notes.write(case, "While", "it lasted " * 40_000)
        except (errors.DiskFull, errors.DiskFailure):
            pass
        else:
            raise SystemExit("it was written all the same")
        assert [note.title for note in notes.every(case)] == ["Before"]
        assert check(case).ok
        resource.setrlimit(resource.RLIMIT_FSIZE, free)
    notes.write(case, "After", "the limit")
    assert check(case).ok
print("well")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="such a limit is set otherwise there")
def test_a_file_that_may_not_grow_is_as_good_as_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.casethread"
    Case.create(path).close()
    assert ran(LIMITED, path) == "well"
    with Case.open(path, readonly=True) as case:
        assert [note.title for note in notes.every(case)] == ["After", "Before"]
