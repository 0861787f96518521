"""Whatever happens to the index of a case, questions about the case are answered rightly."""

import gc
import os
import pickle
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import notes
from db.case import Case
from db.derived import Derived
from db.search.engine import Document
from db.search.index import FEW, SMALL
from db.search.whoosh_engine import WhooshEngine
from tests.db.conftest import a_source
from tests.db.search.samples import memory, numbers, ref, segments


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "cache"
    found.mkdir()
    monkeypatch.setenv("CASETHREAD_CACHE", str(found))
    return found


Harm = Callable[[Any], object]


class Runs:
    """What would run when somebody unpickled it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (ran(),))


def ran() -> Path:
    """A file that is there when it was run."""
    return Path(os.environ["CASETHREAD_CACHE"]) / "ran"


HARMS: dict[str, Harm] = {
    "gone": lambda connection: connection.execute("DROP TABLE segment_piece"),
    "emptied": lambda connection: connection.execute("DELETE FROM segment_piece WHERE segment <> 'contents'"),
    "truncated": lambda connection: connection.execute("UPDATE segment_piece SET data = substr(data, 1, 100)"),
    "flipped": lambda connection: connection.execute(
        "UPDATE segment_piece SET data = zeroblob(length(data)) WHERE number = 0 AND segment <> 'contents'"
    ),
    "checksums flipped": lambda connection: connection.execute(
        "UPDATE segment_piece SET data = zeroblob(length(data)) WHERE number < 0"
    ),
    "contents flipped": lambda connection: connection.execute(
        "UPDATE segment_piece SET data = zeroblob(length(data)) WHERE segment = 'contents'"
    ),
    "doctored to run code": lambda connection: connection.execute(
        "UPDATE segment_piece SET data = ?", (pickle.dumps(Runs()),)
    ),
    "doctored in its contents": lambda connection: connection.execute(
        "UPDATE segment_piece SET data = ? WHERE segment = 'contents'", (bytes(32) + b'{"segments": [{}]}',)
    ),
    "not binary": lambda connection: connection.execute("UPDATE segment_piece SET data = 'text'"),
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_a_harmed_index_is_made_again(case: Case, harm: Harm) -> None:
    a_source(case)
    with Derived(case) as derived:
        assert derived.search("ferry").total == 1
        harm(derived.cache.database.conn)
        derived.engine.close()
        assert derived.search("ferry").total == 1
        notes.write(case, "Zebra", "A ferry")
        assert derived.search("ferry").total == 2
    assert not ran().exists()


def _folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


FILE_HARMS: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "emptied": lambda path: path.write_bytes(b""),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "cut in its head": lambda path: path.write_bytes(path.read_bytes()[:50]),
    "flipped": lambda path: path.write_bytes(
        bytes(byte ^ (number % 997 == 5) for number, byte in enumerate(path.read_bytes()))
    ),
    "noise": lambda path: path.write_bytes(bytes(range(256)) * 64),
    "a pickle": lambda path: path.write_bytes(pickle.dumps(Runs())),
    "read-only": lambda path: path.chmod(0o400),
    "a folder": _folder_instead,
}


@pytest.mark.parametrize("harm", FILE_HARMS.values(), ids=FILE_HARMS)
def test_a_harmed_file_is_made_again(case: Case, folder: Path, harm: Callable[[Path], object]) -> None:
    a_source(case)
    with Derived(case) as derived:
        assert derived.search("ferry").total == 1
    (path,) = folder.glob("*.cache")
    harm(path)
    with Derived(case) as derived:
        assert derived.search("ferry").total == 1
        notes.write(case, "Zebra", "A ferry")
        assert derived.search("ferry").total == 2
        assert derived.search("ferry -zebra").total == 1
    assert not ran().exists()


def test_the_index_of_another_case_is_not_taken_for_ones_own(case: Case, tmp_path: Path) -> None:
    a_source(case)
    with Case.create(tmp_path / "other.casethread") as other, Derived(other) as theirs, Derived(case) as ours:
        notes.write(other, "Zebra", "A ferry of others")
        assert theirs.search("zebra").total == 1
        assert ours.search("zebra").total == 0
        pieces = list(theirs.cache.database.conn.execute("SELECT * FROM segment_piece"))
        connection = ours.cache.database.conn
        connection.execute("DELETE FROM segment_piece")
        connection.executemany("INSERT INTO segment_piece VALUES (?, ?, ?)", pieces)
        assert ours.search("zebra").total == 0
        assert ours.search("ferry").total == 1


def test_with_a_full_disk_everything_is_derived_in_memory(case: Case, folder: Path) -> None:
    a_source(case)
    with Derived(case) as derived:
        assert derived.search("ferry").total == 1
        pages = next(iter(derived.cache.database.conn.execute("PRAGMA page_count")))[0]
        derived.cache._open = _full(derived.cache._open, pages)  # type: ignore[method-assign]
        derived.cache.database.conn.execute(f"PRAGMA max_page_count={pages}")
        notes.write(case, "Zebra", "A ferry " * 20_000)
        assert derived.search("zebra").total == 1
        assert derived.search("ferry").total == 2
        assert derived.cache.path is None
    with Derived(case) as derived:
        assert derived.search("ferry").total == 2
        assert derived.cache.path is not None


def _full(opened: Callable[[], Any], pages: int) -> Callable[[], Any]:
    """Opens a database that may grow no more."""

    def open_full() -> Any:
        database = opened()
        if next(iter(database.conn.execute("PRAGMA database_list")))[2]:
            database.conn.execute(f"PRAGMA max_page_count={pages // 2}")
        return database

    return open_full


def test_putting_the_index_in_order_changes_no_answer(case: Case) -> None:
    with Derived(case) as derived:
        for number in range(40):
            notes.write(case, f"Note {number}", f"A ferry, number{number}")
            assert derived.search(f"number{number}").total == 1
        while derived.tidy():
            pass
        assert derived.search("ferry").total == 40
        assert derived.search("number7").total == 1


def test_segments_that_became_one_are_held_in_memory_no_longer() -> None:
    connection = memory()
    engine = WhooshEngine(connection)
    for number in range(FEW + 1):
        engine.update(Document(ref(number * SMALL + each), body="harbour") for each in range(SMALL))
    everything = list(range(SMALL * (FEW + 1)))
    assert numbers(engine, "harbour") == everything
    before = weakref.ref(engine._index().view.segments[0])
    while engine.tidy():
        pass
    gc.collect()
    assert (segments(engine), before()) == (1, None)
    assert numbers(engine, "harbour") == everything
    connection.close()
