"""All real files that are kept beside the repository, in one import: nothing crashes, hangs, leaks or goes unsaid."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from db.importers.parsed import Reason
from desktop.base.sentences import REASONS
from desktop.transfer.words import warnings
from tests.db.importers import watched

ROOT = Path(__file__).parents[3]
FILES = ROOT.parent / "shared" / "corpus" / "files"
HTML = (".html", ".htm", ".xhtml")

kept_here = pytest.mark.skipif(not FILES.is_dir(), reason="the collection is not kept here")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What became of the collection in a program of its own, whose home, temporary and working folders are empty."""
    place = tmp_path_factory.mktemp("watched")
    for name in ("home", "temporary", "here", "case"):
        (place / name).mkdir()
    surroundings = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "CASETHREAD_"))},
        "HOME": str(place / "home"),
        "TMPDIR": str(place / "temporary"),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    before = _state(FILES)
    program = [sys.executable, "-m", "tests.db.importers.watched", str(FILES), str(place / "case" / "all.casethread")]
    ended = subprocess.run(
        program, cwd=place / "here", env=surroundings, capture_output=True, text=True, timeout=540, check=False
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    left = {name: _state(place / name) for name in ("home", "temporary", "here", "case")}
    return {**json.loads(ended.stdout), "left": left, "changed": _state(FILES) != before, "case": str(place / "case")}


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


@kept_here
def test_every_file_has_an_outcome_and_every_failure_a_sentence(imported: dict[str, Any]) -> None:
    told = Counter(path for path, *_ in imported["outcomes"])
    assert [path for path in imported["files"] if not told[path]] == []
    assert {status for _, status, *_ in imported["outcomes"]} <= {"added", "duplicate", "unpacked", "failed"}
    failed = [(path, reason) for path, status, reason, *_ in imported["outcomes"] if status == "failed"]
    assert [each for each in failed if each[1] not in REASONS] == []


@kept_here
def test_every_warning_has_words(imported: dict[str, Any]) -> None:
    codes = {code for *_, warned in imported["outcomes"] for code in warned}
    assert codes
    assert [code for code in codes if warnings([code]) == code] == []


def test_every_reason_has_a_sentence() -> None:
    assert set(get_args(Reason)) <= REASONS.keys()


@kept_here
def test_no_reader_crashes_hangs_or_reaches_for_the_network(imported: dict[str, Any]) -> None:
    lost = {"timed-out", "worker-died", "out-of-memory", "parser-failed"}
    given_up = [one for one in imported["outcomes"] if one[2] in lost or lost & set(one[4])]
    assert given_up == []


@kept_here
def test_nothing_is_written_outside_the_case(imported: dict[str, Any]) -> None:
    assert not imported["changed"]
    assert imported["left"]["home"] == imported["left"]["temporary"] == imported["left"]["here"] == {}
    assert [Path(path).name for path in imported["left"]["case"]] == ["all.casethread"]
    beyond = [path for path in imported["opened"] if not path.startswith(imported["case"])]
    assert set(beyond) <= {os.devnull}


@kept_here
def test_no_page_that_shows_something_comes_out_empty(imported: dict[str, Any]) -> None:
    from selectolax.lexbor import LexborHTMLParser

    failed = [path for path, status, *_ in imported["outcomes"] if status == "failed" and path.endswith(HTML)]
    shown = {path: LexborHTMLParser(Path(path).read_bytes()).body for path in failed if Path(path).is_file()}
    assert [path for path, body in shown.items() if body and len(" ".join(body.text().split())) >= 500] == []


# --- the watch itself -----------------------------------------------------------------------------

REACHES = {
    "connect": "socket.socket().connect(('127.0.0.1', 9))",
    "connect_ex": "socket.socket().connect_ex(('127.0.0.1', 9))",
    "name": "socket.getaddrinfo('localhost', 80)",
    "host": "socket.gethostbyname('localhost')",
    "send": "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "page": "urllib.request.urlopen('http://127.0.0.1:9/')",
}


@pytest.mark.parametrize("reach", REACHES)
def test_the_watch_ends_a_process_that_reaches_out(reach: str) -> None:
    program = f"import socket, urllib.request\nfrom tests.db.importers.watched import watch\nwatch()\n{REACHES[reach]}"
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert ended.returncode == watched.REACHED


@pytest.mark.parametrize("reach", REACHES)
def test_a_worker_refuses_every_reach_by_itself(reach: str) -> None:
    program = f"import socket, urllib.request\nfrom db.processes import guard\nguard.close_doors()\n{REACHES[reach]}"
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert b"ForbiddenError" in ended.stderr
