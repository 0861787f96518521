"""What goes wrong gets one clear sentence and exit code 3, and nothing is lost."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from db.case import Case
from tests.journeys.conftest import Command

CASE = "my.casethread"


@pytest.fixture
def article(casethread: Command, tmp_path: Path) -> str:
    """A case with one article; its key."""
    (tmp_path / "article.txt").write_text(
        "Two ferries, one name\n\nBy Ada Quill\n\n3 May 2021\n\nThe ferry left. The ferry came back. Nobody saw it.\n",
        encoding="utf-8",
    )
    casethread("new", CASE)
    key: str = casethread("import", CASE, "article.txt", "--json").lines[0]["key"]
    return key


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE things (a)")
    other.close()


def _junk(path: Path, data: bytes) -> None:
    path.write_bytes(data)


@pytest.mark.parametrize(
    "make",
    [
        lambda path: _junk(path, b"Just some words.\n"),
        lambda path: _junk(path, b""),
        lambda path: _junk(path, b"%PDF-1.7\n" + bytes(5000)),
        lambda path: _junk(path, os.urandom(8192)),
        _foreign,
        lambda path: path.mkdir(),
        lambda path: None,
    ],
    ids=["text", "empty", "pdf", "noise", "another-database", "folder", "missing"],
)
def test_what_is_no_case_is_refused_in_a_sentence_and_left_alone(
    casethread: Command, tmp_path: Path, make: object
) -> None:
    path = tmp_path / "other.casethread"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else None
    for command in (["sources"], ["undo"], ["check"]):
        said = casethread(*command, str(path), expect=3)
        assert said.err.count("\n") == 1
        assert "Traceback" not in said.err
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_truncated_case_is_called_damaged(casethread: Command, article: str, tmp_path: Path) -> None:
    whole = (tmp_path / CASE).read_bytes()
    (tmp_path / "half.casethread").write_bytes(whole[: len(whole) // 2])
    assert "damaged" in casethread("sources", "half.casethread", expect=3).err


def test_a_case_of_a_later_version_is_read_and_not_written(casethread: Command, article: str, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / CASE) as later:
        later.execute("PRAGMA user_version=99")
    later.close()
    before = (tmp_path / CASE).read_bytes()
    assert casethread("sources", CASE, "--json").json[0]["key"] == article
    assert "later version" in casethread("note", CASE, "T", "-", stdin="x", expect=3).err
    assert (tmp_path / CASE).read_bytes() == before


def test_a_wrong_passphrase_opens_nothing(casethread: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASETHREAD_PASSPHRASE", "a long passphrase, with 'quotes'")
    casethread("new", CASE, "--encrypted")
    casethread("sources", CASE)
    monkeypatch.setenv("CASETHREAD_PASSPHRASE", "another one")
    said = casethread("sources", CASE, "--json", expect=3)
    assert json.loads(said.err)["error"] == "wrong-passphrase"
    monkeypatch.delenv("CASETHREAD_PASSPHRASE")
    assert json.loads(casethread("sources", CASE, "--json", expect=3).err)["error"] == "passphrase-needed"


def test_a_path_that_is_missing_stops_the_import_before_it_begins(casethread: Command, article: str) -> None:
    said = casethread("import", CASE, "article.txt", "nowhere.txt", expect=3)
    assert "nowhere.txt" in said.err


def test_three_hundred_files_with_four_broken_ones_are_a_success(casethread: Command, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(296):
        (folder / f"{number:03}.txt").write_text(
            f"Article {number}\n\nIts words are number {number}.", encoding="utf-8"
        )
    broken = {
        "z1.txt": b"",
        "z2.txt": bytes(range(256)) * 40,
        "z3.pdf": b"%PDF-1.4 nothing",
        "z4.html": b"<html></html>",
    }
    for name, data in broken.items():
        (folder / name).write_bytes(data)
    casethread("new", CASE)
    lines = casethread("import", CASE, "many", "--json").lines
    failed = [line for line in lines if line["status"] == "failed"]
    assert len(lines) == 300
    assert sorted(Path(line["path"]).name for line in failed) == sorted(broken)
    assert all(line["reason"] for line in failed)
    assert len(casethread("sources", CASE, "--json").json) == 296
    casethread("undo", CASE)
    assert casethread("sources", CASE, "--json").json == []


def test_words_that_are_not_there_or_there_twice_make_no_excerpt(casethread: Command, article: str) -> None:
    assert "do not stand" in casethread("excerpt", CASE, article, "the whale left", expect=3).err
    assert "2 times" in casethread("excerpt", CASE, article, "The ferry", expect=3).err
    assert casethread("excerpt", CASE, article, "The ferry", "--nth", "2").out.startswith(article)
    assert "only 2 times" in casethread("excerpt", CASE, article, "The ferry", "--nth", "3", expect=3).err


def test_an_unknown_key_is_named(casethread: Command, article: str) -> None:
    assert "“nobody2020-abc”" in casethread("text", CASE, "nobody2020-abc", expect=3).err


def test_a_name_of_two_entities_is_ambiguous_and_a_note_with_it_is_kept(casethread: Command, article: str) -> None:
    casethread("entity", CASE, "Ada Quill", "--kind", "person", "--alias", "A. Quill")
    casethread("entity", CASE, "Anton Quill", "--kind", "person", "--alias", "A. Quill")
    assert "can mean 2" in casethread("entity", CASE, "A. Quill", expect=3).err
    said = casethread("note", CASE, "Who", "-", stdin="It was [[A. Quill]].")
    assert "several entities" in said.err
    assert "A. Quill" in casethread("note", CASE, "Who").out


def test_a_second_writer_is_told_who_holds_the_case_and_can_read(
    casethread: Command, article: str, tmp_path: Path
) -> None:
    with Case.open(tmp_path / CASE):
        said = casethread("note", CASE, "T", "-", stdin="x", expect=3)
        assert str(os.getpid()) in said.err
        assert casethread("sources", CASE, "--json").json[0]["key"] == article
    casethread("note", CASE, "T", "-", stdin="x")


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        (b"\xef\xbb\xbfTitle\r\n\r\nThe caf\xc3\xa9 was closed.\r\nNobody came.", "café was closed.\nNobody"),
        ("Title\n\nThe cafe\u0301 was closed.".encode(), "cafe\u0301 was"),
        ("Title\n\nThey waved 🏴‍☠️ and 𝔉lags.".encode(), "🏴‍☠️ and 𝔉lags"),
        ("Title\n\nשלום \u200fworld\u200e words".encode(), "\u200fworld\u200e"),
        (b"Title\n\nA null\x00byte stands here in words.", "null\ufffdbyte"),
        (b"Title\n\n" + "Überfluß 210\u00a0000 ".encode() * 300_000, None),
    ],
    ids=["crlf-bom", "nfd", "astral", "right-to-left", "nul", "10-MB-line"],
)
def test_odd_texts_are_quoted_as_they_stand(
    casethread: Command, tmp_path: Path, written: bytes, quoted: str | None
) -> None:
    (tmp_path / "odd.txt").write_bytes(written)
    casethread("new", CASE)
    key = casethread("import", CASE, "odd.txt", "--json").lines[0]["key"]
    text = casethread("text", CASE, key).out
    if quoted:
        made = casethread("excerpt", CASE, key, quoted, "--json").json
        assert made["quote"] == quoted
        assert text[made["start"] : made["end"]] == quoted
    assert casethread("check", CASE, "--json").json["ok"]


def test_surrogates_from_the_shell_are_harmless(casethread: Command, article: str) -> None:
    casethread("entity", CASE, "Broken \udcff name", "--kind", "person")
    casethread("search", CASE, "br\udcffken")
    assert casethread("check", CASE, "--json").json["ok"]


@pytest.mark.parametrize("harm", ["missing", "damaged", "foreign", "unwritable"])
def test_an_index_that_is_gone_or_damaged_is_made_again(
    casethread: Command, article: str, tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert casethread("search", CASE, "ferry", "--json").json["total"] == 1
    (cache,) = (tmp_path / "cache").glob("*.cache")
    if harm == "missing":
        cache.unlink()
    elif harm == "damaged":
        data = bytearray(cache.read_bytes())
        for place in range(2000, len(data), 517):
            data[place] ^= 0x5A
        cache.write_bytes(bytes(data))
    elif harm == "foreign":
        cache.write_bytes(b"not a database at all" * 1000)
    else:
        monkeypatch.setenv("CASETHREAD_CACHE", "/proc/nowhere")
    assert casethread("search", CASE, "ferry", "--json").json["total"] == 1
    assert casethread("search", CASE, "ferry", "--json").json["total"] == 1


def test_wrong_usage_is_two(casethread: Command) -> None:
    casethread("sources", expect=2)
    casethread("import", CASE, expect=2)
    casethread("nonsense", CASE, expect=2)
    casethread("new", CASE)
    casethread("import", CASE, CASE, "--set", "colour=red", expect=2)


def test_nothing_to_undo_is_a_no(casethread: Command) -> None:
    casethread("new", CASE)
    casethread("undo", CASE, expect=1)
    casethread("redo", CASE, expect=1)


def test_every_expected_failure_is_json_when_asked(casethread: Command) -> None:
    said = casethread("sources", "nowhere.casethread", "--json", expect=3)
    assert set(json.loads(said.err)) == {"error", "message"}


def test_a_key_that_leads_nowhere_is_named_by_verify(casethread: Command, article: str) -> None:
    said = casethread("verify", CASE, "-", stdin="The ferry left [@nobody2020-abc].", expect=1)
    assert "nobody2020-abc" in said.out


@pytest.mark.parametrize("output", [CASE, "./" + CASE, "other.casethread", "same-case"])
def test_a_briefing_is_never_written_over_a_case(
    casethread: Command, article: str, tmp_path: Path, output: str
) -> None:
    casethread("new", "other.casethread")
    os.link(tmp_path / CASE, tmp_path / "same-case")
    before = (tmp_path / output).read_bytes()
    assert "case" in casethread("brief", CASE, "B", "-", "-o", output, stdin="Words.", expect=3).err
    if output == "other.casethread":
        assert (tmp_path / output).read_bytes() == before
    assert casethread("sources", CASE, "--json").json[0]["key"] == article


def test_what_may_not_be_read_is_an_expected_failure_and_not_wrong_usage(
    casethread: Command, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    casethread("sources", CASE, expect=3)
    casethread("import", CASE, "article.txt", expect=3)


def test_an_entity_is_changed_by_its_key_and_in_one_step(casethread: Command, article: str) -> None:
    key = casethread("entity", CASE, "Ada Quill", "--kind", "person", "--json").json["key"]
    said = casethread("entity", CASE, key, "--alias", "A. Quill", "--rename", "Ada B. Quill", "--json").json
    assert said["key"] == key
    assert set(said["aliases"]) == {"A. Quill", "Ada Quill"}
    casethread("undo", CASE)
    assert casethread("entity", CASE, key, "--json").json["aliases"] == []
    casethread("entity", CASE, key, "--rename", "", expect=3)
    casethread("entity", CASE, "Nobody", "--rename", "Somebody", "--kind", "person", expect=3)
    assert len(casethread("entities", CASE, "--json").json) == 1


def test_what_is_said_of_a_file_that_is_there_already_is_not_passed_over_in_silence(
    casethread: Command, article: str
) -> None:
    said = casethread("import", CASE, "article.txt", "--set", "sensitivity=confidential")
    assert "not written" in said.err
    assert casethread("sources", CASE, "--json").json[0]["sensitivity"] == "open"


def test_a_briefing_that_cites_nothing_known_is_not_exported(casethread: Command, article: str, tmp_path: Path) -> None:
    said = casethread("brief", CASE, "B", "-", "-o", "out.md", stdin="It rained [@nobody2020-abc].", expect=3)
    assert "“nobody2020-abc”" in said.err
    assert not (tmp_path / "out.md").exists()
    assert "nobody2020-abc" in casethread("note", CASE, "N", "-", stdin="It rained [@nobody2020-abc].").err


def test_a_passphrase_at_hand_neither_makes_a_plain_case_nor_shuts_one(
    casethread: Command, article: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CASETHREAD_PASSPHRASE", "open sesame")
    assert "--encrypted" in casethread("new", "other.casethread", expect=2).err
    assert not (tmp_path / "other.casethread").exists()
    assert casethread("sources", CASE, "--json").json[0]["key"] == article


def test_titles_and_dates_that_say_nothing_are_refused(casethread: Command, article: str) -> None:
    casethread("note", CASE, "  ", "-", stdin="words", expect=3)
    casethread("import", CASE, "article.txt", "--set", "issued=2023-13")  # a duplicate stays as it is
    assert casethread("sources", CASE, "--json").json[0]["issued"] == "2021-05-03"
