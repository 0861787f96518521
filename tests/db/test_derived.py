"""What is derived from a case follows it, and is as private as the case is."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db import briefs, driver, entities, errors, notes
from db.cache import Cache
from db.case import Case
from db.derived import Derived
from tests.db.conftest import a_source


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of caches, which others may look into."""
    found = tmp_path / "cache"
    found.mkdir(mode=0o755)
    monkeypatch.setenv("CASETHREAD_CACHE", str(found))
    return found


@pytest.mark.skipif(os.name == "nt", reason="files have no such modes there")
def test_what_is_derived_is_readable_for_its_owner_alone(case: Case, folder: Path) -> None:
    a_source(case)
    with Derived(case) as derived:
        assert derived.search("ferry").total
    (cache,) = folder.glob("*.cache")
    assert stat.S_IMODE(cache.stat().st_mode) == 0o600


def test_what_a_withdrawn_merge_had_brought_is_not_found_any_more(case: Case, path: Path, tmp_path: Path) -> None:
    entities.add(case, "Alpha Shipping", "organisation")
    other = Path(shutil.copy(path, tmp_path / "other.casethread"))
    with Case.open(other) as theirs, Derived(case) as derived:
        entities.add_alias(theirs, entities.get(theirs, "Alpha Shipping"), "Zebrafish Ltd")
        case.merge(theirs)
        assert derived.search("zebrafish").total == 1
        case.undo()
        assert derived.search("zebrafish").total == 0


def test_a_cache_that_another_process_is_busy_with_is_left_to_it(case: Case, folder: Path) -> None:
    Cache(case).close()
    (cache,) = folder.glob("*.cache")
    with _busy(cache):
        with pytest.raises(errors.CaseBusy):
            Cache(case)
        assert cache.exists()


def test_where_no_cache_can_be_everything_is_derived_in_memory(
    case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").write_text("")
    monkeypatch.setenv("CASETHREAD_CACHE", str(folder / "file"))
    a_source(case)
    with Derived(case) as derived:
        assert derived.search("ferry").total


@contextmanager
def _busy(cache: Path) -> Iterator[None]:
    """While another connection saves."""
    other = driver.connect(cache)
    other.conn.execute("BEGIN EXCLUSIVE")
    yield
    other.conn.execute("ROLLBACK")
    other.close()


def test_notes_and_briefings_are_found_by_their_words_as_long_as_they_are_there(case: Case) -> None:
    with Derived(case) as derived:
        written = {shelf.write(case, "Which figure?", "Sixty-six zebrafish.")[0].uuid for shelf in (notes, briefs)}
        assert {hit.ref.uuid for hit in derived.search("zebrafish").hits} == written
        briefs.remove(case, briefs.get(case, "Which figure?"))
        assert {hit.ref.kind for hit in derived.search("zebrafish").hits} == {"note"}
