"""Searching in several cases on the command line."""

import pytest

from tests.journeys.conftest import Command


def _case(casethread: Command, name: str, words: str) -> None:
    casethread("new", name)
    casethread("note", name, "On boats", "-", stdin=words)


def test_each_hit_says_of_which_case_it_is(casethread: Command) -> None:
    _case(casethread, "a.casethread", "The ferry was late.")
    _case(casethread, "b.casethread", "No FERRY today.")
    found = casethread("search", "a.casethread", "ferry", "--also", "b.casethread", "--json").json
    assert found["total"] == 2
    assert [(hit["case"], hit["snippet"]) for hit in found["hits"]] == [
        ("a.casethread", "The ferry was late."),
        ("b.casethread", "No FERRY today."),
    ]
    assert [(one["case"], one["total"]) for one in found["cases"]] == [("a.casethread", 1), ("b.casethread", 1)]
    said = casethread("search", "a.casethread", "ferry", "--also", "b.casethread")
    assert said.out.index("a.casethread") < said.out.index("late") < said.out.index("b.casethread")


def test_one_that_cannot_be_opened_hides_nothing_of_the_others(casethread: Command) -> None:
    _case(casethread, "a.casethread", "The ferry was late.")
    asked = ("search", "a.casethread", "ferry", "--also", "none.casethread")
    found = casethread(*asked, "--json", expect=3).json
    assert found["total"] == 1
    (_, gone) = found["cases"]
    assert gone["error"] == "case-missing"
    assert "none.casethread" in gone["message"]
    said = casethread(*asked, expect=3)
    assert "late" in said.out
    assert "none.casethread" in said.err


def test_each_case_is_opened_with_its_own_passphrase(casethread: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASETHREAD_PASSPHRASE", "the second passphrase")
    casethread("new", "b.casethread", "--encrypted")
    casethread("note", "b.casethread", "On boats", "-", stdin="Ferry.")
    monkeypatch.setenv("CASETHREAD_PASSPHRASE", "the first passphrase")
    casethread("new", "a.casethread", "--encrypted")
    asked = ("search", "a.casethread", "ferry", "--also", "b.casethread", "--json")
    casethread(*asked, expect=3)
    monkeypatch.setenv("CASETHREAD_PASSPHRASE_OTHER", "the second passphrase")
    assert casethread(*asked).json["total"] == 1
