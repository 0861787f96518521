"""Segments: what is written is read, piece by piece; merged they hold what they held."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.search.arrays import layout
from db.search.arrays.draft import Draft, Entry
from db.search.arrays.layout import Arrays, Stored
from db.search.arrays.merging import Part, merged
from db.search.arrays.segment import Segment
from db.search.completing import completions
from db.search.engine import IndexDamaged
from db.search.executor.executor import Executor
from db.search.executor.found import Found
from db.search.executor.view import View
from db.search.query import parse
from tests.db.search.samples import ref

FIELDS, TEXTS, NUMBERS = ("body", "title"), ("tag",), ("date",)
WORD = st.sampled_from(["milan", "rome", "al-assad", "习近平", "a", "b" * 70])
ENTRY = st.tuples(
    st.lists(WORD, max_size=6).map(" ".join),
    st.lists(WORD, max_size=2).map(" ".join),
    st.lists(st.sampled_from("xyz"), max_size=2, unique=True),
    st.integers(-1, 300),
)
Row = tuple[str, str, list[str], int]


def segment(rows: Sequence[Row], begin: int = 0) -> Segment:
    draft = Draft(FIELDS, TEXTS, NUMBERS)
    for number, (body, title, tags, date) in enumerate(rows, begin):
        dates = {"date": date} if date >= 0 else {}
        draft.add(Entry(ref(number), {"body": body, "title": title}, {"tag": tuple(tags)}, dates))
    return Segment(Stored.of(str(begin), draft.finish()))


def run(parts: Sequence[Part]) -> Segment:
    work = merged(parts, FIELDS, TEXTS, NUMBERS)
    while True:
        try:
            next(work)
        except StopIteration as done:
            return Segment(Stored.of("merged", done.value))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(ENTRY, min_size=1, max_size=5), min_size=1, max_size=4), st.data())
def test_merged_segments_are_what_one_would_have_been_without_what_is_gone(
    parts: list[list[Row]], data: st.DataObject
) -> None:
    begins = np.cumsum([0, *map(len, parts)]).tolist()
    rows = [row for part in parts for row in part]
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))))
    segments = [segment(part, begin) for part, begin in zip(parts, begins, strict=False)]
    found = run([Part(one, kept[begin : begin + one.documents]) for one, begin in zip(segments, begins, strict=False)])
    whole = Draft(FIELDS, TEXTS, NUMBERS)
    for number in np.flatnonzero(kept).tolist():
        body, title, tags, date = rows[number]
        dates = {"date": date} if date >= 0 else {}
        whole.add(Entry(ref(number), {"body": body, "title": title}, {"tag": tuple(tags)}, dates))
    expected = Arrays(Stored.of("", whole.finish()))
    assert found.arrays.facts == expected.facts
    assert {name: found.arrays.read(name).tolist() for name in found.arrays.names} == {
        name: expected.read(name).tolist() for name in expected.names
    }


def test_words_far_into_a_text_and_very_frequent_words_are_kept_exactly() -> None:
    text = "one " * 70_000 + "milan one"
    for found in (segment([(text, "", [], 1)]), run([Part(segment([(text, "", [], 1)]), np.array([True]))])):
        postings = found.postings("body")
        milan, one = (postings.lexicon.find(word) for word in (b"milan", b"one"))
        assert postings.places(milan).tolist() == [70_000]
        assert postings.times(*postings.range(one)).tolist() == [70_001]
        assert postings.places(one)[-2:].tolist() == [69_999, 70_001]


def test_segments_that_become_one_keep_what_is_far_or_frequent() -> None:
    texts = ["one " * 300 + "milan", "rome " * 70_000 + "milan", "milan " + "one " * 66_000 + "rome", "one milan"]
    parts = [segment([(text, "", [], 1), ("one " * 400, "", [], 1)]) for text in texts]
    kept = [np.array([n != 1, n % 2 == 0]) for n in range(len(texts))]
    found = run([Part(one, stays) for one, stays in zip(parts, kept, strict=True)]).postings("body")
    milan, one, rome = (found.lexicon.find(word) for word in (b"milan", b"one", b"rome"))
    assert found.places(milan).tolist() == [300, 0, 1]
    assert found.places(rome).tolist() == [66_001]
    assert found.times(*found.range(one)).tolist() == [300, 400, 66_000, 400, 1]
    assert found.places(one)[[0, 700, -402, -401, -1]].tolist() == [0, 1, 66_000, 0, 0]


# --- pieces ---------------------------------------------------------------------------------------


class Pieces:
    """Hands out the pieces of a row of bytes, and notes which."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.asked: list[tuple[int, int]] = []

    def __call__(self, first: int, last: int) -> list[bytes]:
        self.asked.append((first, last))
        return [self.data[n * layout.PIECE : (n + 1) * layout.PIECE] for n in range(first, last)]


