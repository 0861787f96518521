"""The program as a person uses it on the command line, in a folder of its own."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import run


@dataclass(frozen=True)
class Said:
    """What one command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Said]


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CASETHREAD_CACHE", str(tmp_path / "cache"))
    for name in ("CASETHREAD_PASSPHRASE", "CASETHREAD_AUTHOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def casethread(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    def command(*arguments: str, stdin: str = "", expect: int | None = 0) -> Said:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capsys.readouterr()
        code = run(arguments)
        said = Said(code, *capsys.readouterr())
        assert expect is None or code == expect, f"{arguments}: {code}\n{said.out}{said.err}"
        return said

    return command
