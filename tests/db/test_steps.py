"""Steps of the history: what each changed, and what taking one back does to the others."""

import pytest

from db import entities, errors, history, notes, sources
from db.case import Case
from db.history import Effect
from db.refs import Ref


def _import(case: Case, *titles: str, batch: str | None = None) -> None:
    for title in titles:
        (identity,) = case.store([title.encode()])
        with case.edit("import", batch=batch):
            sources.add(case, identity, {"title": title})


def _steps(case: Case) -> list[history.Step]:
    ids = history.steps(case)
    found = history.listed(case, ids)
    return [found[id_] for id_ in ids]


def test_a_step_says_what_it_changed_by_title(case: Case) -> None:
    note, _ = notes.write(case, "Offices", "Of [[Zhang Wei]].")
    (step,) = _steps(case)
    found = {(one.title, one.effect) for one in history.changed(case, step.id)}
    assert found == {("Offices", Effect.ADDED), ("Zhang Wei", Effect.ADDED)}
    notes.write(case, "Offices", "Nobody.")
    (changed, *_) = history.changed(case, _steps(case)[0].id)
    assert (changed.ref, changed.effect, changed.fields) == (Ref("note", note.uuid), Effect.CHANGED, ("body",))


def test_taking_back_a_batch_takes_all_of_it_back_and_leaves_the_rest(case: Case) -> None:
    _import(case, "One", "Two", batch="b1")
    _import(case, "Three", batch="b2")
    notes.write(case, "Later", "")
    history.take_back(case, _steps(case)[2].id)
    assert [source.title for source in sources.every(case)] == ["Three"]
    assert [note.title for note in notes.every(case)] == ["Later"]


def test_a_step_that_was_taken_back_can_come_again_and_not_be_taken_back_twice(case: Case) -> None:
    _import(case, "One", "Two", batch="b1")
    first = _steps(case)[0].id
    history.take_back(case, first)
    undo, import_ = _steps(case)
    assert (undo.of, undo.can_go, import_.stands, import_.can_go) == ("import", True, False, False)
    with pytest.raises(errors.NothingToUndo):
        history.take_back(case, first)
    history.take_back(case, undo.id)
    assert len(sources.every(case)) == 2
    assert [step.can_go for step in _steps(case)] == [True, False, True]


def test_a_preview_is_refused_for_what_later_work_rests_on(case: Case) -> None:
    (added,) = [entities.add(case, "Zhang Wei")]
    step = _steps(case)[0]
    entities.rename(case, added, "张伟")
    with pytest.raises(errors.ChangedSince):
        history.preview(case, step.id)
