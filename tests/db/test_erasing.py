"""What is named before something is lost for good."""

import zipfile
from pathlib import Path

import pytest

from db import blobs, erasing, notes, received, sources
from db.case import Case
from db.importers import intake
from db.refs import Ref
from tests.db.conftest import a_source, an_excerpt

ARTICLE = b"The ferry left. Nobody came back for it."
LETTER = (
    b"From: Ana <ana@example.org>\nTo: Ben <ben@example.org>\nSubject: The list\nMIME-Version: 1.0\n"
    b'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nHere is the list.\n--x\n'
    b'Content-Type: text/plain\nContent-Disposition: attachment; filename="list.txt"\n\nContessa Armida.\n--x--\n'
)


@pytest.fixture
def archive(case: Case, tmp_path: Path) -> Ref:
    """An archive that came in, with an article and a message that has an attachment."""
    path = tmp_path / "leak.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("article.txt", ARTICLE)
        made.writestr("letter.eml", LETTER)
    list(intake.take_in(intake.directly(case), [path]))
    (kept,) = received.every(case)
    return Ref("received", kept.uuid)


def _source(case: Case, name: str) -> Ref:
    return Ref("source", next(one.uuid for one in sources.every(case) if one.file_name == name))


def test_a_source_out_of_an_archive_names_the_archive(case: Case, archive: Ref) -> None:
    plan = erasing.plan(case, [_source(case, "article.txt")])
    (around,) = plan.around
    assert (around.ref, around.title, around.others) == (archive, "leak.zip", 2)
    assert plan.inside == ()


def test_an_attachment_of_a_message_in_an_archive_names_both_from_the_nearest_outwards(
    case: Case, archive: Ref
) -> None:
    plan = erasing.plan(case, [_source(case, "list.txt")])
    assert [(one.ref, one.others) for one in plan.around] == [(_source(case, "letter.eml"), 0), (archive, 2)]


def test_an_archive_names_what_came_out_of_it_and_out_of_that(case: Case, archive: Ref) -> None:
    plan = erasing.plan(case, [archive])
    named = {one.ref for one in plan.inside}
    assert named == {_source(case, name) for name in ("article.txt", "letter.eml", "list.txt")}
    assert plan.around == ()


def test_what_is_erased_together_is_not_offered_again(case: Case, archive: Ref) -> None:
    article = _source(case, "article.txt")
    plan = erasing.plan(case, [article, archive])
    assert plan.around == ()
    assert article not in {one.ref for one in plan.inside}


def test_erasing_both_leaves_nothing_of_the_words_in_the_file(case: Case, path: Path, archive: Ref) -> None:
    article = _source(case, "article.txt")
    identity = bytes.fromhex(sources.of_uuid(case, article.uuid).sha256 or "")
    erasing.erase(case, [article])
    assert not blobs.has(case.database, identity)
    assert case.query("SELECT count(*) AS n FROM received") == [{"n": 1}], "the archive holds it still"
    erasing.erase(case, [archive])
    case.close()
    assert ARTICLE[:30] not in path.read_bytes()
    assert b"article.txt" not in path.read_bytes()


def test_what_hangs_on_it_goes_along_and_what_quotes_it_is_named(case: Case) -> None:
    source = a_source(case)
    excerpt = an_excerpt(case, source, "The ferry left.")
    note, _ = notes.write(case, "Ferries", f"They left [@{excerpt.key}].")
    plan = erasing.plan(case, [Ref("source", source.uuid)])
    assert dict(plan.along) == {"text": 1, "excerpt": 1}
    assert plan.quoting == (Ref("note", note.uuid),)
    assert plan.titles == ("Two ferries",)
    erasing.erase(case, plan.refs)
    assert notes.get(case, "Ferries").body == f"They left [@{excerpt.key}]."
