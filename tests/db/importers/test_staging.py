"""Files are told of as they are read, those that need no reading as they are met."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.case import Case
from db.importers import intake
from db.importers.staging import Reading
from db.importers.worker import Workers


@pytest.fixture
def workers() -> Iterator[Workers]:
    """Processes that read files."""
    with Workers() as made:
        yield made


def _files(folder: Path, number: int) -> list[Path]:
    folder.mkdir()
    for each in range(number):
        (folder / f"{each:03}.txt").write_text(f"Article number {each}\n\nThe words of article {each}.\n")
    return sorted(folder.iterdir())


def test_known_files_are_told_of_before_all_files_were_met(case: Case, tmp_path: Path, workers: Workers) -> None:
    files = _files(tmp_path / "articles", 120)
    assert sum(one.status == "added" for one in intake.take_in(intake.directly(case), files, workers=workers)) == 120
    met: list[Path] = []

    def read(path: Path) -> bytes:
        met.append(path)
        return path.read_bytes()

    staged = Reading(intake.directly(case), read).staged(files, workers)
    assert next(staged).state == "known"
    assert len(met) < 60
    assert len({next(staged).id for _ in range(119)}) == 119
    assert next(staged, None) is None
    assert met == files


def test_new_files_among_known_ones_are_read_and_nothing_is_told_twice(
    case: Case, tmp_path: Path, workers: Workers
) -> None:
    files = _files(tmp_path / "articles", 90)
    list(intake.take_in(intake.directly(case), [*files[:40], *files[41:80]], workers=workers))
    found = list(Reading(intake.directly(case)).staged(files, workers))
    assert sorted(one.id for one in found) == sorted(map(str, range(90)))
    assert {one.name for one in found if one.state == "ready"} == {"040.txt", *(f"{n:03}.txt" for n in range(80, 90))}


def test_closing_the_pool_ends_the_reading_of_known_files(case: Case, tmp_path: Path, workers: Workers) -> None:
    files = _files(tmp_path / "articles", 120)
    list(intake.take_in(intake.directly(case), files, workers=workers))
    staged = Reading(intake.directly(case)).staged(files, workers)
    next(staged)
    workers.close()
    assert len(list(staged)) < 119
