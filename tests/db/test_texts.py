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
