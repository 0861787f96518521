"""What a case says of one entity."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import briefs, citing, dossier, entities, excerpts, notes, sources, texts, titles
from db.case import Case
from db.derived import Derived
from db.dossier import sentence_around
from db.finding import grouped, more
from db.refs import Ref
from db.sources import Source
from db.spans import Span

ARTICLES = {
    "Later": ("2022-12-15", "Nobody knows. “Zhang Wei signed it,” said Dr. Li. It rained."),
    "Undated": (None, "张伟说，他没有签字。后来下雨了。"),
    "Earlier": ("2019-03", "Zhang Wei met Zhang Wei’s brother.\n\nZhang\nWei left."),
}


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    monkeypatch.setenv("CASETHREAD_CACHE", str(tmp_path / "cache"))
    with Case.create(tmp_path / "test.casethread") as case:
        for title, (issued, words) in ARTICLES.items():
            add(case, title, words, issued)
        entities.add(case, "Zhang Wei", "person", ["张伟"])
        yield case


def add(case: Case, title: str, words: str, issued: str | None = None) -> Source:
    (identity,) = case.store([title.encode()])
    source = sources.add(case, identity, {"title": title, "issued": issued, "publisher": "The Meridian"})
    texts.add(case, source.uuid, words)
    return source


def test_mentions_come_in_order_of_the_dates_of_their_sources(case: Case) -> None:
    with Derived(case) as derived:
        named = dossier.named(case, derived, entities.get(case, "张伟").uuid)
    assert (named.total, named.sources, named.following) == (5, 3, None)
    assert [(chapter.title, chapter.total) for chapter in named.chapters] == [
        ("Earlier", 3),
        ("Later", 1),
        ("Undated", 1),
    ]


def test_a_mention_stands_in_its_sentence_and_two_in_one_share_it(case: Case) -> None:
    with Derived(case) as derived:
        named = dossier.named(case, derived, entities.get(case, "张伟").uuid)
    passages = [passage for chapter in named.chapters for passage in chapter.passages]
    assert [passage.text for passage in passages] == [
        "Zhang Wei met Zhang Wei’s brother.",
        "Zhang Wei left.",
        "“Zhang Wei signed it,” said Dr. Li.",
        "张伟说，他没有签字。",
    ]
    assert [[passage.text[a:b] for a, b in passage.marks] for passage in passages] == [
        ["Zhang Wei", "Zhang Wei"],
        ["Zhang Wei"],
        ["Zhang Wei"],
        ["张伟"],
    ]


def test_every_place_leads_to_the_name_in_the_text(case: Case) -> None:
    with Derived(case) as derived:
        named = dossier.named(case, derived, entities.get(case, "张伟").uuid)
    for chapter in named.chapters:
        words = ARTICLES[chapter.title][1]
        for passage in chapter.passages:
            assert {place.of(words).replace("\n", " ") for place in passage.places} <= {"Zhang Wei", "张伟"}


def test_mentions_are_read_in_portions_that_miss_none(case: Case) -> None:
    uuid = entities.get(case, "张伟").uuid
    with Derived(case) as derived:
        whole = _places(dossier.named(case, derived, uuid))
        start: int | None = 0
        found: list[Span] = []
        while start is not None:
            portion = dossier.named(case, derived, uuid, start, 2)
            found += _places(portion)
            start = portion.following
    assert found == whole


def _places(named: dossier.Named) -> list[Span]:
    return [place for chapter in named.chapters for passage in chapter.passages for place in passage.places]


def test_a_sentence_without_end_is_cut_around_the_name() -> None:
    text = "word " * 500 + "Zhang Wei" + " word" * 500
    place = Span(2500, 2509)
    found = sentence_around(text, place)
    assert found.start <= place.start
    assert found.end >= place.end


def test_a_long_sentence_is_shown_around_each_of_its_mentions(case: Case) -> None:
    words = "Zhang Wei and " + "many others and " * 60 + "Zhang Wei came."
    source = add(case, "Long", words, "2030")
    with Derived(case) as derived:
        named = dossier.named(case, derived, entities.get(case, "张伟").uuid)
    (chapter,) = (chapter for chapter in named.chapters if chapter.source == source.uuid)
    assert [passage.text[slice(*passage.marks[0])] for passage in chapter.passages] == ["Zhang Wei", "Zhang Wei"]
    assert all(len(passage.text) < 500 for passage in chapter.passages)


def test_notes_that_link_to_it_are_told_with_their_sentences(case: Case) -> None:
    notes.write(case, "On offices", "It rained. The clerk [[张伟|signed]] it [@x-2ab]. Others did not.")
    briefs.write(case, "Briefing", "| When | Who |\n|---|---|\n| 2019 | [[Zhang Wei]] |")
    notes.write(case, "Silent", "Nobody.")
    found = dossier.written_about(case, entities.get(case, "张伟").uuid)
    assert [(about.ref.kind, about.title) for about in found] == [("briefing", "Briefing"), ("note", "On offices")]
    (passage,) = found[1].passages
    assert passage.text == "The clerk signed it."
    assert [passage.text[a:b] for a, b in passage.marks] == ["signed"]
    assert "Zhang Wei" in found[0].passages[0].text


def test_who_cites_a_source_cites_it_by_itself_or_by_an_excerpt(case: Case) -> None:
    source = sources.get(case, "Later")
    excerpt = excerpts.quote(case, source, "Nobody knows")
    note, _ = notes.write(case, "Citing", f"Nobody knows [@{excerpt.key}]. It rained [@{source.key}].")
    notes.write(case, "Another", f"Not cited: {source.key}, and `[@{source.key}]` in code.")
    (found,) = citing.of_source(case, source.uuid)
    assert (found.ref, found.times) == (Ref("note", note.uuid), 2)
    assert [one.times for one in citing.of_excerpt(case, excerpt.uuid)] == [1]
    assert [(one.title, one.times) for one in citing.cited_in(case, note.body)] == [("Later", 2)]


def test_names_that_others_go_by_are_told(case: Case) -> None:
    first = entities.get(case, "Zhang Wei")
    other = entities.add(case, "ZHANG WEI", "place")
    assert entities.sharing(case, first) == {"Zhang Wei": [other]}
    assert entities.sharing(case, entities.add(case, "Nobody else")) == {}


def test_an_alias_taken_away_comes_back_with_undo(case: Case) -> None:
    entity = entities.get(case, "Zhang Wei")
    assert entities.remove_alias(case, entity, "张伟").aliases == ()
    case.undo()
    assert entities.of_uuid(case, entity.uuid).aliases == ("张伟",)
    assert entities.add_alias(case, entity, "  Wei   Zhang ").aliases == ("Wei Zhang", "张伟")
    assert entities.set_kind(case, entity, "place").kind == "place"


def test_the_directory_has_every_name_of_everybody_in_order(case: Case) -> None:
    entities.add(case, "Émile", "place")
    entities.add(case, "eve")
    entries = entities.directory(case)
    assert [entry.name for entry in entries] == ["emile", "eve", "zhang wei"]
    assert "张伟" in entries[-1].words
    assert set(entities.listed(case, [entry.uuid for entry in entries])) == {entry.uuid for entry in entries}


def test_going_by_name_prefers_beginnings_and_knows_other_names(case: Case) -> None:
    notes.write(case, "A later note", "")
    known = titles.every(case)
    assert [one.title for one in titles.best(known, "late", 10)] == ["Later", "A later note"]
    assert [one.title for one in titles.best(known, "张", 10)] == ["Zhang Wei"]
    assert titles.is_named(known, "LATER")
    assert titles.recent(case, known, 1)[0].title == "A later note"


def test_hits_come_by_kind_with_their_numbers(case: Case) -> None:
    notes.write(case, "On Zhang", "Zhang is [[Zhang Wei]].")
    excerpt = excerpts.quote(case, sources.get(case, "Later"), "Zhang Wei signed it")
    with Derived(case) as derived:
        answer = grouped(case, derived, "zhang", {"entity": 2, "source": 1, "excerpt": 2, "note": 2})
        rest = more(case, derived, "zhang", "source", 1, 10)
    assert [(group.kind, group.total, len(group.hits)) for group in answer.groups] == [
        ("entity", 1, 1),
        ("source", 2, 1),
        ("excerpt", 1, 1),
        ("note", 1, 1),
    ]
    assert answer.total == 5
    assert [hit.kind for hit in {answer.groups[1].hits[0].ref, rest[0].ref}] == ["source", "source"]
    found = answer.groups[2].hits[0]
    assert found.first is not None
    assert (found.source_title, found.first.start) == ("Later", excerpt.start)
