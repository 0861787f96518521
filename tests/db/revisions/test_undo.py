"""Undo and redo: any edit taken back exactly, by anybody, at any later time."""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import briefs, entities, errors, excerpts, notes, sensitivity, sources, texts
from db.case import Case
from db.importers import intake
from db.refs import Ref
from db.revisions.content import DELETED, Content
from db.revisions.undo import next_undo, take_back
from db.upkeep.check import check
from tests.db.conftest import a_source, content, unhurried
from tests.db.revisions.replicas import Actor, Replica


@pytest.fixture
def replica() -> Iterator[Replica]:
    made = Replica()
    yield made
    made.close()


def _live(replica: Replica) -> dict[str, dict[Any, Content]]:
    return {
        tbl: {uuid: row for uuid, row in rows.items() if DELETED not in row} for tbl, rows in replica.content().items()
    }


def _edits(replica: Replica) -> int:
    return len(replica.ledger.query("SELECT 1 FROM edit"))


# --- any edit -----------------------------------------------------------------------------------


@given(seed=st.integers(0, 1 << 30))
@settings(max_examples=60)
def test_undo_after_any_edit_restores_what_was_before_and_redo_what_was_after(seed: int) -> None:
    replica, actor = Replica(), Actor(random.Random(seed))
    for _ in range(15):
        before, known = _live(replica), _edits(replica)
        actor.rng.choice([actor._insert, actor._edit, actor._edit_batch, actor._remove])(replica)
        if _edits(replica) > known:
            after = _live(replica)
            replica.undo()
            assert _live(replica) == before
            replica.redo()
            assert _live(replica) == after
    replica.close()


@given(seed=st.integers(0, 1 << 30))
@settings(max_examples=40)
def test_everything_can_be_taken_back_to_the_beginning_and_made_again(seed: int) -> None:
    replica, actor = Replica(), Actor(random.Random(seed))
    states = [_live(replica)]
    for _ in range(12):
        known = _edits(replica)
        actor.rng.choice([actor._insert, actor._edit, actor._edit_batch, actor._remove])(replica)
        if _edits(replica) > known:
            states.append(_live(replica))
    for state in reversed(states[:-1]):
        replica.undo()
        assert _live(replica) == state
    with pytest.raises(errors.NothingToUndo):
        replica.undo()
    for state in states[1:]:
        replica.redo()
        assert _live(replica) == state
    with pytest.raises(errors.NothingToRedo):
        replica.redo()
    replica.close()


Pick = Callable[[list[Any]], Any]


def _on_sources(case: Case, word: str, pick: Pick) -> list[Callable[[], object]]:
    source = pick(sources.every(case))
    if source is None:
        return [lambda: a_source(case, f"{word} left. {word}x came.", title=word)]
    return [
        lambda: a_source(case, f"{word} left. {word}x came.", title=word, author=("Ada", word)),
        lambda: sources.revise(case, source, {"title": word, "issued": None}),
        lambda: sources.remove(case, source),
        lambda: texts.add(case, source.uuid, f"{word} left; {word}x came.", kind="corrected"),
        lambda: excerpts.quote(case, source, " left", nth=1, comment=word),
        lambda: sensitivity.mark(case, Ref("source", source.uuid), pick([*sensitivity.LEVELS])),
    ]


def _on_excerpts(case: Case, word: str, pick: Pick) -> list[Callable[[], object]]:
    excerpt = pick(excerpts.every(case))
    if excerpt is None:
        return []
    return [lambda: excerpts.comment(case, excerpt, word), lambda: excerpts.remove(case, excerpt)]


def _on_writing(case: Case, word: str, pick: Pick) -> list[Callable[[], object]]:
    note, name = pick(notes.every(case)), pick(["Ana", "Bo", word])
    found: list[Callable[[], object]] = [
        lambda: notes.write(case, word, f"About [[{name}]]\n\nand {word}.\n"),
        lambda: briefs.write(case, pick(["B", word]), f"Briefing on [[{name}]] {word}.\n"),
    ]
    if note is not None:
        found += [
            lambda: notes.write(case, note.title, f"{note.body}More of [[{name}]].\n"),
            lambda: notes.rename(case, note, word),
            lambda: notes.remove(case, note),
        ]
    return found


def _on_entities(case: Case, word: str, pick: Pick) -> list[Callable[[], object]]:
    entity = pick(entities.every(case))
    found: list[Callable[[], object]] = [lambda: entities.write(case, pick(["Ana", word]), "person", [word])]
    if entity is not None:
        found += [
            lambda: entities.rename(case, entity, word),
            lambda: entities.remove(case, entity),
            lambda: sensitivity.mark(case, Ref("entity", entity.uuid), "internal"),
        ]
    return found


