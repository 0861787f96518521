"""PDFs are read here without recognising words in their pictures, whatever is installed."""

import pytest

from db.importers.media import recognition


@pytest.fixture(autouse=True)
def _without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "available", lambda: False)
