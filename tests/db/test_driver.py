"""The one SQLite library: what every connection is set to, and how its errors become ours."""

import os
import sqlite3
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import sqlite_utils

from db import driver, errors
from db.driver import Database

LONE = "\ud800"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return driver.connect(tmp_path / "file.db", create=True)


def test_sqlite_utils_runs_on_the_one_library() -> None:
    assert sys.modules[sqlite_utils.Database.__module__].sqlite3.__name__.startswith("sqlcipher3")


def test_the_driver_does_without_numpy_and_leaves_it_to_others() -> None:
    code = "import sys, db.driver; print('numpy' in sys.modules); import numpy; print(numpy.arange(3).sum())"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "3"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("temp_store", 2),
        ("cache_spill", 0),
        ("mmap_size", 0),
        ("recursive_triggers", 0),
    ],
)
def test_every_connection_is_set_to_be_safe(database: Database, name: str, value: object) -> None:
    assert database.conn.execute(f"PRAGMA {name}").fetchone() in ((value,), None)
    assert name == "mmap_size" or database.conn.execute(f"PRAGMA {name}").fetchone() is not None


def test_a_transaction_is_all_or_nothing(database: Database, tmp_path: Path) -> None:
    database.conn.execute("CREATE TABLE thing (name TEXT)")
    with pytest.raises(KeyError), driver.transaction(database, tmp_path):  # noqa: PT012 - what comes before it counts
        database.conn.execute("INSERT INTO thing VALUES ('half')")
        raise KeyError
    assert driver.rows(database, "SELECT * FROM thing") == []
    with driver.transaction(database, tmp_path):
        database.conn.execute("INSERT INTO thing VALUES ('whole')")
    assert driver.rows(database, "SELECT * FROM thing") == [{"name": "whole"}]


def test_a_connection_for_reading_writes_only_once_it_is_allowed_to(tmp_path: Path) -> None:
    path = tmp_path / "file.db"
    driver.connect(path, create=True).conn.execute("CREATE TABLE thing (name TEXT)")
    reader = driver.connect(path, readonly=True)
    with pytest.raises(errors.Refused), driver.translated(path):
        reader.conn.execute("INSERT INTO thing VALUES ('x')")
    driver.allow_writing(reader)
    reader.conn.execute("INSERT INTO thing VALUES ('x')")
    assert driver.rows(reader, "SELECT name FROM thing") == [{"name": "x"}]


def test_a_mistake_of_ours_is_not_called_a_damaged_file(database: Database, tmp_path: Path) -> None:
    with pytest.raises(driver.DatabaseError), driver.translated(tmp_path):
        database.conn.execute("SELECT nothing FROM nowhere")


def test_text_that_is_no_text_any_more_is_damage_and_can_still_be_looked_at(database: Database, tmp_path: Path) -> None:
    database.conn.execute("CREATE TABLE thing (name TEXT)")
    database.conn.execute("INSERT INTO thing VALUES (cast(x'66fe6f' AS TEXT))")
    with pytest.raises(errors.CaseDamaged), driver.translated(tmp_path):
        driver.rows(database, "SELECT name FROM thing")
    with driver.lenient(database):
        assert driver.rows(database, "SELECT name FROM thing") == [{"name": "f\ufffdo"}]
    with pytest.raises(errors.CaseDamaged), driver.translated(tmp_path):
        driver.rows(database, "SELECT name FROM thing")


@pytest.mark.parametrize("typed", ["é", "Å", "한글", "q̣̇", "a'b\"c;--", "  ", "🔑" * 40])
def test_a_passphrase_is_the_same_however_the_keyboard_composes_it(typed: str) -> None:
    forms = {driver.passphrase_key(unicodedata.normalize(form, typed)) for form in ("NFC", "NFD")}
    assert len(forms) == 1


@pytest.mark.parametrize("typed", ["", "a\0b", "\0", f"a{LONE}", "\udc80"])
def test_a_passphrase_that_cannot_be_typed_again_is_refused(typed: str) -> None:
    with pytest.raises(errors.UnusablePassphrase):
        driver.passphrase_key(typed)


@pytest.mark.parametrize("name", ["a?b.db", "a#b.db", "100%.db", "it's.db", "名字 é.db", "a;b&mode=ro.db", ":memory:"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    driver.connect(tmp_path / name, create=True).conn.execute("CREATE TABLE thing (name TEXT)")
    assert [file.name for file in tmp_path.iterdir()] == [name]
    found = driver.rows(driver.connect(tmp_path / name), "SELECT name FROM sqlite_schema")
    assert found == [{"name": "thing"}]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_a_name_need_not_be_text(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff\xfe.db")
    driver.connect(path, create=True).conn.execute("CREATE TABLE thing (name TEXT)")
    assert path.stat().st_size > 0


def test_the_marks_of_another_program_are_read_without_touching_what_it_is_doing(tmp_path: Path) -> None:
    path = tmp_path / "foreign.db"
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("PRAGMA application_id=7")
    other.execute("CREATE TABLE thing (name TEXT)")
    other.commit()
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    try:
        driver.marks(path)
        assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    finally:
        other.close()
    assert driver.marks(path) == (7, 0)


def test_a_wrong_key_says_nothing_on_standard_error(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from db import driver, errors
path = Path(sys.argv[1])
driver.connect(path, "right", create=True).conn.execute("CREATE TABLE thing (name TEXT)")
for key in ("wrong", None, bytes(32)):
    try:
        driver.connect(path, key)
    except errors.PassphraseNeeded if key is None else errors.WrongPassphrase:
        continue
    raise SystemExit("opened")
"""
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "keyed.db")], capture_output=True, text=True, check=True
    )
    assert (ran.stdout, ran.stderr) == ("", "")
