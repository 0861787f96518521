"""Two processes and one case: one writes, all read, and nobody loses the lock."""

import os
import platform
import signal
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import briefs, errors, history, notes, sources
from db.briefings.compose import compose
from db.briefings.library import CaseLibrary
from db.case import Case
from db.derived import Derived
from db.upkeep.check import check
from tests.db.conftest import PASSPHRASE
from tests.faults.children import line, ran, started
from tests.faults.conftest import Made

HOLD = """
import sys
import threading
from pathlib import Path
from db import notes
from db.case import Case
with Case.open(Path(sys.argv[1])) as case:
    print("open", flush=True)
    for number, word in enumerate(sys.stdin):
        notes.write(case, f"N{number}", word)
        print("written", flush=True)
"""
PROBE = """
import sys
import threading
import sqlcipher3
other = sqlcipher3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    other.execute("BEGIN IMMEDIATE")
except sqlcipher3.OperationalError as error:
    print(error)
else:
    print("free")
"""


def test_a_second_writer_is_told_who_writes_and_may_read(made: Made) -> None:
    path = made(None)
    with started(HOLD, path) as child:
        assert line(child) == "open"
        with pytest.raises(errors.CaseHeld) as refused:
            Case.open(path)
        assert (refused.value.path, refused.value.pid, refused.value.host) == (path, child.pid, platform.node())
        with Case.open(path, readonly=True) as reader:
            assert check(reader).ok
            child.communicate("a word\n")
            assert notes.get(reader, "N0").body == "a word\n"
    with Case.open(path) as case:
        notes.write(case, "N1", "now we may")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_after_its_writer_was_killed_a_case_is_free_at_once(made: Made) -> None:
    path = made(None)
    with started(HOLD, path) as child:
        assert line(child) == "open"
        child.send_signal(signal.SIGKILL)
    with Case.open(path) as case:
        notes.write(case, "N", "x")
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_reading_while_another_writes_sees_whole_edits_only(made: Made) -> None:
    path = made(None)
    with started(HOLD, path) as child, Case.open(path, readonly=True) as reader:
        assert line(child) == "open"
        assert child.stdin
        child.stdin.write("[[Ana]] and [[Bo]]\n" * 60)
        child.stdin.close()
        seen, ended = [-1], False
        while not ended:
            ended = child.poll() is not None
            found = reader.query("""
                SELECT count(DISTINCT note.uuid) AS notes, count(link.uuid) AS links
                FROM note LEFT JOIN link ON link.note = note.uuid WHERE title GLOB 'N[0-9]*'
            """)
            assert found[0]["links"] == 2 * found[0]["notes"]
            seen.append(found[0]["notes"])
        assert seen == sorted(seen)
        assert seen[-1] == 60
        assert check(reader).ok


READ_ON = """
import sys
import threading
from pathlib import Path
from db.case import Case
with Case.open(Path(sys.argv[1]), readonly=True) as case:
    case.database.conn.execute("BEGIN")
    case.query("SELECT count(*) FROM note")
    print("reading", flush=True)
    sys.stdin.readline()
"""


def test_a_save_that_a_long_reading_kept_out_says_so_and_works_afterwards(made: Made) -> None:
    path = made(None)
    with Case.open(path) as case, started(READ_ON, path) as child:
        assert line(child) == "reading"
        with pytest.raises(errors.CaseBusy):
            notes.write(case, "N", "kept out")
        assert "N" not in {note.title for note in notes.every(case)}
        child.communicate("\n")
        notes.write(case, "N", "let in")
        assert check(case).ok


# --- the guard rule -----------------------------------------------------------------------------


def _with_derived(work: Callable[[Case, Derived], object]) -> Callable[[Case], object]:
    def done(case: Case) -> None:
        with Derived(case) as derived:
            work(case, derived)

    return done


def _open_for_reading(case: Case) -> None:
    with Case.open(case.path, readonly=True) as reader:
        assert sources.every(reader)


def _fail_to_open(case: Case) -> None:
    for passphrase in (None, "not this one"):
        with pytest.raises((errors.CaseHeld, errors.WrongPassphrase)):
            Case.open(case.path, passphrase)


LOOKS: dict[str, Callable[[Case], object]] = {
    "searching": _with_derived(lambda case, derived: derived.search("ferry")),
    "deriving everything again": _with_derived(lambda case, derived: derived.rebuild()),
    "checking": check,
    "composing a briefing": lambda case: compose(
        CaseLibrary(case), briefs.get(case, "Ferries"), case.head or "", datetime.now(UTC)
    ),
    "looking at the history": history.entries,
    "opening it once more for reading": _open_for_reading,
    "failing to open it": _fail_to_open,
    "asking what it is": lambda case: (case.encrypted, case.head, case.path.stat()),
}


