"""A table of 37 odd and hostile inputs, all read in one import: each becomes what its row says, whatever the others do.

What is special to a row, and more than a table can say, is told below it and in the tests of the formats.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest

from db.case import Case
from db.importers import intake, looking
from db.importers.accepting import Acceptance, Outcome
from db.importers.pairing import with_entries
from db.importers.staging import Reading, Staged
from db.importers.worker import Job, Workers
from tests.db.importers.odd import bundles, pages, papers
from tests.db.importers.odd.rows import FILES, Row, Want

ROWS = sorted((*papers.ROWS, *bundles.ROWS, *pages.ROWS), key=lambda row: row.number)


@dataclass
class Batch:
    """What became of all the files of the table, by where they were."""

    case: Case
    folder: Path
    staged: list[Staged]
    outcomes: list[Outcome]

    def one(self, path: Path) -> Staged:
        (found,) = (one for one in self.staged if one.path == path and one.within is None)
        return found

    def mine(self, name: str) -> Staged:
        return self.one(self.folder / name)

    def below(self, outer: Staged) -> list[Staged]:
        return [one for one in self.staged if one.id.startswith(f"{outer.id}/")]

    def text(self, one: Staged) -> str:
        return self.case.bytes_of(one.text).decode() if one.text else ""


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batch]:
    folder = tmp_path_factory.mktemp("odd")
    files = [path for row in ROWS for path in row.written(folder)]
    with Case.create(tmp_path_factory.mktemp("case") / "odd.casethread") as case, Workers(2) as workers:
        reach = intake.directly(case)
        staged = with_entries(list(Reading(reach).staged(files, workers)))
        outcomes = list(Acceptance(reach).accept(staged))
        yield Batch(case, folder, staged, outcomes)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_becomes_what_its_row_says(row: Row, batch: Batch) -> None:
    wants = row.wants(batch.folder)
    if not wants:
        pytest.skip("the files of this row are not kept here")
    for path, want in wants.items():
        _compare(batch, batch.one(path), want)


def _compare(batch: Batch, one: Staged, want: Want) -> None:
    assert want.state in {"any", one.state}, (one.name, one.state, one.reason)
    assert not want.reason or one.reason in want.reason, one.name
    warned = {code for each in (one, *batch.below(one)) for code in each.warnings}
    assert set(want.warns) <= warned, (one.name, warned)
    assert want.is_a in {None, one.media_type}, one.name
    assert want.named is None or (one.read is not None and one.read.named_type == want.named), one.name
    text = batch.text(one)
    for words in want.says:
        assert words in text, (one.name, text[:300])
    for words in want.hides:
        assert words not in text, one.name
    if want.holds is not None:
        found = {below.name: below.reason for below in batch.below(one)}
        assert {name: found.get(name, "not there") for name in want.holds} == want.holds, one.name


def test_the_table_is_whole() -> None:
    assert [row.number for row in ROWS] == list(range(1, 38))


def test_each_file_has_an_outcome_and_what_was_read_is_kept_by_its_hash(batch: Batch) -> None:
    for one in batch.staged:
        assert one.state != "failed" or one.reason, one.name
        if one.state in {"ready", "bundle"} and one.sha256 and one.within is None:
            assert hashlib.sha256(one.path.read_bytes()).digest() == one.sha256
            assert batch.case.bytes_of(one.sha256) == one.path.read_bytes()
    assert len(batch.outcomes) == len(batch.staged)
    assert {outcome.status for outcome in batch.outcomes} == {"added", "duplicate", "unpacked", "failed"}


# --- what a row says beyond the table -------------------------------------------------------------


def test_1_a_password_opens_what_it_locks() -> None:
    path = FILES / "ingest" / "password-hunter2.pdf"
    if not path.is_file():
        pytest.skip("the file is not kept here")
    from db.importers.file import Wish
    from db.importers.parsed import Parsed

    with Workers(1) as workers:
        (outcome,) = workers.parse([Job("1", path.name, path.read_bytes(), Wish(password="hunter2"))])
    assert isinstance(outcome.result, Parsed)


def test_4_the_picture_of_a_giant_page_stays_small(batch: Batch) -> None:
    with Workers(1) as workers:
        picture = looking.page_picture(workers, (batch.folder / "04" / "giant.pdf").read_bytes(), 0, 1000)
    assert max(picture.width, picture.height) <= 2000


def test_5_reading_a_long_file_can_be_given_up() -> None:
    workers = Workers(1)
    begun = Event()
    ended: list[str] = []

    def jobs() -> Iterator[Job]:
        yield Job("1", "long.pdf", papers.long_pdf())
        begun.set()

    def run() -> None:
        ended.extend(outcome.id for outcome in workers.parse(jobs()))

    thread = Thread(target=run)
    thread.start()
    assert begun.wait(60)
    workers.close()
    thread.join(30)
    assert not thread.is_alive()
    assert workers.pids == ()


def test_6_a_file_of_no_bytes_has_the_hash_of_nothing(batch: Batch) -> None:
    nothing = batch.mine("06/nothing.pdf").sha256
    assert nothing is not None
    assert nothing.hex().startswith("e3b0c4")


def test_13_and_14_what_lies_too_deep_is_listed(batch: Batch) -> None:
    for name in ("13/deep.docx", "14/nested.zip", "14/self.gz"):
        below = batch.below(batch.mine(name))
        assert [one.reason for one in below if one.state == "failed"] == ["too-deep"], name


def test_14_sizes_that_lie_give_no_more_than_they_say(batch: Batch) -> None:
    below = batch.below(batch.mine("14/lying.zip"))
    assert sum(one.size for one in below) <= 1 << 20


def test_15_and_22_no_name_leads_anywhere(batch: Batch) -> None:
    assert not [found for found in batch.folder.parent.rglob("*escaped*") if not found.name.startswith("test_")]
    assert not Path("/tmp/escaped.txt").exists()


def test_31_no_date_is_made_up(batch: Batch) -> None:
    for name in ("31/undated.html", "31/changed.html"):
        read = batch.mine(name).read
        assert read is not None
        assert read.issued is None
    changed = batch.mine("31/changed.html").read
    assert changed is not None
    assert changed.suggestions["modified"].value == "2023-03-16"


def test_34_copies_are_told_apart_and_none_is_dropped(batch: Batch) -> None:
    article, address, saved, paper = (batch.mine(f"34/{name}") for name in ("a.html", "c.html", "d.mhtml", "e.pdf"))
    assert len({one.sha256 for one in (article, address, saved, paper)}) == 4
    assert [one.state for one in (article, address, saved, paper)] == ["ready"] * 4
    assert [set(one.kin) for one in (address, saved, paper)] == [{"same-text"}, {"same-text"}, set()]
    assert batch.mine("34/b.html").known is not None


def test_35_what_is_broken_in_a_bibliography_is_listed(batch: Batch) -> None:
    below = batch.below(batch.mine("35/half.bib"))
    assert {one.state for one in below} == {"ready", "failed"}


def test_36_a_stored_text_can_be_encoded_and_found_by_its_folded_words(batch: Batch) -> None:
    from db.folding import fold

    text = batch.text(batch.mine("36/odd.txt"))
    assert "\0" not in text
    assert text.encode().decode() == text
    assert fold("café") in fold(text)
