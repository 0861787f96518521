"""Where a run works: its folder, the files of the articles, and the cases made of them, which benchmarks share.

Large cases are made once, by a process of their own that says what it took, and are copied for whatever
changes them. Nothing of the user is touched: caches lie in the same folder.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from db import asides, sources, texts
from db.case import Case
from tests.benchmarks import material, peers
from tests.benchmarks.material import Article
from tests.benchmarks.querying import Queries

ROOT = Path(__file__).parents[2]
FILES = ROOT.parent / "shared" / "corpus" / "files"
"""Real files of many kinds, where they are kept beside the repository."""
Took = dict[str, Any]
"""What a process of ours says it took."""

PASSPHRASE = "quay crane winch ledger"


@dataclass(frozen=True, slots=True)
class Filled:
    """A case that was filled in a process of its own; times in seconds, memory in bytes, as `filling` has them."""

    path: Path
    passphrase: str | None
    took: Took


class Workshop:
    """The folder of one run, and how many articles it measures with."""

    def __init__(self, folder: Path, size: int, *, invented: bool = False, pages: Path | None = None) -> None:
        """`pages` is where the public benchmark of article extraction lies, when somebody has it."""
        self.pages = pages
        self.folder = folder
        self.size = size
        self.invented = invented
        self._filled: dict[bool, Filled] = {}
        self._fed: dict[bool, Path] = {}
        os.environ["CASETHREAD_CACHE"] = str(folder / "cache")
        os.environ["CASETHREAD_STATE"] = str(folder / "state")
        os.environ.pop("CASETHREAD_PASSPHRASE", None)

    @cached_property
    def articles(self) -> list[Article]:
        """The articles of this run."""
        return material.articles(self.size, invented=self.invented)

    @cached_property
    def files(self) -> Path:
        """A folder with each article as a file."""
        folder = self.folder / "articles"
        material.write(self.articles, folder)
        return folder

    @cached_property
    def queries(self) -> Queries:
        """What is asked in this run."""
        return Queries.drawn([f"{article.title}\n{article.body}" for article in self.articles])

    def filled(self, *, encrypted: bool = False) -> Filled:
        """A case with all the articles and everything derived from them; not to be changed."""
        if encrypted not in self._filled:
            passphrase = key_of(encrypted=encrypted)
            path = self.folder / f"{'encrypted' if encrypted else 'plain'}.casethread"
            took = self.child("filling", self.files, path, passphrase=passphrase)
            self._filled[encrypted] = Filled(path, passphrase, took)
        return self._filled[encrypted]

    def copied(self, name: str, *, encrypted: bool = False) -> Path:
        """A copy of that case, with a copy of what is derived from it."""
        whole = self.filled(encrypted=encrypted)
        path = self.folder / f"{name}.casethread"
        shutil.copyfile(whole.path, path)
        places = [_cache(place, whole.passphrase) for place in (whole.path, path)]
        shutil.copyfile(*places)
        return path

    def fed(self, *, encrypted: bool = False) -> Path:
        """An FTS5 table with the tokens of all sources of that case; not to be changed."""
        if encrypted not in self._fed:
            whole = self.filled()
            path = self.folder / f"{'encrypted' if encrypted else 'plain'}.fts"
            with (
                Case.open(whole.path, readonly=True) as case,
                peers.FullText(path, index_key(key_of(encrypted=encrypted))) as index,
            ):
                index.feed(_words(case))
            self._fed[encrypted] = path
        return self._fed[encrypted]

    def child(self, module: str, *arguments: object, passphrase: str | None = None) -> Took:
        """What another module of ours says when it runs as a process of its own."""
        command = [sys.executable, "-m", f"tests.benchmarks.{module}", *map(str, arguments)]
        return json.loads(self.run(command, passphrase).stdout)  # type: ignore[no-any-return]

    def run(self, command: Sequence[str], passphrase: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a program to its end, from the root of the project, and keep what it prints."""
        environment = dict(os.environ)
        if passphrase is not None:
            environment["CASETHREAD_PASSPHRASE"] = passphrase
        ended = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, check=False, text=True, encoding="utf-8"
        )
        if ended.returncode:
            raise ChildFailed(command, ended.stderr)
        return ended


class NotHere(Exception):
    """What a benchmark needs is not on this machine; the message says what that is."""


class ChildFailed(Exception):
    """A process of ours ended with an error; what it said stands in the message."""

    def __init__(self, command: Sequence[str], said: str) -> None:
        super().__init__(f"{' '.join(command)}\n{said}")


def key_of(*, encrypted: bool) -> str | None:
    """The passphrase of what is encrypted."""
    return PASSPHRASE if encrypted else None


def index_key(passphrase: str | None) -> bytes | None:
    """The key of the peer's index: raw, as that of our own is, so that neither has to be made from a passphrase."""
    return None if passphrase is None else sha256(passphrase.encode()).digest()


def _cache(path: Path, passphrase: str | None) -> Path:
    with Case.open(path, passphrase, readonly=True) as case:
        found = asides.place(case, "cache")
    assert found is not None
    return found


def _words(case: Case) -> list[tuple[str, str]]:
    """Title and words of every source."""
    found = []
    for source in sources.every(case):
        text = texts.current(case, source.uuid)
        found.append((source.title or "", texts.content(case, text) if text else ""))
    return found
