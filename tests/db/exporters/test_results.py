"""Results of a search for use elsewhere: as a table, and as a note in which each passage can be checked."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from db import entities, errors, excerpts, notes, sensitivity, texts
from db.briefings.library import CaseLibrary
from db.briefings.verify import verify
from db.case import Case
from db.derived import Derived
from db.exporters import results, results_note, tables
from db.exporters.results import Result, Results
from db.refs import Ref
from db.search.query import parse
from db.sources import Source
from db.spans import Span
from db.upkeep.check import check
from tests.db.conftest import a_source, an_excerpt

TODAY = date(2026, 11, 27)


@pytest.fixture
def derived(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Derived]:
    monkeypatch.setenv("CASETHREAD_CACHE", str(tmp_path / "cache"))
    with Derived(case) as made:
        yield made


@pytest.fixture
def ferries(case: Case) -> Source:
    """Something of every kind in which a ferry is named."""
    source = a_source(
        case,
        "The ferry left.\nThe ferry came back.",
        author=("Ana Kosta", "Ben Sample"),
        publisher="Harbour Post",
        issued="2024-03-05",
        language="en",
        url="https://example.org/ferries",
    )
    an_excerpt(case, source, "The ferry left", comment="Which ferry?")
    entities.add(case, "Ferry Zhang", "person", ("渡轮",))
    notes.write(case, "Ferries", "A ferry that left.")
    return source


def _rows(case: Case, derived: Derived, query: str, path: Path) -> list[list[str]]:
    asked = parse(query)
    going = results.Outgoing(results.hits(derived, query).refs, lambda batch: results.of(case, batch, asked))
    assert tables.write(path, going, case=case.path) + going.kept_back == derived.search(query).total
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_every_hit_is_a_line_in_the_order_of_the_page(
    case: Case, derived: Derived, ferries: Source, tmp_path: Path
) -> None:
    head, *rows = _rows(case, derived, "ferry", tmp_path / "out.csv")
    assert tuple(head) == tables.COLUMNS
    assert [row[0] for row in rows] == ["entity", "source", "excerpt", "note"]
    about = ["Two ferries", "Ana Kosta; Ben Sample", "Harbour Post", "2024-03-05", "en"]
    url = "https://example.org/ferries"
    passage = "The ferry left. The ferry came back."
    assert rows[1] == ["source", ferries.key, *about, "2", passage, url]
    assert rows[2][2:] == [*about, "2", "The ferry left Which ferry?", url]
    assert rows[3][2:7] == ["Ferries", "", "", "", ""]


def test_the_table_is_as_spreadsheets_want_it(case: Case, derived: Derived, ferries: Source, tmp_path: Path) -> None:
    _rows(case, derived, "ferry", tmp_path / "out.csv")
    written = (tmp_path / "out.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfkind,key,")
    assert written.count(b"\r\n") == written.count(b"\n") == 5
    assert [path.name for path in tmp_path.glob(".out*")] == []


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("\n  +1", "'+1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t\N{FULLWIDTH EQUALS SIGN}cmd", "'\N{FULLWIDTH EQUALS SIGN}cmd"),
        ("\ufeff\u200b=1", "'\ufeff\u200b=1"),
        ("a=1", "a=1"),
        ("two\r\nlines\x07", "two lines"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("", ""),
    ],
)
def test_no_value_is_taken_for_a_formula(value: str, written: str) -> None:
    assert tables.safe(value) == written


def test_quotation_marks_and_commas_come_back_as_they_were() -> None:
    values = ['He said "no", twice', "a,b", "“x”"]
    (read,) = csv.reader(io.StringIO(tables.line(values).decode()))
    assert read == values


def test_nothing_of_what_is_confidential_goes_out(
    case: Case, derived: Derived, ferries: Source, tmp_path: Path
) -> None:
    secret = a_source(case, "A ferry of ours.", title="Our own ferry")
    an_excerpt(case, secret, "A ferry")
    sensitivity.mark(case, Ref("source", secret.uuid), "confidential")
    listed = results.hits(derived, "ferry")
    assert results.of(case, listed.refs, listed.query).kept_back == 2
    _rows(case, derived, "ferry", tmp_path / "out.csv")
    made = results_note.compose(case, listed, TODAY)
    assert (made.hits, made.kept_back, made.left_out) == (4, 2, 0)
    assert "2 that are confidential were left out." in made.body
    for written in ((tmp_path / "out.csv").read_text(encoding="utf-8"), made.body):
        assert "of ours" not in written
        assert "Our own" not in written
        assert secret.key not in written


def test_what_went_into_the_trash_meanwhile_is_left_out(case: Case, derived: Derived, ferries: Source) -> None:
    refs = results.hits(derived, "ferry").refs
    notes.remove(case, notes.get(case, "Ferries"))
    found = results.of(case, refs, parse("ferry"))
    assert [one.found.ref.kind for one in found.results] == ["entity", "source", "excerpt"]


def test_the_case_is_never_written_over_and_a_stopped_export_leaves_nothing(
    case: Case, derived: Derived, ferries: Source, tmp_path: Path
) -> None:
    before = case.path.read_bytes()
    with pytest.raises(errors.FileProblem):
        _rows(case, derived, "ferry", case.path)
    assert case.path.read_bytes() == before
    there = tmp_path / "out.csv"
    there.write_text("earlier")
    with pytest.raises(KeyError):
        tables.write(there, _failing(case, derived))
    assert there.read_text() == "earlier"
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == ["out.csv"]


def _failing(case: Case, derived: Derived) -> Iterator[Result]:
    yield from results.of(case, results.hits(derived, "ferry").refs, parse("ferry")).results
    raise KeyError


def test_hits_are_read_while_they_are_written_some_at_a_time(
    case: Case, derived: Derived, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "AT_ONCE", 2)
    for number in range(5):
        notes.write(case, f"Ferry {number}", "")
    read: list[int] = []
    told: list[tuple[int, int]] = []

    def some(batch: Sequence[Ref]) -> Results:
        read.append(len(batch))
        return results.of(case, batch, parse("ferry"))

    going = iter(results.Outgoing(results.hits(derived, "ferry").refs, some, lambda *said: told.append(said)))
    next(going)
    assert (read, told) == ([2], [(0, 5)])
    assert len(list(going)) == 4
    assert (read, told) == ([2, 2, 1], [(0, 5), (2, 5), (4, 5)])


# --- the note ---------------------------------------------------------------------------------------


def test_a_note_of_the_results_quotes_and_cites_each(case: Case, derived: Derived, ferries: Source) -> None:
    made = results_note.compose(case, results.hits(derived, "ferr*"), TODAY)
    (excerpt,) = excerpts.every(case)
    assert made.title == "Search: ferr*"
    assert "27 November 2026" in made.body
    assert "Read as: ferr\\*" in made.body
    assert "4 hits." in made.body
    assert "### Two ferries (Harbour Post, 5 March 2024)" in made.body
    assert f"> The ferry came back. [@{ferries.key}]" in made.body, "one paragraph, the longer of two that fit"
    assert f"> The ferry left [@{excerpt.key}]" in made.body
    assert "Which ferry?" not in made.body, "a comment is no word of the source"
    assert "- [[Ferry Zhang]]" in made.body
    assert "- Ferries: A ferry that left." in made.body


def test_every_passage_of_it_is_found_when_it_is_checked(case: Case, derived: Derived, ferries: Source) -> None:
    a_source(case, '“The *ferry*”, he said: [@x] [[y]] <b> and "more\n# than that.', title="# Odd *one*")
    made = results_note.compose(case, results.hits(derived, "ferry"), TODAY)
    report = verify(CaseLibrary(case), made.body)
    assert report.ok
    assert report.quotations == report.matches == 3
    assert report.citations == 3


def test_it_is_one_step_that_can_be_undone(case: Case, derived: Derived, ferries: Source) -> None:
    composed = results_note.compose(case, results.hits(derived, "ferry"), TODAY)
    results_note.keep(case, composed)
    assert results_note.keep(case, composed).body == composed.body
    assert [one.title for one in notes.every(case)] == ["Ferries", "Search: ferry", "Search: ferry 2"]
    assert check(case).ok
    case.undo()
    case.undo()
    assert [one.title for one in notes.every(case)] == ["Ferries"]


def test_a_note_takes_two_hundred_hits_and_says_how_many_it_leaves_out(case: Case, derived: Derived) -> None:
    source = a_source(case, "ferry " * 230)
    text = texts.current(case, source.uuid)
    assert text is not None
    for number in range(230):
        excerpts.add(case, text, "ferry " * 230, Span(6 * number, 6 * number + 5))
    made = results_note.compose(case, results.hits(derived, "ferry"), TODAY)
    assert (made.hits, made.left_out) == (200, 31)
    assert "31 more were left out." in made.body
    assert made.body.count("[@") == 200


def test_what_is_confidential_is_known_at_once_and_one_by_one(case: Case, derived: Derived, ferries: Source) -> None:
    secret = a_source(case, "A ferry of ours.", title="Our own ferry")
    hidden = an_excerpt(case, secret, "A ferry")
    sensitivity.mark(case, Ref("source", secret.uuid), "confidential")
    sensitivity.mark(case, Ref("note", notes.get(case, "Ferries").uuid), "internal")
    known = sensitivity.confidential(case)
    assert {Ref("source", secret.uuid), Ref("excerpt", hidden.uuid)} < known
    for ref in results.hits(derived, "ferry").refs:
        assert (ref in known) == (sensitivity.of(case, ref) == "confidential")