def _restore(case: Case, pick: Pick) -> list[Callable[[], object]]:
    tables = [name for name in case.ledger.tables if name not in ("author", "conflict")]
    trashed = [
        (tbl, uuid)
        for tbl in tables
        for (uuid,) in case.ledger.query(f"SELECT uuid FROM {tbl} WHERE deleted_at IS NOT NULL ORDER BY rowid")
    ]

    def restore() -> None:
        with case.edit("trash.restore") as edit:
            edit.restore(*pick(trashed))

    return [restore] if trashed else []


def _do_something(case: Case, data: st.DataObject, word: str) -> None:
    def pick(things: list[Any]) -> Any:
        return things[data.draw(st.integers(0, len(things) - 1))] if things else None

    possible = [
        *_on_sources(case, word, pick),
        *_on_excerpts(case, word, pick),
        *_on_writing(case, word, pick),
        *_on_entities(case, word, pick),
        *_restore(case, pick),
    ]
    refused = (errors.Ambiguous, errors.QuoteNotFound, errors.QuoteAmbiguous, errors.ChangedSince)
    with suppress(*refused), case.edit("step"):
        pick(possible)()


@given(data=st.data())
@settings(max_examples=30)
def test_edits_of_all_subjects_are_taken_back_exactly_and_survive_reopening(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.casethread")
        Case.create(path).close()
        with Case.open(path) as case:
            unhurried(case)
            states = [content(case)]
            for number in range(data.draw(st.integers(1, 12))):
                head = case.head
                _do_something(case, data, f"w{number}")
                states += [content(case)] if case.head != head else []
        with Case.open(path) as case:
            unhurried(case)
            for state in reversed(states[:-1]):
                case.undo()
                assert content(case) == state
        with Case.open(path) as case:
            unhurried(case)
            for state in states[1:]:
                case.redo()
                assert content(case) == state
            assert check(case).ok


# --- what can be taken back, and when -----------------------------------------------------------


def test_a_new_edit_ends_what_could_be_made_again(replica: Replica) -> None:
    replica.add_memo(title="one")
    replica.undo()
    replica.add_memo(title="two")
    with pytest.raises(errors.NothingToRedo):
        replica.redo()
    assert [row["title"] for row in _live(replica)["memo"].values()] == ["two"]


def test_undo_goes_on_below_what_was_undone_before(replica: Replica) -> None:
    memo = replica.add_memo(title="one")
    replica.change("memo", memo, title="two")
    replica.undo()
    replica.change("memo", memo, title="three")
    replica.undo()
    replica.undo()
    assert _live(replica)["memo"] == {}
    with pytest.raises(errors.NothingToUndo):
        replica.undo()


def test_a_batch_is_taken_back_and_made_again_as_one(replica: Replica) -> None:
    kept = replica.add_memo(title="kept")
    for number in range(3):
        with replica.edit("import", batch="b") as edit:
            edit.update("memo", kept, {"title": f"changed {number}"})
        replica.add_paper(str(number))
    with replica.edit("import", batch="c") as edit:
        edit.update("memo", kept, {"body": "of another batch"})
    after = _live(replica)
    replica.undo()
    replica.undo()  # the last paper, which is in no batch
    replica.undo()
    assert _live(replica)["memo"][kept] == {"title": "kept"}
    assert len(_live(replica)["paper"]) == 2
    for _ in range(3):
        replica.redo()
    assert _live(replica) == after


def test_taking_back_a_batch_leaves_what_was_done_between_its_edits(replica: Replica) -> None:
    memo = replica.add_memo(title="A", body="1\n")
    with replica.edit("import", batch="b") as edit:
        edit.update("memo", memo, {"title": "B"})
    replica.change("memo", memo, body="2\n")
    with replica.edit("import", batch="b") as edit:
        edit.update("memo", memo, {"title": "C"})
    replica.undo()
    assert _live(replica)["memo"][memo] == {"title": "A", "body": "2\n"}


def test_an_import_is_taken_back_at_once_and_can_come_in_again(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text(f"The {name}\n\nIt left, said {name}.", encoding="utf-8")
    files = intake.files_in([folder])
    assert [outcome.status for outcome in intake.take_in(intake.directly(case), files)] == ["added"] * 3
    before = content(case)
    case.undo()
    assert not any(content(case).values())
    case.redo()
    assert content(case) == before
    case.undo()
    assert [outcome.status for outcome in intake.take_in(intake.directly(case), files)] == ["added"] * 3
    assert content(case) == before
    assert check(case).ok


def test_an_edit_further_back_is_taken_back_and_later_work_stays(replica: Replica) -> None:
    memo = replica.add_memo(title="A", body="one\n\ntwo\n\nthree\n")
    replica.change("memo", memo, title="B", body="ONE\n\ntwo\n\nthree\n")
    wanted = list(replica.ledger.edits())[-1]
    replica.change("memo", memo, body="ONE\n\ntwo\n\nTHREE\n")
    other = replica.add_paper("1", title="P")
    with replica.transaction():
        take_back(replica.ledger, wanted)
    assert _live(replica)["memo"][memo] == {"title": "A", "body": "one\n\ntwo\n\nTHREE\n"}
    assert other in _live(replica)["paper"]
    replica.undo()
    assert other not in _live(replica)["paper"], "what was taken back already is not taken back again"


def test_where_later_work_wrote_over_it_later_work_stays(replica: Replica) -> None:
    memo = replica.add_memo(title="A")
    replica.change("memo", memo, title="B")
    wanted = list(replica.ledger.edits())[-1]
    replica.change("memo", memo, title="C")
    with replica.transaction():
        take_back(replica.ledger, wanted)
    assert _live(replica)["memo"][memo] == {"title": "C"}


def test_what_was_worked_on_since_does_not_vanish(replica: Replica) -> None:
    memo = replica.add_memo(title="A")
    added = list(replica.ledger.edits())[-1]
    replica.change("memo", memo, title="B")
    with pytest.raises(errors.ChangedSince) as refused, replica.transaction():
        take_back(replica.ledger, added)
    assert refused.value.rows == (("memo", memo),)
    assert _live(replica)["memo"][memo] == {"title": "B"}


def test_what_something_else_hangs_on_does_not_vanish(replica: Replica) -> None:
    memo, paper = replica.add_memo(title="A"), replica.add_paper("1")
    added = next(iter(replica.ledger.edits()))
    pin = replica.pin(memo, paper)
    before = _edits(replica)
    with pytest.raises(errors.ChangedSince) as refused, replica.transaction():
        take_back(replica.ledger, added)
    assert refused.value.rows == (("pin", pin),)
    assert (_edits(replica), replica.live("memo")) == (before, [memo])


def test_taking_back_an_undo_is_a_redo_and_the_other_way_round(replica: Replica) -> None:
    memo = replica.add_memo(title="A")
    replica.change("memo", memo, title="B")
    undone = replica.undo()
    replica.add_paper("1")
    with replica.transaction():
        redone = take_back(replica.ledger, undone)
    assert redone.code == "redo"
    assert _live(replica)["memo"][memo] == {"title": "B"}
    with replica.transaction():
        assert take_back(replica.ledger, redone).code == "undo"
    assert _live(replica)["memo"][memo] == {"title": "A"}
    replica.undo()
    assert _live(replica) == {"paper": {}, "memo": {memo: {"title": "A"}}, "pin": {}}


def test_what_is_final_is_not_taken_back(replica: Replica) -> None:
    memo = replica.add_memo(title="A")
    replica.erase("memo", memo)
    erased = list(replica.ledger.edits())[-1]
    with pytest.raises(errors.NothingToUndo), replica.transaction():
        take_back(replica.ledger, erased)


def test_undo_passes_over_what_was_erased(replica: Replica) -> None:
    kept, gone = replica.add_memo(title="kept"), replica.add_memo(title="gone")
    replica.change("memo", kept, title="changed")
    replica.erase("memo", gone)
    replica.undo()
    assert _live(replica)["memo"] == {kept: {"title": "kept"}}
    replica.undo()
    assert _live(replica)["memo"] == {kept: {"title": "kept"}}
    replica.undo()
    assert _live(replica)["memo"] == {}


# --- merges -------------------------------------------------------------------------------------


def test_a_merge_is_withdrawn_and_can_be_merged_again(replica: Replica) -> None:
    memo = replica.add_memo(title="A", body="one\n\ntwo\n")
    other = replica.copy()
    other.change("memo", memo, body="one\n\nTWO\n")
    other.pin(memo, other.add_paper("1"))
    replica.change("memo", memo, title="B")
    before = replica.heads()
    replica.merge(other)
    merged = replica.heads()
    replica.undo()
    assert replica.heads() == before
    replica.merge(other)
    assert replica.heads() == merged
    with replica.transaction():
        assert take_back(replica.ledger, next_undo(replica.ledger)[0]).code == "unmerge"
    assert replica.heads() == before
    other.close()


def test_a_merge_that_was_worked_on_is_not_withdrawn(replica: Replica) -> None:
    memo = replica.add_memo(title="A")
    other = replica.copy()
    paper = other.add_paper("1")
    replica.merge(other)
    merge = next_undo(replica.ledger)[0]
    pin = replica.pin(memo, paper)
    with pytest.raises(errors.ChangedSince) as refused, replica.transaction():
        take_back(replica.ledger, merge)
    assert refused.value.rows == (("pin", pin),)
    assert replica.live("paper") == [paper]
    other.close()
