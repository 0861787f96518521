"""An index is built by one process or by two, and either way knows everything."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from db import notes
from db.case import Case
from db.derived import Derived
from db.refs import Ref
from db.search import building
from db.search.arrays.draft import Draft, Made
from db.search.engine import Document
from db.search.whoosh_engine import WhooshEngine
from tests.db.search.samples import documents, memory, numbers

COUNT = 400
SOON = 30.0


def bodies() -> list[str]:
    return [f"harbour number{n} 习近平 na\udcefve " + "filler " * (n % 50) for n in range(COUNT)]


@pytest.fixture
def engine() -> Iterator[WhooshEngine]:
    connection = memory()
    yield WhooshEngine(connection)
    connection.close()


@pytest.fixture
def helpers(monkeypatch: pytest.MonkeyPatch) -> list[building.Helper]:
    """The helpers that are started; each gets some of the work only."""
    started: list[building.Helper] = []

    class Noted(building.Helper):
        def __init__(self, entrance: str) -> None:
            super().__init__(entrance)
            started.append(self)

    monkeypatch.setattr(building, "Helper", Noted)
    monkeypatch.setattr(building, "BATCH_DOCUMENTS", 50)
    monkeypatch.setattr(building, "LETTERS_AHEAD", 10_000)
    return started


def knows_everything(engine: WhooshEngine) -> bool:
    return (
        engine.count() == COUNT
        and numbers(engine, "harbour") == list(range(COUNT))
        and numbers(engine, "习近") == list(range(COUNT))
        and all(numbers(engine, f"number{n}") == [n] for n in range(0, COUNT, 17))
    )


def slowly(some: list[Document]) -> Iterator[Document]:
    """Documents that come so slowly that a helper has time to do its part."""
    for number, document in enumerate(some):
        if number % 20 == 0:
            time.sleep(0.05)
        yield document


def test_two_processes_know_together_what_one_would(engine: WhooshEngine, helpers: list[building.Helper]) -> None:
    made: list[bool] = []

    def take(refs: Collection[Ref], segment: Draft | Made) -> None:
        made.append(isinstance(segment, Made))
        engine._take(refs, segment)

    building.build_in_two(slowly(documents(*bodies())), take)
    assert knows_everything(engine)
    assert set(made) == {True, False}
    assert helpers[0].pid is None


def test_when_the_other_process_is_lost_nothing_else_is(engine: WhooshEngine, helpers: list[building.Helper]) -> None:
    def killing() -> Iterator[Document]:
        for number, document in enumerate(slowly(documents(*bodies()))):
            if number == COUNT // 2:
                pid = helpers[0].pid
                assert pid is not None
                os.kill(pid, signal.SIGTERM)
            yield document

    engine.build(killing())
    assert knows_everything(engine)


def test_without_another_process_one_does_all(engine: WhooshEngine, helpers: list[building.Helper]) -> None:
    building.build_in_two(documents(*bodies()), engine._take, entrance="db.search.nowhere")
    assert knows_everything(engine)


def test_where_no_process_can_be_started_one_does_all(
    engine: WhooshEngine, helpers: list[building.Helper], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    engine.build(documents(*bodies()))
    assert knows_everything(engine)


def test_who_does_not_answer_is_lost(
    engine: WhooshEngine, helpers: list[building.Helper], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "PATIENCE", 0.2)
    building.build_in_two(documents(*bodies()), engine._take, entrance="tests.db.search.silent")
    assert knows_everything(engine)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes cannot be looked into there")
def test_the_other_process_gets_neither_key_nor_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASETHREAD_PASSPHRASE", "correct horse")
    helper = building.Helper("db.search.serve")
    told = b"".join(Path(f"/proc/{helper.pid}/{name}").read_bytes() for name in ("environ", "cmdline"))
    helper.end()
    assert b"horse" not in told
    assert b"db.search.serve" in told


@pytest.mark.skipif(os.name == "nt", reason="processes are told apart otherwise there")
def test_the_other_process_ends_with_this_one() -> None:
    program = (
        "import time; from db.search.building import Helper; h = Helper('db.search.serve');"
        "print(h.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=Path.cwd()) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        parent.kill()
    until = time.monotonic() + SOON
    while _runs(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


# --- of a case ------------------------------------------------------------------------------------


@pytest.fixture
def derived(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Derived]:
    monkeypatch.setenv("CASETHREAD_CACHE", str(tmp_path))
    monkeypatch.setattr("db.derived._MANY_DOCUMENTS", 10)
    for number in range(30):
        notes.write(case, f"Note {number}", f"A ferry, number{number}")
    with Derived(case) as found:
        yield found


def test_a_case_is_derived_again_with_another_process_and_progress(
    derived: Derived, helpers: list[building.Helper]
) -> None:
    told: list[tuple[int, int]] = []
    assert derived.rebuild(lambda done, total: told.append((done, total)))
    assert len(helpers) == 1
    assert told[-1] == (30, 30)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert derived.search("ferry").total == 30


def test_a_small_case_needs_no_other_process(
    derived: Derived, helpers: list[building.Helper], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.derived._MANY_DOCUMENTS", 30)
    assert derived.rebuild()
    assert not helpers


@pytest.mark.parametrize("end", [0, 1, 15, 29, 30, 31, 33])
def test_what_was_not_wanted_to_its_end_is_made_again(case: Case, derived: Derived, end: int) -> None:
    assert derived.search("ferry").total == 30
    asked: list[Any] = []

    def go_on() -> bool:
        asked.append(None)
        return len(asked) <= end

    wanted = derived.rebuild(go_on=go_on)
    assert wanted == (len(asked) <= end)
    if not wanted:
        assert derived.cache.changed() is None
    notes.write(case, "One more", "A ferry, numberless")
    assert derived.search("ferry").total == 31
    assert derived.search("number29").total == 1


def test_what_is_wanted_no_more_leaves_no_process_behind(derived: Derived, helpers: list[building.Helper]) -> None:
    assert not derived.rebuild(go_on=iter([True] * 12 + [False] * 100).__next__)
    assert [helper.pid for helper in helpers] == [None]