def test_only_what_is_asked_for_is_fetched_and_only_once() -> None:
    data = bytes(range(256)) * (4 * layout.PIECE // 256) + b"end"
    pieces = Pieces(data)
    stored = Stored("name", len(data), layout.digests(data, "name", b"key"), pieces, b"key")
    assert stored.part(layout.PIECE - 1, layout.PIECE + 1).tobytes() == data[layout.PIECE - 1 : layout.PIECE + 1]
    assert stored.part(10, 20).tobytes() == data[10:20]
    assert pieces.asked == [(0, 2)]
    assert stored.part(0, len(data)).tobytes() == data
    assert pieces.asked == [(0, 2), (2, 5)]


@pytest.mark.parametrize("changed", [("other", b"key"), ("name", b"other")])
def test_pieces_of_another_segment_or_another_key_are_damage(changed: tuple[str, bytes]) -> None:
    data = b"abc" * 10
    stored = Stored("name", len(data), layout.digests(data, *changed), Pieces(data), b"key")
    with pytest.raises(IndexDamaged):
        stored.part(0, 1)


# --- questions ------------------------------------------------------------------------------------

ROWS: list[Row] = [
    ("milan", "b", ["x"], 20220101),
    ("milan rome", "c", ["x", "y"], 20230101),
    ("rome", "a", [], -1),
    ("milan milan", "d", ["y"], 20210101),
]


def asked(query: str) -> Found:
    executor = Executor(View([segment(ROWS[:2]), segment(ROWS[2:], 2)], [(), ()]))
    return executor.search(parse(query).tree)


def test_values_are_counted_and_filtered_by() -> None:
    assert asked("milan").counts("tag") == {"x": 2, "y": 2}
    assert asked("rome").counts("tag") == {"x": 1, "y": 1}
    assert asked("milan").narrowed({"tag": ["y"]}).total == 2
    assert asked("milan").narrowed({"tag": ["y"]}).between("date", 20220601, None).total == 1
    assert asked("milan").counts("never") == {}


def test_what_is_found_can_be_put_in_the_order_of_a_column() -> None:
    def order(query: str, column: str, *, reverse: bool = False) -> list[int]:
        found = asked(query)
        return [int(found.ref(place).uuid, 16) for place in found.in_order(column, None, reverse=reverse)]

    assert order("milan OR rome", "date") == [3, 0, 1, 2]
    assert order("milan OR rome", "date", reverse=True) == [1, 0, 3, 2]
    assert order("milan", "tag")[-1] == 3
    assert order("milan", "tag", reverse=True)[0] == 3


def test_the_places_of_each_word_are_told_for_a_document() -> None:
    executor = Executor(View([segment([("rome milan rome al-assad", "rome", [], 1)])]))
    places = executor.places(parse('rome -milan "al-assad"').tree, 0, 0)
    assert {str(leaf): {field: at.tolist() for field, at in found.items()} for leaf, found in places.items()} == {
        "rome": {"title": [0], "body": [0, 2]},
        '"al assad"': {"body": [3]},
    }


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.lists(st.text("ab", min_size=1, max_size=6), max_size=60), min_size=1, max_size=4), st.integers(1, 5)
)
def test_completions_are_the_most_frequent_words_over_all_segments(texts: list[list[str]], limit: int) -> None:
    view = View([segment([(word, "", [], 1) for word in words], n * 100) for n, words in enumerate(texts) if words])
    counts = completions(view, "a", limit)
    by_hand: dict[str, int] = {}
    for words in texts:
        for word in words:
            if word.startswith("a"):
                by_hand[word] = by_hand.get(word, 0) + 1
    best = sorted(by_hand, key=lambda word: (-by_hand[word], word))[:limit]
    assert sorted(counts, key=lambda word: (-counts[word], word))[:limit] == best
