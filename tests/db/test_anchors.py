"""Excerpts that follow to other texts of their source, and to later captures of it."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import anchors, excerpts, following, history, sources, texts, trash
from db.anchors import Anchor
from db.case import Case
from db.errors import Erased
from db.excerpts import Excerpt
from db.mapping import Map
from db.refs import Ref
from db.sensitivity import mark, of
from db.sources import Source
from db.spans import Span
from db.texts import Text
from db.upkeep.check import check
from tests.db.conftest import a_source, an_excerpt, tampered, unhurried

WORDS = (
    "The minister said that police had found two offices in Milan.\n"
    "Both had stopped work before the report appeared.\n\n"
    "警方在米兰发现了两个办公室，部长在议会说。\n"
    "قال الوزير إن الشرطة عثرت على مكتبين فقط في ميلانو.\n"
)


@pytest.fixture
def source(case: Case) -> Source:
    return a_source(unhurried(case), WORDS)


def _current(case: Case, source: Source) -> Text:
    found = texts.current(case, source.uuid)
    assert found
    return found


def _corrected(case: Case, source: Source, old: str, new: str) -> Text:
    text = _current(case, source)
    words = texts.content(case, text)
    assert old in words
    return texts.correct(case, text, words.replace(old, new))


def _of(case: Case, text: Text, excerpt: Excerpt) -> tuple[str, str]:
    """What became of an excerpt in a text, and the words there."""
    one = anchors.of_text(case, text.uuid)[excerpt.uuid]
    return one.state, one.span.of(texts.content(case, text)) if one.span else ""


@pytest.mark.parametrize("quote", ["Both had stopped work", "两个办公室", "عثرت على مكتبين فقط"])
def test_an_excerpt_whose_words_stay_is_found_exactly(case: Case, source: Source, quote: str) -> None:
    excerpt = an_excerpt(case, source, quote)
    text = _corrected(case, source, "The minister said", "As everybody knows, 🚢 the minister said")
    assert _of(case, text, excerpt) == ("exact", quote)
    assert excerpts.get(case, excerpt.key) == excerpt, "it stays on its own text"
    assert check(case).ok


@pytest.mark.parametrize(
    ("quote", "old", "new", "now"),
    [
        ("found two offices in Milan", "two", "eleven", "found eleven offices in Milan"),
        ("发现了两个办公室", "两", "十一", "发现了十一个办公室"),
        ("عثرت على مكتبين فقط", "مكتبين", "أحد عشر مكتبا", "عثرت على أحد عشر مكتبا فقط"),
    ],
)
def test_an_excerpt_whose_words_were_corrected_says_what_stands_there_now(
    case: Case, source: Source, quote: str, old: str, new: str, now: str
) -> None:
    excerpt = an_excerpt(case, source, quote)
    text = _corrected(case, source, old, new)
    assert _of(case, text, excerpt) == ("changed", now)
    assert check(case).ok


def test_an_excerpt_whose_words_are_gone_is_lost(case: Case, source: Source) -> None:
    excerpt = an_excerpt(case, source, "Both had stopped work before the report appeared.")
    text = _corrected(case, source, "Both had stopped work before the report appeared.\n", "")
    assert _of(case, text, excerpt) == ("lost", "")
    (one,) = following.onto(case, text, texts.content(case, text))
    assert (one.excerpt, one.state, one.words) == (excerpt, "lost", "")


def test_a_paragraph_that_moved_takes_its_excerpts_along(case: Case, source: Source) -> None:
    excerpt = an_excerpt(case, source, "Both had stopped work")
    first, second, *rest = WORDS.splitlines(keepends=True)
    text = texts.correct(case, _current(case, source), "".join([*rest, second, first]))
    assert _of(case, text, excerpt) == ("exact", "Both had stopped work")


def test_one_undo_takes_a_correction_back_with_all_that_followed(case: Case, source: Source) -> None:
    before = _current(case, source)
    an_excerpt(case, source, "two offices")
    text = _corrected(case, source, "two offices", "eleven offices")
    case.undo()
    assert _current(case, source) == before
    assert case.query("SELECT 1 FROM anchor WHERE deleted_at IS NULL") == []
    case.redo()
    assert _current(case, source) == text
    assert len(anchors.of_text(case, text.uuid)) == 1
    assert check(case).ok


def test_an_excerpt_follows_to_all_texts_also_when_it_is_made_later(case: Case, source: Source) -> None:
    first = _current(case, source)
    second = _corrected(case, source, "two offices", "eleven offices")
    excerpt = excerpts.add(case, first, WORDS, Span(WORDS.index("two"), WORDS.index(" in Milan")))
    stored = case.query("SELECT text, state FROM anchor")
    assert stored == [{"text": second.uuid, "state": "changed"}]
    assert _of(case, second, excerpt) == ("changed", "eleven offices")
    third = _corrected(case, source, "Milan", "Rome")
    assert _of(case, third, excerpt) == ("changed", "eleven offices")


def test_translations_are_not_followed_to_nor_from(case: Case, source: Source) -> None:
    an_excerpt(case, source, "two offices")
    german = texts.add(case, source.uuid, "Zwei Büros in Mailand.", kind="translated", language="de")
    assert anchors.of_text(case, german.uuid) == {}
    on_it = excerpts.add(case, german, "Zwei Büros in Mailand.", Span(0, 10))
    assert case.query("SELECT 1 FROM anchor") == []
    again = texts.add(case, source.uuid, "Zwei Büros in Mailand, sagte er.", kind="translated", language="de")
    assert _of(case, again, on_it) == ("exact", "Zwei Büros")


def test_a_later_capture_knows_the_excerpts_of_the_earlier_ones(case: Case, source: Source) -> None:
    kept, changed = an_excerpt(case, source, "Both had stopped work"), an_excerpt(case, source, "two offices")
    second = a_source(case, WORDS.replace("two offices", "eleven offices") + "\n", version_of=source.uuid)
    third = a_source(case, WORDS.replace("Both", "None") + "x", version_of=second.uuid)
    assert _of(case, _current(case, second), kept) == ("exact", "Both had stopped work")
    assert _of(case, _current(case, second), changed) == ("changed", "eleven offices")
    assert _of(case, _current(case, third), kept) == ("changed", "None had stopped work")
    later = an_excerpt(case, source, "the report appeared")
    assert _of(case, _current(case, third), later) == ("exact", "the report appeared")
    assert anchors.of_text(case, _current(case, source).uuid) == {}, "an earlier capture is not followed back to"
    assert check(case).ok


def test_captures_in_a_ring_end(case: Case, source: Source) -> None:
    excerpt = an_excerpt(case, source, "two offices")
    second = a_source(case, WORDS + "x", version_of=source.uuid)
    sources.revise(case, source, {"version_of": second.uuid})
    assert set(anchors.of_text(case, _current(case, second).uuid)) == {excerpt.uuid}


def test_an_anchor_goes_into_the_trash_and_comes_back_with_its_excerpt(case: Case, source: Source) -> None:
    excerpt = an_excerpt(case, source, "two offices")
    text = _corrected(case, source, "two offices", "eleven offices")
    excerpts.remove(case, excerpt)
    assert anchors.of_text(case, text.uuid) == {}
    trash.restore(case, [Ref("excerpt", excerpt.uuid)])
    assert case.query("SELECT state FROM anchor WHERE deleted_at IS NULL") == [{"state": "changed"}]


def test_taking_back_an_excerpt_made_before_a_correction_is_not_held_up_by_its_anchor(
    case: Case, source: Source
) -> None:
    excerpt = an_excerpt(case, source, "two offices")
    (made,) = (entry for entry in history.of_object(case, Ref("excerpt", excerpt.uuid)) if entry.code == "excerpt.add")
    text = _corrected(case, source, "two offices", "eleven offices")
    history.take_back(case, made.id)
    assert excerpts.every(case) == []
    assert anchors.of_text(case, text.uuid) == {}
    assert check(case).ok


def test_erasing_an_excerpt_erases_where_it_lay(case: Case, source: Source) -> None:
    excerpt = an_excerpt(case, source, "two offices")
    text = _corrected(case, source, "two offices", "eleven offices")
    case.erase([("excerpt", excerpt.uuid)])
    assert case.query("SELECT 1 FROM anchor") == []
    assert anchors.of_text(case, text.uuid) == {}
    with pytest.raises(Erased), case.edit("x") as edit:
        edit.insert("excerpt", excerpt.uuid, {})
    assert check(case).ok


def test_what_hangs_on_a_confidential_excerpt_is_confidential(case: Case, source: Source) -> None:
    excerpt = an_excerpt(case, source, "two offices")
    mark(case, Ref("excerpt", excerpt.uuid), "confidential")
    _corrected(case, source, "two offices", "eleven offices")
    (row,) = case.query("SELECT uuid FROM anchor")
    assert of(case, Ref("anchor", row["uuid"])) == "confidential"


def test_a_check_finds_an_anchor_that_was_altered(case: Case, source: Source) -> None:
    an_excerpt(case, source, "two offices")
    _corrected(case, source, "The minister said", "He said")
    tampered(case, "UPDATE anchor SET start = start + 1, end = end + 1")
    assert "anchor-misplaced" in {fault.code for fault in check(case).faults}


def test_corrections_of_two_people_meet_and_nothing_of_either_is_lost(
    case: Case, source: Source, tmp_path: Path
) -> None:
    before = an_excerpt(case, source, "two offices")
    shutil.copy(case.path, tmp_path / "copy.casethread")
    with Case.open(tmp_path / "copy.casethread") as other:
        ours = _corrected(case, source, "two offices", "eleven offices")
        theirs = _corrected(unhurried(other), source, "Both had", "All had")
        an_excerpt(other, source, "All had stopped")
        case.merge(other)
        other.merge(case)
        for one in (case, other):
            assert {ours.uuid, theirs.uuid} <= {text.uuid for text in texts.of_source(one, source.uuid)}
            assert _of(one, ours, before) == ("changed", "eleven offices")
            assert _of(one, theirs, before) == ("exact", "two offices")
            assert check(one).ok
        assert _current(case, source) == _current(other, source)
        followed = {text.uuid: set(anchors.of_text(case, text.uuid)) for text in texts.of_source(case, source.uuid)}
        assert all(len(one) >= 1 for one in followed.values()), "an excerpt that came with the merge is followed, too"


def test_the_same_correction_made_apart_is_one_text_and_no_question(case: Case, source: Source, tmp_path: Path) -> None:
    an_excerpt(case, source, "two offices")
    shutil.copy(case.path, tmp_path / "copy.casethread")
    with Case.open(tmp_path / "copy.casethread") as other:
        for one in (case, unhurried(other)):
            _corrected(one, source, "two offices", "eleven offices")
        merged = case.merge(other)
        assert merged.conflicts == 0
        assert len(texts.of_source(case, source.uuid)) == 2
        assert case.query("SELECT count(*) AS n FROM anchor") == [{"n": 1}]


@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_a_correction_made_elsewhere_does_not_bring_an_excerpt_back_from_the_trash(
    case: Case, source: Source, tmp_path: Path, first: str
) -> None:
    excerpt = an_excerpt(case, source, "two offices")
    shutil.copy(case.path, tmp_path / "copy.casethread")
    with Case.open(tmp_path / "copy.casethread") as other:
        excerpts.remove(case, excerpt)
        _corrected(unhurried(other), source, "Both had", "All had")
        for one, another in ((case, other), (other, case)) if first == "ours" else ((other, case), (case, other)):
            one.merge(another)
        for one in (case, other):
            assert excerpts.every(one) == []
            assert check(one).ok
        assert case.ledger.heads("anchor") == other.ledger.heads("anchor")


def test_a_merge_can_be_taken_back_although_excerpts_of_it_were_followed(
    case: Case, source: Source, tmp_path: Path
) -> None:
    shutil.copy(case.path, tmp_path / "copy.casethread")
    with Case.open(tmp_path / "copy.casethread") as other:
        arrived = an_excerpt(unhurried(other), source, "two offices")
        case.merge(other)
        (merge,) = (entry for entry in history.entries(case) if entry.code == "merge")
        text = _corrected(case, source, "Both had", "All had")
        assert _of(case, text, arrived)[0] == "exact"
        history.take_back(case, merge.id)
        assert excerpts.every(case) == []
        assert check(case).ok
        case.merge(other)
        assert _of(case, text, arrived)[0] == "exact"


_BITS = st.lists(
    st.sampled_from(["the ferry left. ", "two offices, ", "办公室在米兰。", "مكتبين فقط ", "\n", "🚢 "]),
    min_size=1,
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(_BITS, _BITS, st.data())
def test_whatever_the_texts_an_anchor_is_right_about_them(
    case: Case, one: list[str], other: list[str], data: st.DataObject
) -> None:
    old, new = "".join(one), "".join(other)
    source = a_source(unhurried(case), old)
    text = texts.add(case, source.uuid, old)
    start = data.draw(st.integers(0, len(old) - 1))
    excerpt = excerpts.add(case, text, old, Span(start, data.draw(st.integers(start + 1, len(old)))))
    later = texts.add(case, source.uuid, new, kind="corrected")
    if later.uuid != text.uuid:
        found = anchors.of_text(case, later.uuid)[excerpt.uuid]
        assert isinstance(found, Anchor)
        assert (found.state == "lost") == (found.span is None)
        assert found.state != "exact" or (found.span and found.span.of(new) == excerpt.quote)
        assert excerpt.quote not in new or found.state != "lost"
    assert list(anchors.misplaced(case)) == []
    assert list(excerpts.misplaced(case)) == []


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("It became a policing strategy to monitor the Chinese population abroad.", "lost"),
        ("The stations are used to monitor the Chinese population abroad, and more.", "changed"),
    ],
)
def test_what_was_taken_out_follows_only_to_the_same_words_elsewhere(now: str, state: str) -> None:
    quote = "Stations used to monitor Chinese population abroad"
    others = [f"Line {n} tells of the harbour." for n in range(9)]
    old, new = "\n".join((others[0], quote, *others[1:])), "\n".join((*others, now))
    start = old.index(quote)
    row = {"start": start, "end": start + len(quote), "quote": quote, "prefix": "", "suffix": ""}
    assert anchors._Search(new).place(Map.of(old, new), row)[0] == state
