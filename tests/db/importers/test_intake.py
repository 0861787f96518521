"""Which files an import takes up, and how it goes on past those that it cannot read."""

import io
import os
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from db import blobs, errors, received, sources, texts
from db.addresses import address
from db.case import Case
from db.importers import disk, intake, staging
from db.importers.accepting import Acceptance, release
from db.importers.worker import Workers

no_windows = pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes among files, and names are text")


def _come_in(case: Case, *paths: Path) -> dict[str, intake.Outcome]:
    files = intake.files_in(paths)
    return {outcome.path.name: outcome for outcome in intake.take_in(intake.directly(case), files)}


def test_a_folder_is_taken_with_all_that_is_in_it_but_what_is_hidden(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    (folder / "b").mkdir(parents=True)
    for name in ("c.txt", "a.txt", "b/d.txt", ".hidden"):
        (folder / name).write_text(name)
    assert intake.files_in([folder]) == [folder / "a.txt", folder / "c.txt", folder / "b" / "d.txt"]


def test_a_path_that_is_not_there_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    with pytest.raises(errors.FileProblem) as problem:
        intake.files_in([tmp_path / "a.txt", tmp_path / "a.txt" / "below"])
    assert problem.value.reason == "missing"


@no_windows
def test_nobody_waits_for_a_pipe_or_a_device(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "lost.txt").symlink_to(folder / "nowhere")
    (folder / "words.txt").write_text("Some words.")
    found = _come_in(case, folder)
    assert {name: outcome.reason for name, outcome in found.items()} == {
        "pipe.txt": "no-file",
        "device.txt": "no-file",
        "lost.txt": "missing",
        "words.txt": None,
    }


@no_windows
def test_the_name_of_a_file_need_not_be_text(case: Case, tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    try:
        file.write_text("Some words.")
    except OSError:
        pytest.skip("this file system takes text only")
    (outcome,) = _come_in(case, file).values()
    assert outcome.status == "added"
    assert sources.get(case, outcome.key or "").file_name == "caf\ufffd.txt"


def test_a_folder_that_cannot_be_entered_is_told_of(
    case: Case,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "articles"
    (folder / "locked").mkdir(parents=True)
    (folder / "words.txt").write_text("Some words.")
    scan = os.scandir

    def refusing(where: str | Path) -> "os._ScandirIterator[str]":
        if str(where).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(where))
        return scan(str(where))

    monkeypatch.setattr(os, "scandir", refusing)
    found = _come_in(case, folder)
    assert found["locked"].reason == "unreadable"
    assert found["words.txt"].status == "added"


def test_a_file_beyond_all_bounds_is_not_read(
    case: Case,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(disk, "_LARGEST", 10)
    (tmp_path / "large.txt").write_text("more than ten letters")
    assert _come_in(case, tmp_path / "large.txt")["large.txt"].reason == "too-large"


def _zip(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.txt", data)
    return path


LETTER = b"""From: Ana Kosta <ana@example.org>
To: Ben <ben@example.org>
Date: Tue, 19 Nov 2024 10:00:00 +0100
Subject: The list
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

Here is the list of ferries.
--x
Content-Type: text/plain; charset=utf-8; name="list.txt"
Content-Disposition: attachment; filename="list.txt"

Contessa Armida, Isla Clavel, Regina di Levante.
--x--
"""


def test_what_hangs_on_a_message_is_a_source_of_its_own_that_knows_the_message(case: Case, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(LETTER)
    outcomes = list(intake.take_in(intake.directly(case), [tmp_path / "a.eml"]))
    assert [(outcome.status, outcome.path.name) for outcome in outcomes] == [("added", "a.eml"), ("added", "list.txt")]
    letter, attached = (sources.get(case, str(outcome.key)) for outcome in outcomes)
    assert attached.part_of == letter.uuid
    assert attached.part_name == "list.txt"
    assert letter.issued == "2024-11-19"
    assert letter.author == (), "who wrote it is for a person to say"


def test_an_archive_is_kept_and_its_members_are_sources(case: Case, tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", one=b"The first article of the archive.", two=b"The second article, longer.")
    outcomes = list(intake.take_in(intake.directly(case), [path]))
    assert sorted(outcome.status for outcome in outcomes) == ["added", "added", "unpacked"]
    (archive,) = received.every(case)
    assert archive.reason is None
    assert case.bytes_of(bytes.fromhex(archive.sha256)) == path.read_bytes()
    assert {source.received for source in sources.every(case)} == {archive.uuid}


def test_a_file_that_could_not_be_read_is_kept_with_the_reason(case: Case, tmp_path: Path) -> None:
    (tmp_path / "a.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(200))
    (outcome,) = _come_in(case, tmp_path / "a.7z").values()
    assert (outcome.status, outcome.reason) == ("failed", "other-archive")
    (kept,) = received.every(case, unread=True)
    assert (kept.file_name, kept.reason, kept.size) == ("a.7z", "other-archive", 206)


def test_archives_in_archives_are_opened_down_to_a_limit(case: Case, tmp_path: Path) -> None:
    inner = b"The words at the bottom."
    for number in range(staging.DEEPEST + 2):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(f"{number}.zip" if number else "words.txt", inner)
        inner = buffer.getvalue()
    (tmp_path / "a.zip").write_bytes(inner)
    outcomes = list(intake.take_in(intake.directly(case), [tmp_path / "a.zip"]))
    assert [outcome.reason for outcome in outcomes if outcome.status == "failed"] == ["too-deep"]


def test_the_same_file_in_two_archives_is_one_source(case: Case, tmp_path: Path) -> None:
    paths = [_zip(tmp_path / f"{name}.zip", same=b"The same words in both.", **{name: name.encode()}) for name in "ab"]
    outcomes = list(intake.take_in(intake.directly(case), paths))
    assert sorted(outcome.status for outcome in outcomes) == sorted(["unpacked"] * 2 + ["added"] * 3 + ["duplicate"])


def test_a_later_capture_of_an_address_is_a_version_of_the_first(case: Case, tmp_path: Path) -> None:
    head = "<html><head><link rel='canonical' href='https://www.ledger.example/a{}'></head><body><p>"
    for name, query, words in (("a", "", "Two offices."), ("b", "?utm_source=x", "Three offices, it says now.")):
        (tmp_path / f"{name}.html").write_text(f"{head.format(query)}{words * 20}</p></body></html>")
    outcomes = list(intake.take_in(intake.directly(case), [tmp_path / "a.html", tmp_path / "b.html"]))
    first, second = (sources.get(case, str(outcome.key)) for outcome in outcomes)
    assert second.version_of == first.uuid
    assert first.version_of is None


def test_all_of_it_is_taken_back_at_once_and_comes_in_again(case: Case, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(LETTER)
    path = _zip(tmp_path / "a.zip", one=b"The first article of the archive.")
    for _ in range(2):
        outcomes = list(intake.take_in(intake.directly(case), [tmp_path / "a.eml", path]))
        assert [outcome.status for outcome in outcomes].count("added") == 3
        case.undo()
        assert sources.every(case) == []
        assert received.every(case) == []


def _held(case: Case, path: Path) -> list[staging.Staged]:
    with Workers(1) as workers:
        return list(staging.Reading(intake.directly(case)).staged([path], workers))


def test_two_reviews_of_one_file_hold_it_until_the_last_is_over(case: Case, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry left.")
    first, second = (_held(case, tmp_path / "a.txt") for _ in range(2))
    release(intake.directly(case), first)
    (outcome,) = Acceptance(intake.directly(case)).accept(second)
    assert outcome.status == "added"
    assert list(blobs.missing(case.ledger)) == []


def test_what_a_crash_left_of_a_review_is_swept_when_the_case_is_opened(case: Case, path: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry left.")
    _held(case, tmp_path / "a.txt")
    case._held.clear()  # as if the process had been killed
    case.close()
    with Case.open(path) as again:
        assert again.query("SELECT count(*) AS n FROM blob") == [{"n": 0}]


def test_erasing_a_source_leaves_no_copy_of_it_among_what_was_received(case: Case, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry left.")
    identity = blobs.sha256(b"The ferry left.")
    case.store([b"The ferry left."])
    received.add(case, identity, 15, name="a.txt", media_type=None, reason="timed-out")
    (outcome,) = _come_in(case, tmp_path / "a.txt").values()
    case.erase([("source", sources.get(case, str(outcome.key)).uuid)])
    assert not blobs.has(case.database, identity)


def test_what_lies_in_a_confidential_file_is_confidential(case: Case, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(LETTER)
    letter, attached = _held(case, tmp_path / "a.eml")
    said = [replace(letter, by_hand={"sensitivity": "confidential"}), attached]
    for outcome in Acceptance(intake.directly(case)).accept(said):
        assert str(outcome.key).startswith("s-")
        assert sources.get(case, str(outcome.key)).sensitivity == "confidential"


def test_an_attachment_is_read_in_the_charset_its_message_names(case: Case, tmp_path: Path) -> None:
    words = "Paweł Żyliński, Łódź"
    head, _, _ = LETTER.partition(b"Contessa")
    head = head.replace(b'charset=utf-8; name="list.txt"', b'charset=iso-8859-2; name="list.txt"')
    (tmp_path / "a.eml").write_bytes(head + words.encode("iso-8859-2") + b"\n--x--\n")
    attached = _come_in(case, tmp_path / "a.eml")["list.txt"]
    text = texts.current(case, sources.get(case, str(attached.key)).uuid)
    assert text is not None
    assert words in texts.content(case, text)


def test_an_address_that_is_none_stops_no_import(case: Case, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"The ferry left {name}.")
    (first,) = _come_in(case, tmp_path / "a.txt").values()
    sources.revise(case, sources.get(case, str(first.key)), {"url": "http://[example"})
    assert _come_in(case, tmp_path / "b.txt")["b.txt"].status == "added"


def test_an_archive_that_comes_in_again_is_there_already(case: Case, tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", one=b"The first article of the archive.")
    other = tmp_path / "b.zip"
    other.write_bytes(path.read_bytes())
    outcomes = list(intake.take_in(intake.directly(case), [path, other]))
    assert [outcome.status for outcome in outcomes] == ["unpacked", "added", "duplicate"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.a.example/x/?utm_source=b", "http://a.example/x", True),
        ("https://a.example/x?id=12", "https://a.example/x?id=13", False),
        ("https://a.example/x?refid=12", "https://a.example/x?refid=13", False),
        ("https://m.a.example/x?fbclid=1", "https://a.example/x", True),
    ],
)
def test_what_only_tells_how_one_came_to_a_page_is_no_part_of_its_address(one: str, other: str, same: bool) -> None:
    assert (address(one) == address(other)) is same
