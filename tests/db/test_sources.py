"""Sources: one document each, however often it comes in, with what is known of it."""

from typing import Any

import pytest

from db import errors, excerpts, sensitivity, sources, texts
from db.blobs import sha256
from db.case import Case
from db.refs import Ref, Uuid
from db.spans import Span
from tests.db.conftest import a_source, an_excerpt, content

VALUES: dict[str, Any] = {
    "type": "article-newspaper",
    "title": "Zwei Fähren",
    "author": ("Ada Quill", "张伟"),
    "container_title": "The Guardian",
    "issued": "2022-12",
    "language": "de",
    "url": "https://example.org/a?b=c",
    "obtained_from": "a former clerk",
    "media_type": "text/plain",
    "file_name": "fähren.txt",
}


def test_what_is_known_of_a_source_comes_back_as_it_was_given(case: Case) -> None:
    source = a_source(case, **VALUES, held="photograph", status="withdrawn")
    for name, value in VALUES.items():
        assert getattr(source, name) == value
    assert (source.held, source.status, source.sensitivity) == ("photograph", "withdrawn", "open")
    assert source.sha256 == sha256(b"The ferry left. The ferry came back.").hex()
    assert sources.every(case) == [source]


def test_a_document_that_comes_in_twice_is_one_source_and_stays_as_it_is(case: Case) -> None:
    first = a_source(case, title="First")
    head = case.head
    assert a_source(case, title="Second") == first
    assert case.head == head


def test_two_people_who_import_one_document_make_one_source(case: Case) -> None:
    source = a_source(case)
    assert source.uuid == case.natural_uuid("source", source.sha256 or "")


def test_a_source_is_found_by_key_uuid_and_title(case: Case) -> None:
    source = a_source(case, title="Zwei Fähren")
    for name in (source.key, source.uuid, source.uuid[:8], "zwei fahren", "ZWEI FÄHREN"):
        assert sources.get(case, name) == source
    with pytest.raises(errors.Unknown):
        sources.get(case, "drei Fähren")


def test_a_title_that_two_sources_have_is_ambiguous(case: Case) -> None:
    one, other = a_source(case, "one", title="Ferries"), a_source(case, "two", title="ferries")
    with pytest.raises(errors.Ambiguous) as refused:
        sources.get(case, "Ferries")
    assert set(refused.value.keys) == {one.key, other.key}


@pytest.mark.parametrize(("field", "value"), [("held", "stolen"), ("status", "old"), ("sensitivity", "secret")])
def test_a_value_outside_its_choices_is_refused(case: Case, field: str, value: str) -> None:
    with pytest.raises(errors.Invalid):
        a_source(case, **{field: value})
    assert sources.every(case) == []
    source = a_source(case)
    with pytest.raises(errors.Invalid):
        sources.revise(case, source, {field: value})


def test_what_a_person_changes_is_from_that_person(case: Case) -> None:
    (identity,) = case.store([b"x"])
    source = sources.add(case, identity, {"title": "A", "issued": "2021"}, origins={"title": "meta", "issued": "guess"})
    revised = sources.revise(case, source, {"issued": "2022", "conditions": "not before May"})
    assert (revised.issued, revised.conditions, revised.title) == ("2022", "not before May", "A")
    assert revised.origins == {"title": "meta", "issued": "person"}


def test_what_was_wrong_can_be_taken_away(case: Case) -> None:
    source = a_source(case, **VALUES)
    revised = sources.revise(case, source, {"issued": None, "author": (), "obtained_from": None})
    assert (revised.issued, revised.author, revised.obtained_from) == (None, (), None)
    assert revised.title == source.title


def test_a_key_never_changes_whatever_becomes_of_its_source(case: Case) -> None:
    source = a_source(case, **VALUES)
    assert source.key.startswith("guardian2022-")
    sources.revise(case, source, {"container_title": "The Herald", "issued": "1999"})
    sources.remove(case, source)
    again = a_source(case, container_title="The Mirror", issued="2001")
    assert (again.uuid, again.key) == (source.uuid, source.key)


def test_the_key_of_a_confidential_source_says_nothing(case: Case) -> None:
    source = a_source(case, **VALUES, sensitivity="confidential")
    assert source.key.startswith("s-")


def test_what_was_confidential_comes_back_confidential(case: Case) -> None:
    source = a_source(case, sensitivity="confidential")
    key = source.key
    sources.remove(case, source)
    again = a_source(case)
    assert (again.sensitivity, again.key) == ("confidential", key)


