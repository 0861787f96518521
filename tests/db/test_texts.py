"""Texts: the words of a source, which never change."""

import shutil
from pathlib import Path

import pytest

from db import errors, texts
from db.case import Case
from db.derived import Derived
from db.refs import Ref, Uuid
from db.sensitivity import mark, of
from tests.db.conftest import a_source, tampered, unhurried

WORDS = "Die Fähre 🚢 fuhr ab.\nZurück kam sie nicht.\n\n"


def test_the_words_of_a_text_come_back_character_by_character(case: Case) -> None:
    source = a_source(case, WORDS)
    text = texts.current(case, source.uuid)
    assert text
    assert texts.content(case, text) == WORDS
    assert text.length == len(WORDS)


def test_how_a_text_was_made_is_kept(case: Case) -> None:
    source = a_source(case)
    tool = {"name": "reader", "version": "2.1", "options": {"lang": "it"}}
    text = texts.add(case, source.uuid, "Letto.", kind="recognised", language="it", tool=tool)
    assert (text.kind, text.language, text.tool, text.tool_version) == ("recognised", "it", "reader", "2.1")
    assert text.options == {"lang": "it"}
    assert texts.get(case, text.uuid) == text


def test_the_newest_text_in_the_sources_own_words_is_the_one_to_quote(case: Case) -> None:
    source = a_source(case)
    corrected = texts.add(case, source.uuid, "The ferry left; it came back.", kind="corrected")
    translated = texts.add(case, source.uuid, "Die Fähre fuhr.", kind="translated", original=corrected.uuid)
    assert texts.current(case, source.uuid) == corrected
    assert texts.of_source(case, source.uuid)[1:] == [corrected, translated]
    assert translated.original == corrected.uuid


