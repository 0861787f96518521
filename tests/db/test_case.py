"""The life of a case file: made, opened, changed as a whole or not at all, closed."""

import os
from pathlib import Path
from typing import Any

import pytest

from db import errors, notes, schema
from db.case import Case
from db.refs import new_uuid
from tests.db.conftest import PASSPHRASE, content


def _titles(case: Case) -> list[str]:
    return [note.title for note in notes.every(case)]


# --- making and opening -------------------------------------------------------------------------


def test_a_case_can_be_made_closed_and_opened_again(path: Path) -> None:
    with Case.create(path, title="The harbour") as case:
        uuid = case.uuid
        assert case.head is None
        notes.write(case, "First", "words")
        head = case.head
    with Case.open(path) as case:
        assert (case.uuid, case.title, case.head) == (uuid, "The harbour", head)
        assert _titles(case) == ["First"]
        assert not case.encrypted


def test_an_encrypted_case_can_be_made_closed_and_opened_again(path: Path) -> None:
    with Case.create(path, PASSPHRASE) as case:
        assert case.encrypted
        notes.write(case, "First", "words")
    for readonly in (True, False):
        with Case.open(path, PASSPHRASE, readonly=readonly) as case:
            assert case.encrypted
            assert _titles(case) == ["First"]


def test_a_case_without_a_title_is_called_by_its_file(case: Case) -> None:
    assert case.title == "harbour"


def test_a_closed_case_is_one_file(case: Case, path: Path) -> None:
    notes.write(case, "First", "words")
    case.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(os.name == "nt", reason="rights are another matter there")
