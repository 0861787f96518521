"""The map between two texts: what it calls common is common, and it is found in bounded time."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import aligning
from db.aligning import Effort, same
from db.mapping import Block, Map, blocks
from db.spans import Span

_LINES = st.lists(
    st.sampled_from(["the ferry left, ", "二号码头。", "\n", "قال الوزير ", "54 offices", "🚢", " "]), max_size=14
)


@given(_LINES, _LINES)
def test_what_is_common_stands_in_both_texts_in_the_same_order(one: list[str], other: list[str]) -> None:
    old, new = "".join(one), "".join(other)
    found = blocks(old, new)
    at, there = 0, 0
    for start, begin, size in found:
        assert size > 0
        assert start >= at
        assert begin >= there
        assert old[start : start + size] == new[begin : begin + size]
        at, there = start + size, begin + size


@given(st.text(max_size=80))
def test_a_text_is_common_with_itself_as_a_whole(text: str) -> None:
    assert blocks(text, text) == ([Block(0, 0, len(text))] if text else [])


@given(_LINES, _LINES, st.data())
def test_a_passage_leads_into_the_new_text_and_never_backwards(
    one: list[str], other: list[str], data: st.DataObject
) -> None:
    old, new = "".join(one), "".join(other)
    mapped = Map.of(old, new)
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    found = mapped.span(Span(start, end))
    assert 0 <= found.start <= found.end <= len(new)


def test_a_corrected_word_is_led_to_what_stands_in_its_place() -> None:
    old, new = "Police found fifty four offices in Milan.", "Police found 102 offices in Milan."
    mapped = Map.of(old, new)
    start = old.index("fifty")
    assert mapped.span(Span(start, start + len("fifty four offices"))).of(new) == "102 offices"
    assert mapped.span(Span(start, start + len("fifty four"))).of(new) == "102"
    assert mapped.kept(Span(start, start + len("fifty four offices"))) == len("offices")


def test_scripts_without_blanks_are_mapped_character_by_character() -> None:
    old, new = "警方在米兰发现了两个办公室。", "警方在罗马和米兰发现了两个办公室。"
    mapped = Map.of(old, new)
    start = old.index("米兰")
    assert mapped.span(Span(start, start + 2)).of(new) == "米兰"
    assert sum(block.size for block in mapped.common) == len(old)


def test_lines_that_break_elsewhere_are_the_same_words() -> None:
    old = "The ferry left the harbour\nat noon and did not\ncome back before dark."
    new = old.replace("\n", " ").replace("noon and", "noon\nand")
    mapped = Map.of(old, new)
    span = Span(old.index("noon"), old.index("come back") + len("come back"))
    assert mapped.span(span).of(new).split() == span.of(old).split()
    assert mapped.kept(Span(0, len(old))) == len("".join(old.split()))


def _prose(rng: random.Random, characters: int) -> str:
    words = ["".join(rng.choices("abcdefghijklmnop", k=rng.randint(2, 9))) for _ in range(2000)]
    return "\n".join(" ".join(rng.choices(words, k=60)) + "." for _ in range(characters // 360))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b " * 50_000, "b a a " * 40_000),
        ("\n" * 200_000, "x\n" * 100_000),
        ("字" * 200_000, "词" * 200_000),
        (_prose(random.Random(1), 300_000), _prose(random.Random(2), 300_000)),
    ],
    ids=["two words", "line ends", "one character", "other words"],
)
def test_texts_with_nothing_in_common_cost_no_more_than_is_allowed(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spent: list[int] = []
    spend = Effort.spend

    def watched(effort: Effort, pieces: int) -> bool:
        may = spend(effort, pieces)
        spent.append(pieces if may else 0)
        return may

    monkeypatch.setattr(Effort, "spend", watched)
    blocks(old, new)
    assert sum(spent) <= 3_000_000


def test_without_effort_left_nothing_more_is_matched() -> None:
    old, new = list("abcdefgh"), list("xbcyefgz")
    assert sorted(same(old, new)) == [(1, 1), (2, 2), (4, 4), (5, 5), (6, 6)]
    assert list(same(old, new, Effort(3))) == []
    assert aligning.Effort().left == float("inf")
