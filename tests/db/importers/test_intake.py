"""Which files an import takes up, and how it goes on past those that it cannot read."""

import os
import sys
from pathlib import Path

import pytest

from db import errors, sources
from db.case import Case
from db.importers import intake

no_windows = pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes among files, and names are text")


def _come_in(case: Case, *paths: Path) -> dict[str, intake.Outcome]:
    files = intake.files_in(paths)
    return {outcome.path.name: outcome for outcome in intake.take_in(intake.directly(case), files)}


def test_a_folder_is_taken_with_all_that_is_in_it_but_what_is_hidden(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    (folder / "b").mkdir(parents=True)
    for name in ("c.txt", "a.txt", "b/d.txt", ".hidden"):
        (folder / name).write_text(name)
    assert intake.files_in([folder]) == [folder / "a.txt", folder / "c.txt", folder / "b" / "d.txt"]


def test_a_path_that_is_not_there_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    with pytest.raises(errors.FileProblem) as problem:
        intake.files_in([tmp_path / "a.txt", tmp_path / "a.txt" / "below"])
    assert problem.value.reason == "missing"


@no_windows
def test_nobody_waits_for_a_pipe_or_a_device(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "lost.txt").symlink_to(folder / "nowhere")
    (folder / "words.txt").write_text("Some words.")
    found = _come_in(case, folder)
    assert {name: outcome.reason for name, outcome in found.items()} == {
        "pipe.txt": "no-file",
        "device.txt": "no-file",
        "lost.txt": "missing",
        "words.txt": None,
    }


@no_windows
def test_the_name_of_a_file_need_not_be_text(case: Case, tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    try:
        file.write_text("Some words.")
    except OSError:
        pytest.skip("this file system takes text only")
    (outcome,) = _come_in(case, file).values()
    assert outcome.status == "added"
    assert sources.get(case, outcome.key or "").file_name == "caf\ufffd.txt"


def test_a_folder_that_cannot_be_entered_is_told_of(
    case: Case,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "articles"
    (folder / "locked").mkdir(parents=True)
    (folder / "words.txt").write_text("Some words.")
    scan = os.scandir

    def refusing(where: str | Path) -> "os._ScandirIterator[str]":
        if str(where).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(where))
        return scan(str(where))

    monkeypatch.setattr(os, "scandir", refusing)
    found = _come_in(case, folder)
    assert found["locked"].reason == "unreadable"
    assert found["words.txt"].status == "added"


def test_a_file_beyond_all_bounds_is_not_read(
    case: Case,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(intake, "_LARGEST", 10)
    (tmp_path / "large.txt").write_text("more than ten letters")
    assert _come_in(case, tmp_path / "large.txt")["large.txt"].reason == "too-large"
