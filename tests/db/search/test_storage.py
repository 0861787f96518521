"""The index inside a database: nothing of it anywhere else, all of a change or nothing, and damage is noticed."""

import os
import pickle
import random
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import given, settings
from hypothesis import strategies as st

from db.search.arrays import layout
from db.search.engine import Document, IndexDamaged
from db.search.index import FEW
from db.search.storage import Kept, Shelf
from db.search.whoosh_engine import WhooshEngine
from tests.db.search.samples import documents, memory, numbers, ref

KEY = "PRAGMA key='a passphrase'"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "derived.db"


@pytest.fixture
def connection(path: Path) -> Iterator[Any]:
    connection = sqlite.connect(path, isolation_level=None)
    yield connection
    connection.close()


def small_changes(engine: WhooshEngine, count: int) -> None:
    for number in range(count):
        engine.update([Document(ref(100 + number), body=f"word n{number}")])


# --- where it is ----------------------------------------------------------------------------------


def test_the_index_is_there_when_the_database_is_opened_again(path: Path) -> None:
    for opened in range(2):
        connection = sqlite.connect(path)
        engine = WhooshEngine(connection)
        if not opened:
            engine.update(documents("milan", "rome 习近平"))
        assert numbers(engine, "习近平") == [1]
        connection.close()


def test_two_engines_on_one_database_see_what_the_other_did(path: Path) -> None:
    one, other = (sqlite.connect(path, isolation_level=None) for _ in range(2))
    first, second = WhooshEngine(one), WhooshEngine(other)
    first.update(documents("milan"))
    assert numbers(second, "milan") == [0]
    small_changes(second, 2 * FEW)
    assert first.search("word").total == 2 * FEW
    first.clear()
    assert second.count() == 0
    one.close()
    other.close()


