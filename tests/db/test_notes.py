"""Notes, and the links from them to entities."""

import pytest

from db import briefs, entities, errors, links, notes
from db.case import Case
from db.refs import Ref


def test_a_note_is_found_by_title_key_and_uuid(case: Case) -> None:
    made, _ = notes.write(case, " Der Hafen ", "Worte")
    assert made.title == "Der Hafen"
    for name in ("Der Hafen", "der hafen ", made.key, made.uuid):
        assert notes.get(case, name) == made
    with pytest.raises(errors.Unknown):
        notes.get(case, "Die Häfen")


def test_writing_a_title_again_replaces_what_it_said(case: Case) -> None:
    first, _ = notes.write(case, "Harbour", "one")
    second, _ = notes.write(case, "HARBOUR", "two")
    assert (second.uuid, second.title, second.body) == (first.uuid, "Harbour", "two")
    assert len(notes.every(case)) == 1


def test_an_exact_title_goes_before_one_that_only_sounds_alike(case: Case) -> None:
    plain, _ = notes.write(case, "Cafe", "plain")
    accented, _ = notes.write(case, "Hotel", "accented")
    notes.rename(case, accented, "Café")
    assert notes.get(case, "Café").uuid == accented.uuid
    assert notes.get(case, "Cafe").uuid == plain.uuid
    with pytest.raises(errors.Ambiguous):
        notes.write(case, "CAFÉ", "which one?")


def test_notes_and_briefings_of_one_title_are_two_things(case: Case) -> None:
    note, _ = notes.write(case, "Harbour", "note")
    brief, _ = briefs.write(case, "Harbour", "briefing")
    assert notes.get(case, "Harbour") == note
    assert briefs.get(case, "Harbour") == brief


def test_a_body_comes_back_character_by_character(case: Case) -> None:
    body = "Zeile 1  \nZeile 2\n\n> “Zitat” [@x]\n\t🚢 \u00a0 e\u0301\n\n"
    assert notes.write(case, "N", body)[0].body == body
    case.undo()
    case.redo()
    assert notes.get(case, "N").body == body


def test_an_empty_body_comes_back_empty(case: Case) -> None:
    notes.write(case, "N", "words")
    assert notes.write(case, "N", "")[0].body == ""
    case.undo()
    assert notes.get(case, "N").body == "words"


# --- links --------------------------------------------------------------------------------------


@pytest.mark.parametrize("link", ["[[ ]]", "[[\u200b]]", "[[ |shown]]"])
def test_brackets_around_nothing_are_kept_and_link_to_nothing(case: Case, link: str) -> None:
    written, linked = notes.write(case, "N", f"See {link} and [[Ana]].")
    assert written.body == f"See {link} and [[Ana]]."
    assert linked.made == ("Ana",)


def test_a_name_nobody_has_yet_becomes_an_entity_and_the_note_links_to_it(case: Case) -> None:
    note, linked = notes.write(case, "N", "[[Ana]] met [[Bo|him]] and [[ANA]].")
    assert linked.made == ("Ana", "Bo")
    assert linked.ambiguous == ()
    ana = entities.get(case, "Ana")
    assert links.targets(case, Ref("note", note.uuid)) == {"ana": ana.uuid, "bo": entities.get(case, "Bo").uuid}
    assert links.to_entity(case, ana.uuid) == [Ref("note", note.uuid)]


def test_a_note_and_the_entities_made_for_it_are_undone_together(case: Case) -> None:
    notes.write(case, "N", "[[Ana]] met [[Bo]].")
    case.undo()
    assert [*entities.every(case), *notes.every(case)] == []


def test_a_name_that_several_have_leads_nowhere_and_is_told(case: Case) -> None:
    entities.add(case, "Ana")
    entities.add(case, "Ana")
    note, linked = notes.write(case, "N", "[[Ana]]")
    assert linked.ambiguous == ("Ana",)
    assert links.targets(case, Ref("note", note.uuid)) == {}


def test_a_link_keeps_its_target_when_the_name_becomes_ambiguous(case: Case) -> None:
    note, _ = notes.write(case, "N", "[[Ana]]")
    first = entities.get(case, "Ana")
    entities.add(case, "Ana")
    notes.write(case, "N", "[[Ana]] again")
    assert links.targets(case, Ref("note", note.uuid)) == {"ana": first.uuid}


def test_a_name_taken_out_of_a_note_is_no_link_any_more_and_may_come_back(case: Case) -> None:
    note, _ = notes.write(case, "N", "[[Ana]] and [[Bo]]")
    before = links.targets(case, Ref("note", note.uuid))
    notes.write(case, "N", "[[Bo]]")
    assert set(links.targets(case, Ref("note", note.uuid))) == {"bo"}
    notes.write(case, "N", "[[Ana]] and [[Bo]]")
    assert links.targets(case, Ref("note", note.uuid)) == before
    assert len(case.query("SELECT * FROM link")) == 2


def test_a_note_in_the_trash_takes_its_links_along(case: Case) -> None:
    note, _ = notes.write(case, "N", "[[Ana]]")
    ana = entities.get(case, "Ana")
    notes.remove(case, note)
    assert links.to_entity(case, ana.uuid) == []
    case.undo()
    assert links.to_entity(case, ana.uuid) == [Ref("note", note.uuid)]
    assert notes.get(case, "N") == note
