"""A file that was found of a source that was only cited."""

from pathlib import Path

import pytest

from db import blobs, excerpts, notes, sources, texts, wanted
from db.case import Case
from db.importers import intake, wanting
from db.importers.staging import Reading
from db.importers.worker import Workers
from db.refs import Uuid
from db.sources import Source
from db.upkeep.check import check
from tests.db.importers.test_intake import LETTER

REPORT = "Dead Tonnage\n\nBy Ana Kosta\n\nThe yard never saw the ships. It only wrote the certificates.\n"


@pytest.fixture
def report(case: Case) -> Source:
    return wanted.note(case, {"title": "Dead Tonnage", "author": ("Ana Kosta",), "type": "report"})


def _fill(case: Case, source: Source, path: Path) -> wanting.Filled:
    with Workers(1) as workers:
        return wanting.fill(intake.directly(case), source.uuid, path, workers)


def test_the_file_becomes_the_original_of_the_same_source_with_its_text(
    case: Case, report: Source, tmp_path: Path
) -> None:
    note, _ = notes.write(case, "To find", f"Everybody quotes it [@{report.key}].")
    (tmp_path / "report.txt").write_text(REPORT)
    assert _fill(case, report, tmp_path / "report.txt") == wanting.Filled("filled", report.uuid)
    filled = sources.of_uuid(case, report.uuid)
    assert (filled.key, filled.type, filled.held) == (report.key, "report", "original")
    assert case.bytes_of(bytes.fromhex(filled.sha256 or "")) == REPORT.encode()
    text = texts.current(case, report.uuid)
    assert text is not None
    assert "only wrote the certificates" in texts.content(case, text)
    made = excerpts.quote(case, filled, "The yard never saw the ships.")
    assert made.key.startswith(f"{report.key}.")
    assert [one.ref.uuid for one in wanted.citers(case, filled)] == [note.uuid]
    assert check(case).ok


def test_undo_makes_it_a_wanted_one_again(case: Case, report: Source, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    _fill(case, report, tmp_path / "report.txt")
    case.undo()
    assert sources.of_uuid(case, report.uuid) == report
    assert texts.current(case, report.uuid) is None


def test_a_file_that_is_a_source_already_is_said_to_be(case: Case, report: Source, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    (outcome,) = intake.take_in(intake.directly(case), [tmp_path / "report.txt"])
    known = sources.get(case, outcome.key or "")
    assert _fill(case, report, tmp_path / "report.txt") == wanting.Filled("known", known.uuid)
    assert sources.of_uuid(case, report.uuid) == report


def test_a_file_that_cannot_be_read_changes_nothing(case: Case, report: Source, tmp_path: Path) -> None:
    (tmp_path / "a.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(200))
    assert _fill(case, report, tmp_path / "a.7z") == wanting.Filled("failed", reason="other-archive")
    assert case.query("SELECT count(*) AS n FROM blob") == [{"n": 0}]


def test_what_hangs_on_it_belongs_to_the_wanted_one(case: Case, report: Source, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(LETTER)
    _fill(case, report, tmp_path / "a.eml")
    (attached,) = (one for one in sources.every(case) if one.part_name)
    assert attached.part_of == report.uuid


def test_the_file_comes_in_no_second_time(case: Case, report: Source, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    _fill(case, report, tmp_path / "report.txt")
    (outcome,) = intake.take_in(intake.directly(case), [tmp_path / "report.txt"])
    assert (outcome.status, outcome.key) == ("duplicate", report.key)


def test_once_erased_the_file_comes_in_no_more_under_any_identity(case: Case, report: Source, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    _fill(case, report, tmp_path / "report.txt")
    case.erase([("source", report.uuid)])
    assert not blobs.has(case.database, blobs.sha256(REPORT.encode()))
    (outcome,) = intake.take_in(intake.directly(case), [tmp_path / "report.txt"])
    assert (outcome.status, outcome.reason) == ("failed", "erased")
    assert check(case).ok


def test_a_file_that_comes_in_is_suggested_and_nothing_more(case: Case, report: Source, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    (tmp_path / "other.txt").write_text("Something else\n\nOther words.\n")
    with Workers(1) as workers:
        files = [tmp_path / "report.txt", tmp_path / "other.txt"]
        staged = list(Reading(intake.directly(case)).staged(files, workers))
    found: dict[str, Uuid | None] = {one.name: one.likely for one in wanting.suggested(case, staged)}
    assert found == {"report.txt": report.uuid, "other.txt": None}
    assert all(one.fills is None for one in wanting.suggested(case, staged))


def test_an_earlier_capture_is_one_that_is_held(case: Case, tmp_path: Path) -> None:
    wanted.note(case, {"title": "A page", "url": "https://www.ledger.example/a"})
    words = "Two offices were found. " * 20
    head = "<html><head><link rel='canonical' href='https://www.ledger.example/a'></head>"
    (tmp_path / "a.html").write_text(f"{head}<body><p>{words}</p></body></html>")
    (outcome,) = intake.take_in(intake.directly(case), [tmp_path / "a.html"])
    assert sources.get(case, outcome.key or "").version_of is None


def test_a_file_whose_wanted_source_was_put_away_meanwhile_is_a_source_of_its_own(
    case: Case, report: Source, tmp_path: Path
) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    sources.remove(case, report)
    filled = _fill(case, report, tmp_path / "report.txt")
    assert (filled.state, filled.source != report.uuid) == ("known", True)
    assert sources.of_uuid(case, report.uuid).sha256 is None
    assert check(case).ok