def test_no_file_is_made_beside_the_database(
    path: Path, connection: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = tmp_path / "tmp"
    watched.mkdir()
    monkeypatch.setenv("TMPDIR", str(watched))
    monkeypatch.setattr(tempfile, "tempdir", None)
    for name in ("mkstemp", "mkdtemp", "TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "gettempdir"):
        monkeypatch.setattr(tempfile, name, _refuse)
    written: list[str] = []
    _audit(written)
    engine = WhooshEngine(connection)
    engine.update(documents(*("milan rome " * 50 for _ in range(50))))
    small_changes(engine, 2 * FEW)
    assert engine.search("milan").total == 50
    _audit(None)
    assert written == []
    assert list(watched.iterdir()) == []


def _refuse(*_arguments: Any, **_options: Any) -> None:
    raise AssertionError("a temporary file")


_WATCHER: list[list[str] | None] = []


def _audit(written: list[str] | None) -> None:
    """Note every file that Python opens for writing; a hook cannot be taken away, only be silenced."""
    if not _WATCHER:
        sys.addaudithook(_note)
    _WATCHER[:] = [written]


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    noted = _WATCHER[0] if _WATCHER else None
    if noted is not None and event == "open" and isinstance(arguments[2], int):
        writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
        if arguments[2] & writing:
            noted.append(str(arguments[0]))


def test_an_encrypted_database_shows_no_word_of_a_text(path: Path) -> None:
    connection = sqlite.connect(path, isolation_level=None)
    connection.execute(KEY)
    engine = WhooshEngine(connection)
    engine.update(documents("unmistakable words"))
    small_changes(engine, 2 * FEW)
    assert numbers(engine, "unmistakable") == [0]
    connection.close()
    for file in path.parent.iterdir():
        assert b"unmistakable" not in file.read_bytes()


# --- all or nothing -------------------------------------------------------------------------------


class Breaking:
    """A connection that fails at the nth statement that writes."""

    def __init__(self, connection: Any, after: int) -> None:
        self._connection = connection
        self._left = after

    @property
    def in_transaction(self) -> bool:
        return bool(self._connection.in_transaction)

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        return self._connection.execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> Any:
        self._left -= 1
        if not self._left:
            raise OSError("the disk is full")
        return self._connection.executemany(sql, parameters)


@pytest.mark.parametrize("after", range(1, 4))
def test_a_change_that_fails_leaves_the_index_as_it_was(connection: Any, after: int) -> None:
    WhooshEngine(connection).update(documents("milan", "rome"))
    engine = WhooshEngine(Breaking(connection, after))
    with pytest.raises(OSError, match="disk"):
        engine.update(documents("venice"))
    for asked in (engine, WhooshEngine(connection)):
        assert numbers(asked, "milan") == [0]
        assert numbers(asked, "venice") == []
    assert not connection.in_transaction


def test_a_change_belongs_to_the_transaction_around_it(connection: Any) -> None:
    engine = WhooshEngine(connection)
    engine.update(documents("milan"))
    connection.execute("BEGIN")
    engine.update(documents("rome"))
    assert numbers(engine, "rome") == [0]
    connection.execute("ROLLBACK")
    assert numbers(engine, "milan") == [0]
    assert numbers(engine, "rome") == []


def test_what_is_not_needed_any_more_is_dropped(connection: Any) -> None:
    engine = WhooshEngine(connection)
    engine.update(documents("milan"))
    before = connection.execute("SELECT count(*) FROM segment_piece").fetchone()
    for _ in range(3 * FEW):
        engine.update(documents("milan"))
    assert connection.execute("SELECT count(*) FROM segment_piece").fetchone() == before
    engine.remove([ref(0)])
    assert connection.execute("SELECT count(*) FROM segment_piece").fetchone() == (1,)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes cannot be killed outright here")
def test_a_process_that_is_killed_leaves_an_index(path: Path) -> None:
    writer = textwrap.dedent(f"""
        import sqlcipher3.dbapi2 as sqlite
        from db.search.engine import Document
        from db.search.whoosh_engine import WhooshEngine
        from tests.db.search.samples import ref
        engine = WhooshEngine(sqlite.connect({str(path)!r}, isolation_level=None))
        for number in range(100_000):
            engine.update([Document(ref(number), body=f"word n{{number}}")])
            print(number, flush=True)
    """)
    root = Path(__file__).parents[3]
    child = subprocess.Popen([sys.executable, "-c", writer], stdout=subprocess.PIPE, cwd=root)
    assert child.stdout is not None
    wanted = random.Random().randrange(3, 40)
    told = [int(child.stdout.readline()) for _ in range(wanted)]
    child.kill()
    told += [int(line) for line in child.stdout.read().split()]
    child.wait()
    child.stdout.close()
    connection = sqlite.connect(path)
    engine = WhooshEngine(connection)
    assert set(told) <= set(numbers(engine, "word"))
    assert engine.count() <= len(told) + 1
    connection.close()


# --- damage ---------------------------------------------------------------------------------------


def rows(connection: Any) -> list[tuple[str, int, bytes]]:
    return list(
        connection.execute("SELECT segment, number, data FROM segment_piece ORDER BY segment = 'contents', number")
    )


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_happens_to_a_stored_byte_is_noticed(data: st.DataObject) -> None:
    connection = memory()
    WhooshEngine(connection).update(documents("milan rome", "习近平", "milan"))
    name, chunk, content = data.draw(st.sampled_from([row for row in rows(connection) if row[2]]))
    place = data.draw(st.integers(0, len(content) - 1))
    flipped = bytes([content[place] ^ data.draw(st.integers(1, 255))])
    damaged = data.draw(
        st.sampled_from([content[:place] + flipped + content[place + 1 :], content[:place], content + b"\0", b""])
    )
    connection.execute("UPDATE segment_piece SET data = ? WHERE segment = ? AND number = ?", (damaged, name, chunk))
    engine = WhooshEngine(connection)
    with pytest.raises(IndexDamaged):
        engine.search("milan")
    connection.close()


@pytest.mark.parametrize("number", [-1, 0])
def test_a_missing_piece_is_noticed_and_the_index_can_be_made_again(connection: Any, number: int) -> None:
    engine = WhooshEngine(connection)
    engine.update(documents("milan"))
    connection.execute("DELETE FROM segment_piece WHERE segment <> 'contents' AND number = ?", (number,))
    engine = WhooshEngine(connection)
    for question in (lambda: engine.search("milan"), lambda: engine.complete("mi")):
        with pytest.raises(IndexDamaged):
            question()
    engine.clear()
    engine.update(documents("milan"))
    assert numbers(engine, "milan") == [0]


@pytest.mark.parametrize("part", ["body.documents", "body.ends", "body.first", "body.lengths", "of-kind.codes"])
def test_a_segment_that_is_right_by_its_checksum_and_wrong_otherwise_is_damage(connection: Any, part: str) -> None:
    engine = WhooshEngine(connection)
    engine.update(documents("milan rome", "milan"))
    shelf = Shelf(connection)
    contents = shelf.contents()
    assert contents is not None
    (entry,) = contents.segments
    whole = b"".join(shelf.pieces(entry.id, 0, 99))
    for broken in (b"", b"\xff" * 10, pickle.dumps(os.getcwd), _without(whole, part)):
        checks = layout.digests(broken, entry.id, b"")
        sealed = replace(entry, size=len(broken), checks=shelf.seal(entry.id, checks))
        connection.execute("DELETE FROM segment_piece")
        shelf.replace(replace(contents, segments=(sealed,)), {entry.id: Kept(broken, checks)})
        with pytest.raises(IndexDamaged):
            WhooshEngine(connection).search("milan -rome")


def _without(data: bytes, part: str) -> bytes:
    """A segment in which one array is much shorter than it was."""
    whole = layout.Arrays(layout.Stored.of("", data))
    kept = {name: whole.read(name)[: 0 if name == part else None] for name in whole.names}
    return bytes(layout.pack(whole.facts, kept))


def test_an_index_of_another_version_is_to_be_made_again(connection: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    WhooshEngine(connection).update(documents("milan"))
    monkeypatch.setattr("db.search.whoosh_engine.VERSION", 0)
    with pytest.raises(IndexDamaged):
        WhooshEngine(connection).count()


def test_an_index_made_with_another_key_is_not_trusted(connection: Any) -> None:
    WhooshEngine(connection, b"one").update(documents("milan"))
    for key in (b"", b"other"):
        with pytest.raises(IndexDamaged):
            WhooshEngine(connection, key).search("milan")
    assert numbers(WhooshEngine(connection, b"one"), "milan") == [0]


def test_a_failure_of_the_database_is_not_taken_for_damage(path: Path) -> None:
    connection = sqlite.connect(path)
    engine = WhooshEngine(connection)
    engine.update(documents("milan"))
    connection.close()
    with pytest.raises(sqlite.ProgrammingError):
        engine.search("milan")
