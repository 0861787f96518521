"""Killed at any moment: the case opens, is whole, and holds everything it said was saved."""

import random
import signal
import sys
import time
from pathlib import Path

import pytest

from db import drafts, errors, excerpts, notes, sources
from db.case import Case
from db.refs import Ref, Uuid
from db.upkeep.check import check
from tests.db.conftest import PASSPHRASE
from tests.faults.children import line, started
from tests.faults.conftest import Made

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")

WRITE = """
import sys
from pathlib import Path
from db import drafts, excerpts, notes, sources, texts
from db.case import Case
from db.refs import Ref, Uuid
path, passphrase, name = Path(sys.argv[1]), sys.argv[3] if len(sys.argv) > 3 else None, sys.argv[2]

def saved(kind, *words):
    print(kind, *words, sep="\\t", flush=True)

with Case.open(path, passphrase) as case:
    saved("open")
    number = 0
    while True:
        number += 1
        word = f"{name}x{number}"
        note, _ = notes.write(case, word, f"[[Ana]] saw {word}.\\n" * (number % 40 + 1))
        saved("note", word)
        drafts.keep(case, Ref("note", Uuid("1" * 32)), "body", word)
        saved("draft", word)
        words = f"{word} left the harbour. " * (1 + number * 37 % 900)
        (identity,) = case.store([words.encode()])
        with case.edit("import", batch=name):
            source = sources.add(case, identity, {"title": word})
            texts.add(case, source.uuid, words)
        saved("source", word, source.key)
        excerpt = excerpts.quote(case, source, f"{word} left", nth=1, comment=word)
        saved("excerpt", word, excerpt.key)
        if number % 5 == 0:
            notes.remove(case, note)
            saved("removed", word)
            case.undo()
            saved("restored", word)
        if number % 7 == 0:
            case.erase([("note", note.uuid)])
            saved("erased", word)
"""


def _killed(path: Path, passphrase: str | None, name: str, rng: random.Random) -> list[list[str]]:
    """What a writer said was saved before it was killed, at some moment after its first words."""
    with started(WRITE, path, name, *([passphrase] if passphrase else [])) as child:
        said = [line(child)]
        assert said == ["open"]
        said += [line(child) for _ in range(rng.randrange(12))]
        time.sleep(rng.random() * 0.03)  # the moment within an edit is what is tried here
        child.send_signal(signal.SIGKILL)
        assert child.stdout
        said += child.stdout.read().splitlines()
    return [words.split("\t") for words in said]


def _everything_is_there(case: Case, said: list[list[str]]) -> None:
    state: dict[str, str] = {}
    for kind, *words in said:
        if kind in ("note", "removed", "restored", "erased"):
            state[words[0]] = kind
        elif kind == "source":
            assert sources.get(case, words[1]).title == words[0]
        elif kind == "excerpt":
            assert excerpts.get(case, words[1]).comment == words[0]
    _notes_are_there(case, state)
    drafted = [words[0] for kind, *words in said if kind == "draft"]
    if drafted:
        kept = drafts.kept(case, Ref("note", Uuid("1" * 32)), "body") or ""
        assert int(kept.split("x")[1]) - int(drafted[-1].split("x")[1]) in (0, 1)


def _notes_are_there(case: Case, state: dict[str, str]) -> None:
    last = next(reversed(state), None)
    for word, kind in state.items():
        try:
            assert f"saw {word}." in notes.get(case, word).body
        except errors.Unknown:
            # the last note may have been taken further than there was time to say
            assert kind in ("removed", "erased") or word == last


def _kill_often(path: Path, passphrase: str | None, times: int) -> int:
    rng, saved, heads = random.Random(times), 0, []
    for number in range(times):
        said = _killed(path, passphrase, f"k{number}", rng)
        saved += len(said) - 1
        with Case.open(path, passphrase, readonly=bool(number % 2)) as case:
            _everything_is_there(case, said)
            heads.append(case.head)
            report = check(case, against=heads[max(0, number - 1)])
            assert report.faults == ()
    return saved


@pytest.mark.parametrize(("passphrase", "times"), [(None, 6), (PASSPHRASE, 3)])
def test_what_was_saved_before_a_kill_is_there_after_it(made: Made, passphrase: str | None, times: int) -> None:
    assert _kill_often(made(passphrase), passphrase, times) > times


@pytest.mark.long
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_fifty_kills_lose_nothing_that_was_saved(made: Made, passphrase: str | None) -> None:
    saved = _kill_often(made(passphrase), passphrase, 50)
    print(f"50 kills, {saved} writes said to be saved, none lost")
