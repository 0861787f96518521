"""A list of hits, the places marked in each text, and a slow count by hand agree, in all scripts."""

import json
import lzma
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.search.snippets import matches
from db.search.whoosh_engine import WhooshEngine
from tests.db.search.samples import documents, engine_of, memory, numbers, stands_in

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "articles-10k.jsonl.xz"

WORDS = (
    *(
        "police",
        "Police",
        "polices",
        "the",
        "of",
        "U.S.",
        "us",
        "O’Brien",
        "o",
        "al-Assad",
        "ASSAD",
        "re-",
        "x",
        "rex",
        "ofthe",
    ),
    *("città", "citta\u0300", "CITTÀ", "l’Italia", "Italia", "È"),
    *("año", "ano", "Bogotá", "¿qué"),
    *("習近平", "习近平", "习", "近平", "平", "北京", "北", "京北京", "中国AI", "AI", "東京タワー", "タワー"),
    *("محمد", "مُحَمَّد", "محـمد", "الأسد", "الاسد", "إلى", "الي"),
    *("Путин", "Путина", "Алёна", "Алена", "й", "и"),
    *("서울", "서울에서", "हिन्दी", "हिन", "สวัสดี", "วัส"),
    *("2022", "22", "straße", "STRASSE", "ﬁn", "fin", "\u202eabc", "a\u00adbc"),
)
BETWEEN = ("", " ", " ", " ", "\n", "-", "'", ", ", "。", "…", "\u00a0", "_", "\u0301")
PART = st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)).map("".join)
TEXT = st.lists(PART, max_size=12).map("".join)


@st.composite
def related(draw: st.DrawFn) -> tuple[list[str], str]:
    """Texts and a phrase of a few words in common, so that they often nearly agree."""
    few = st.sampled_from(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)))
    parts = st.tuples(few, st.sampled_from(BETWEEN)).map("".join)
    texts = st.lists(st.lists(parts, max_size=8).map("".join), min_size=1, max_size=8)
    return draw(texts), draw(st.lists(parts, min_size=1, max_size=3).map("".join))


@settings(max_examples=400, deadline=None)
@given(related(), st.booleans())
def test_a_phrase_is_found_where_its_words_stand_in_a_row(related: tuple[list[str], str], unfinished: bool) -> None:
    texts, phrase = related
    asked = phrase.rstrip("".join(BETWEEN)) if unfinished else phrase
    query = f'"{asked}{"*" * unfinished}"'
    by_hand = [n for n, text in enumerate(texts) if _holds(text, asked, unfinished)]
    with engine_of(*texts) as engine:
        assert numbers(engine, query) == by_hand
        assert [n for n, text in enumerate(texts) if matches(text, query)] == by_hand


def _holds(text: str, asked: str, unfinished: bool) -> bool:
    return stands_in(text, asked, unfinished=unfinished) if any(map(str.isalnum, asked)) else False


Tree = tuple[str, Callable[[str], bool]]
"""A query as typed, and which texts it is meant to find."""

LEAF = st.sampled_from(WORDS).map(lambda word: (f'"{word}"', lambda text: stands_in(text, word)))


def _joined(parts: tuple[Tree, Tree], sign: str) -> Tree:
    (one, fits_one), (other, fits_other) = parts
    if sign == "OR":
        return f"({one} OR {other})", lambda text: fits_one(text) or fits_other(text)
    return f"({one} {sign} {other})", lambda text: fits_one(text) and fits_other(text)


def _denied(part: Tree) -> Tree:
    return f"-({part[0]})", lambda text: not part[1](text)


TREE: st.SearchStrategy[Tree] = st.recursive(
    LEAF,
    lambda below: st.one_of(
        st.builds(_joined, st.tuples(below, below), st.sampled_from(["OR", "AND", ""])), below.map(_denied)
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=6), TREE)
def test_and_or_and_not_mean_what_they_say(texts: list[str], tree: Tree) -> None:
    query, fits = tree
    with engine_of(*texts) as engine:
        assert numbers(engine, query) == [n for n, text in enumerate(texts) if fits(text)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.none() | TEXT), max_size=30), st.sampled_from(WORDS))
def test_after_any_changes_the_engine_finds_what_is_there(changes: list[tuple[int, str | None]], word: str) -> None:
    there: dict[int, str] = {}
    with engine_of() as engine:
        for number, text in changes:
            document = documents(*[""] * number, text or "")[-1]
            if text is None:
                engine.remove([document.ref])
                there.pop(number, None)
            else:
                engine.update([document])
                there[number] = text
        expected = sorted(number for number, text in there.items() if stands_in(text, word))
        assert numbers(engine, f'"{word}"') == expected
        assert engine.count() == len(there)


@pytest.mark.skipif(not CORPUS.exists(), reason="the articles to try it on are not beside the project")
def test_on_real_articles_they_agree_as_well() -> None:
    with lzma.open(CORPUS, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["body"][:3000] for number, line in enumerate(file) if number % 50 == 0]
    connection = memory()
    engine = WhooshEngine(connection)
    engine.update(documents(*texts))
    chance = random.Random(7)
    for _ in range(25):
        text = chance.choice([text for text in texts if text])
        start = chance.randrange(len(text))
        words = text[start : start + 40].replace('"', " ").split()[1:3] or ["police"]
        for asked in (words[0][:4], " ".join(words)):
            by_hand = [n for n, other in enumerate(texts) if _holds(other, asked, False)]
            assert numbers(engine, f'"{asked}"') == by_hand, asked
            assert [n for n, other in enumerate(texts) if matches(other, f'"{asked}"')] == by_hand, asked
    connection.close()
