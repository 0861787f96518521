"""An encrypted case: nothing of it is readable anywhere, and only its passphrase opens it."""

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from db import errors, notes
from db.asides import place
from db.cache import Cache
from db.case import Case
from tests.db.conftest import PASSPHRASE
from tests.faults.children import OUTCOME, line, ran, started, state
from tests.faults.conftest import Made

CANARY = "Kingfisherword"
HIDDEN = ("Kingfisherword", "Bitterntitle", "Gadwallname", "Pochardfile", "Smewdraft", "Garganeynote", "Turnstonecase")
WORK = """
import os, sys
from pathlib import Path
from db import drafts, entities, errors, excerpts, notes, sources
from db.case import Case
from db.derived import Derived
from db.importers import intake
from db.refs import Ref
from db.upkeep.check import check

def step(name):
    print(name, flush=True)
    sys.stdin.readline()

path, passphrase = Path(sys.argv[1]), os.environ["CASETHREAD_PASSPHRASE"]
with Case.create(path, passphrase, title="Turnstonecase") as case:
    step("made")
    source = Path(sys.argv[2])
    with Derived(case) as derived:
        done = list(intake.take_in(intake.directly(case), [source]))
        assert done[0].status == "added", done
        step("imported")
        with case.edit("note.add"):
            notes.write(case, "Garganeynote", "[[Gadwallname]] saw Kingfisherword. " * 4000)
            step("in the middle of an edit")
        drafts.keep(case, Ref("note", notes.get(case, "Garganeynote").uuid), "body", "Smewdraft")
        excerpts.quote(case, sources.get(case, done[0].key), "Kingfisherword", nth=1)
        derived.refresh()
        assert derived.search("Kingfisherword").total
        step("searched")
        entities.rename(case, entities.get(case, "Gadwallname"), "Gadwallname Smith")
        assert derived.search("kingfish*").total
        case.undo()
        assert check(case).ok
        step("checked")
        case.erase([("note", notes.get(case, "Garganeynote").uuid)])
        derived.refresh()
        step("erased")
step("closed")
"""


def _readable(folder: Path, words: tuple[str, ...]) -> set[str]:
    """Which of the words stand in a name or in the bytes of any file below a folder."""
    files = {**state(folder)}
    data = "\n".join(files).encode() + b"".join(content or b"" for content in files.values())
    return {
        word
        for word in words
        if any(word.lower().encode(code) in data.lower() for code in ("utf-8", "utf-16-le", "utf-16-be"))
    }


@pytest.mark.parametrize("passphrase", [PASSPHRASE, None])
def test_no_word_of_an_encrypted_case_reaches_the_disk_at_any_time(
    tmp_path: Path, passphrase: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a passphrase the same words are found, so the test looks in the right places."""
    (tmp_path / "in").mkdir()
    watched = tmp_path / "watched"
    for name in ("case", "cache", "tmp", "home"):
        (watched / name).mkdir(parents=True)
    source = tmp_path / "in" / "Pochardfile.txt"
    source.write_text("Bitterntitle\n\n" + f"{CANARY} was seen. " * 500, encoding="utf-8")
    for name, value in (("CASETHREAD_CACHE", "cache"), ("TMPDIR", "tmp"), ("SQLITE_TMPDIR", "tmp"), ("HOME", "home")):
        monkeypatch.setenv(name, str(watched / value))
    monkeypatch.setenv("XDG_CACHE_HOME", str(watched / "cache"))
    monkeypatch.setenv("CASETHREAD_PASSPHRASE", passphrase or "")
    work = WORK if passphrase else WORK.replace("Case.create(path, passphrase", "Case.create(path, None")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    found: dict[str, set[str]] = {}
    with started(work, watched / "case" / "a.casethread", source) as child:
        while step := line(child):
            found[step] = _readable(watched, (*HIDDEN, PASSPHRASE))
            assert child.stdin
            child.stdin.write("\n")
            child.stdin.flush()
    assert child.returncode == 0
    assert list(found) == ["made", "imported", "in the middle of an edit", "searched", "checked", "erased", "closed"]
    if passphrase:
        assert set().union(*found.values()) == set()
        assert list((watched / "tmp").iterdir()) == []
    else:
        assert found["searched"] == set(HIDDEN)


def test_an_encrypted_case_does_not_begin_like_a_database(made: Made) -> None:
    assert not made(PASSPHRASE).read_bytes().startswith(b"SQLite")


def test_the_cache_is_named_neither_by_key_nor_by_title(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASETHREAD_CACHE", str(tmp_path / "cache"))
    with Case.open(made(PASSPHRASE), PASSPHRASE) as case:
        key = case.derived_key("cache")
        name = str(place(case, "cache"))
        Cache(case).close()
    files = state(tmp_path / "cache")
    assert files
    for secret in (key.hex(), key.hex().upper(), PASSPHRASE, "harbour"):
        assert secret not in name.removeprefix(str(tmp_path))
        assert all(secret.encode() not in (data or b"") for data in files.values())
    assert all(key not in (data or b"") for data in files.values())


# --- what opens it ------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [PASSPHRASE + " ", PASSPHRASE.lower(), "x", "'", "x'" + "00" * 32 + "'"])
def test_another_passphrase_opens_nothing_and_changes_nothing(made: Made, wrong: str) -> None:
    path = made(PASSPHRASE)
    before = state(path.parent)
    with pytest.raises(errors.WrongPassphrase):
        Case.open(path, wrong)
    assert state(path.parent) == before


def test_an_encrypted_case_without_a_passphrase_asks_for_it(made: Made) -> None:
    path = made(PASSPHRASE)
    before = state(path.parent)
    for readonly in (True, False):
        with pytest.raises(errors.PassphraseNeeded):
            Case.open(path, readonly=readonly)
    assert state(path.parent) == before


def test_a_plain_case_is_not_opened_with_a_passphrase_and_stays_plain(made: Made) -> None:
    path = made(None)
    before = state(path.parent)
    with pytest.raises(errors.WrongPassphrase):
        Case.open(path, PASSPHRASE)
    assert state(path.parent) == before
    Case.open(path, readonly=True).close()


@pytest.mark.parametrize("passphrase", ["", "\0", "a\0b", "\ud800"])
def test_a_passphrase_that_cannot_be_is_refused_before_anything_is_looked_at(made: Made, passphrase: str) -> None:
    path = made(PASSPHRASE)
    before = state(path.parent)
    with pytest.raises(errors.UnusablePassphrase):
        Case.open(path, passphrase)
    assert state(path.parent) == before


@pytest.mark.parametrize(
    "passphrase", ['it\'s "quoted"; --', "🔑 ключ 钥匙", "café", "  ", "x'" + "ab" * 32 + "'", "%s{}\\\n\t"]
)
def test_any_characters_make_a_passphrase_however_they_are_composed(tmp_path: Path, passphrase: str) -> None:
    path = tmp_path / "a.casethread"
    with Case.create(path, unicodedata.normalize("NFD", passphrase)) as case:
        assert case.encrypted
        notes.write(case, "N", CANARY)
    assert CANARY.encode() not in path.read_bytes()
    with Case.open(path, unicodedata.normalize("NFC", passphrase), readonly=True) as case:
        assert notes.get(case, "N").body == CANARY


def test_a_wrong_passphrase_is_one_quiet_error(made: Made) -> None:
    code = f"""
import sys
from pathlib import Path
from db import errors
from db.case import Case
{OUTCOME}
print(outcome(lambda: Case.open(Path(sys.argv[1]), "wrong")))
"""
    assert ran(code, made(PASSPHRASE)) == "WrongPassphrase"
