"""Files that gave no source, read once more: nothing that was known of them is lost on the way."""

import base64
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from db import blobs, received, sensitivity, sources, trash
from db.case import Case
from db.importers import intake
from db.importers.accepting import Acceptance
from db.importers.file import Wish
from db.importers.pairing import with_entries
from db.importers.parsed import Found
from db.importers.remembering import remembered, staged_again
from db.importers.staging import Reading, Staged
from db.importers.worker import Workers
from db.received import Received
from db.refs import Ref, Uuid
from tests.db.importers.archives.test_zip import locked

PASSWORD = "ferry"
LOCKED = locked(b"The words of a locked article.", PASSWORD.encode())


def _letter(attachment: bytes) -> bytes:
    head = (
        "From: Ana Kosta <ana@example.org>\nTo: Ben <ben@example.org>\nSubject: The list\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nHere it is.\n--x\n'
        "Content-Type: application/zip\nContent-Transfer-Encoding: base64\n"
        'Content-Disposition: attachment; filename="list.zip"\n\n'
    )
    return head.encode() + base64.encodebytes(attachment) + b"--x--\n"


def _staged(case: Case, *paths: Path) -> list[Staged]:
    with Workers(1) as workers:
        return list(Reading(intake.directly(case)).staged(paths, workers))


def _again(case: Case, files: Sequence[Received], wish: Wish) -> list[Staged]:
    staged = [staged_again(str(number), file) for number, file in enumerate(files)]
    known = [(one.wished(wish), case.bytes_of(one.sha256 or b"")) for one in staged]
    with Workers(1) as workers:
        return list(Reading(intake.directly(case)).again(known, workers))


def _accept(case: Case, staged: Sequence[Staged]) -> list[sources.Source]:
    outcomes = list(Acceptance(intake.directly(case)).accept(staged))
    return [sources.get(case, one.key) for one in outcomes if one.key]


@pytest.fixture
def message(tmp_path: Path) -> Path:
    path = tmp_path / "a.eml"
    path.write_bytes(_letter(LOCKED))
    return path


def test_an_attachment_that_is_read_later_knows_its_message(case: Case, message: Path) -> None:
    (letter,) = _accept(case, _staged(case, message))
    (kept,) = received.every(case, unread=True)
    assert (kept.file_name, kept.reason) == ("list.zip", "needs-password")
    assert (kept.within, kept.part_name) == (Ref("source", letter.uuid), "list.zip")
    _accept(case, _again(case, [kept], Wish(password=PASSWORD)))
    (archive,) = received.every(case)
    assert (archive.reason, archive.within) == (None, Ref("source", letter.uuid))
    (member,) = (one for one in sources.every(case) if one.received)
    assert member.received == archive.uuid


def test_a_member_of_an_archive_that_is_read_later_knows_the_archive(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inner/list.zip", LOCKED)
    _accept(case, _staged(case, path))
    (kept,) = received.every(case, unread=True)
    (outer,) = (one for one in received.every(case) if one.reason is None)
    assert (kept.received, kept.part_name) == (outer.uuid, "inner/list.zip")
    assert received.name_of(case, Ref("received", outer.uuid)) == "a.zip"


def test_what_a_person_said_of_a_file_is_known_when_it_is_read_later(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "list.zip"
    path.write_bytes(LOCKED)
    said = {"obtained_from": "a former clerk", "author": ("Ana Kosta",), "sensitivity": "confidential"}
    _accept(case, [replace(one, by_hand=said) for one in _staged(case, path)])
    (kept,) = received.every(case, unread=True)
    assert kept.sensitivity == "confidential"
    archive, member = _again(case, [kept], Wish(password=PASSWORD))
    assert archive.by_hand == said
    assert member.by_hand == {"obtained_from": "a former clerk"}, "it holds for what lies in it"
    (source,) = _accept(case, [archive, member])
    assert (source.obtained_from, source.sensitivity) == ("a former clerk", "confidential")
    assert source.key.startswith("s-")


def test_a_file_marked_as_confidential_while_it_lay_there_stays_so(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "list.zip"
    path.write_bytes(LOCKED)
    _accept(case, _staged(case, path))
    (kept,) = received.every(case)
    sensitivity.mark(case, Ref("received", kept.uuid), "confidential")
    (source,) = _accept(case, _again(case, received.every(case), Wish(password=PASSWORD)))
    assert source.sensitivity == "confidential"


def test_what_the_file_around_it_says_is_remembered_with_its_origins() -> None:
    one = Staged(
        id="0/1",
        path=Path("a.warc/page"),
        name="page",
        state="failed",
        sha256=bytes(32),
        said={"url": Found("https://ledger.example/a", "capture")},
        authors=(Found("Ana Kosta", "bibliography"),),
        declared="windows-1251",
        by_hand={"conditions": "embargo"},
    )
    kept = Received(uuid=Uuid("0" * 32), sha256="00" * 32, size=1, said=remembered(one))
    again = staged_again("0", kept)
    assert (again.said, again.authors, again.declared, again.by_hand) == (
        one.said,
        one.authors,
        one.declared,
        one.by_hand,
    )


def test_a_list_of_references_that_is_read_again_is_joined_with_its_files_again(case: Case, tmp_path: Path) -> None:
    entry = (
        "@article{kosta,\n title = {On ferries},\n author = {Kosta, Ana},\n year = {2021},\n file = {:list.txt:}\n}\n"
    )
    identities = case.store([entry.encode(), b"Contessa Armida, Isla Clavel."])
    for name, identity, data in zip(("refs.bib", "list.txt"), identities, (entry, "x" * 29), strict=True):
        received.add(case, identity, len(data), name=name, media_type=None, reason="timed-out")
    staged = with_entries(_again(case, received.every(case, unread=True), Wish()))
    (source,) = _accept(case, staged)
    assert (source.title, source.author, source.held) == ("On ferries", ("Ana Kosta",), "original")


def test_a_file_can_be_put_away_brought_back_and_erased(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "list.zip"
    path.write_bytes(LOCKED)
    _accept(case, _staged(case, path))
    (kept,) = received.every(case)
    ref = Ref("received", kept.uuid)
    trash.put(case, [ref])
    assert received.every(case) == []
    assert [(one.ref, one.title) for one in trash.every(case)] == [(ref, "list.zip")]
    trash.restore(case, [ref])
    assert received.every(case) == [kept]
    case.erase([("received", kept.uuid)])
    assert received.every(case) == []
    assert not blobs.has(case.database, bytes.fromhex(kept.sha256))
    (outcome,) = intake.take_in(intake.directly(case), [path])
    assert outcome.reason == "erased", "what was erased does not come in again"


def test_a_file_that_became_a_source_does_not_lie_in_the_trash(case: Case, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry left.")
    (identity,) = case.store([b"The ferry left."])
    received.add(case, identity, 15, name="a.txt", media_type=None, reason="timed-out")
    _accept(case, _again(case, received.every(case), Wish()))
    assert received.every(case) == []
    assert trash.every(case) == []
