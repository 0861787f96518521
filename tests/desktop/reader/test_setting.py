"""Paragraphs as they are set: lines, directions, rectangles."""

import itertools
from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF

from desktop.reader.setting import Face, Setting

pytestmark = pytest.mark.window
Set = Callable[..., Setting]


@pytest.fixture
def set_words(qapp: object) -> Set:
    face = Face.text(16)

    def make(words: str, width: float = 400, *, start: int = 0, right_to_left: bool = False) -> Setting:
        return Setting(words, start, face, width, right_to_left=right_to_left)

    return make


def _width(boxes: list[QRectF]) -> float:
    return sum(box.width() for box in boxes)


def test_lines_stand_one_pitch_apart_whatever_script_is_in_them(set_words: Set) -> None:
    words = "Two offices in Milan, 海外服务站, and the figures did not agree in any of the five articles. " * 3
    made = set_words(words)
    tops = sorted({round(box.top()) for box in made.rectangles(0, len(words))})
    assert len(tops) > 3
    assert {second - first for first, second in itertools.pairwise(tops)} == {made.face.pitch}
    assert made.height == len(tops) * made.face.pitch


def test_a_passage_over_two_lines_has_two_rectangles(set_words: Set) -> None:
    words = "one two three four five six seven eight nine ten eleven twelve thirteen"
    boxes = set_words(words, 250).rectangles(words.index("four"), words.index("ten"))
    assert len(boxes) == 2
    assert boxes[0].top() < boxes[1].top()
    assert boxes[1].left() == 0


def test_places_count_code_points_of_the_whole_text(set_words: Set) -> None:
    made = set_words("😀😀 abc", start=100)
    box = made.rectangles(103, 104)[0]
    assert made.place(box.left() + 1, box.center().y()) == 103
    assert made.place(box.right(), box.center().y()) == 104


def test_right_to_left_words_stand_at_the_right(set_words: Set) -> None:
    words = "قال الوزير"
    made = set_words(words, right_to_left=True)
    whole = made.rectangles(0, len(words))[0]
    assert whole.right() == pytest.approx(400, abs=1)
    assert made.rectangles(0, 3)[0].left() > made.rectangles(4, 10)[0].left()


@pytest.mark.parametrize("quote", ["12", "2022", "ديسمبر 2022", "في 12", "(Farwater"])
def test_a_passage_in_mixed_directions_covers_its_own_letters_and_no_others(set_words: Set, quote: str) -> None:
    words = "الصادر في 12 ديسمبر 2022 (Farwater Watch) اليوم"
    made = set_words(words, 900, right_to_left=True)
    start, end = words.index(quote), words.index(quote) + len(quote)
    others = made.rectangles(0, start) + made.rectangles(end, len(words))
    mine = made.rectangles(start, end)
    assert _width(mine) + _width(others) == pytest.approx(_width(made.rectangles(0, len(words))), abs=2)
    for one in mine:
        for other in others:
            assert one.intersected(other).width() < 1.5


def test_an_override_of_direction_does_not_turn_what_is_shown(set_words: Set) -> None:
    made = set_words("file\u202etxt.exe")
    lefts = [made.rectangles(n, n + 1)[0].left() for n in range(12)]
    assert lefts == sorted(lefts)
    assert made.layout.text() == "file⇤txt.exe"


def test_an_empty_paragraph_can_be_asked_for_places(set_words: Set) -> None:
    made = set_words(" ")
    assert made.place(50, 5) in (0, 1)
    assert made.rectangles(0, 0) == []