def test_a_case_is_readable_for_its_owner_alone(case: Case, path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600


def test_making_a_case_never_touches_a_file_that_is_there(path: Path) -> None:
    path.write_bytes(b"somebody's work")
    with pytest.raises(errors.CaseExists):
        Case.create(path)
    assert path.read_bytes() == b"somebody's work"


@pytest.mark.parametrize("passphrase", ["", "a\0b"])
def test_an_unusable_passphrase_leaves_no_file(path: Path, passphrase: str) -> None:
    with pytest.raises(errors.UnusablePassphrase):
        Case.create(path, passphrase)
    assert list(path.parent.iterdir()) == []


def test_a_case_is_not_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(errors.FileProblem):
        Case.create(tmp_path / "nowhere" / "a.casethread")


def test_a_name_too_long_for_a_lock_beside_it_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(errors.Refused):
        Case.create(tmp_path / ("n" * 253))
    assert list(tmp_path.iterdir()) == []


def test_making_that_fails_halfway_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(database: Any) -> None:
        raise errors.DiskFull(path)

    monkeypatch.setattr(schema, "migrate", broken)
    with pytest.raises(errors.DiskFull):
        Case.create(path)
    assert list(path.parent.iterdir()) == []


def test_the_case_is_kept_in_full_sync_with_the_disk(case: Case) -> None:
    assert case.query("PRAGMA synchronous") == [{"synchronous": 3}]
    assert case.query("PRAGMA journal_mode") == [{"journal_mode": "delete"}]


# --- reading only -------------------------------------------------------------------------------


def test_a_case_opened_for_reading_refuses_every_write_and_stays_as_it_is(case: Case, path: Path) -> None:
    notes.write(case, "First", "words")
    case.close()
    before = path.read_bytes()
    with Case.open(path, readonly=True) as reader:
        _refuses_every_write(reader, errors.ReadOnly)
        assert _titles(reader) == ["First"]
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("readonly", [True, False])
def test_a_case_of_a_later_version_is_read_and_never_written(case: Case, path: Path, *, readonly: bool) -> None:
    notes.write(case, "First", "words")
    case.database.conn.execute("PRAGMA user_version=99")
    case.close()
    before = path.read_bytes()
    with Case.open(path, readonly=readonly) as later:
        assert later.newer
        _refuses_every_write(later, errors.NewerVersion)
        assert _titles(later) == ["First"]
        assert [file.name for file in path.parent.iterdir()] == [path.name], "it holds no right to write"
    assert path.read_bytes() == before


def test_a_later_version_that_cannot_even_be_read_is_called_that(case: Case, path: Path) -> None:
    case.database.conn.execute("PRAGMA user_version=99")
    case.database.conn.execute("ALTER TABLE case_meta RENAME COLUMN secret TO sealed")
    case.close()
    with pytest.raises(errors.NewerVersion):
        Case.open(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def _refuses_every_write(case: Case, refused: type[errors.Expected]) -> None:
    assert case.readonly
    writes = (
        lambda: notes.write(case, "Second", "words"),
        lambda: case.store([b"bytes"]),
        case.undo,
        case.redo,
        lambda: case.erase([]),
        lambda: case.merge(case),
        lambda: case.revert(next(case.ledger.edits())),
    )
    for write in writes:
        with pytest.raises(refused):
            write()
    with pytest.raises(errors.Refused):
        case.query("DELETE FROM note RETURNING uuid")


# --- edits --------------------------------------------------------------------------------------


def test_an_edit_is_all_or_nothing(case: Case) -> None:
    with pytest.raises(KeyError), case.edit("note.add") as edit:  # noqa: PT012 - what comes before it counts
        edit.insert("note", new_uuid(), {"title": "Half", "body": ""})
        case.store([b"bytes of the half"])
        raise KeyError
    assert _titles(case) == []
    assert [case.query(f"SELECT * FROM {table}") for table in ("edit", "revision", "blob", "chunk")] == [[], [], [], []]
    notes.write(case, "Whole", "")
    assert _titles(case) == ["Whole"]


def test_an_edit_inside_another_is_a_part_of_it(case: Case) -> None:
    with case.edit("outer"):
        notes.write(case, "One", "[[Ana]]")
        notes.write(case, "Two", "")
    assert [record.code for record in case.ledger.edits()] == ["outer"]
    case.undo()
    assert not any(content(case).values())


def test_an_edit_that_changes_nothing_is_none(case: Case) -> None:
    written, _ = notes.write(case, "One", "words")
    head = case.head
    notes.write(case, "One", "words")
    with case.edit("note.write") as edit:
        edit.update("note", written.uuid, {"body": "other"})
        edit.update("note", written.uuid, {"body": "words"})
    assert case.head == head


def test_a_row_changed_several_times_in_one_edit_has_one_new_revision(case: Case) -> None:
    uuid = new_uuid()
    with case.edit("note.add") as edit:
        edit.insert("note", uuid, {"title": "One"})
        edit.update("note", uuid, {"body": "first"})
        edit.update("note", uuid, {"body": "second"})
    (revision,) = case.ledger.revisions(uuid).values()
    assert revision.content == {"title": "One", "body": "second"}


def test_a_value_without_a_column_is_a_mistake_and_not_lost(case: Case) -> None:
    written, _ = notes.write(case, "One", "words")
    for change in ({"titel": "x"}, {"uuid": "0" * 32}):
        with pytest.raises(KeyError), case.edit("note.write") as edit:
            edit.update("note", written.uuid, change)
        with pytest.raises(KeyError), case.edit("note.add") as edit:
            edit.insert("note", new_uuid(), {"title": "Two", **change})


def test_changing_what_is_not_there_says_so(case: Case) -> None:
    for change in ("update", "remove", "restore"):
        with pytest.raises(errors.Unknown), case.edit("note.write") as edit:
            getattr(edit, change)("note", new_uuid(), *([{}] if change == "update" else []))


def test_who_writes_and_when_stands_in_the_record(case: Case) -> None:
    case.author = new_uuid()
    notes.write(case, "One", "words")
    (record,) = case.ledger.edits()
    assert record.author == case.author
    assert record.at.endswith("Z")
    assert record.parent is None
    assert case.head == record.id.hex()


# --- identities and keys ------------------------------------------------------------------------


def test_the_same_thing_in_one_case_is_the_same_row_and_in_another_it_is_not(case: Case, tmp_path: Path) -> None:
    with Case.create(tmp_path / "other.casethread") as other:
        assert case.natural_uuid("tag", "x") == case.natural_uuid("tag", "x")
        assert len({case.natural_uuid("tag", "x"), case.natural_uuid("tag", "y"), case.natural_uuid("text", "x")}) == 3
        assert case.natural_uuid("tag", "x") != other.natural_uuid("tag", "x")


def test_keys_for_what_is_derived_differ_by_purpose_and_by_case(case: Case, tmp_path: Path) -> None:
    with Case.create(tmp_path / "other.casethread") as other:
        keys = {case.derived_key("cache"), case.derived_key("index"), other.derived_key("cache")}
        assert len(keys) == 3
        assert {len(key) for key in keys} == {32}
    path = case.path
    key = case.derived_key("cache")
    case.close()
    with Case.open(path) as again:
        assert again.derived_key("cache") == key
