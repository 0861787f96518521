"""Entities: one thing by all its names, and names that several things share."""

import pytest

from db import entities, errors, links, notes
from db.case import Case
from db.refs import Ref
from db.sensitivity import mark, of


def test_an_entity_answers_to_all_its_names_however_they_are_typed(case: Case) -> None:
    made = entities.add(case, "Zhang Wei", "person", ["张伟", "Чжан Вэй", "Zhāng Wěi Sr"])
    assert made.names == ("Zhang Wei", *sorted(["张伟", "Чжан Вэй", "Zhāng Wěi Sr"]))
    for name in ("Zhang  Wei", "ZHANG WEI", "张伟", "чжан вэй", "Zhang Wei Sr", made.key, made.uuid):
        assert entities.get(case, name) == made
    with pytest.raises(errors.Unknown):
        entities.get(case, "Zhang")


@pytest.mark.parametrize("name", ["", "  ", "\u0301", "[[x]]", "a|b"])
def test_a_name_that_cannot_be_read_or_linked_is_refused(case: Case, name: str) -> None:
    with pytest.raises(errors.Invalid):
        entities.add(case, name)
    with pytest.raises(errors.Invalid):
        entities.add(case, "Fine", aliases=[name])
    assert entities.every(case) == []


def test_a_kind_that_does_not_exist_is_refused(case: Case) -> None:
    with pytest.raises(errors.Invalid):
        entities.add(case, "Ana", "ghost")
    entities.add(case, "Ana")
    with pytest.raises(errors.Invalid):
        entities.write(case, "Ana", "ghost")


def test_two_people_who_name_one_thing_make_one_entity(case: Case) -> None:
    made = entities.add(case, "Ana Ruiz")
    case.undo()
    assert entities.add(case, "ana  RUIZ").uuid == made.uuid


def test_a_name_that_two_go_by_is_a_warning_and_not_an_error(case: Case) -> None:
    one, other = entities.add(case, "Ana"), entities.add(case, "ana")
    assert one.uuid != other.uuid
    assert {entity.uuid for entity in entities.named(case, "ANA")} == {one.uuid, other.uuid}
    assert list(entities.ambiguous(case)) == ["ana"]
    with pytest.raises(errors.Ambiguous) as refused:
        entities.get(case, "Ana")
    assert set(refused.value.keys) == {one.key, other.key}
    with pytest.raises(errors.Ambiguous):
        entities.write(case, "Ana", "person")


def test_writing_about_a_known_entity_adds_to_it(case: Case) -> None:
    entities.write(case, "Ana", "person", ["Anita"])
    found = entities.write(case, "anita", aliases=["Ana", "Anita", "Nita"])
    assert (found.name, found.kind, found.aliases) == ("Ana", "person", ("Anita", "Nita"))
    assert entities.every(case) == [found]


def test_a_renamed_entity_keeps_its_old_name_and_its_links(case: Case) -> None:
    note, _ = notes.write(case, "N", "[[Ana]] was there.")
    made = entities.get(case, "Ana")
    renamed = entities.rename(case, made, "Ana Ruiz")
    assert (renamed.uuid, renamed.names) == (made.uuid, ("Ana Ruiz", "Ana"))
    assert links.targets(case, Ref("note", note.uuid)) == {"ana": made.uuid}
    assert entities.rename(case, renamed, "Ana").names == ("Ana", "Ana Ruiz")


def test_an_entity_in_the_trash_takes_its_names_along_and_comes_back_with_them(case: Case) -> None:
    note, _ = notes.write(case, "N", "[[Ana]] was there.")
    made = entities.write(case, "Ana", "person", ["Anita"])
    entities.remove(case, made)
    assert entities.every(case) == entities.named(case, "Anita") == []
    assert links.to_entity(case, made.uuid) == []
    with case.edit("trash.restore") as edit:
        edit.restore("entity", made.uuid)
    assert entities.every(case) == [made]
    assert links.to_entity(case, made.uuid) == [Ref("note", note.uuid)]


def test_a_link_does_not_come_back_into_a_note_that_was_thrown_away_meanwhile(case: Case) -> None:
    note, _ = notes.write(case, "N", "[[Ana]] was there.")
    made = entities.get(case, "Ana")
    entities.remove(case, made)
    notes.remove(case, note)
    with case.edit("trash.restore") as edit:
        edit.restore("entity", made.uuid)
    assert entities.every(case) == [made]
    assert notes.every(case) == []
    assert links.to_entity(case, made.uuid) == []


def test_an_entity_added_again_from_the_trash_is_as_sensitive_as_it_was(case: Case) -> None:
    made = entities.add(case, "Ana")
    mark(case, Ref("entity", made.uuid), "confidential")
    entities.remove(case, made)
    again = entities.add(case, "Ana")
    assert again.uuid == made.uuid
    assert of(case, Ref("entity", again.uuid)) == "confidential"


# --- after an erasure ---------------------------------------------------------------------------


def test_a_note_that_names_an_erased_entity_can_still_be_written(case: Case) -> None:
    notes.write(case, "N", "[[Ana]] was there.")
    case.erase([("entity", entities.get(case, "Ana").uuid)])
    written, linked = notes.write(case, "N", "[[Ana]] was there, with [[Bo]].")
    assert "with [[Bo]]" in written.body
    assert linked.made == ("Bo",), "an erased entity came back without anybody's will"
    assert [entity.name for entity in entities.every(case)] == ["Bo"]


def test_an_erased_name_can_be_given_to_somebody_new(case: Case) -> None:
    note, _ = notes.write(case, "N", "[[Ana]] was there.")
    erased = entities.get(case, "Ana")
    case.erase([("entity", erased.uuid)])
    made = entities.add(case, "Ana", "person", ["Anita"])
    assert made.uuid != erased.uuid
    notes.write(case, "N", "[[Ana]] was there again.")
    assert links.targets(case, Ref("note", note.uuid)) == {"ana": made.uuid}
    notes.write(case, "N", "Nobody was there.")
    assert links.targets(case, Ref("note", note.uuid)) == {}


def test_an_erased_alias_does_not_come_back_by_itself(case: Case) -> None:
    made = entities.add(case, "Ana", aliases=["Anita"])
    (alias,) = case.query("SELECT uuid FROM alias")
    case.erase([("alias", alias["uuid"])])
    with pytest.raises(errors.Erased):
        entities.write(case, "Ana", aliases=["Anita"])
    assert entities.get(case, made.uuid).aliases == ()
