"""Options and fixtures that every test may use."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("casethread", deadline=None)  # machines are noisy; speed is measured elsewhere
settings.load_profile("casethread")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests that take minutes, too")
    parser.addoption("--histories", default="120", help="how many random merge histories to try")
    parser.addoption("--pictures", default="", help="a folder for pictures of the window, made by the journeys")
    parser.addoption("--first-history", default="0", help="the seed of the first of them")


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes made by a test are called by their number: those of an archive may hold the time, other in each process."""
    del config
    return argname if isinstance(val, bytes) and len(val) > 24 else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="takes minutes; run with --long"))


@pytest.fixture(autouse=True)
def _cycles(request: pytest.FixtureRequest) -> Iterator[None]:
    """Widgets in cycles go after the test in which they were made, as in the program at no odd moment."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.collect()
    gc.freeze()  # what is there already is not looked at again after every test
    gc.disable()
    yield
    gc.enable()
    gc.collect()
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a person had open is kept in the folder of the test."""
    monkeypatch.setenv("CASETHREAD_STATE", str(tmp_path / "state"))
