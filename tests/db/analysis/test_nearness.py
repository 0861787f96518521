"""How near two texts are: copies with edits in several scripts, and what only looks like copies."""

import json
import lzma
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.analysis.nearness import NEAR, nearness
from db.analysis.shingles import shingles
from tests.benchmarks.material import CORPUS

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"

LETTERS = {"en": "abcdefghij", "zh": "海外服务站温港日报讯的在是了和", "ar": "ابتثجحخدذ", "ru": "абвгдежзик"}


def invented(language: str, words: int, seed: int) -> list[str]:
    """Words, or characters of a script without blanks, that stand in no other text."""
    random = Random(f"{language}{seed}")
    if language == "zh":
        return [chr(random.randrange(0x4E00, 0x9000)) for _ in range(words)]
    return ["".join(random.choices(LETTERS[language], k=random.randrange(4, 9))) for _ in range(words)]


def written(language: str, words: list[str]) -> str:
    return ("" if language == "zh" else " ").join(words)


def edited(words: list[str], other: list[str], every: int) -> list[str]:
    """The same with each so-manieth word replaced, unless it is a figure."""
    return [other[place] if place % every == every - 1 and word.isalpha() else word for place, word in enumerate(words)]


@pytest.mark.parametrize("language", sorted(LETTERS))
def test_a_text_with_a_word_changed_here_and_there_is_a_near_copy(language: str) -> None:
    words = invented(language, 400, 1)
    changed = edited(words, invented(language, 400, 2), every=20)
    found = nearness(shingles(written(language, words)), shingles(written(language, changed)))
    assert found is not None
    assert found.is_mutual
    assert 0.9 < found.share < 1


@pytest.mark.parametrize("language", sorted(LETTERS))
def test_a_report_that_stands_in_a_longer_one_is_a_part_of_it_and_no_copy(language: str) -> None:
    words = invented(language, 150, 1)
    around = invented(language, 600, 2)
    whole = [*around[:300], *words, *around[300:]]
    found = nearness(shingles(written(language, words)), shingles(written(language, whole)))
    assert found is not None
    assert found.share == 1
    assert 0.15 < found.other_share < 0.25
    assert not found.is_mutual


@pytest.mark.parametrize("language", sorted(LETTERS))
def test_texts_on_other_things_are_not_near(language: str) -> None:
    one, other = (shingles(written(language, invented(language, 300, seed))) for seed in (1, 2))
    assert nearness(one, other) is None


def test_another_order_of_the_paragraphs_changes_little() -> None:
    paragraphs = [invented("en", 60, seed) for seed in range(6)]
    turned = [*paragraphs[3:], *paragraphs[:3]]
    one, other = (shingles("\n\n".join(" ".join(words) for words in order)) for order in (paragraphs, turned))
    found = nearness(one, other)
    assert found is not None
    assert found.share > 0.97


def test_capitals_accents_punctuation_and_line_ends_make_no_difference() -> None:
    words = " ".join(invented("en", 60, 1))
    found = nearness(shingles(words), shingles("¡" + words.upper().replace("A", "Á").replace(" ", ",\n") + "!"))
    assert found is not None
    assert (found.share, found.other_share) == (1, 1)


def test_traditional_and_simplified_characters_make_no_difference() -> None:
    simplified = "海外华人服务站的报告说，这些办公室设在五十三个国家，当地政府并不知情。" * 2
    traditional = "海外華人服務站的報告說，這些辦公室設在五十三個國家，當地政府並不知情。" * 2
    found = nearness(shingles(simplified), shingles(traditional))
    assert found is not None
    assert found.share == 1


def test_what_a_publisher_prints_on_every_page_makes_no_copies() -> None:
    notice = invented("en", 200, 9)
    one, other = (shingles(" ".join([*invented("en", 120, seed), *notice])) for seed in (1, 2))
    assert nearness(one, other) is None


def test_a_form_that_is_filled_in_again_is_no_copy() -> None:
    form = "On the {a} of May the office of {name} was told to pay {b} euros into account {c} within {d} days. "
    words = " ".join(invented("en", 40, 3))
    one = form.format(a=5, name="Anna", b=4120, c=77120, d=14) + words
    other = form.format(a=9, name="Berta", b=3999, c=81123, d=14) + words
    assert nearness(shingles(one), shingles(other)) is None
    same = nearness(shingles(one), shingles(one.replace("Anna", "Berta")))
    assert same is not None, "the same figures make it a copy with another name"


def test_a_corrected_figure_leaves_it_a_copy() -> None:
    words = invented("en", 200, 4)
    words[50], words[80], words[110], words[140] = "102", "53", "210000", "48"
    corrected = [*words]
    corrected[50] = "54"
    found = nearness(shingles(" ".join(words)), shingles(" ".join(corrected)))
    assert found is not None
    assert found.is_mutual


def test_a_heading_of_a_few_words_is_no_copy_of_its_like() -> None:
    assert (
        nearness(shingles("Your subscription has ended today"), shingles("Your subscription has ended today")) is None
    )
    assert shingles("too short").sketch() == ()


@given(st.text(max_size=400), st.text(max_size=400))
def test_nearness_is_the_same_from_both_sides(one: str, other: str) -> None:
    found, back = nearness(shingles(one), shingles(other)), nearness(shingles(other), shingles(one))
    assert (found and found.reversed) == back
    if found:
        assert max(found.share, found.other_share) >= NEAR


@given(st.text(max_size=300), st.text(alphabet="海外 службы ab ", max_size=80))
def test_a_sketch_is_a_sample_of_what_stands_there(text: str, more: str) -> None:
    whole = shingles(text + more)
    assert set(whole.sketch()) <= set(whole.hashes)
    assert all(0 <= start < end <= len(whole.words) for start, end in whole.spans)


@pytest.mark.skipif(not SEEDS.exists(), reason="the five articles are not here")
def test_five_papers_on_one_affair_are_no_copies_of_one_another() -> None:
    texts = [shingles(path.read_text(encoding="utf-8")) for path in sorted(SEEDS.iterdir())]
    assert [pair for pair in combinations(texts, 2) if nearness(*pair)] == []


@pytest.mark.skipif(not CORPUS.exists(), reason="the articles are not here")
def test_copies_of_real_articles_are_found_with_edits_in_every_language() -> None:
    missed = []
    for article, other in _some_of_each_language():
        words = article.split() if " " in article[:200] else list(article)
        vocabulary = [word for word in (other.split() if " " in other[:200] else other) if word.isalpha()]
        changed = edited(words, (vocabulary * (len(words) // max(len(vocabulary), 1) + 1)), every=25)
        found = nearness(shingles(article), shingles((" " if " " in article[:200] else "").join(changed)))
        if found is None or not found.is_mutual:
            missed.append(article[:60])
    assert missed == []


def _some_of_each_language() -> Iterator[tuple[str, str]]:
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        found: dict[str, list[str]] = {}
        for line in lines:
            data = json.loads(line)
            found.setdefault(data["lang"], []).append(data["body"])
            if len(found) == 9 and all(len(bodies) > 12 for bodies in found.values()):
                break
    for bodies in found.values():
        yield from pairwise(bodies[:13])