def test_texts_made_in_one_moment_keep_their_order(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASETHREAD_CACHE", str(tmp_path / "cache"))
    source = a_source(unhurried(case))
    made = [texts.add(case, source.uuid, f"version {number}", kind="corrected") for number in range(40)]
    assert texts.of_source(case, source.uuid)[1:] == made
    assert texts.current(case, source.uuid) == made[-1]
    with Derived(case) as derived:
        assert derived.search("39").total == 1
        assert derived.search("38").total == 0


def test_the_same_words_of_the_same_source_are_the_same_text_and_stay_what_they_were(case: Case) -> None:
    source = a_source(case)
    translated = texts.add(case, source.uuid, "Die Fähre.", kind="translated", language="de")
    mark(case, Ref("text", translated.uuid), "confidential")
    head = case.head
    again = texts.add(case, source.uuid, "Die Fähre.", kind="corrected", language="nl")
    assert case.head == head
    assert (again.kind, again.language) == ("translated", "de")
    assert of(case, Ref("text", again.uuid)) == "confidential"


def test_the_same_words_of_two_sources_are_two_texts(case: Case) -> None:
    one, other = a_source(case, "one"), a_source(case, "two")
    assert texts.add(case, one.uuid, "same").uuid != texts.add(case, other.uuid, "same").uuid


def test_a_person_may_choose_an_older_text_and_it_stays_whatever_comes(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASETHREAD_CACHE", str(tmp_path / "cache"))
    source = a_source(case)
    first = texts.current(case, source.uuid)
    assert first
    texts.add(case, source.uuid, "A reading of the scan.", kind="recognised")
    with Derived(case) as derived:
        assert (derived.search("scan").total, derived.search("ferry").total) == (1, 0)
        texts.choose(case, first)
        assert texts.current(case, source.uuid) == first
        assert (derived.search("scan").total, derived.search("ferry").total) == (0, 1)
        texts.add(case, source.uuid, "Another reading of the scan.", kind="recognised")
        assert texts.current(case, source.uuid) == first
        case.undo()
        case.undo()
        assert (derived.search("scan").total, derived.search("ferry").total) == (1, 0)


def test_a_chosen_text_that_is_gone_leaves_the_newest(case: Case) -> None:
    source = a_source(case)
    second = texts.add(case, source.uuid, "A reading of the scan.", kind="recognised")
    tampered(case, "UPDATE source SET current_text = ?", "0" * 32)
    assert texts.current(case, source.uuid) == second


def test_a_translation_is_never_the_text_to_quote(case: Case) -> None:
    source = a_source(case)
    german = texts.add(case, source.uuid, "Die Fähre.", kind="translated", language="de")
    with pytest.raises(errors.Invalid):
        texts.choose(case, german)
    with pytest.raises(errors.Invalid):
        texts.correct(case, german, "Die Fähre fuhr.")


def test_a_correction_is_read_from_then_on_also_over_an_earlier_choice(case: Case) -> None:
    source = a_source(case)
    first = texts.current(case, source.uuid)
    assert first
    texts.choose(case, first)
    corrected = texts.correct(case, first, "\ufeffThe ferry left.\r\nIt came back.")
    assert texts.content(case, corrected) == "The ferry left.\nIt came back."
    assert (corrected.kind, corrected.original) == ("corrected", first.uuid)
    assert texts.current(case, source.uuid) == corrected
    texts.add(case, source.uuid, "The ferry, read again.")
    assert texts.current(case, source.uuid) == corrected, "what a person corrected stays until a person says otherwise"


def test_a_correction_that_changes_nothing_is_none(case: Case) -> None:
    source = a_source(case)
    first = texts.current(case, source.uuid)
    assert first
    head = case.head
    assert texts.correct(case, first, texts.content(case, first) + "") == first
    assert case.head == head
    with pytest.raises(errors.Invalid):
        texts.correct(case, first, " \n")


def test_a_correction_back_to_the_first_words_is_the_first_text(case: Case) -> None:
    source = a_source(case)
    first = texts.current(case, source.uuid)
    assert first
    second = texts.correct(case, first, "The ferry was late.")
    assert texts.correct(case, second, texts.content(case, first)) == first
    assert texts.current(case, source.uuid) == first
    assert len(texts.of_source(case, source.uuid)) == 2


def test_pages_and_times_go_along_with_a_correction(case: Case) -> None:
    words = "First page, line one.\nSecond page hre.\nThird page."
    places = [0, words.index("Second"), words.index("Third")]
    pages = tuple(zip(places, ("i", "", "3"), strict=True))
    cues = tuple((place, 10.0 * number, 10.0 * number + 5) for number, place in enumerate(places))
    text = texts.add(case, a_source(case, "x").uuid, words, layout=texts.Layout(pages, cues))
    new = "🚢 " + words.replace("line one", "line one, and two").replace("hre", "here")
    corrected = texts.correct(case, text, new)
    moved = [0, new.index("Second"), new.index("Third")]
    assert corrected.layout.pages == tuple(zip(moved, ("i", "", "3"), strict=True))
    assert [cue[0] for cue in corrected.layout.cues] == moved
    assert corrected.layout.cues[2][1:] == (20.0, 25.0)


def test_a_kind_that_does_not_exist_is_refused(case: Case) -> None:
    with pytest.raises(errors.Invalid):
        texts.add(case, a_source(case).uuid, "x", kind="dreamt")
    with pytest.raises(errors.Unknown):
        texts.get(case, Uuid("0" * 32))


def test_words_that_are_no_text_any_more_are_named(case: Case) -> None:
    source = a_source(case, "words")
    text = texts.current(case, source.uuid)
    assert text
    tampered(case, "UPDATE chunk SET data = ?", b"w\xff\xfe!!")
    with pytest.raises(errors.RecordDamaged) as damaged:
        texts.content(case, text)
    assert (damaged.value.kind, damaged.value.identity) == ("text", text.uuid)


def test_copies_that_merged_both_ways_quote_from_the_same_text(case: Case, tmp_path: Path) -> None:
    source = a_source(case)
    shutil.copy(case.path, tmp_path / "copy.casethread")
    with Case.open(tmp_path / "copy.casethread") as other:
        for one, reading in ((case, "The reading of Ann."), (other, "The reading of Bob.")):
            texts.add(one, source.uuid, reading, kind="corrected")
        case.merge(other)
        other.merge(case)
        ours, theirs = (texts.current(one, source.uuid) for one in (case, other))
        assert ours
        assert theirs
        assert texts.content(case, ours) == texts.content(other, theirs)
