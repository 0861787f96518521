"""What completion is asked for, and how it comes into the line."""

import pytest

from desktop.writing.completing import Asked, Offer, asked, put


@pytest.mark.parametrize(
    ("line", "subject", "typed"),
    [
        ("Ask [[Zha", "entity", "Zha"),
        ("Ask [[", "entity", ""),
        ("𝕋wo 🚢 and [[张", "entity", "张"),
        ("It counted 102 [@mer", "citation", "mer"),
        ("Both [@meridian2022-x4q; @gaz", "citation", "gaz"),
        ("Both [@meridian2022-x4q, p. 3; @", "citation", ""),
        ("[@two words of a title", "citation", "two words of a title"),
    ],
)
def test_two_brackets_ask_for_a_name_and_an_at_sign_for_a_source(line: str, subject: str, typed: str) -> None:
    found = asked(line, len(line))
    assert found == Asked(subject, typed, len(line) - len(typed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line",
    ["", "plain", "[[Done]] more", "[@done] more", "[[Name|shown", "mail me@there", "a [link", "\\[[no", "[@key, p. 3"],
)
def test_nothing_is_asked_for_elsewhere(line: str) -> None:
    assert asked(line, len(line)) is None


@pytest.mark.parametrize(
    ("before", "after", "insert", "expected"),
    [
        ("🚢 [[Zha", "", "Zhang Wei", "🚢 [[Zhang Wei]]"),
        ("🚢 [[Zha", "]] 𝕋", "Zhang Wei", "🚢 [[Zhang Wei]] 𝕋"),
        ("say [@mer", " 🚢", "meridian2022-x4q", "say [@meridian2022-x4q] 🚢"),
        ("say [@mer", "] 🚢", "meridian2022-x4q", "say [@meridian2022-x4q] 🚢"),
        ("say [@mer", "; @other]", "meridian2022-x4q", "say [@meridian2022-x4q; @other]"),
        ("say [@a; @b", "", "key", "say [@a; @key]"),
    ],
)
def test_brackets_are_closed_once(before: str, after: str, insert: str, expected: str) -> None:
    line = before + after
    wanted = asked(line, len(before))
    assert wanted is not None
    change = put(line, len(before), wanted, Offer("", insert))
    assert line[: change.start] + change.words + line[change.end :] == expected
