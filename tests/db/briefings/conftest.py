"""The case that the tests of briefings share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.db.briefings.affair import Affair, made


@pytest.fixture
def affair(tmp_path: Path) -> Iterator[Affair]:
    found = made(tmp_path)
    with found.case:
        yield found
