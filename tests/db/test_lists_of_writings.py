"""Notes and briefings as lists and editors need them: by identity, in order, numbered."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import drafts, errors, history, links, notes, sources, texts, writings
from db.briefings.compose import compose, numbered
from db.briefings.library import CaseLibrary
from db.briefs import Brief
from db.case import Case
from db.refs import Ref, Uuid, new_uuid


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.create(tmp_path / "lists.casethread")


def test_a_note_begun_with_a_taken_title_gets_a_number(case: Case) -> None:
    assert [notes.add(case, " New note ").title for _ in range(3)] == ["New note", "New note 2", "New note 3"]


def test_revising_goes_by_identity_and_brings_links_in_line(case: Case) -> None:
    note, _ = notes.write(case, "Old", "nothing")
    written, linked = notes.revise(case, note.uuid, "see [[Prato]]", "New ")
    assert (written.uuid, written.title, written.body) == (note.uuid, "New", "see [[Prato]]")
    assert linked.made == ("Prato",)
    assert list(links.targets(case, Ref("note", note.uuid))) == ["prato"]
    assert len(history.of_object(case, Ref("note", note.uuid))) == 2


def test_a_note_in_the_trash_is_not_revised(case: Case) -> None:
    note, _ = notes.write(case, "Old", "nothing")
    notes.remove(case, note)
    with pytest.raises(errors.Unknown):
        notes.revise(case, note.uuid, "words")
    with pytest.raises(errors.Unknown):
        notes.revise(case, new_uuid(), "words")


def test_lists_come_in_the_order_asked_for(case: Case) -> None:
    first, _ = notes.write(case, "b first", "Ferries and 渡轮")
    second, _ = notes.write(case, "A second", "Nothing")
    notes.revise(case, first.uuid, "Férries and 渡轮 again")
    assert notes.in_order(case) == [first.uuid, second.uuid]
    assert notes.in_order(case, "title") == [second.uuid, first.uuid]
    assert notes.in_order(case, "added") == [second.uuid, first.uuid]
    assert notes.in_order(case, containing="AGAIN ferries 渡轮") == [first.uuid]


def test_a_listed_note_says_when_it_changed_and_what_it_leads_to(case: Case) -> None:
    note, _ = notes.write(case, "N", "# Head\n\n> *What* [[A|we]] and [[a|they]] say [@k-1; @k-2] [@k-3].")
    found = notes.listed(case, [note.uuid, Uuid("0" * 32)])
    (listed,) = found.values()
    assert listed.opening == "What we and they say."
    assert (listed.citations, listed.links) == (2, 2)
    assert listed.changed_at == history.entries(case)[0].at


def test_the_first_words_are_read_without_marks() -> None:
    assert writings.opening("## Head\n\n1. **One** `two`\n- three | four") == "One two three four"
    assert writings.opening("") == ""


def test_drafts_of_several_fields_are_kept_and_dropped_together(case: Case) -> None:
    of = Ref("note", new_uuid())
    assert drafts.of_object(case, of) is None
    drafts.keep_all(case, of, {"title": "T", "body": "B"})
    drafts.keep_all(case, of, {"body": "B2"})
    kept = drafts.of_object(case, of)
    assert kept is not None
    assert dict(kept.fields) == {"title": "T", "body": "B2"}
    drafts.drop_all(case, of)
    assert drafts.of_object(case, of) is None


def test_a_text_is_numbered_while_it_is_written_as_it_will_be_when_exported(case: Case) -> None:
    (identity,) = case.store([b"article"])
    source = sources.add(case, identity, {"title": "Article", "publisher": "Paper"})
    texts.add(case, source.uuid, "Words.")
    body = f"One [@{source.key}]. Two[^own] [[A]]. Three [@{source.key}, p. 3].\n\n[^own]: Mine.\n"
    shown = numbered(CaseLibrary(case), body, "<{}>".format)
    assert shown.markdown.strip() == "One<1>. Two<2> [[A]]. Three<3>."
    exported = compose(CaseLibrary(case), Brief(uuid=new_uuid(), key="k", title="T", body=body), "", datetime.now(UTC))
    for number, words in enumerate(shown.notes, 1):
        assert f"[^{number}]: {words}\n" in exported