@pytest.fixture
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASETHREAD_CACHE", str(tmp_path / "cache"))


@pytest.mark.usefixtures("_cache")
@pytest.mark.parametrize("what", LOOKS)
def test_no_look_at_an_open_case_gives_the_lock_away(made: Made, what: str) -> None:
    path = made(None)
    with Case.open(path) as case, case.edit("note.add"):
        notes.write(case, "N", "x")
        assert ran(PROBE, path) == "database is locked"
        LOOKS[what](case)
        assert ran(PROBE, path) == "database is locked"


@pytest.mark.skipif(sys.platform == "win32", reason="locks are another matter there")
def test_a_plain_look_at_the_bytes_would_give_it_away(made: Made) -> None:
    """Why there is such a rule; and that the test above can fail."""
    path = made(None)
    with pytest.raises(errors.CaseError), Case.open(path) as case, case.edit("note.add"):  # noqa: PT012
        notes.write(case, "N", "x")
        path.read_bytes()
        assert ran(PROBE, path) == "free"
        raise errors.CaseBusy(path)


EVERYTHING = """
import contextlib, io, sys
from pathlib import Path
place, opened = Path(sys.argv[1]), []
case = str(place / "a.casethread")

def watch(event, arguments):
    if event in ("open", "shutil.copyfile", "os.rename", "os.link", "os.truncate") and arguments:
        if str(arguments[0]) in (case, case + "-journal"):
            opened.append((event, sys._getframe(1).f_code.co_qualname))

from desktop.cli import run
out, err = io.StringIO(), io.StringIO()

def command(*arguments, stdin=""):
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()))
    out.truncate(out.seek(0))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([arguments[0], case, *arguments[1:]])
    assert code == 0, (arguments, code, err.getvalue())
    return out.getvalue()

command("new", *(["--encrypted"] if len(sys.argv) > 2 else []))
sys.addaudithook(watch)
(place / "in").mkdir()
(place / "in" / "one.txt").write_text("Two ferries\\n\\nThe ferry left. Nobody saw it.")
(place / "in" / "two.html").write_text("<html><title>T</title><p>The ferry came back at night.</p></html>")
command("import", str(place / "in"))
key = command("sources").split()[0]
excerpt = command("excerpt", key, command("text", key).strip().splitlines()[-1]).strip()
command("note", "Harbour", "-", stdin=f"[[Ana]] saw it [@{excerpt}].")
command("entity", "Ana", "--kind", "person", "--alias", "Anita")
command("entities")
command("search", "ferry")
written = str(place / "briefing.md")
command("brief", "Ferries", "-", "-o", written, stdin=f"It left [@{excerpt}].")
command("verify", written)
command("undo")
command("redo")
command("history")
command("check")
print(opened)
"""


@pytest.mark.usefixtures("_cache")
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_no_command_opens_copies_or_hashes_the_case_past_the_driver(
    tmp_path: Path, passphrase: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if passphrase:
        monkeypatch.setenv("CASETHREAD_PASSPHRASE", passphrase)
    else:
        monkeypatch.delenv("CASETHREAD_PASSPHRASE", raising=False)
    assert ran(EVERYTHING, tmp_path, *(["encrypted"] if passphrase else [])) == "[]"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes begin otherwise here")
def test_a_case_that_is_opened_while_its_writer_commits_waits_and_then_reads(made: Made) -> None:
    path = made(None)
    with started(HOLD, path) as child:
        assert line(child) == "open"
        assert child.stdin
        child.stdin.write("x\n" * 40)
        child.stdin.close()
        opened = 0
        while child.poll() is None:
            with Case.open(path, readonly=True) as reader:
                notes.every(reader)
                opened += 1
        assert opened


def test_a_case_can_be_opened_for_reading_at_every_moment_of_writing(tmp_path: Path) -> None:
    path = tmp_path / "busy.casethread"
    with Case.create(path) as writer:
        over = threading.Event()

        def write() -> None:
            number = 0
            while not over.is_set():
                number += 1
                notes.write(writer, f"note {number}", "words " * 500)

        writing = threading.Thread(target=write)
        writing.start()
        try:
            for _ in range(400):
                Case.open(path, readonly=True).close()
        finally:
            over.set()
            writing.join()
