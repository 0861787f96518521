"""Files altered at random: each opens and is looked at, or is refused with a reason; nothing else happens."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.db.conftest import PASSPHRASE
from tests.faults.conftest import Made

LOOK = """
import signal, sys
from pathlib import Path
from db import briefs, entities, errors, excerpts, history, notes, sources
from db.case import Case
from db.upkeep.check import check

def read(case):
    for subject in (sources, excerpts, notes, entities, briefs):
        subject.every(case)
    for source in sources.every(case):
        excerpts.of_source(case, source.uuid)
    history.entries(case)

def outcome(path, passphrase):
    try:
        with Case.open(path, passphrase, readonly=True) as case:
            codes = {fault.code for fault in check(case).faults}
            if codes & {"file-damaged", "link-broken"}:
                return "structure damaged"
            found = "faults" if codes else "whole"
            try:
                read(case)
            except (errors.CaseDamaged, errors.RecordDamaged):
                return found + ", and unreadable in places"
            return found
    except errors.CaseError as error:
        return "refused: " + type(error).__name__

passphrase = sys.argv[1] or None
for name in sys.stdin:
    signal.alarm(60)
    print(outcome(Path(name.rstrip("\\n")), passphrase), flush=True)
"""
"""Looks at one file after the other; an alarm ends what hangs, and any other error ends it, too."""

Mutation = Callable[[bytearray, random.Random], None]


def _flip_bits(data: bytearray, rng: random.Random) -> None:
    for _ in range(rng.choice([1, 1, 3, 20])):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _in_the_header(data: bytearray, rng: random.Random) -> None:
    data[rng.randrange(100)] = rng.randrange(256)


def _in_the_schema(data: bytearray, rng: random.Random) -> None:
    at = rng.randrange(100, 4096 * 4)
    data[at] = rng.randrange(32, 127)


def _overwrite(data: bytearray, rng: random.Random) -> None:
    at, length = rng.randrange(len(data)), rng.choice([8, 100, 512, 5000])
    data[at : at + length] = rng.randbytes(min(length, len(data) - at))


def _zero_a_page(data: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(data) // 4096) * 4096
    data[at : at + 4096] = bytes(4096)


def _swap_pages(data: bytearray, rng: random.Random) -> None:
    one, other = (rng.randrange(len(data) // 4096) * 4096 for _ in range(2))
    data[one : one + 4096], data[other : other + 4096] = data[other : other + 4096], data[one : one + 4096]


def _cut(data: bytearray, rng: random.Random) -> None:
    del data[rng.randrange(1, len(data)) :]


def _cut_out(data: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(data))
    del data[at : at + rng.choice([1, 100, 4096, 8192])]


def _append(data: bytearray, rng: random.Random) -> None:
    data += rng.randbytes(rng.choice([1, 4096, 5000]))


def _change_text(data: bytearray, rng: random.Random) -> None:
    at = data.find(rng.choice([b"ferry", b"Ada", b'"title"', b"note", b"harbour", b"text"]), rng.randrange(len(data)))
    if at >= 0:
        data[at] = rng.choice([0, 0x22, 0x5B, 0x80, 0xC3, 0xFF, 0x41])


MUTATIONS: tuple[Mutation, ...] = (
    _flip_bits,
    _in_the_header,
    _in_the_schema,
    _overwrite,
    _zero_a_page,
    _swap_pages,
    _cut,
    _cut_out,
    _append,
    _change_text,
)


def _outcomes(path: Path, passphrase: str | None, count: int, seed: int) -> Counter[str]:
    data, rng = path.read_bytes(), random.Random(seed)
    paths = []
    for number in range(count):
        mutated = bytearray(data)
        MUTATIONS[number % len(MUTATIONS)](mutated, rng)
        paths.append(path.with_name(f"{number}.casethread"))
        paths[-1].write_bytes(mutated)
    looked = subprocess.run(
        [sys.executable, "-c", LOOK, passphrase or ""],
        input="\n".join(map(str, paths)),
        capture_output=True,
        text=True,
        check=False,
    )
    found = looked.stdout.splitlines()
    assert not looked.stderr, f"{paths[len(found)]}: {looked.stderr}"
    assert (looked.returncode, len(found)) == (0, count)
    for number, mutated_path in enumerate(paths):
        mutated_path.unlink()
        assert not mutated_path.with_name(f"{number}.casethread-journal").exists()
    return Counter(found)


@pytest.mark.parametrize(("passphrase", "count"), [(None, 40), (PASSPHRASE, 10)])
def test_an_altered_file_is_looked_at_or_refused(made: Made, passphrase: str | None, count: int) -> None:
    assert _outcomes(made(passphrase), passphrase, count, seed=1).total() == count


@pytest.mark.long
@pytest.mark.parametrize(("passphrase", "count"), [(None, 600), (PASSPHRASE, 100)])
def test_six_hundred_altered_files_are_looked_at_or_refused(made: Made, passphrase: str | None, count: int) -> None:
    found = _outcomes(made(passphrase), passphrase, count, seed=2)
    print(dict(found))
    assert found.total() == count
