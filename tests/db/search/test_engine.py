"""What the engine finds, and how it follows changes."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.search.analysis import pieces
from db.search.engine import Document, SearchEngine
from db.search.index import FEW
from db.search.whoosh_engine import WhooshEngine
from tests.db.search.samples import engine_of, memory, numbers, ref, segments, stands_in

TEXTS = (
    "Milan was used by two local Chinese public security authorities.",
    "La città di Milano è usata; l'Italia dice no.",
    "El ministro dijo: «Año nuevo en Bogotá».",
    "習近平主席昨天在北京。",
    "习近平在北京会见，中国科学院。",
    "قال مُحَمَّد إن بشار الأسد في دمشق",
    "Путина и Путин: Алёна в Москве",
    "In 2022 the U.S. counted 210,000 people; al-Assad and O’Brien did not.",
    "In 2022 the USA counted 210 000, others 210000.",
    "한국 정부는 서울에서",
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("milan", [0]),
        ("milan*", [0, 1]),
        ("citta", [1]),
        ("CITTÀ", [1]),
        ("italia", [1]),
        ("ano bogota", [2]),
        ("习近平", [3, 4]),
        ("習近平", [3, 4]),
        ("习近平主席", [3]),
        ("平", [3, 4]),
        ("京", [3, 4]),
        ("院", [4]),
        ("中国", [4]),
        ("国中", []),
        ("科学 OR 昨天", [3, 4]),
        ("محمد", [5]),
        ("مُحَمَّد", [5]),
        ('"بشار الأسد"', [5]),
        ("الاسد", [5]),
        ("Путин", [6]),
        ("Путин*", [6]),
        ("Алена", [6]),
        ("us", []),
        ("u.s.", [7]),
        ("usa", [8]),
        ("assad", [7]),
        ("al-assad", [7]),
        ('"al assad"', [7]),
        ("o'brien", [7]),
        ("210000", [7, 8]),
        ("210,000", [7, 8]),
        ('"210,000 people"', [7]),
        ('"counted 210000"', [7, 8]),
        ("210", [7, 8]),
        ("서울에서", [9]),
        ("서울*", [9]),
        ("chinese public", [0]),
        ('"chinese public"', [0]),
        ('"public chinese"', []),
        ('"chinese pub*"', [0]),
        ("2022 -u.s.", [8]),
        ("2022 NOT usa", [7]),
        ("(milan OR milano) chinese", [0]),
        ("-2022 -北京 -milan* -Путин -بشار -서울* ", [2]),
        ("kind:source milan", [0]),
        ("kind:note milan", []),
        ("", []),
        ("…", []),
    ],
)
def test_words_are_found_in_any_script(query: str, found: list[int]) -> None:
    with engine_of(*TEXTS) as engine:
        assert numbers(engine, query) == found
        assert engine.search(query, 1).total == len(found)


def test_titles_count_more_than_texts() -> None:
    with engine_of("police " * 3 + "word " * 20) as engine:
        engine.update([Document(ref(1), title="Police in Milan", body="word " * 20)])
        best, second = engine.search("police").hits
        assert best.ref == ref(1)
        assert best.score > second.score > 0


def test_a_shorter_text_with_the_word_counts_more_than_a_longer_one() -> None:
    with engine_of("police " + "word " * 200, "police said") as engine:
        assert [hit.ref for hit in engine.search("police").hits] == [ref(1), ref(0)]


def test_the_fields_of_a_document_can_be_asked_for() -> None:
    document = Document(
        ref(1),
        title="Stations",
        body="text",
        language="en-GB",
        publisher="The Guardian",
        date="2022-12-05",
        tags=("human rights", "police"),
        source=ref(9).uuid,
    )
    with engine_of("stations") as engine:
        engine.update([document])
        for query in ("title:stations", "language:en", "publisher:guardian", "date:2022-12", "date:2022"):
            assert numbers(engine, query) == [1]
        assert numbers(engine, 'tag:"human rights"') == [1]
        assert numbers(engine, f"source:{ref(9).uuid}") == [1]
        assert numbers(engine, "guardian") == []


def test_only_the_kinds_asked_for_are_found() -> None:
    with engine_of("police") as engine:
        engine.update([Document(ref(1, "note"), body="police"), Document(ref(2, "entity"), title="Police")])
        assert engine.search("police").total == 3
        found = engine.search("police", kinds=("note", "entity"))
        assert found.total == 2
        assert {hit.ref.kind for hit in found.hits} == {"note", "entity"}
        assert found.read_as == "police"
        assert [hit.ref for hit in engine.search("-police", kinds=("note",)).hits] == []


def test_only_so_many_hits_are_given_and_all_are_counted() -> None:
    with engine_of(*["police"] * 30) as engine:
        assert (engine.search("police").total, len(engine.search("police").hits)) == (30, 20)
        assert len(engine.search("police", None).hits) == 30


def test_a_change_is_found_at_once() -> None:
    with engine_of("old words", "other words") as engine:
        assert numbers(engine, "words") == [0, 1]
        engine.update([Document(ref(0), body="new words")])
        assert numbers(engine, "old") == []
        assert numbers(engine, "new") == [0]
        assert numbers(engine, "-new") == [1]
        assert engine.count() == 2


def test_what_is_removed_is_found_no_more() -> None:
    with engine_of("one", "two", "three") as engine:
        engine.remove([ref(1), ref(7)])
        assert numbers(engine, "two") == []
        assert numbers(engine, "-one") == [2]
        assert engine.count() == 2
        engine.remove([ref(0), ref(2)])
        assert engine.count() == 0
        assert engine.search("one").total == 0


def test_of_several_documents_about_one_object_the_last_counts() -> None:
    with engine_of() as engine:
        engine.update([Document(ref(0), body="first"), Document(ref(0), body="second")])
        assert numbers(engine, "first") == []
        assert numbers(engine, "second") == [0]


def test_objects_of_different_kinds_may_have_one_uuid() -> None:
    with engine_of("word") as engine:
        engine.update([Document(ref(0, "note"), body="word")])
        assert engine.search("word").total == 2


def test_many_small_changes_are_merged_and_nothing_is_lost() -> None:
    with engine_of() as engine:
        for number in range(9 * FEW):
            engine.update([Document(ref(number), title=f"t{number}", body=f"word 习近平 n{number} w{number % 3}")])
            if number % 5 == 0:
                engine.remove([ref(number)])
        left = [n for n in range(9 * FEW) if n % 5]
        assert numbers(engine, "word") == left
        assert numbers(engine, '"习近平 n7"') == [7]
        assert numbers(engine, "title:t8") == [8]
        assert numbers(engine, "w1") == [n for n in left if n % 3 == 1]
        assert segments(engine) <= 3 * FEW


def test_merging_leaves_out_what_is_gone() -> None:
    with engine_of() as engine:
        for first in range(0, 3 * FEW, 3):
            engine.update([Document(ref(n), body=f"word old{n}") for n in range(first, first + 3)])
            engine.update([Document(ref(first + 1), body=f"word new{first + 1}")])
        everyone = list(range(3 * FEW))
        for _ in range(2 * FEW):
            engine.update([Document(ref(99), body="more")])
        assert engine.count() == len(everyone) + 1
        assert numbers(engine, "word") == everyone
        assert numbers(engine, "old*") == [n for n in everyone if n % 3 != 1]
        assert numbers(engine, "-more") == everyone


def test_words_far_into_a_long_text_keep_their_places() -> None:
    with engine_of("one " * 70_000 + "milan rome", "rome " + "one " * 70_000 + "milan") as engine:
        assert numbers(engine, '"milan rome"') == [0]
        assert numbers(engine, '"one milan"') == [0, 1]
        assert numbers(engine, '"rome one"') == [1]


def test_one_object_changed_again_and_again_stays_one() -> None:
    with engine_of("word") as engine:
        for number in range(3 * FEW):
            engine.update([Document(ref(1), body=f"word n{number}")])
        assert numbers(engine, "word") == [0, 1]
        assert segments(engine) == 2


def test_documents_come_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.search.building.BATCH_DOCUMENTS", 10)
    bodies = [f"word number{n} " + "filler " * (n % 7) for n in range(60)]
    with engine_of(*bodies) as engine:
        assert engine.count() == 60
        assert numbers(engine, "word") == list(range(60))
        assert 1 < segments(engine) < 60 / 8


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab 习近-.é\n", max_size=12), max_size=12), st.integers(1, 5), st.text("ab习近é", min_size=1))
def test_every_document_with_a_word_is_found_and_none_without(texts: list[str], each: int, asked: str) -> None:
    with engine_of() as engine:
        for start in range(0, len(texts), each):
            some = [Document(ref(number), body=texts[number]) for number in range(start, min(start + each, len(texts)))]
            engine.update(some)
        while engine.tidy():
            pass
        for word in {asked, *(piece for text in texts for piece in pieces(text))}:
            assert numbers(engine, f'"{word}"') == [n for n, text in enumerate(texts) if stands_in(text, word)]


@pytest.mark.parametrize("seed", range(8))
def test_words_in_a_row_are_found_however_frequent_each_of_them_is(seed: int) -> None:
    chance = Random(seed)
    letters = "abcdefghijklmnopqrst"
    texts = [" ".join(chance.sample(letters, k=chance.randint(12, 20))) for _ in range(400)]
    with engine_of(*texts) as engine:
        for text in texts[:60]:
            row = text[: 2 * chance.randint(2, 4) - 1]
            assert numbers(engine, f'"{row}"') == [n for n, other in enumerate(texts) if f" {row} " in f" {other} "]


def test_words_are_completed() -> None:
    with engine_of("police policy", "police politics al-Assad", "O'Brien's police 习近平") as engine:
        engine.update([Document(ref(9), title="Polished")])
        assert engine.complete("pol") == ("police", "policy", "polished", "politics")
        assert engine.complete("the poli", 1) == ("police",)
        assert engine.complete("POLÍ", 1) == ("police",)
        assert engine.complete("al-") == ("al-assad",)
        assert engine.complete("o’b") == ("o'brien's",)
        assert engine.complete("title:polis") == ("polished",)
        assert engine.complete("习") == ()
        assert engine.complete("police ") == ()
        assert engine.complete("") == ()


def test_an_engine_that_knows_nothing_answers() -> None:
    connection = memory()
    engine: SearchEngine = WhooshEngine(connection)
    assert engine.count() == 0
    assert engine.search("word").total == 0
    assert engine.complete("wo") == ()
    engine.remove([ref(0)])
    engine.update([])
    engine.clear()
    assert engine.count() == 0
    connection.close()


def test_everything_can_be_forgotten() -> None:
    with engine_of(*TEXTS) as engine:
        engine.clear()
        assert engine.count() == 0
        engine.update([Document(ref(3), body="new")])
        assert numbers(engine, "new OR milan") == [3]


def test_a_document_may_be_empty_or_odd() -> None:
    odd = ("", "\x00", "\ud800", "\u202e", "-" * 1000, "a" * 5000, "中" * 5000, "\U0001f600")
    with engine_of(*odd) as engine:
        assert engine.count() == len(odd)
        assert numbers(engine, "a*") == [5]
        assert numbers(engine, "中") == [6]


def test_an_update_replaces_what_an_earlier_version_said() -> None:
    document = Document(ref(0), title="Title", body="body", tags=("tag",))
    with engine_of() as engine:
        engine.update([document])
        engine.update([replace(document, tags=())])
        assert numbers(engine, "tag:tag") == []
        assert numbers(engine, "title:title body") == [0]
