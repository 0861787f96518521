"""Asking several cases one query: what each says, and that none is touched or mixed with another."""

import hashlib
from pathlib import Path

import pytest

from db import elsewhere, errors, notes
from db.case import Case
from db.elsewhere import Named


@pytest.fixture(autouse=True)
def _asides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("cache", "state"):
        monkeypatch.setenv(f"CASETHREAD_{kind.upper()}", str(tmp_path / kind))


def _case(folder: Path, name: str, *words: str, passphrase: str | None = None) -> Path:
    path = folder / f"{name}.casethread"
    with Case.create(path, passphrase, title=name) as case:
        for number, body in enumerate(words):
            notes.write(case, f"{name} {number}", body)
    return path


def _hashes(folder: Path) -> dict[str, str]:
    files = (path for path in folder.iterdir() if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_every_case_answers_for_itself(tmp_path: Path) -> None:
    one = _case(tmp_path, "Harbour", "The ferry was late.", "A ferry again; ferry.")
    other = _case(tmp_path, "Mountain", "No boats here.", "One FERRY on a lake.")
    again = tmp_path / ".." / tmp_path.name / one.name
    told = list(elsewhere.ask_all(map(Named, (one, other, again)), "ferry"))
    assert [each.title for each in told] == ["Harbour", "Mountain"]
    assert [each.answer.total for each in told if each.answer] == [2, 1]
    for each in told:
        assert each.answer is not None
        assert all(hit.title.startswith(each.title) for hit in each.answer.hits)
        assert all(hit.snippet and hit.marks for hit in each.answer.hits)


def test_no_case_is_touched_and_nothing_is_kept_beside_it(tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    paths = [_case(cases, "Harbour", "A ferry."), _case(cases, "Locked", "A ferry.", passphrase="open sesame please")]
    before = _hashes(cases)
    told = list(elsewhere.ask_all([Named(path, ("open sesame please",)) for path in paths], "ferry"))
    assert [each.answer is not None for each in told] == [True, True]
    assert _hashes(cases) == before
    assert not (tmp_path / "state").exists()


def test_trouble_of_one_is_told_and_the_others_answer(tmp_path: Path) -> None:
    good = _case(tmp_path, "Harbour", "A ferry.")
    locked = _case(tmp_path, "Locked", "A ferry.", passphrase="open sesame please")
    folder = tmp_path / "folder.casethread"
    folder.mkdir()
    missing = tmp_path / "missing.casethread"
    asked = [Named(missing), Named(locked), Named(folder), Named(good)]
    told = list(elsewhere.ask_all(asked, "ferry"))
    assert isinstance(told[0].trouble, errors.CaseMissing)
    assert isinstance(told[1].trouble, errors.PassphraseNeeded)
    assert told[1].locked
    assert isinstance(told[2].trouble, errors.NotACase)
    assert not told[2].locked
    assert told[3].answer is not None
    assert told[3].answer.total == 1


def test_a_wrong_passphrase_is_trouble_and_one_of_several_is_enough(tmp_path: Path) -> None:
    locked = _case(tmp_path, "Locked", "A ferry.", passphrase="open sesame please")
    wrong = elsewhere.ask(Named(locked, ("something else",)), "ferry")
    assert isinstance(wrong.trouble, errors.WrongPassphrase)
    assert wrong.locked
    right = elsewhere.ask(Named(locked, ("something else", "open sesame please")), "ferry")
    assert right.answer is not None


def test_no_passphrase_is_shown_by_accident() -> None:
    assert "sesame" not in repr(Named(Path("x"), ("open sesame",)))


def test_a_case_that_is_being_written_to_is_asked_all_the_same(tmp_path: Path) -> None:
    path = _case(tmp_path, "Harbour", "A ferry.")
    with Case.open(path) as writing:
        notes.write(writing, "New", "Another ferry.")
        told = elsewhere.ask(Named(path), "ferry")
        notes.write(writing, "Newer", "Yet another ferry.")
    assert told.answer is not None
    assert told.answer.total == 2


def test_whose_turn_it_is_is_told_before(tmp_path: Path) -> None:
    paths = [_case(tmp_path, name, "A ferry.") for name in ("One", "Two")]
    turns: list[Path] = []
    for number, _ in enumerate(elsewhere.ask_all(map(Named, paths), "ferry", before=turns.append), start=1):
        assert turns == paths[:number]
