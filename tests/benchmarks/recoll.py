"""Recoll, a program to search files with, as far as it can be compared.

It gets each article as a file of plain text, and answers in a process of its own. Its computing is that of the
processes it runs in, its start left out where it answers questions. Words, words in a row, and several words are
asked; it knows accents and Chinese in its own way.
"""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from shutil import which
from typing import IO, Any, cast

from tests.benchmarks.engines import Row

KINDS = frozenset({"rare word", "common word", "AND", "phrase"})

_PYTHON = "/usr/bin/python3"  # the system's own, for which its module is built
_SETTINGS = "topdirs = {}\nindexstemminglanguages =\nnoaspell = 1\nloglevel = 1\n"
_ASKS = """
import json, sys, time
from recoll import recoll
database = recoll.connect(confdir=sys.argv[1])
for line in sys.stdin:
    start = time.process_time()
    question = database.query()
    question.execute(json.loads(line), stemming=0)
    question.fetchmany(20)
    print(time.process_time() - start, flush=True)
"""


def recoll_is_there() -> bool:
    """Whether it can be measured."""
    if which("recollindex") is None or not Path(_PYTHON).exists():
        return False
    return (
        subprocess.run([_PYTHON, "-c", "from recoll import recoll"], check=False, capture_output=True).returncode == 0
    )


class Recoll:
    """Recoll with a folder of files."""

    def __init__(self, folder: Path) -> None:
        self._texts, self._settings = folder / "texts", folder / "settings"
        for made in (folder, self._texts, self._settings):
            made.mkdir()
        self.path = self._settings / "xapiandb"
        (self._settings / "recoll.conf").write_text(_SETTINGS.format(self._texts), encoding="utf-8")

    def feed(self, rows: Sequence[Row]) -> float:
        """Index rows; the seconds that it computed."""
        for number, (title, body, _, _) in enumerate(rows):
            (self._texts / f"{number}.txt").write_text(f"{title}\n\n{body}", encoding="utf-8", errors="replace")
        before = os.times()
        subprocess.run(["recollindex", "-c", self._settings], check=True, capture_output=True)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    def ask_all(self, kind: str, questions: Sequence[Any], rounds: int) -> list[float]:
        """The seconds that it computes for the best 20 for each question, each asked once before."""
        asked = [_question(kind, question) for question in questions]
        command = [_PYTHON, "-c", _ASKS, str(self._settings)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            outgoing, incoming = cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)
            times = []
            for question in (*asked, *asked * rounds):
                outgoing.write(json.dumps(question) + "\n")
                outgoing.flush()
                times.append(float(incoming.readline()))
            outgoing.close()
        return times[len(asked) :]


def _question(kind: str, asked: Any) -> str:
    if kind == "AND":
        return " ".join(map(_quoted, asked))
    return _quoted(" ".join(asked) if kind == "phrase" else asked)


def _quoted(words: str) -> str:
    return f'"{words}"'
