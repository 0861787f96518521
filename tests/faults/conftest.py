"""Cases to be ill-treated: made once, copied for every test."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from db import briefs, notes
from db.case import Case
from tests.db.conftest import PASSPHRASE, a_source, an_excerpt, unhurried

Made = Callable[[str | None], Path]


def fill(case: Case, articles: int = 12) -> None:
    """Something of each subject, and a few hundred pages."""
    unhurried(case)
    for number in range(articles):
        words = f"The ferry left harbour {number}. “Nobody saw it,” said Ada. " * 60
        source = a_source(case, words, title=f"Ferry {number}", author=("Ada Quill",), file_name=f"{number}.txt")
        an_excerpt(case, source, "Nobody saw it", nth=number + 1, comment=f"number {number}")
    notes.write(case, "Harbour", "[[Ada]] in [[Porto]].\n" * 200)
    notes.write(case, "Harbour", "[[Ada]] in [[Porto]], again.\n" * 200)
    briefs.write(case, "Ferries", "They left.")
    case.undo()
    case.redo()


@pytest.fixture(scope="session")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str | None, Path]:
    folder = tmp_path_factory.mktemp("filled")
    found: dict[str | None, Path] = {None: folder / "plain.casethread", PASSPHRASE: folder / "encrypted.casethread"}
    for passphrase, path in found.items():
        with Case.create(path, passphrase, title="The harbour") as case:
            fill(case)
    return found


@pytest.fixture
def made(_filled: dict[str | None, Path], tmp_path: Path) -> Made:
    """Gives a copy of a filled case with this passphrase, or with none, in a folder of its own."""

    def copied(passphrase: str | None) -> Path:
        folder = tmp_path / "case"
        folder.mkdir()
        return Path(shutil.copy(_filled[passphrase], folder / "harbour.casethread"))

    return copied
