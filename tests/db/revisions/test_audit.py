"""The record proves itself: whatever is altered in it is found, and nothing is found where all is well."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.revisions.audit import audit, descends_from
from db.revisions.content import canonical
from tests.db.revisions.replicas import Replica


@pytest.fixture
def replica() -> Iterator[Replica]:
    """Two memos, a paper and a pin, with a history."""
    made = Replica()
    memo, paper = made.add_memo(title="First", body="one\n"), made.add_paper("1", title="Paper")
    made.pin(memo, paper)
    made.change("memo", memo, title="Second")
    made.change("memo", memo, title="Third")
    made.add_memo(title="Other")
    yield made
    made.close()


def _codes(replica: Replica) -> set[str]:
    return {fault.code for fault in audit(replica.ledger)}


def _tamper(replica: Replica, *statements: str) -> None:
    replica.database.conn.execute("PRAGMA foreign_keys=OFF")
    changed = sum(max(replica.database.conn.execute(sql).rowcount, 0) for sql in statements)
    assert changed, "nothing was altered"


MEMO = "(SELECT uuid FROM memo WHERE title = 'Third')"
FIRST = f"(SELECT rev FROM revision WHERE uuid = {MEMO} AND parent IS NULL)"


def test_a_healthy_record_has_no_faults(replica: Replica) -> None:
    assert list(audit(replica.ledger)) == []


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        # what a row says
        ("UPDATE memo SET title = 'Forged' WHERE title = 'Third'", "row-altered"),
        ("UPDATE memo SET deleted_at = '2020' WHERE title = 'Third'", "row-altered"),
        ("UPDATE memo SET sensitivity = 'internal' WHERE title = 'Third'", "row-altered"),
        ("UPDATE memo SET rev = zeroblob(32) WHERE title = 'Third'", "head-unknown"),
        ("DELETE FROM memo WHERE title = 'Other'", "row-missing"),
        (f"UPDATE memo SET title = 'First', body = 'one\n', rev = {FIRST} WHERE title = 'Third'", "row-set-back"),
        # what a revision says
        ("UPDATE revision SET data = replace(data, 'Second', 'Forged')", "revision-altered"),
        ("UPDATE revision SET data = 'no JSON' WHERE data LIKE '%Second%'", "revision-altered"),
        ("UPDATE revision SET data = '[1]' WHERE data LIKE '%Second%'", "revision-altered"),
        ("UPDATE revision SET salt = zeroblob(16) WHERE data LIKE '%Second%'", "revision-altered"),
        ("UPDATE revision SET parent = zeroblob(32) WHERE data LIKE '%Second%'", "revision-altered"),
        ("UPDATE revision SET parent2 = zeroblob(32) WHERE data LIKE '%Second%'", "revision-altered"),
        ("UPDATE revision SET tbl = 'paper' WHERE data LIKE '%Third%'", "row-altered"),
        ("UPDATE revision SET data = NULL WHERE data LIKE '%Second%'", "revision-empty"),
        ("DELETE FROM revision WHERE data LIKE '%Second%'", "revision-missing"),
        # what an edit says
        ("UPDATE edit SET code = 'note.add' WHERE seq = 4", "edit-altered"),
        ("UPDATE edit SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 4", "edit-altered"),
        ("UPDATE edit SET author = 'somebody else' WHERE seq = 4", "edit-altered"),
        ('UPDATE edit SET details = \'{"undoes":["zz"]}\' WHERE seq = 4', "edit-altered"),
        ("UPDATE edit SET details = 'no JSON' WHERE seq = 4", "edit-altered"),
        ("UPDATE edit SET batch = 'b' WHERE seq = 4", "edit-altered"),
        ("UPDATE edit SET parent2 = zeroblob(32) WHERE seq = 4", "edit-altered"),
        ("UPDATE edit SET parent = (SELECT id FROM edit WHERE seq = 2) WHERE seq = 4", "edit-altered"),
        ("UPDATE edit_row SET rev = zeroblob(32) WHERE edit = 4", "edit-altered"),
        ("UPDATE edit_row SET before = zeroblob(32) WHERE edit = 4", "edit-altered"),
        ("DELETE FROM edit_row WHERE edit = 4", "edit-altered"),
        ("DELETE FROM edit WHERE seq = 4", "edit-missing"),
        ("DELETE FROM edit WHERE seq = 1", "edit-missing"),
        ("UPDATE case_meta SET head = zeroblob(32)", "head-missing"),
        ("UPDATE case_meta SET head = (SELECT id FROM edit WHERE seq = 3)", "row-set-back"),
        ("UPDATE case_meta SET head = NULL", "row-unrecorded"),
    ],
)
def test_whatever_is_altered_is_found(replica: Replica, statement: str, code: str) -> None:
    _tamper(replica, statement)
    assert code in _codes(replica)


def test_edits_in_another_order_are_found(replica: Replica) -> None:
    _tamper(
        replica,
        "UPDATE edit SET seq = 99 WHERE seq = 4",
        "UPDATE edit_row SET edit = 99 WHERE edit = 4",
        "UPDATE edit SET seq = 4 WHERE seq = 5",
        "UPDATE edit_row SET edit = 4 WHERE edit = 5",
        "UPDATE edit SET seq = 5 WHERE seq = 99",
        "UPDATE edit_row SET edit = 5 WHERE edit = 99",
    )
    assert _codes(replica) == {"edit-reordered"}


def test_a_row_slipped_in_with_a_revision_of_its_own_is_found(replica: Replica) -> None:
    replica.database.conn.execute("CREATE TEMP TABLE copied AS SELECT * FROM memo WHERE title = 'Third'")
    _tamper(
        replica,
        "UPDATE copied SET uuid = 'ffffffffffffffffffffffffffffffff'",
        "INSERT INTO memo SELECT * FROM copied",
        "INSERT INTO revision SELECT 'ffffffffffffffffffffffffffffffff', rev, tbl, parent, parent2, salt, data"
        " FROM revision WHERE data LIKE '%Third%'",
    )
    assert _codes(replica) == {"row-unrecorded"}


def test_calling_something_erased_does_not_hide_that_it_was_taken_out(replica: Replica) -> None:
    _tamper(
        replica,
        "INSERT INTO erased(uuid, tbl) SELECT uuid, 'memo' FROM memo WHERE title = 'Other'",
        "UPDATE revision SET data = NULL, salt = zeroblob(0) WHERE data LIKE '%Other%'",
        "DELETE FROM memo WHERE title = 'Other'",
    )
    assert _codes(replica) == {"row-missing"}


def test_a_cut_tail_shows_only_against_a_head_kept_elsewhere(replica: Replica) -> None:
    kept = replica.ledger.head_edit()
    assert kept
    assert descends_from(replica.ledger, kept)
    (other,) = (uuid for uuid in replica.live("memo") if replica.ledger.content("memo", uuid) == {"title": "Other"})
    _tamper(
        replica,
        f"DELETE FROM memo WHERE uuid = '{other}'",
        f"DELETE FROM revision WHERE uuid = '{other}'",
        f"DELETE FROM edit_row WHERE uuid = '{other}'",
        "DELETE FROM edit WHERE seq = 6",
        "UPDATE case_meta SET head = (SELECT id FROM edit WHERE seq = 5)",
    )
    assert _codes(replica) == set(), "what is left is whole in itself"
    assert not descends_from(replica.ledger, kept)


def test_a_head_counts_only_when_what_leads_to_it_is_unaltered(replica: Replica) -> None:
    (first,) = replica.ledger.query("SELECT id FROM edit WHERE seq = 1")[0]
    assert descends_from(replica.ledger, first)
    _tamper(replica, "UPDATE edit SET at = '2020' WHERE seq = 3")
    assert not descends_from(replica.ledger, first)


CELLS = [
    *(("revision", column) for column in ("data", "uuid", "rev", "salt", "tbl", "parent")),
    *(("edit", column) for column in ("id", "parent", "at", "code", "details")),
    *(("edit_row", column) for column in ("uuid", "rev", "tbl")),
    *(("memo", column) for column in ("uuid", "rev", "title", "body", "sensitivity")),
]


@given(cell=st.sampled_from(CELLS), which=st.integers(0, 50), where=st.integers(0, 500))
@settings(max_examples=80)
def test_any_character_changed_anywhere_in_the_record_is_found(cell: tuple[str, str], which: int, where: int) -> None:
    (table, column), replica = cell, Replica()
    memo = replica.add_memo(title="First", body="one\n")
    replica.change("memo", memo, title="Second")
    replica.remove("memo", memo)
    replica.undo()
    values = replica.ledger.query(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY 1")
    (value,) = values[which % len(values)]
    at = where % len(value)
    other = bytes([value[at] ^ 1]) if isinstance(value, bytes) else ("x" if value[at] != "x" else "y")
    replica.database.conn.execute("PRAGMA foreign_keys=OFF")
    replica.database.conn.execute(
        f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (value[:at] + other + value[at + 1 :], value)
    )
    assert list(audit(replica.ledger)), (value, at, other)
    replica.close()


# --- nothing false ------------------------------------------------------------------------------


def test_nothing_is_found_after_merging_withdrawing_merging_again_and_erasing(replica: Replica) -> None:
    other = replica.copy()
    (memo, *_) = other.live("memo")
    other.change("memo", memo, body="changed there\n")
    other.add_paper("2", title="Theirs")
    replica.change("memo", memo, title="changed here")
    replica.merge(other)
    assert _codes(replica) == set()
    kept = replica.ledger.head_edit()
    replica.undo()
    assert _codes(replica) == set()
    replica.merge(other)
    replica.remove("memo", memo)
    replica.undo()
    replica.erase("memo", memo)
    assert _codes(replica) == set()
    other.merge(replica)
    assert _codes(other) == set()
    assert kept
    assert descends_from(replica.ledger, kept)
    assert descends_from(other.ledger, kept)
    other.close()


def test_what_the_other_copy_altered_is_found_after_a_merge_too(replica: Replica) -> None:
    other = replica.copy()
    (memo, *_) = other.live("memo")
    other.change("memo", memo, body="theirs\n")
    other.database.conn.execute("UPDATE revision SET data = replace(data, 'theirs', 'forged')")
    replica.merge(other)
    assert "revision-altered" in _codes(replica)
    other.close()


def test_canonical_json_has_one_form() -> None:
    assert canonical({"b": 1, "a": "é\u2028"}) == '{"a":"é\u2028","b":1}'
