"""Copies among the sources of a case, kept up with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import sources, texts, trash
from db.analysis import sketches
from db.analysis.copies import Comparing
from db.analysis.shingles import shingles
from db.case import Case
from db.derived import Derived
from db.driver import memory
from db.refs import Ref
from db.sources import Source
from tests.db.analysis.test_nearness import edited, invented
from tests.db.conftest import a_source, unhurried

WORDS = invented("en", 300, 1)
ARTICLE = " ".join(WORDS)
PRINTED = "Page 1 of 2\n\n" + ARTICLE + "\n\nPrinted on Monday"
EDITED = " ".join(edited(WORDS, invented("en", 300, 2), every=30))
DIGEST = " ".join([*invented("en", 900, 3), *WORDS])


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is derived lies in a folder of this test."""
    monkeypatch.setenv("CASETHREAD_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def derived(case: Case) -> Iterator[Derived]:
    """What is derived from the case."""
    with Derived(case) as made:
        yield made


def _page(case: Case, words: str, name: str, **values: str) -> Source:
    """A source whose bytes are no other's, with these words."""
    (identity,) = case.store([f"{name} {words}".encode()])
    source = sources.add(case, identity, {"title": name, **values})
    texts.add(case, source.uuid, words)
    return source


def test_a_page_its_print_version_and_a_mail_of_it_are_copies(case: Case, derived: Derived) -> None:
    page, printed, mail = _page(case, ARTICLE, "page"), _page(case, PRINTED, "printed"), _page(case, EDITED, "mail")
    other = a_source(case)
    families = derived.copies().families()
    assert set(families[page.uuid]) == {page.uuid, printed.uuid, mail.uuid}
    assert other.uuid not in families
    nearest = {near.source: near.nearness for near in derived.copies().near(page.uuid)}
    assert nearest.keys() == {printed.uuid, mail.uuid}
    assert nearest[printed.uuid].share == 1
    assert 0.95 < nearest[printed.uuid].other_share < 1


def test_an_article_in_a_digest_stands_in_it_and_is_no_copy_of_it(case: Case, derived: Derived) -> None:
    page, digest = _page(case, ARTICLE, "page"), _page(case, DIGEST, "digest")
    (found,) = derived.copies().near(page.uuid)
    assert (found.source, found.nearness.share) == (digest.uuid, 1)
    assert found.nearness.other_share < 0.3
    assert derived.copies().families() == {}


def test_same_words_same_address_and_same_page_are_told_apart(case: Case, derived: Derived) -> None:
    first = _page(case, ARTICLE, "first", url="https://www.example.org/a?id=1&utm_source=x")
    same_words = _page(case, ARTICLE, "again", url="https://example.net/b")
    later = _page(case, "Something else. " * 20, "later", url="http://example.org/a?id=1")
    sibling = _page(case, "And yet another thing. " * 20, "sibling", url="https://example.org/a?id=2")
    copies = derived.copies()
    assert copies.same_text(first.uuid) == [same_words.uuid]
    assert copies.same_address(first.uuid) == [later.uuid]
    assert copies.same_page(first.uuid) == [sibling.uuid]
    assert copies.near(first.uuid) == [], "the same text is no near copy"


def test_what_is_put_into_the_trash_is_no_copy_and_is_one_again_when_it_comes_back(
    case: Case, derived: Derived
) -> None:
    page, printed = _page(case, ARTICLE, "page"), _page(case, PRINTED, "printed")
    assert len(derived.copies().families()) == 2
    trash.put(case, [Ref("source", printed.uuid)])
    assert derived.copies().near(page.uuid) == []
    assert derived.copies().families() == {}
    trash.restore(case, [Ref("source", printed.uuid)])
    assert [near.source for near in derived.copies().near(page.uuid)] == [printed.uuid]


def test_a_better_text_of_a_source_takes_the_place_of_its_first_one(case: Case, derived: Derived) -> None:
    page, scan = _page(case, ARTICLE, "page"), _page(case, "l1l1 unreadable " * 30, "scan")
    assert derived.copies().near(scan.uuid) == []
    texts.add(case, scan.uuid, EDITED, kind="recognised")
    assert [near.source for near in derived.copies().near(scan.uuid)] == [page.uuid]


def test_a_rebuild_finds_the_same(case: Case, derived: Derived) -> None:
    for number, words in enumerate((ARTICLE, PRINTED, EDITED, DIGEST)):
        _page(case, words, str(number))
    before = {uuid: derived.copies().near(uuid) for uuid in derived.copies().families()}
    derived.rebuild()
    assert {uuid: derived.copies().near(uuid) for uuid in derived.copies().families()} == before


def test_an_erased_source_leaves_no_trace_of_its_words(case: Case, derived: Derived) -> None:
    page, printed = _page(case, ARTICLE, "page"), _page(case, PRINTED, "printed")
    derived.copies()
    (text,) = texts.of_source(case, printed.uuid)
    case.erase([("source", printed.uuid)])
    assert derived.copies().near(page.uuid) == []
    assert not derived.copies().sketches.knows(bytes.fromhex(text.sha256))


def test_a_notice_on_very_many_pages_leads_to_nobody(case: Case, derived: Derived) -> None:
    notice = " ".join(invented("en", 120, 7))
    unhurried(case)
    for number in range(60):
        _page(case, f"{notice} {' '.join(invented('en', 30, 100 + number))}", f"page {number}")
    bare = _page(case, notice, "bare")
    assert derived.copies().near(bare.uuid) == []


def test_only_texts_that_share_some_of_the_sketch_are_compared() -> None:
    known = sketches.Sketches(memory())
    words = {bytes([number]): " ".join(invented("en", 300, number)) for number in range(40)}
    words[b"copy"] = EDITED
    for identity, text in words.items():
        known.add(identity, shingles(text).sketch())
    read: list[bytes] = []

    def words_of(identity: bytes) -> str:
        read.append(identity)
        return {**words, b"new": ARTICLE}[identity]

    found = [identity for identity, _ in Comparing(words_of, [known]).near(b"new")]
    assert set(found) == {b"\x01", b"copy"}
    assert set(read) == {b"new", b"\x01", b"copy"}


def test_two_pictures_without_words_are_no_copies(case: Case) -> None:
    for name in ("stamp", "seal"):
        (identity,) = case.store([name.encode()])
        texts.add(case, sources.add(case, identity, {"title": name}).uuid, "")
    with Derived(case) as derived:
        assert not derived.copies().families()
        assert not derived.copies().same_text(sources.get(case, "stamp").uuid)
