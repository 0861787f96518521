"""Searches that are kept: named, changed, put away, taken back, merged, and what of their hits a person has seen."""

import shutil
from pathlib import Path

import pytest

from db import erasing, errors, history, searches, titles, trash
from db.case import Case
from db.derived import Derived
from db.personal import Personal
from db.refs import Ref, Uuid, new_uuid
from db.search.engine import ORDERS
from db.upkeep.check import check
from tests.db.conftest import a_source


def test_a_search_is_kept_under_a_name(case: Case) -> None:
    kept = searches.add(case, " Ferries ", 'ferry -"came back"', "newest")
    assert (kept.name, kept.query, kept.sort) == ("Ferries", 'ferry -"came back"', "newest")
    assert searches.every(case) == [kept]
    assert searches.of_query(case, kept.query) == kept
    assert searches.of_query(case, "ferry") is None
    assert check(case).ok


@pytest.mark.parametrize(("name", "query", "sort"), [("", "a", "newest"), ("a", "  ", "newest"), ("a", "a", "colour")])
def test_without_name_or_query_or_in_an_unknown_order_it_is_refused(
    case: Case, name: str, query: str, sort: str
) -> None:
    with pytest.raises(errors.Invalid):
        searches.add(case, name, query, sort)
    assert not searches.every(case)


def test_what_was_typed_oddly_is_kept_all_the_same(case: Case) -> None:
    odd = "习近平  \u202e\x07 \ud800 OR (("
    assert searches.add(case, odd, odd).query == odd.replace("\ud800", "?")


def test_it_is_renamed_and_revised_and_each_can_be_undone(case: Case) -> None:
    kept = searches.add(case, "Ferries", "ferry")
    searches.rename(case, kept.uuid, "Ships")
    assert searches.revise(case, kept.uuid, query="ferry OR ship").sort == "relevance"
    assert searches.revise(case, kept.uuid, sort="title").query == "ferry OR ship"
    for query in ("ferry OR ship", "ferry"):
        case.undo()
        assert searches.of_uuid(case, kept.uuid).query == query
    case.undo()
    assert searches.of_uuid(case, kept.uuid).name == "Ferries"
    case.redo()
    assert searches.of_uuid(case, kept.uuid).name == "Ships"


def test_in_the_trash_it_is_listed_by_its_name_and_comes_back(case: Case) -> None:
    kept = searches.add(case, "Ferries", "ferry")
    searches.remove(case, kept.uuid)
    assert not searches.every(case)
    with pytest.raises(errors.Unknown):
        searches.of_uuid(case, kept.uuid)
    (lying,) = trash.every(case)
    assert (lying.ref, lying.title) == (Ref("saved_search", kept.uuid), "Ferries")
    trash.restore(case, [lying.ref])
    assert searches.every(case) == [kept]


def test_history_and_the_list_of_names_know_it(case: Case) -> None:
    kept = searches.add(case, "Ferries", "ferry OR ship")
    (step,) = history.listed(case, history.steps(case)).values()
    assert (step.code, step.title, step.first) == ("saved_search.add", "Ferries", Ref("saved_search", kept.uuid))
    (named,) = titles.best(titles.every(case), "ship", 5)
    assert (named.ref, named.title) == (Ref("saved_search", kept.uuid), "Ferries")


def test_searches_of_two_people_come_together(case: Case, tmp_path: Path) -> None:
    kept = searches.add(case, "Ferries", "ferry")
    other = tmp_path / "other.casethread"
    shutil.copy(case.path, other)
    with Case.open(other) as theirs:
        searches.rename(theirs, kept.uuid, "Ships")
        searches.add(theirs, "Yards", "yard")
        searches.revise(case, kept.uuid, query="ferry OR ship")
        case.merge(theirs)
    assert [(one.name, one.query) for one in searches.every(case)] == [("Ships", "ferry OR ship"), ("Yards", "yard")]
    assert check(case).ok


def test_what_is_found_stays_the_same_when_one_is_kept(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASETHREAD_CACHE", str(tmp_path / "cache"))
    a_source(case)
    with Derived(case) as derived:
        assert derived.search("ferry").total == 1
        kept = searches.add(case, "Ferries", "ferry")
        assert derived.search("ferry").total == 1
        assert derived.engine.search("kind:saved_search").total == 0
        searches.remove(case, kept.uuid)
        assert derived.search("ferry").total == 1


# --- what was seen ----------------------------------------------------------------------------------


def test_new_is_what_was_not_seen_when_one_looked_last(case: Case) -> None:
    search, first, second, third = (new_uuid() for _ in range(4))
    personal = Personal(case)
    assert personal.fresh(search, [first]) is None
    personal.mark_seen(search, [first])
    assert personal.fresh(search, [first, second, third]) == frozenset({second, third})
    personal.mark_seen(search, [second])
    personal.close()
    again = Personal(case)
    assert again.fresh(search, [first, second, third]) == frozenset({third}), "what was found before stays seen"
    assert again.fresh(new_uuid(), [first]) is None
    again.close()


def test_a_search_that_finds_nothing_can_be_looked_at(case: Case) -> None:
    search, first = new_uuid(), new_uuid()
    personal = Personal(case)
    personal.mark_seen(search, [])
    assert personal.fresh(search, [first]) == frozenset({first})


def test_ten_thousand_hits_take_little_room(case: Case) -> None:
    hits = [new_uuid() for _ in range(10_000)]
    personal = Personal(case)
    personal.mark_seen(new_uuid(), hits)
    personal.close()
    assert personal.path.stat().st_size < 250_000


def test_what_was_erased_is_seen_by_nobody_any_more(case: Case) -> None:
    gone, kept = a_source(case), a_source(case, "Another ferry.", title="Another")
    ours, theirs = searches.add(case, "Ferries", "ferry"), searches.add(case, "Ships", "ship")
    personal = Personal(case)
    for search in (ours, theirs):
        personal.mark_seen(search.uuid, [gone.uuid, kept.uuid])
    personal.close()
    erasing.erase(case, [Ref("source", gone.uuid), Ref("saved_search", theirs.uuid)])
    again = Personal(case)
    assert again.fresh(ours.uuid, [gone.uuid, kept.uuid]) == frozenset({gone.uuid})
    assert again.fresh(theirs.uuid, [kept.uuid]) is None
    again.close()
    for erased in (gone.uuid, theirs.uuid):
        assert bytes.fromhex(erased) not in again.path.read_bytes()
        assert erased.encode() not in again.path.read_bytes()


def test_what_was_seen_lies_encrypted_with_an_encrypted_case(tmp_path: Path) -> None:
    with Case.create(tmp_path / "a.casethread", "a long passphrase") as case:
        personal, hit = Personal(case), Uuid("ab" * 16)
        personal.mark_seen(new_uuid(), [hit])
        personal.close()
        assert bytes.fromhex(hit) not in personal.path.read_bytes()


def test_every_order_of_a_search_can_be_kept() -> None:
    assert tuple(ORDERS) == searches.SORTS
