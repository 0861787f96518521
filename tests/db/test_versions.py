"""A case made by any released version opens in this one, whole, and is brought up to date."""

import shutil
from pathlib import Path

import pytest

from db import briefs, errors, excerpts, notes, schema, sources, texts
from db.case import Case
from db.derived import Derived
from db.upkeep.check import check

CASES = sorted((Path(__file__).parents[1] / "files" / "cases").glob("*.casethread"))


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / "old.casethread"))


def test_there_is_a_case_of_every_earlier_version() -> None:
    assert [path.stem for path in CASES] == [f"version-{number}" for number in range(1, schema.VERSION)]


def test_everything_in_it_is_there_and_whole(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASETHREAD_CACHE", str(old.parent / "cache"))
    with Case.open(old) as case:
        head = case.head
        (source,) = sources.every(case)
        (excerpt,) = excerpts.every(case)
        text = texts.current(case, source.uuid)
        assert text is not None
        assert texts.content(case, text)[excerpt.start : excerpt.end] == excerpt.quote == "The ferry left"
        assert notes.get(case, "Which figure?").body.startswith("[[Tinglan yard]]")
        assert briefs.get(case, "Two answers")
        assert check(case).ok
        assert case.head == head
        with Derived(case) as derived:
            assert derived.search("ferry").total


def test_it_can_be_written_and_undone(old: Path) -> None:
    with Case.open(old) as case:
        (source,) = sources.every(case)
        sources.revise(case, source, {"title": "Three ferries"})
        case.undo()
        assert sources.of_uuid(case, source.uuid).title == "Two ferries"
        assert check(case).ok


def test_where_it_may_only_be_read_a_person_is_told_what_to_do(old: Path) -> None:
    with pytest.raises(errors.OlderVersion):
        Case.open(old, readonly=True)
