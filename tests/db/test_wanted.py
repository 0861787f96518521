"""Sources that are cited and not held: noted, listed, found among what comes in."""

import pytest

from db import notes, sources, wanted
from db.case import Case
from db.wanted import Likely
from tests.db.conftest import a_source


def test_a_source_is_noted_as_a_person_describes_it(case: Case) -> None:
    citer = a_source(case)
    made = wanted.note(case, {"title": "Dead Tonnage", "author": ("Ana Kosta",), "type": "report"}, [citer.uuid])
    assert (made.held, made.sha256, made.origins["title"]) == ("cited", None, "person")
    assert made.key.startswith("kosta-")
    assert [one.title for one in wanted.citers(case, made)] == ["Two ferries"]


def test_two_that_are_described_alike_are_two(case: Case) -> None:
    assert wanted.note(case, {"title": "A report"}).uuid != wanted.note(case, {"title": "A report"}).uuid


def test_the_list_tells_who_cites_what_is_wanted(case: Case) -> None:
    made = wanted.note(case, {"title": "Dead Tonnage"})
    notes.write(case, "To find", f"Everybody quotes it [@{made.key}].")
    a_source(case)
    (found,) = wanted.every(case)
    assert [one.title for one in found.citers] == ["To find"]
    assert wanted.number(case) == 1
    assert wanted.every(case, "tonnage") == [found]
    assert wanted.every(case, "ferry") == []


def test_what_was_found_is_wanted_no_more(case: Case) -> None:
    made = wanted.note(case, {"title": "Dead Tonnage", "author": ("Ana Kosta",)})
    (identity,) = case.store([b"The whole report."])
    filled = sources.fill_in(
        case,
        made,
        identity,
        {"title": "dead tonnage.pdf", "publisher": "Farwater Watch"},
        origins={"publisher": "meta"},
    )
    assert (filled.key, filled.title, filled.held) == (made.key, "Dead Tonnage", "original")
    assert (filled.publisher, filled.origins["publisher"], filled.origins["title"]) == (
        "Farwater Watch",
        "meta",
        "person",
    )
    assert wanted.number(case) == 0
    case.undo()
    assert [one.source for one in wanted.every(case)] == [made]


def test_bytes_that_are_a_source_already_stay_that_one(case: Case) -> None:
    held = a_source(case)
    made = wanted.note(case, {"title": "Two ferries"})
    assert sources.fill_in(case, made, bytes.fromhex(held.sha256 or ""), {}) == held
    assert wanted.number(case) == 1


@pytest.mark.parametrize(
    ("title", "author", "url", "is_it"),
    [
        ("Something else", (), "http://www.farwater.example/dead-tonnage/", True),
        ("Something else", (), "https://m.farwater.example/dead-tonnage?utm_source=mail", True),
        ("DEAD TONNAGE: demolition by post", ("Kosta, Ana",), None, True),
        ("Dead tonnage – demolition by post", (), None, True),
        ("Dead Tonnage: demolition by post", ("Ben Sample",), None, False),
        ("Dead Tonnage", ("Ana Kosta",), None, False),
        ("", ("Ana Kosta",), None, False),
        (None, (), "https://farwater.example/other", False),
    ],
)
def test_a_document_is_likely_a_wanted_one_by_its_address_or_by_title_and_author(
    case: Case, title: str | None, author: tuple[str, ...], url: str | None, is_it: bool
) -> None:
    values = {
        "title": "Dead Tonnage: Demolition by Post",
        "author": ("Ana Kosta",),
        "url": "https://farwater.example/dead-tonnage",
    }
    made = wanted.note(case, values)
    found = Likely.of(case).which(title=title, author=author, url=url)
    assert found == (made.uuid if is_it else None)


def test_what_is_held_is_never_suggested(case: Case) -> None:
    a_source(case, title="Two ferries", url="https://ledger.example/a")
    assert Likely.of(case).which(title="Two ferries", author=(), url="https://ledger.example/a") is None
