"""Erasing: the one way to lose something for good, everywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import authors, entities, errors, excerpts, notes, sources, texts
from db.case import Case
from db.derived import Derived
from db.drafts import keep
from db.importers import intake
from db.refs import Ref, Uuid
from db.revisions.audit import audit
from db.revisions.content import rev_of
from db.upkeep.check import check
from tests.db.conftest import a_source, an_excerpt, content, unhurried
from tests.db.revisions.replicas import Replica

TEXT, QUOTE, COMMENT = "Kestrelword", "Plovercanary", "Siskinremark"
FILE_NAME, TITLE, AUTHOR, GIVER = "Dunlinfile", "Curlewtitle", "Whimbrelauthor", "Godwitgiver"
NOTE, DRAFT = "Lapwingnote", "Avocetdraft"
OF_THE_SOURCE = (TEXT, QUOTE, COMMENT, FILE_NAME, TITLE, AUTHOR, GIVER)
OTHER = "Oystercatcher"


def _found(words: tuple[str, ...], *places: Path) -> set[str]:
    """Which of the words stand in the bytes of these files, in whatever coding."""
    files = [file for place in places for file in (place, *place.rglob("*")) if file.is_file()]
    data = b"".join(file.read_bytes() for file in files).lower()
    codes = ("utf-8", "utf-16-le", "utf-16-be")
    return {
        word
        for word in words
        if any(word.lower().encode(code) in data for code in codes) or word.encode().hex().encode() in data
    }


@pytest.fixture
def full(case: Case) -> Case:
    """A case in which the words stand in every place they can come to."""
    unhurried(case)
    source = a_source(
        case,
        f"{TEXT} was seen. {QUOTE} left. " * 300,
        title=TITLE,
        author=(AUTHOR,),
        obtained_from=GIVER,
        file_name=f"{FILE_NAME}.txt",
    )
    texts.add(case, source.uuid, f"{TEXT} was seen; {QUOTE} left.", kind="corrected")
    excerpt = an_excerpt(case, source, f"{QUOTE} left", comment="nothing yet")
    excerpts.comment(case, excerpt, f"{COMMENT}, twice")
    sources.revise(case, source, {"title": f"{TITLE} revised"})
    case.undo()
    case.redo()
    a_source(case, f"{OTHER} stays.", title="Other")
    notes.write(case, "Other", f"{OTHER} stays.")
    return case


def _source(case: Case) -> sources.Source:
    return next(source for source in sources.every(case) if source.title != "Other")


def test_no_word_of_an_erased_source_is_left_anywhere(
    full: Case, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASETHREAD_CACHE", str(tmp_path / "cache"))
    with Derived(full) as derived:
        assert derived.search(TEXT).total
    assert _found(OF_THE_SOURCE, path) == set(OF_THE_SOURCE), "the test looks in the wrong place"
    assert _found(OF_THE_SOURCE, tmp_path / "cache")
    full.erase([("source", _source(full).uuid)])
    with Derived(full) as derived:
        assert derived.search(TEXT).total == 0
        assert derived.search(OTHER).total == 2
    assert _found(OF_THE_SOURCE, tmp_path) == set(), "even while the case is open"
    full.close()
    assert _found((*OF_THE_SOURCE, OTHER), tmp_path) == {OTHER}


def test_no_word_of_an_erased_note_or_draft_is_left(full: Case, path: Path) -> None:
    note, _ = notes.write(full, NOTE, f"{NOTE} body")
    notes.write(full, NOTE, f"{NOTE} again")
    keep(full, Ref("note", note.uuid), "body", f"{DRAFT} half")
    assert _found((NOTE, DRAFT), path) == {NOTE, DRAFT}
    full.erase([("note", note.uuid)])
    assert _found((NOTE, DRAFT), path.parent) == set()


def test_an_erased_excerpt_leaves_its_source(full: Case, path: Path) -> None:
    (excerpt,) = excerpts.every(full)
    full.erase([("excerpt", excerpt.uuid)])
    assert _found((COMMENT, TEXT), path) == {TEXT}
    assert excerpts.every(full) == []
    assert _source(full)


def test_what_lay_in_the_trash_is_erased_as_well(full: Case, path: Path) -> None:
    source = _source(full)
    sources.remove(full, source)
    full.erase([("source", source.uuid)])
    assert _found(OF_THE_SOURCE, path.parent) == set()


def test_everything_else_stays_as_it_was_and_the_record_is_whole(full: Case) -> None:
    source, before = _source(full), content(full)
    edits = full.ledger.query("SELECT id FROM edit ORDER BY seq")
    record = full.erase([("source", source.uuid)])
    assert record.code == "erase"
    gone = {source.uuid, *(row.uuid for row in full.ledger.touched(record.seq))}
    assert len(gone) == 5
    assert content(full) == {
        tbl: {uuid: row for uuid, row in rows.items() if uuid not in gone} for tbl, rows in before.items()
    }
    assert full.ledger.query("SELECT id FROM edit ORDER BY seq")[:-1] == edits
    assert check(full).ok
    notes.write(full, "Other", "still works")
    assert check(full, against=record.id.hex()).ok


def test_an_erasure_is_not_undone(full: Case, path: Path) -> None:
    full.erase([("source", _source(full).uuid)])
    while True:
        try:
            full.undo()
        except errors.NothingToUndo:
            break
    while True:
        try:
            full.redo()
        except errors.NothingToRedo:
            break
    assert _found(OF_THE_SOURCE, path.parent) == set()
    assert [source.title for source in sources.every(full)] == ["Other"]
    assert check(full).ok


def test_an_erased_document_does_not_come_in_again(case: Case, path: Path, tmp_path: Path) -> None:
    file = tmp_path / "in" / "leak.txt"
    file.parent.mkdir()
    file.write_text(f"{TITLE}\n\n{TEXT} was seen.", encoding="utf-8")
    (added,) = intake.take_in(intake.directly(case), [file])
    assert added.status == "added"
    case.erase([("source", sources.get(case, added.key or "").uuid)])
    (refused,) = intake.take_in(intake.directly(case), [file])
    assert (refused.status, refused.reason) == ("failed", "erased")
    assert _found((TEXT, TITLE), *path.parent.glob(f"{path.name}*")) == set()
    with pytest.raises(errors.Erased):
        a_source(case, file.read_text(encoding="utf-8"))


def test_an_author_can_be_erased_and_the_edits_stay(case: Case, path: Path) -> None:
    author = authors.sign(case, AUTHOR)
    notes.write(case, "N", "x")
    case.erase([("author", author.uuid)])
    assert _found((AUTHOR,), path.parent) == set()
    assert check(case).ok


def test_a_hash_that_is_left_confirms_no_guess(case: Case) -> None:
    made = entities.add(case, "Ana")
    (revision,) = case.ledger.revisions(made.uuid).values()
    case.erase([("entity", made.uuid)])
    (left,) = case.ledger.revisions(made.uuid).values()
    assert (left.rev, left.content) == (revision.rev, None)
    assert revision.content
    assert rev_of(left.parents, left.salt, revision.content) != left.rev


def test_erasing_nothing_or_what_is_not_there_does_no_harm(case: Case) -> None:
    notes.write(case, "N", "x")
    case.erase([("note", Uuid("0" * 32))])
    assert [note.title for note in notes.every(case)] == ["N"]
    assert check(case).ok


def test_an_erasure_that_is_broken_off_erases_nothing(full: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise errors.DiskFull(full.path)

    source, before = _source(full), content(full)
    with monkeypatch.context() as patched:
        patched.setattr("db.blobs.sweep", broken)
        with pytest.raises(errors.DiskFull):
            full.erase([("source", source.uuid)])
    assert content(full) == before
    assert check(full).ok


# --- copies -------------------------------------------------------------------------------------


@pytest.fixture
def pair() -> Iterator[tuple[Replica, Replica]]:
    one = Replica()
    one.pin(one.add_memo(title="Memo", body=TEXT), one.add_paper("1", title="Paper"))
    other = one.copy()
    yield one, other
    one.close()
    other.close()


@pytest.mark.parametrize("first", [0, 1])
def test_an_erasure_wins_over_work_on_the_same_thing_elsewhere(pair: tuple[Replica, Replica], first: int) -> None:
    one, other = pair
    (memo,) = one.live("memo")
    one.erase("memo", memo)
    other.change("memo", memo, body=f"{TEXT} and {QUOTE}\n")
    other.pin(memo, other.live("paper")[0])
    pair[first].merge(pair[1 - first])
    pair[1 - first].merge(pair[first])
    for replica in pair:
        assert replica.live("memo") == replica.live("pin") == []
        assert not list(audit(replica.ledger))
        assert TEXT not in repr(replica.ledger.query("SELECT * FROM revision"))
        assert {bytes(salt) for (salt,) in replica.ledger.query("SELECT salt FROM revision WHERE data IS NULL")} == {
            b""
        }
    assert one.content() == other.content()


def test_an_open_question_about_an_erased_row_goes_with_it(pair: tuple[Replica, Replica]) -> None:
    one, other = pair
    (memo,) = one.live("memo")
    one.change("memo", memo, title=QUOTE)
    other.change("memo", memo, title=COMMENT)
    one.merge(other)
    assert one.conflicts()
    one.erase("memo", memo)
    assert one.conflicts() == set()
    left = repr([one.ledger.query(f"SELECT * FROM {table}") for table in ("revision", "conflict", "edit", "edit_row")])
    assert QUOTE not in left
    assert COMMENT not in left
    other.merge(one)
    assert other.conflicts() == set()
    assert other.live("memo") == []
