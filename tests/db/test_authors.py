"""Who writes: with the first thing they do, and never something to be taken back."""

import pytest

from db import authors, errors, notes
from db.case import Case


def test_undo_takes_back_what_was_done_and_not_who_did_it(case: Case) -> None:
    notes.write(case, "Harbour", "one")
    notes.write(case, "Harbour", "two")
    authors.sign(case, "Ada Quill")
    case.undo()
    assert notes.get(case, "Harbour").body == "one"
    case.undo()
    with pytest.raises(errors.NothingToUndo):
        case.undo()
    assert [author.name for author in authors.every(case)] == ["Ada Quill"]


def test_somebody_new_can_make_again_what_was_taken_back(case: Case) -> None:
    notes.write(case, "Harbour", "one")
    case.undo()
    authors.sign(case, "Ada Quill")
    case.redo()
    assert notes.get(case, "Harbour").body == "one"
