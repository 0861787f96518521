"""Who may write, and whether the file is still the one we left."""

import errno
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from db import errors
from db.lock import Guard, WriteLock

HOLD = """
import sys
from pathlib import Path
from db.lock import WriteLock
lock = WriteLock.acquire(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
lock.release()
"""
COUNT = """
import sys
from pathlib import Path
from db import errors
from db.lock import WriteLock
case, counter = Path(sys.argv[1]), Path(sys.argv[2])
done = 0
while done < 100:
    try:
        lock = WriteLock.acquire(case)
    except errors.CaseHeld:
        continue
    counter.write_text(str(int(counter.read_text()) + 1))
    lock.release()
    done += 1
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.casethread"
    path.write_bytes(b"words")
    return path


def _holder(path: Path) -> "subprocess.Popen[str]":
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout
    assert child.stdout.readline() == "held\n"
    return child


def test_a_second_process_is_told_who_holds_the_case_and_gets_it_afterwards(path: Path) -> None:
    with _holder(path) as child:
        with pytest.raises(errors.CaseHeld) as refused:
            WriteLock.acquire(path)
        assert (refused.value.path, refused.value.pid, refused.value.host) == (path, child.pid, platform.node())
        child.communicate("")
    WriteLock.acquire(path).release()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_the_lock_dies_with_its_process(path: Path) -> None:
    with _holder(path) as child:
        child.send_signal(signal.SIGKILL)
    assert path.with_name("a.casethread.lock").exists()
    WriteLock.acquire(path).release()


def test_nobody_holds_it_twice_in_one_process_either(path: Path) -> None:
    lock = WriteLock.acquire(path)
    with pytest.raises(errors.CaseHeld) as refused:
        WriteLock.acquire(path)
    assert refused.value.pid == os.getpid()
    lock.release()
    lock.release()
    WriteLock.acquire(path).release()


def test_nothing_is_left_behind(path: Path) -> None:
    WriteLock.acquire(path).release()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_case_reached_through_a_link_is_the_same_case(path: Path) -> None:
    link = path.parent / "elsewhere" / "link.casethread"
    link.parent.mkdir()
    link.symlink_to(path)
    lock = WriteLock.acquire(link)
    with pytest.raises(errors.CaseHeld):
        WriteLock.acquire(path)
    lock.release()


def test_a_process_started_meanwhile_does_not_keep_the_lock(path: Path) -> None:
    lock = WriteLock.acquire(path)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        lock.release()
        WriteLock.acquire(path).release()
        child.communicate(b"\n")


def test_where_there_can_be_no_lock_the_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.Refused):
        WriteLock.acquire(tmp_path / "no such folder" / "a.casethread")


def test_what_stands_in_a_lock_left_behind_does_not_matter(path: Path) -> None:
    path.with_name("a.casethread.lock").write_bytes(b"\xff not the text of ours " * 500)
    WriteLock.acquire(path).release()


def test_two_that_want_it_all_the_time_never_have_it_at_once(path: Path) -> None:
    counter = path.with_name("counter")
    counter.write_text("0")
    children = [subprocess.Popen([sys.executable, "-c", COUNT, str(path), str(counter)]) for _ in range(2)]
    assert [child.wait() for child in children] == [0, 0]
    assert counter.read_text() == "200"


# --- the guard ----------------------------------------------------------------------------------


@pytest.fixture
def guard(path: Path) -> Guard:
    guard = Guard(path)
    guard.remember()
    guard.check()
    return guard


def test_a_file_that_was_only_read_is_still_ours(guard: Guard, path: Path) -> None:
    path.read_bytes()
    guard.check()


def test_a_file_that_somebody_wrote_to_is_not_ours(guard: Guard, path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"other")
    os.utime(path, ns=(1, 1))
    with pytest.raises(errors.CaseReplaced):
        guard.check()


def test_a_file_that_was_cut_off_is_not_ours_even_when_its_time_says_so(guard: Guard, path: Path) -> None:
    times = path.stat()
    os.truncate(path, 2)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(errors.CaseReplaced):
        guard.check()


def test_another_file_in_its_place_is_not_ours_and_never_becomes_ours(guard: Guard, path: Path) -> None:
    other, times = path.with_name("other"), path.stat()
    other.write_bytes(b"words")
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(path)
    for _ in range(2):
        with pytest.raises(errors.CaseReplaced):
            guard.check()
        guard.remember()


def test_a_file_that_is_gone_is_missed_until_it_is_back(guard: Guard, path: Path) -> None:
    path.rename(path.with_name("renamed"))
    with pytest.raises(errors.CaseMoved):
        guard.check()
    path.with_name("renamed").rename(path)
    guard.check()


def test_a_file_whose_folder_became_something_else_is_missed(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "a"
    path.parent.mkdir()
    path.write_bytes(b"words")
    guard = Guard(path)
    guard.remember()
    path.unlink()
    path.parent.rmdir()
    path.parent.write_bytes(b"a file now")
    with pytest.raises(errors.CaseMoved):
        guard.check()


def test_on_a_full_disk_nobody_learns_who_holds_it_but_it_is_held(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "pwrite", full, raising=False)
    lock = WriteLock.acquire(path)
    with pytest.raises(errors.CaseHeld) as refused:
        WriteLock.acquire(path)
    assert refused.value.pid is None
    lock.release()
