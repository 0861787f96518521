"""The history: what was done, by whom, to what; and the way back to any of it."""

import pytest

from db import authors, entities, errors, excerpts, history, notes, sources, texts
from db.case import Case
from db.history import Effect
from db.refs import Ref
from db.sensitivity import mark, of
from tests.db.conftest import a_source, content


def test_the_history_names_what_was_done_last_first_and_by_whom(case: Case) -> None:
    authors.sign(case, "Ada  Quill")
    a_source(case)
    notes.write(case, "N", "[[Ana]]")
    found = history.entries(case)
    assert [entry.code for entry in found] == ["note.add", "text.add", "source.add", "author.add"]
    assert {entry.author for entry in found[:-1]} == {"Ada Quill"}
    assert dict(found[0].rows) == {"note": 1, "link": 1, "entity": 1}
    assert found[0].id == case.head
    assert len(history.entries(case, 2)) == 2


def test_signing_again_with_the_same_name_is_the_same_author(case: Case) -> None:
    one = authors.sign(case, "Ada Quill")
    assert authors.sign(case, "ada quill") == one
    assert authors.every(case) == [one]


def test_the_history_of_one_thing_leaves_out_all_others(case: Case) -> None:
    note, _ = notes.write(case, "N", "one")
    notes.write(case, "Other", "x")
    notes.write(case, "N", "two")
    assert [entry.code for entry in history.of_object(case, Ref("note", note.uuid))] == ["note.write", "note.add"]


def test_a_batch_is_one_step(case: Case) -> None:
    for words in ("one", "two", "three"):
        (identity,) = case.store([words.encode()])
        with case.edit("import", batch="b1"):
            sources.add(case, identity, {"title": words})
    notes.write(case, "N", "x")
    steps = history.steps(case)
    assert len(steps) == 2
    listed = history.listed(case, steps)
    assert dict(listed[steps[1]].objects) == {"source": 3}
    history.take_back(case, steps[1])
    assert sources.every(case) == []
    assert [note.title for note in notes.every(case)] == ["N"]
    assert not history.listed(case, steps)[steps[1]].stands


def test_a_preview_changes_nothing(case: Case) -> None:
    notes.write(case, "N", "one")
    notes.write(case, "N", "two")
    before, head = content(case), case.head
    (found,) = history.preview(case, history.steps(case)[0])
    assert (found.title, found.effect, found.fields) == ("N", Effect.CHANGED, ("body",))
    assert (content(case), case.head) == (before, head)
    notes.write(case, "N", "three")


def test_any_version_of_a_thing_can_be_gone_back_to(case: Case) -> None:
    note, _ = notes.write(case, "N", "one [[Ana]]")
    ref = Ref("note", note.uuid)
    notes.write(case, "N", "two [[Bo]]")
    notes.rename(case, note, "M")
    versions = history.versions(case, ref)
    assert [version.fields for version in versions] == [("title",), ("body",), ("body", "title")]
    assert [version.current for version in versions] == [True, False, False]
    history.back_to(case, ref, versions[-1].rev)
    back = notes.get(case, note.uuid)
    assert (back.title, back.body) == ("N", "one [[Ana]]")
    case.undo()
    assert notes.get(case, note.uuid).title == "M"


def test_going_back_never_makes_a_thing_less_sensitive(case: Case) -> None:
    note, _ = notes.write(case, "N", "one")
    ref = Ref("note", note.uuid)
    mark(case, ref, "confidential")
    notes.write(case, "N", "two")
    history.back_to(case, ref, history.versions(case, ref)[-1].rev)
    assert notes.get(case, "N").body == "one"
    assert of(case, ref) == "confidential"


def test_a_version_that_is_not_there_is_unknown(case: Case) -> None:
    note, _ = notes.write(case, "N", "one")
    with pytest.raises(errors.Unknown):
        history.back_to(case, Ref("note", note.uuid), "00" * 32)
    with pytest.raises(errors.Unknown):
        history.take_back(case, "00" * 32)


def test_what_was_erased_has_a_history_without_words(case: Case) -> None:
    made = entities.add(case, "Ana Canary")
    ref = Ref("entity", made.uuid)
    case.erase([("entity", made.uuid)])
    assert [entry.code for entry in history.of_object(case, ref)] == ["erase", "entity.add"]
    assert history.versions(case, ref) == []
    assert "Canary" not in repr(history.entries(case))
    for id_ in history.steps(case):
        assert "Canary" not in repr(history.changed(case, id_))


def test_a_correction_is_told_as_one_change_of_its_source(case: Case) -> None:
    source = a_source(case)
    excerpts.quote(case, source, "The ferry left")
    text = texts.current(case, source.uuid)
    assert text
    texts.correct(case, text, "The ferry left. It came back.")
    step = history.listed(case, history.steps(case))[history.steps(case)[0]]
    assert (step.code, step.first, step.title) == ("text.correct", Ref("source", source.uuid), "Two ferries")
    (changed,) = history.changed(case, step.id)
    assert (changed.ref, changed.effect) == (Ref("source", source.uuid), Effect.CHANGED)
    history.take_back(case, step.id)
    assert texts.current(case, source.uuid) == text