# --- the trash ----------------------------------------------------------------------------------


def test_a_source_goes_into_the_trash_and_comes_back_with_all_that_hangs_on_it(case: Case) -> None:
    source = a_source(case)
    an_excerpt(case, source, "came back", comment="really?")
    before = content(case)
    sources.remove(case, source)
    assert not any(content(case).values())
    assert [*sources.every(case), *excerpts.every(case), *texts.of_source(case, source.uuid)] == []
    _restore(case, "source", source.uuid)
    assert content(case) == before


def test_an_excerpt_that_was_in_the_trash_before_stays_there(case: Case) -> None:
    source = a_source(case)
    kept, thrown = an_excerpt(case, source, "left"), an_excerpt(case, source, "came back")
    with case.edit("excerpt.remove") as edit:
        edit.update("excerpt", thrown.uuid, {"deleted_at": "2020-01-01T00:00:00.000Z"})
    sources.remove(case, source)
    _restore(case, "source", source.uuid)
    assert excerpts.every(case) == [kept]


def test_an_excerpt_taken_out_of_the_trash_brings_its_source_back(case: Case) -> None:
    source = a_source(case)
    excerpt = an_excerpt(case, source, "left")
    sources.remove(case, source)
    _restore(case, "excerpt", excerpt.uuid)
    assert excerpts.every(case) == [excerpt]
    assert sources.every(case) == [source]
    assert texts.current(case, source.uuid)


def test_nothing_live_ever_hangs_on_what_lies_in_the_trash(case: Case) -> None:
    source = a_source(case)
    text = texts.current(case, source.uuid)
    assert text
    sources.remove(case, source)
    with pytest.raises(errors.ChangedSince):
        excerpts.add(case, text, "The ferry left.", Span(0, 3))
    with pytest.raises(errors.ChangedSince):
        texts.add(case, source.uuid, "Other words.")
    with pytest.raises(errors.ChangedSince), case.edit("excerpt.add") as edit:
        edit.update("text", text.uuid, {"deleted_at": None})
    assert excerpts.every(case) == []


def _restore(case: Case, kind: str, uuid: Uuid) -> None:
    with case.edit("trash.restore") as edit:
        edit.restore(kind, uuid)


# --- sensitivity --------------------------------------------------------------------------------


def test_what_hangs_on_a_confidential_source_is_confidential(case: Case) -> None:
    source = a_source(case)
    excerpt = an_excerpt(case, source, "left")
    text = texts.current(case, source.uuid)
    assert text
    sensitivity.mark(case, Ref("source", source.uuid), "confidential")
    for ref in (Ref("source", source.uuid), Ref("text", text.uuid), Ref("excerpt", excerpt.uuid)):
        assert sensitivity.of(case, ref) == "confidential"
    sensitivity.mark(case, Ref("source", source.uuid), "open")
    assert sensitivity.of(case, Ref("excerpt", excerpt.uuid)) == "open"


def test_an_excerpt_may_be_more_sensitive_than_its_source(case: Case) -> None:
    source = a_source(case, sensitivity="internal")
    excerpt = an_excerpt(case, source, "left")
    assert excerpt.sensitivity == "internal"
    sensitivity.mark(case, Ref("excerpt", excerpt.uuid), "confidential")
    assert sensitivity.of(case, Ref("excerpt", excerpt.uuid)) == "confidential"
    assert sensitivity.of(case, Ref("source", source.uuid)) == "internal"


def test_a_level_that_does_not_exist_is_refused(case: Case) -> None:
    source = a_source(case)
    with pytest.raises(errors.Invalid):
        sensitivity.mark(case, Ref("source", source.uuid), "secret")
    with pytest.raises(errors.Unknown):
        sensitivity.mark(case, Ref("source", Uuid("0" * 32)), "open")
    with pytest.raises(errors.Unknown):
        sensitivity.of(case, Ref("source", Uuid("0" * 32)))


def test_a_date_that_is_none_is_refused_and_a_value_can_be_taken_out(case: Case) -> None:
    source = a_source(case, issued="2022-12-15", publisher="The Meridian")
    with pytest.raises(errors.Invalid):
        sources.revise(case, source, {"issued": "2023-13"})
    assert sources.revise(case, source, {"publisher": None}).publisher is None
