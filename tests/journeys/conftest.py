"""The program as a person uses it on the command line, in a folder of its own."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db.case import Case
from desktop.cli import run

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.app import Application
    from desktop.window import Window


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


# --- in the window --------------------------------------------------------------------------------

CASE = "ferries.casethread"


@pytest.fixture
def application(qapp: object, tmp_path: Path) -> Iterator["Application"]:
    from desktop.app import Application
    from desktop.base.settings import THEME, Settings

    settings = Settings(tmp_path / "settings")
    settings.set(THEME, "light")
    application = Application(settings)
    yield application
    for window in list(application.windows):
        window.jobs.stop_all()
        window.close()
        window.deleteLater()
    if application.welcome:
        application.welcome.close()


@pytest.fixture
def window(application: "Application", tmp_path: Path, qtbot: "QtBot") -> "Window":
    Case.create(tmp_path / CASE, title="Ferries broken up on paper").close()
    opened = application.open_case(tmp_path / CASE)
    assert opened
    opened.resize(1440, 900)
    qtbot.waitExposed(opened)
    return opened


@pytest.fixture
def picture(
    request: pytest.FixtureRequest, application: "Application", window: "Window", qtbot: "QtBot"
) -> Callable[[str], None]:
    folder = request.config.getoption("--pictures")

    def take(name: str) -> None:
        from desktop.base.settings import THEME

        for mode in ("light", "dark") if folder else ():
            application.settings.set(THEME, mode)
            qtbot.wait(900)
            window.grab().save(str(Path(folder) / f"{name}-{mode}.png"))
        application.settings.set(THEME, "light")

    return take
