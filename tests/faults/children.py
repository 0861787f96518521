"""Other processes: what a test makes them do, and how they end."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POWERLESS = """
import os, sys
from pathlib import Path
from db import driver, drafts, entities, errors, excerpts, notes, schema, sources, texts
from db.case import Case
from db.upkeep.check import check
schema.intended_shape()
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
"""
"""The beginning of a program that has no right to what others have closed to it."""

OUTCOME = """
def outcome(work):
    try:
        work()
    except errors.Expected as error:
        return type(error).__name__
    return "done"
"""
"""A function that says in one word what became of some work."""


def ran(code: str, *arguments: object, timeout: float = 120) -> str:
    """What a program says; it must end well and silently otherwise."""
    child = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, timeout=timeout, check=False
    )
    assert (child.returncode, child.stderr) == (0, ""), f"ended with {child.returncode}: {child.stderr}"
    return child.stdout.strip()


def started(code: str, *arguments: object) -> "subprocess.Popen[str]":
    """A program that runs beside the test and can be talked to."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def line(child: "subprocess.Popen[str]") -> str:
    """The next line that a program says."""
    assert child.stdout
    return child.stdout.readline().strip()


@contextmanager
def public_folder() -> Iterator[Path]:
    """A folder that everybody may look into, made writable again and removed at the end."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        for place, _, files in os.walk(folder):
            Path(place).chmod(0o755)
            for file in files:
                Path(place, file).chmod(0o644)
        shutil.rmtree(folder)


def state(folder: Path) -> dict[str, bytes | None]:
    """Every file and folder below a folder, with the bytes of the files."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}
