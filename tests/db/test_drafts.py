"""Drafts: kept through a crash, and no part of the record."""

import subprocess
import sys
from pathlib import Path

import pytest

from db import drafts, errors, notes
from db.case import Case
from db.refs import Ref, new_uuid
from db.upkeep.check import check

TYPE_AND_DIE = """
import os, sys
from pathlib import Path
from db import drafts
from db.case import Case
from db.refs import Ref
case = Case.open(Path(sys.argv[1]))
for words in ("The f", "The fer", "The ferry 🚢"):
    drafts.keep(case, Ref("note", sys.argv[2]), "body", words)
os._exit(9)
"""


def test_what_was_being_typed_survives_a_crash_and_is_no_edit(case: Case, path: Path) -> None:
    note, _ = notes.write(case, "N", "before")
    head, entries = case.head, case.query("SELECT * FROM edit")
    case.close()
    ran = subprocess.run([sys.executable, "-c", TYPE_AND_DIE, str(path), note.uuid], check=False)
    assert ran.returncode == 9
    with Case.open(path) as again:
        assert drafts.kept(again, Ref("note", note.uuid), "body") == "The ferry 🚢"
        assert notes.get(again, "N").body == "before"
        assert (again.head, again.query("SELECT * FROM edit")) == (head, entries)
        assert check(again).ok


def test_a_draft_belongs_to_one_field_of_one_thing(case: Case) -> None:
    one, other = Ref("note", new_uuid()), Ref("note", new_uuid())
    drafts.keep(case, one, "body", "a")
    drafts.keep(case, one, "title", "b")
    drafts.keep(case, other, "body", "c")
    drafts.keep(case, one, "body", "")
    assert [drafts.kept(case, of, field) for of, field in ((one, "body"), (one, "title"), (other, "body"))] == [
        "",
        "b",
        "c",
    ]
    drafts.drop(case, one, "title")
    assert drafts.kept(case, one, "title") is None
    assert drafts.kept(case, other, "body") == "c"


def test_undo_neither_sees_a_draft_nor_touches_it(case: Case) -> None:
    of = Ref("note", new_uuid())
    drafts.keep(case, of, "body", "typing")
    with pytest.raises(errors.NothingToUndo):
        case.undo()
    notes.write(case, "N", "x")
    case.undo()
    assert drafts.kept(case, of, "body") == "typing"


def test_a_draft_that_a_case_opened_for_reading_could_not_keep_is_refused(case: Case, path: Path) -> None:
    with Case.open(path, readonly=True) as reader, pytest.raises(errors.ReadOnly):
        drafts.keep(reader, Ref("note", new_uuid()), "body", "x")


def test_an_erased_note_leaves_no_draft_and_takes_no_new_one(case: Case) -> None:
    note, _ = notes.write(case, "N", "x")
    of = Ref("note", note.uuid)
    drafts.keep(case, of, "body", "half a sentence")
    case.erase([("note", note.uuid)])
    assert drafts.kept(case, of, "body") is None
    with pytest.raises(errors.Erased):
        drafts.keep(case, of, "body", "half a sentence")
