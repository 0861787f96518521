"""Large bytes: stored once, in pieces, and proved to be what they were."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import blobs, driver, errors, schema, texts
from db.blobs import CHUNK
from db.case import Case
from tests.db.conftest import a_source, tampered


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_bytes_come_back_as_they_went_in_whatever_their_size(case: Case, size: int) -> None:
    data = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    (identity,) = case.store([data])
    assert identity == blobs.sha256(data)
    assert case.bytes_of(identity) == data
    assert max((row["n"] for row in case.query("SELECT length(data) AS n FROM chunk")), default=0) <= CHUNK


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_any_bytes_come_back_and_equal_ones_are_stored_once(pieces: list[bytes]) -> None:
    database = driver.memory()
    schema.migrate(database)
    identities = [blobs.put(database, data) for data in pieces]
    assert [blobs.read(database, identity) for identity in identities] == pieces
    assert database.conn.execute("SELECT count(*) FROM blob").fetchone()[0] == len(set(pieces))
    assert not list(blobs.altered(database))
    blobs.sweep(database)
    assert database.conn.execute("SELECT count(*) FROM chunk").fetchone()[0] == 0
    database.close()


def test_very_large_bytes_are_stored_in_steps_and_count_only_when_whole(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "CHUNK", 10)
    monkeypatch.setattr(blobs, "AT_ONCE", 30)
    monkeypatch.setattr(blobs, "_CHUNKS_A_STEP", 3)
    data = bytes(range(95))
    begun = case.writing
    steps = 0

    def broken_off() -> object:
        nonlocal steps
        steps += 1
        if steps == 3:
            raise errors.DiskFull(case.path)
        return begun()

    monkeypatch.setattr(case, "writing", broken_off)
    with pytest.raises(errors.DiskFull):
        case.store([data])
    assert not blobs.has(case.database, blobs.sha256(data))
    assert case.query("SELECT count(*) AS n FROM chunk") == [{"n": 6}]
    monkeypatch.setattr(case, "writing", begun)
    (identity,) = case.store([data])
    assert case.bytes_of(identity) == data
    case.erase([])
    assert case.query("SELECT count(*) AS n FROM chunk") == [{"n": 0}]


def test_bytes_that_are_missing_are_damage(case: Case) -> None:
    with pytest.raises(errors.CaseDamaged):
        case.bytes_of(blobs.sha256(b"never stored"))


def test_a_source_in_the_trash_keeps_its_bytes_and_an_erased_one_does_not(case: Case) -> None:
    source = a_source(case, "The ferry left.")
    case.undo()
    case.undo()
    assert len(blobs.unreferenced(case.database)) == 0
    assert case.bytes_of(bytes.fromhex(source.sha256 or "")) == b"The ferry left."
    case.erase([("source", source.uuid)])
    assert case.query("SELECT * FROM blob") == case.query("SELECT * FROM chunk") == []


def test_bytes_that_two_sources_share_stay_for_the_other(case: Case) -> None:
    words = "Both say this."
    one, other = a_source(case, words), a_source(case, "Another original.")
    texts.add(case, other.uuid, words)
    case.erase([("source", one.uuid)])
    assert case.bytes_of(blobs.sha256(words.encode())) == words.encode()
    assert not list(blobs.missing(case.ledger))


def test_altered_bytes_are_found_and_missing_ones_named(case: Case) -> None:
    source = a_source(case, "The ferry left.")
    identity = blobs.sha256(b"The ferry left.")
    tampered(case, "UPDATE chunk SET data = ?", b"The ferry sank.")
    assert list(blobs.altered(case.database)) == [identity]
    tampered(case, "DELETE FROM chunk")
    assert list(blobs.altered(case.database)) == [identity]
    tampered(case, "DELETE FROM blob")
    assert ("source", source.uuid) in set(blobs.missing(case.ledger))


def test_bytes_go_from_case_to_case(case: Case, tmp_path: Path) -> None:
    data = bytes(CHUNK + 5)
    (identity,) = case.store([data])
    with Case.create(tmp_path / "other.casethread") as other:
        with other.writing():
            blobs.copy(case.database, other.database, identity)
            blobs.copy(case.database, other.database, identity)
            blobs.copy(case.database, other.database, blobs.sha256(b"nowhere"))
        assert other.bytes_of(identity) == data
        assert not list(blobs.altered(other.database))
