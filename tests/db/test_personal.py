"""What one person has open and has read lies outside the case, encrypted like it, and costs nothing when it is lost."""

from pathlib import Path

import pytest

from db.case import Case
from db.personal import Personal
from db.refs import Uuid
from tests.db.conftest import a_source


def test_what_was_kept_is_there_the_next_time(tmp_path: Path) -> None:
    with Case.create(tmp_path / "a.casethread") as case:
        values: list[dict[str, list[str]]] = [{"tabs": ["张伟"]}, {"tabs": []}]
        for value in values:
            personal = Personal(case)
            personal.put("bearings", value)
            personal.mark_read([Uuid("a"), Uuid("b")])
            personal.mark_read([Uuid("a")], as_read=False)
            personal.close()
            again = Personal(case)
            assert again.get("bearings") == value
            assert again.get("nothing") is None
            assert again.read() == {Uuid("b")}
            again.close()


def test_nothing_of_it_enters_the_case(tmp_path: Path) -> None:
    path = tmp_path / "a.casethread"
    with Case.create(path) as case:
        head = case.head
        personal = Personal(case)
        personal.put("bearings", {"tabs": []})
        personal.close()
        assert case.head == head


def test_for_an_encrypted_case_no_word_of_it_can_be_read(tmp_path: Path) -> None:
    with Case.create(tmp_path / "a.casethread", "a long passphrase") as case:
        personal = Personal(case)
        personal.put("bearings", "the name of a source")
        personal.close()
        assert b"the name of a source" not in personal.path.read_bytes()
        assert Personal(case).get("bearings") == "the name of a source"


@pytest.mark.parametrize("bytes_", [b"", b"no database at all", b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, bytes_: bytes) -> None:
    with Case.create(tmp_path / "a.casethread") as case:
        first = Personal(case)
        first.close()
        first.path.write_bytes(bytes_)
        again = Personal(case)
        again.put("bearings", 1)
        assert again.get("bearings") == 1
        again.close()


def test_where_nothing_can_be_kept_it_is_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASETHREAD_STATE", "/proc/nowhere")
    with Case.create(tmp_path / "a.casethread") as case:
        personal = Personal(case)
        personal.put("bearings", 1)
        assert personal.get("bearings") == 1


def _with_tab(case: Case, uuid: str) -> Personal:
    personal = Personal(case)
    tabs = [{"kind": "source", "uuid": uuid, "title": "The list of informants"}, {"kind": "note", "uuid": "b"}]
    personal.put("bearings", {"tabs": tabs, "current": ["source", uuid], "collection": "sources"})
    personal.mark_read([Uuid(uuid)])
    return personal


def test_what_was_erased_is_forgotten_here_too(tmp_path: Path) -> None:
    with Case.create(tmp_path / "a.casethread") as case:
        source = a_source(case, title="The list of informants")
        personal = _with_tab(case, source.uuid)
        case.erase([("source", source.uuid)])
        personal.forget([source.uuid])
        kept = {"tabs": [{"kind": "note", "uuid": "b"}], "current": None, "collection": "sources"}
        assert personal.get("bearings") == kept
        assert personal.read() == frozenset()
        personal.close()
        assert b"informants" not in personal.path.read_bytes()


def test_what_was_erased_while_nobody_looked_is_forgotten_the_next_time(tmp_path: Path) -> None:
    with Case.create(tmp_path / "a.casethread") as case:
        source = a_source(case, title="The list of informants")
        _with_tab(case, source.uuid).close()
        case.erase([("source", source.uuid)])
        again = Personal(case)
        again.close()
        assert b"informants" not in again.path.read_bytes()


def test_what_was_compared_with_something_erased_is_forgotten_too(tmp_path: Path) -> None:
    with Case.create(tmp_path / "a.casethread") as case:
        personal = Personal(case)
        erased, other = Uuid("a" * 32), Uuid("b" * 32)
        tab = {"kind": "comparison", "uuid": other + erased, "title": "The list of informants: compared"}
        personal.put("bearings", {"tabs": [tab], "current": ["comparison", other + erased]})
        personal.forget([erased])
        assert personal.get("bearings") == {"tabs": [], "current": None}
        personal.close()
        assert b"informants" not in personal.path.read_bytes()
