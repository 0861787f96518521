"""Files are read in processes of their own, and whatever one of them does, the others are read."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.importers.parsed import Failure, Parsed, Result
from db.importers.worker import Job, Limits, Workers, WorkersUnavailable

STORY = b"The ferry was late\n\nIt was later still on the day after, when nobody was waiting for it any more.\n"
ROOT = Path(__file__).parents[3]

posix = pytest.mark.skipif(sys.platform == "win32", reason="the system has no such signals and limits")


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    with Workers(1, Limits(seconds=2.0), entry="tests.db.importers.misbehaving") as workers:
        yield workers


def results(workers: Workers, *files: tuple[str, bytes]) -> list[Result]:
    jobs = [Job(str(number), name, data) for number, (name, data) in enumerate(files)]
    found = {outcome.id: outcome.result for outcome in workers.parse(jobs)}
    assert found.keys() == {job.id for job in jobs}
    return [found[job.id] for job in jobs]


def told(workers: Workers, name: str, data: bytes = b"x") -> Any:
    (result,) = results(workers, (name, data))
    assert isinstance(result, Parsed), result
    return json.loads(result.text)


# The end of a process that is not our child is announced by nothing that could be waited for.
def eventually(condition: Any) -> bool:
    for _ in range(1000):
        if condition():
            return True
        time.sleep(0.02)
    return False


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_three_hundred_files_of_which_four_are_broken_give_296_texts_and_four_reasons() -> None:
    files = [(f"{number}.txt", STORY + str(number).encode()) for number in range(296)]
    noise = random.Random(4).randbytes(5000)
    broken = [
        ("a.txt", b""),
        ("b.html", noise),
        ("c.txt", b"%PDF-1.7\n" + noise),
        ("d.doc", b"7z\xbc\xaf\x27\x1c" + noise),
    ]
    with Workers(2) as workers:
        found = results(workers, *files[:100], *broken, *files[100:])
    failures = [result for result in found if isinstance(result, Failure)]
    assert failures == [
        Failure("empty"),
        Failure("binary", "application/octet-stream"),
        Failure("damaged", "code 3"),
        Failure("other-archive", "application/x-7z-compressed"),
    ]
    texts = {result.text for result in found if isinstance(result, Parsed)}
    assert texts == {data.decode() for _, data in files}


def test_a_reader_that_never_ends_is_ended_and_the_next_file_is_read(pool: Workers) -> None:
    hung, fine = results(pool, ("hang.txt", STORY), ("fine.txt", STORY))
    assert hung == Failure("timed-out")
    assert isinstance(fine, Parsed)


def test_a_reader_that_takes_its_process_down_is_replaced(pool: Workers) -> None:
    died, fine = results(pool, ("die.txt", STORY), ("fine.txt", STORY))
    assert died == Failure("worker-died", "exit 3")
    assert isinstance(fine, Parsed)


@posix
def test_a_reader_that_wants_all_the_memory_gets_none_of_it(pool: Workers) -> None:
    full, fine = results(pool, ("swallow.txt", STORY), ("fine.txt", STORY))
    assert full == Failure("out-of-memory")
    assert isinstance(fine, Parsed)


def test_an_error_in_a_reader_is_told_by_its_place_and_not_in_the_words_of_the_file(pool: Workers) -> None:
    (failure,) = results(pool, ("stumble.txt", STORY))
    assert isinstance(failure, Failure)
    assert failure.reason == "parser-failed"
    assert failure.detail.startswith("KeyError in misbehaving.py:")
    assert "secret" not in failure.detail


@pytest.mark.parametrize(
    ("name", "reason"), [("hang", "timed-out"), ("die", "worker-died"), ("stumble", "parser-failed")]
)
def test_a_page_whose_parser_was_lost_is_read_in_a_simpler_way(pool: Workers, name: str, reason: str) -> None:
    (page,) = results(pool, (f"{name}.html", b"<html><body><p>The ferry</p><p>was late</p></body></html>"))
    assert isinstance(page, Parsed)
    assert page.text == "The ferry\n\nwas late"
    assert {reason, "whole-page-text"} <= set(page.warnings)


def test_what_a_library_prints_does_not_disturb_the_answers(pool: Workers) -> None:
    assert told(pool, "chatter.txt") == "quiet"


def test_a_worker_opens_no_connection(pool: Workers) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert told(pool, "connect.txt", str(port).encode()) == "ForbiddenError"
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_worker_writes_no_file(pool: Workers, tmp_path: Path) -> None:
    target = tmp_path / "written.txt"
    assert told(pool, "write.txt", str(target).encode()) == "ForbiddenError"
    assert not target.exists()


def test_a_worker_knows_neither_secrets_nor_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CASETHREAD_PASSPHRASE", "herring")
    monkeypatch.chdir(tmp_path)
    with Workers(1, entry="tests.db.importers.misbehaving") as workers:
        surroundings = told(workers, f"{tmp_path}/sub\\tell.txt")
    assert surroundings["name"] == "tell.txt"
    assert "herring" not in json.dumps(surroundings)
    assert str(tmp_path) not in json.dumps(surroundings)


@posix
def test_a_worker_that_reads_files_gives_way_to_others(pool: Workers) -> None:
    assert told(pool, "tell.txt")["steps back"] >= 5
    assert told(pool, "tell.txt")["steps back"] == told(pool, "tell.txt")["steps back"], "once, not with every file"


def test_plain_text_does_not_wait_for_the_parsers_of_pages(pool: Workers) -> None:
    with Workers(1, entry="tests.db.importers.misbehaving") as workers:
        results(workers, ("fine.txt", STORY), ("note.md", STORY))
        assert told(workers, "tell.txt")["trafilatura"] is False


@posix
def test_a_worker_that_was_killed_between_two_imports_is_no_fault_of_the_next_file(pool: Workers) -> None:
    results(pool, ("fine.txt", STORY))
    (pid,) = pool.pids
    os.kill(pid, signal.SIGKILL)
    (fine,) = results(pool, ("fine.txt", STORY))
    assert isinstance(fine, Parsed)
    assert pool.pids != (pid,)


def test_workers_start_with_the_first_file_and_stay_for_the_next_import() -> None:
    with Workers(4) as workers:
        assert workers.pids == ()
        results(workers, *[(f"{number}.txt", STORY) for number in range(8)])
        first = workers.pids
        assert len(first) == 1, "a few files need no second process"
        results(workers, ("another.txt", STORY))
        assert workers.pids == first
    assert workers.pids == ()


def test_only_a_few_files_are_held_at_a_time(pool: Workers) -> None:
    taken = finished = most = 0

    def jobs() -> Iterator[Job]:
        nonlocal taken, most
        for number in range(200):
            taken += 1
            most = max(most, taken - finished)
            yield Job(str(number), "fine.txt", STORY)

    for _ in pool.parse(jobs()):
        finished += 1
    assert finished == 200
    assert most <= 4


def test_leaving_the_loop_stops_the_work(pool: Workers) -> None:
    outcomes = pool.parse([Job("1", "fine.txt", STORY), Job("2", "hang.txt", STORY), Job("3", "hang.txt", STORY)])
    assert next(outcomes).id == "1"
    outcomes.close()  # type: ignore[attr-defined]
    (fine,) = results(pool, ("fine.txt", STORY))
    assert isinstance(fine, Parsed)


def test_closing_the_pool_ends_an_import_that_hangs() -> None:
    workers = Workers(1, entry="tests.db.importers.misbehaving")
    seen: list[str] = []
    begun = threading.Event()

    def run() -> None:
        for outcome in workers.parse([Job("1", "a.txt", STORY), Job("2", "hang.txt", STORY)]):
            seen.append(outcome.id)
            begun.set()

    thread = threading.Thread(target=run)
    thread.start()
    assert begun.wait(60)
    workers.close()
    thread.join(30)
    assert not thread.is_alive()
    assert seen == ["1"]


def test_a_file_beyond_the_limit_is_refused_without_a_worker() -> None:
    with Workers(1, Limits(file=10)) as workers:
        assert results(workers, ("long.txt", STORY)) == [Failure("too-large", str(len(STORY)))]
        assert workers.pids == ()


def test_a_system_that_starts_no_process_is_told_by_type(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with Workers(1) as workers, pytest.raises(WorkersUnavailable):
        results(workers, ("fine.txt", STORY))


def test_a_worker_that_does_not_come_up_is_told_by_type() -> None:
    with Workers(1, entry="tests.db.importers.no_such_module") as workers, pytest.raises(WorkersUnavailable):
        results(workers, ("fine.txt", STORY))


PARENT = """
import sys, threading
from db.importers.worker import Job, Workers
workers = Workers(1, entry="tests.db.importers.misbehaving")
outcomes = workers.parse([Job("1", "a.txt", b"The ferry was late"), Job("2", "hang.txt", b"x")])
next(outcomes)
print(*workers.pids, flush=True)
next(outcomes)
"""


@posix
def test_workers_end_with_the_program_that_started_them_even_in_the_middle_of_a_file() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert is_running(worker)
    finally:
        parent.kill()
        parent.communicate()
    assert eventually(lambda: not is_running(worker))


def test_a_pool_that_was_closed_reads_nothing_more() -> None:
    workers = Workers(1)
    workers.close()
    with contextlib.closing(workers), pytest.raises(RuntimeError):
        results(workers, ("fine.txt", STORY))


def test_a_pool_that_is_closed_while_a_file_is_handed_over_keeps_nobody_waiting() -> None:
    workers = Workers()

    def jobs() -> Iterator[Job]:
        workers.close()
        yield Job("1", "late.txt", b"Words that come too late.")

    assert list(workers.parse(jobs())) == []
