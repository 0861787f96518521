"""Excerpts: what stands in the text, at its place, word for word."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import errors, excerpts, sources, texts
from db.case import Case
from db.fragments import Part, Stretch
from db.refs import Ref
from db.sensitivity import mark
from db.spans import Span
from db.texts import Layout
from tests.db.conftest import a_source, an_excerpt, tampered

WORDS = "Ein Schiff 🚢 lief aus.\n“Nobody saw it,” she said. Nobody saw it, he said."


def test_an_excerpt_holds_what_stands_in_the_text_whatever_was_typed(case: Case) -> None:
    source = a_source(case, WORDS)
    excerpt = an_excerpt(case, source, "ein  SCHIFF 🚢 lief")
    assert excerpt.quote == "Ein Schiff 🚢 lief"
    assert WORDS[excerpt.start : excerpt.end] == excerpt.quote
    assert (excerpt.prefix, excerpt.suffix) == ("", WORDS[excerpt.end : excerpt.end + 32])


def test_places_count_code_points(case: Case) -> None:
    source = a_source(case, "🚢🚢 left")
    excerpt = an_excerpt(case, source, "left")
    assert (excerpt.start, excerpt.end) == (3, 7)


def test_words_that_stand_there_more_than_once_have_to_be_counted(case: Case) -> None:
    source = a_source(case, WORDS)
    with pytest.raises(errors.QuoteAmbiguous) as refused:
        an_excerpt(case, source, "Nobody saw it")
    assert refused.value.count == 2
    first, second = (an_excerpt(case, source, "Nobody saw it", nth=nth) for nth in (1, 2))
    assert first.start < second.start
    for nth in (0, 3, -1):
        with pytest.raises(errors.QuoteNotFound):
            an_excerpt(case, source, "Nobody saw it", nth=nth)


def test_words_that_stand_nowhere_are_refused_with_what_comes_nearest(case: Case) -> None:
    source = a_source(case, WORDS)
    with pytest.raises(errors.QuoteNotFound) as refused:
        an_excerpt(case, source, "“Nobody heard it,” she said")
    assert "Nobody saw it" in (refused.value.nearest or "")
    for words in ("", "   "):
        with pytest.raises(errors.QuoteNotFound):
            an_excerpt(case, source, words)
    assert excerpts.every(case) == []


def test_two_excerpts_may_lie_on_one_passage(case: Case) -> None:
    source = a_source(case, WORDS)
    one, other = an_excerpt(case, source, "lief aus"), an_excerpt(case, source, "lief aus", comment="again")
    assert one.key != other.key
    assert {one.key.split(".")[0], other.key.split(".")[0]} == {source.key}
    assert {found.uuid for found in excerpts.of_source(case, source.uuid)} == {one.uuid, other.uuid}


@pytest.mark.parametrize("place", [(0, 0), (5, 5), (0, 10_000), (10_000, 10_001)])
def test_a_place_outside_the_text_is_refused(case: Case, place: tuple[int, int]) -> None:
    source = a_source(case, WORDS)
    text = texts.current(case, source.uuid)
    assert text
    with pytest.raises(errors.Invalid):
        excerpts.add(case, text, WORDS, Span(*place))


def test_an_excerpt_is_found_by_key_and_uuid(case: Case) -> None:
    excerpt = an_excerpt(case, a_source(case), "left")
    for name in (excerpt.key, excerpt.uuid, excerpt.uuid[:10]):
        assert excerpts.get(case, name) == excerpt
    with pytest.raises(errors.Unknown):
        excerpts.get(case, "left")


def test_a_comment_changes_nothing_else(case: Case) -> None:
    excerpt = an_excerpt(case, a_source(case), "left", comment="a", locator="p. 3")
    changed = excerpts.comment(case, excerpt, "b")
    assert changed.comment == "b"
    assert (changed.quote, changed.locator, changed.key) == (excerpt.quote, "p. 3", excerpt.key)


def test_an_excerpt_stays_on_its_text_when_there_is_a_better_one(case: Case) -> None:
    source = a_source(case)
    excerpt = an_excerpt(case, source, "left")
    better = texts.add(case, source.uuid, "At noon the ferry left.", kind="corrected")
    assert excerpts.get(case, excerpt.key) == excerpt
    assert an_excerpt(case, source, "left").text == better.uuid
    assert list(excerpts.misplaced(case)) == []


def test_an_excerpt_of_a_confidential_source_is_confidential_and_its_key_says_nothing(case: Case) -> None:
    source = a_source(case, container_title="Guardian", sensitivity="confidential")
    excerpt = an_excerpt(case, source, "left")
    assert excerpt.sensitivity == "confidential"
    assert excerpt.key.startswith("s-")
    open_source = a_source(case, "Other words.")
    mark(case, Ref("source", open_source.uuid), "confidential")
    assert an_excerpt(case, open_source, "Other").sensitivity == "confidential"


@pytest.mark.parametrize("change", ["start = start + 1", "quote = 'lEft'", "end = end + 1"])
def test_an_excerpt_that_was_moved_is_noticed(case: Case, change: str) -> None:
    excerpt = an_excerpt(case, a_source(case), "left")
    assert list(excerpts.misplaced(case)) == []
    tampered(case, f"UPDATE excerpt SET {change}")
    assert [found.uuid for found in excerpts.misplaced(case)] == [excerpt.uuid]


@settings(max_examples=40)
@given(words=st.text(min_size=1, max_size=60), data=st.data())
def test_any_place_of_any_text_becomes_an_excerpt_that_stands_there(words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    with TemporaryDirectory() as folder, Case.create(Path(folder, "a.casethread")) as case:
        text = texts.current(case, a_source(case, words).uuid)
        assert text
        excerpt = excerpts.add(case, text, texts.content(case, text), Span(start, end))
        assert texts.content(case, text)[excerpt.start : excerpt.end] == excerpt.quote == words[start:end]
        assert (excerpt.prefix + excerpt.quote + excerpt.suffix) in words
        assert list(excerpts.misplaced(case)) == []


def test_an_excerpt_of_a_paged_text_names_its_page_and_of_a_recording_its_time(case: Case) -> None:
    source = a_source(case, "unpaged")
    words = "One page.\n\f\nAnother page.\n\f\nThe last."
    paged = texts.add(case, source.uuid, words, layout=Layout(pages=((0, "iv"), (12, ""), (28, ""))))
    timed = texts.add(case, source.uuid, "They said this.", layout=Layout(cues=((0, 61.5, 64.0),)))
    place = words.index("Another")
    assert excerpts.add(case, paged, words, Span(0, 3)).locator == "p. iv"
    assert excerpts.add(case, paged, words, Span(place, place + 7)).locator == "p. 2"
    assert excerpts.add(case, paged, words, Span(place, len(words))).locator == "pp. 2–3"
    assert excerpts.add(case, timed, "They said this.", Span(0, 4)).locator == "00:01:01"
    assert excerpts.add(case, paged, words, Span(0, 3), locator="fol. 2").locator == "fol. 2"


def test_a_layout_comes_back_as_it_went_in(case: Case) -> None:
    layout = Layout(pages=((0, "iv"), (12, "")), cues=((0, 1.0, 2.5),))
    text = texts.add(case, a_source(case, "x").uuid, "Some words of it.", layout=layout)
    assert texts.get(case, text.uuid).layout == layout


def test_a_part_of_a_picture_without_a_text_is_an_excerpt_on_an_empty_one(case: Case) -> None:
    (identity,) = case.store([b"picture"])
    source = sources.add(case, identity, {"title": "Stamp"})
    made = excerpts.frame(case, source, None, "", Part(1, 2, 3, 4), None)
    assert (made.quote, made.start, made.end, made.fragment) == ("", 0, 0, Part(1, 2, 3, 4))
    assert not list(excerpts.misplaced(case))
    case.undo()
    assert not excerpts.every(case)
    assert texts.current(case, source.uuid) is None


def test_a_part_of_a_page_has_its_page_as_locator_and_the_words_that_stand_there(case: Case) -> None:
    (identity,) = case.store([b"document"])
    source = sources.add(case, identity, {"title": "Two pages"})
    words = "First page\n\f\nSecond page"
    text = texts.add(case, source.uuid, words, layout=Layout(pages=((0, "i"), (13, "ii"))))
    made = excerpts.frame(case, source, text, words, Part(1, 2, 3, 4, page=2), Span(13, 19))
    assert (made.quote, made.locator) == ("Second", "p. ii")
    empty = excerpts.frame(case, source, text, words, Part(1, 2, 3, 4, page=2), None)
    assert (empty.start, empty.quote, empty.locator) == (13, "", "p. ii")


def test_a_part_of_a_scanned_page_without_words_has_its_page_as_locator(case: Case) -> None:
    (identity,) = case.store([b"scan"])
    source = sources.add(case, identity, {"title": "Scan"})
    assert excerpts.frame(case, source, None, "", Part(1, 2, 3, 4, page=5), None).locator == "p. 5"


def test_what_a_later_version_wrote_as_a_place_is_no_obstacle(case: Case) -> None:
    (identity,) = case.store([b"picture"])
    source = sources.add(case, identity, {"title": "Stamp"})
    made = excerpts.frame(case, source, None, "", Part(1, 2, 3, 4), None)
    with case.edit("excerpt.comment") as edit:
        edit.update("excerpt", made.uuid, {"place": "polygon=1,2,3"})
    assert excerpts.get(case, made.uuid).fragment is None


def test_an_excerpt_of_a_transcript_has_the_stretch_in_which_it_is_said(case: Case) -> None:
    (identity,) = case.store([b"transcript"])
    source = sources.add(case, identity, {"title": "Talk"})
    words = "Good morning.\nThe ship left.\nNobody saw it."
    cues = ((0, 1.0, 2.5), (14, 3.0, 5.25), (29, 6.0, 8.0))
    text = texts.add(case, source.uuid, words, kind="transcribed", layout=Layout(cues=cues))
    made = excerpts.add(case, text, words, Span(18, 35))
    assert made.fragment == Stretch(3.0, 8.0)
    assert made.locator == "00:00:03"
