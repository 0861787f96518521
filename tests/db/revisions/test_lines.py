"""Merging a text by lines: nothing that somebody wrote is lost without a word."""

from difflib import SequenceMatcher
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import aligning
from db.revisions.lines import merge_lines

few = st.lists(st.sampled_from(["", "a", "b", "c", "d", "e"]), max_size=9)
ends = st.sampled_from(["", "\n"])
texts = st.builds(lambda rows, end: "\n".join(rows) + end, few, ends)
BASE = "one\ntwo\nthree\nfour\nfive\n"


@given(texts, texts)
def test_what_one_side_left_alone_becomes_what_the_other_made_of_it(base: str, changed: str) -> None:
    assert merge_lines(base, changed, base) == (changed, True)
    assert merge_lines(base, base, changed) == (changed, True)
    assert merge_lines(base, changed, changed) == (changed, True)


@given(texts, texts, texts)
def test_both_sides_come_to_the_same(base: str, first: str, second: str) -> None:
    merged, clean = merge_lines(base, first, second)
    other, also = merge_lines(base, second, first)
    assert clean == also
    assert merged == other or not clean


@given(texts, texts, texts)
def test_every_line_was_written_by_somebody(base: str, first: str, second: str) -> None:
    merged, _ = merge_lines(base, first, second)
    written = {line for text in (base, first, second) for line in text.splitlines(keepends=True)}
    assert set(merged.splitlines(keepends=True)) <= {*written, *(line.rstrip("\n") for line in written)} | {
        one + other for one in written if not one.endswith("\n") for other in written
    }


@st.composite
def _edited(draw: st.DrawFn, base: list[str], name: str) -> list[str]:
    """The lines, some taken out and some put in, each of which nobody else can have written."""
    found: list[str] = []
    for number, line in enumerate([*base, None]):
        found += [f"{name}{number}.{more}\n" for more in range(draw(st.sampled_from([0, 0, 0, 1, 2])))]
        if line is not None and draw(st.sampled_from([True, True, True, False])):
            found.append(line)
    return found


@given(st.data())
def test_no_line_that_one_side_added_is_lost_without_a_word(data: st.DataObject) -> None:
    base = data.draw(st.lists(st.sampled_from(["same\n", "\n", "x\n", "y\n", "z\n"]), max_size=14))
    first, second = data.draw(_edited(base, "first")), data.draw(_edited(base, "second"))
    merged, clean = merge_lines("".join(base), "".join(first), "".join(second))
    kept = merged.splitlines(keepends=True)
    assert [line for line in kept if line.startswith("first")] == [line for line in first if line.startswith("first")]
    added = [line for line in second if line.startswith("second")]
    assert not clean or [line for line in kept if line.startswith("second")] == added


@given(st.data())
def test_a_line_that_only_one_side_took_out_is_gone_or_the_merge_is_unclean(data: st.DataObject) -> None:
    base = [f"{number}\n" for number in range(data.draw(st.integers(1, 12)))]
    first, second = data.draw(_edited(base, "first")), data.draw(_edited(base, "second"))
    merged, clean = merge_lines("".join(base), "".join(first), "".join(second))
    gone = {line for line in base if line not in first or line not in second}
    assert not clean or gone.isdisjoint(merged.splitlines(keepends=True))


@pytest.mark.parametrize(
    ("first", "second", "merged"),
    [
        ("ONE\ntwo\nthree\nfour\nfive\n", "one\ntwo\nthree\nfour\nFIVE\n", "ONE\ntwo\nthree\nfour\nFIVE\n"),
        ("zero\n" + BASE, BASE + "six\n", "zero\n" + BASE + "six\n"),
        ("two\nthree\nfour\nfive\n", "one\ntwo\nthree\nfour\n", "two\nthree\nfour\n"),
        ("zero\n" + BASE, "zero\n" + BASE, "zero\n" + BASE),
        ("zero\n" + BASE, "zero\n" + BASE + "six", "zero\n" + BASE + "six"),
        ("", "", ""),
    ],
)
def test_changes_in_different_places_come_together(first: str, second: str, merged: str) -> None:
    assert merge_lines(BASE, first, second) == (merged, True)
    assert merge_lines(BASE, second, first) == (merged, True)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ONE\n" + BASE[4:], "Uno\n" + BASE[4:]),
        ("", BASE + "six\n"),
        (BASE + "six\n", BASE + "sechs\n"),
        (BASE.replace("two\nthree\n", ""), BASE.replace("three", "THREE")),
    ],
)
def test_changes_of_one_place_are_unclean_and_the_first_is_kept(first: str, second: str) -> None:
    assert merge_lines(BASE, first, second) == (first, False)
    assert merge_lines(BASE, second, first) == (second, False)


def test_a_text_need_not_end_with_a_line_end() -> None:
    assert merge_lines("a\nb", "a\nb\nc", "x\na\nb") == ("x\na\nb\nc", True)
    assert merge_lines("a\nb", "a\nb\n", "x\na\nb") == ("x\na\nb\n", True)
    assert merge_lines("a\nb", "a\nb\nc", "a\nb\nd") == ("a\nb\nc", False)


def test_two_notes_made_apart_come_together_only_where_they_are_the_same() -> None:
    assert merge_lines("", "a\nb\n", "a\nb\n") == ("a\nb\n", True)
    assert merge_lines("", "a\nb\n", "a\nc\n")[1] is False


@pytest.mark.parametrize("end", ["\r", "\x0b", "\x0c", "\x85", "\u2028", "\r\n"])
def test_unusual_line_ends_stay_as_they_are(end: str) -> None:
    base = f"one{end}two{end}three{end}four"
    assert merge_lines(base, base.replace("one", "ONE"), base + end) == (base.replace("one", "ONE") + end, True)


def _note(paragraphs: int, word: str = "paragraph") -> str:
    return "".join(f"{word} {number}\n\n" for number in range(paragraphs))


def test_a_long_note_is_compared_only_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    class Watched(SequenceMatcher[str]):
        def __init__(self, junk: Any, a: list[str], b: list[str], *, autojunk: bool) -> None:
            compared.append(len(a) * len(b))
            super().__init__(junk, a, b, autojunk=autojunk)

    monkeypatch.setattr(aligning, "SequenceMatcher", Watched)
    base = _note(1000)
    rewritten, touched = _note(1000, "rewritten"), base.replace("paragraph 7\n", "paragraph seven\n")
    assert merge_lines(base, rewritten, base) == (rewritten, True)
    assert merge_lines(base, rewritten, touched)[1] is False
    merged, clean = merge_lines(base, touched, base.replace("paragraph 900\n", ""))
    assert clean
    assert "paragraph seven\n" in merged
    assert "paragraph 900\n" not in merged
    assert merge_lines("\n" * 2000, "\n" * 2000 + "end", "start\n" + "\n" * 2000) == (
        "start\n" + "\n" * 2000 + "end",
        True,
    )
    assert max(compared, default=0) <= aligning._CLOSELY
