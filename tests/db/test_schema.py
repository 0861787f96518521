"""The tables of a case: what makes them up, and that nothing else passes for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import driver, errors, schema
from db.case import Case
from db.driver import Database
from db.revisions.ledger import Ledger


@pytest.fixture
def database() -> Iterator[Database]:
    made = driver.memory()
    schema.migrate(made)
    yield made
    made.close()


def test_a_new_file_says_whose_it_is_and_how_far_it_came(database: Database) -> None:
    assert schema.application_id(database) == schema.APPLICATION_ID
    assert schema.version(database) == schema.VERSION == len(schema.MIGRATIONS)


def test_migrating_twice_changes_nothing(database: Database) -> None:
    before = schema.shape(database)
    schema.migrate(database)
    assert schema.shape(database) == before == schema.intended_shape()


def test_every_subject_has_what_merging_and_erasing_need(database: Database) -> None:
    tables = Ledger(database, schema.PROSE).tables
    assert {"source", "text", "excerpt", "note", "entity", "alias", "link", "briefing", "author", "conflict"} <= set(
        tables
    )
    for name, table in tables.items():
        assert {"sensitivity", "deleted_at"} <= set(table.columns), name
        assert table.defaults["sensitivity"] == "open", name


def test_values_are_kept_to_their_types(database: Database) -> None:
    names = [row["sql"] for row in driver.rows(database, "SELECT sql FROM sqlite_schema WHERE type = 'table'")]
    assert [sql for sql in names if sql and "STRICT" not in sql] == []


def test_whatever_hangs_on_something_is_found_quickly(database: Database) -> None:
    for name, table in Ledger(database).tables.items():
        for column, _ in table.parents:
            plan = driver.rows(database, f"EXPLAIN QUERY PLAN SELECT uuid FROM {name} WHERE {column} = ''")
            assert "INDEX" in str(plan), f"{name}.{column}"


def test_columns_that_point_at_nothing_are_refused(case: Case) -> None:
    with pytest.raises(driver.DatabaseError, match="FOREIGN KEY"), case.edit("alias.add") as edit:
        edit.insert("alias", case.natural_uuid("alias", "x"), {"entity": "0" * 32, "name": "x"})
    assert case.query("SELECT * FROM alias") == []


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIEW shadow AS SELECT * FROM note",
        "CREATE TRIGGER sly AFTER INSERT ON note BEGIN DELETE FROM note; END",
        "CREATE TABLE more (a)",
        "CREATE VIRTUAL TABLE words USING fts5(body)",
        "CREATE INDEX slow ON note(body)",
        "ALTER TABLE note ADD COLUMN colour TEXT",
        "ALTER TABLE note ADD COLUMN twice TEXT AS (body || body)",
        "ALTER TABLE note RENAME COLUMN body TO words",
        "DROP INDEX idx_excerpt_key",
        "DROP TABLE draft",
    ],
)
def test_a_file_with_other_tables_than_ours_is_not_opened(case: Case, path: Path, sql: str) -> None:
    case.database.conn.execute(sql)
    case.close()
    before = path.read_bytes()
    for readonly in (True, False):
        with pytest.raises(errors.CaseDamaged):
            Case.open(path, readonly=readonly)
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", [0, -1])
def test_a_file_that_calls_itself_older_than_the_oldest_is_not_made_over(case: Case, path: Path, version: int) -> None:
    case.database.conn.execute(f"PRAGMA user_version={version}")
    case.close()
    before = path.read_bytes()
    with pytest.raises(errors.CaseDamaged):
        Case.open(path)
    assert path.read_bytes() == before
