"""The readable difference: nothing of either text is missing in it, and it says what a reader would say."""

from hypothesis import given
from hypothesis import strategies as st

from db.differences import Difference, difference

_WORDS = st.lists(
    st.sampled_from(["the minister ", "found ", "54 ", "offices", ".\n", "\n\n", "米兰的", "办公室。", "مكتبين "]),
    max_size=18,
)


def _texts(found: Difference) -> tuple[str, str]:
    pieces = [piece for passage in found.passages for piece in passage.pieces]
    return "".join(piece.old for piece in pieces), "".join(piece.new for piece in pieces)


def _changes(found: Difference) -> list[tuple[str, str]]:
    changed = [passage for passage in found.passages if passage.kind != "same"]
    return [(piece.old, piece.new) for passage in changed for piece in passage.pieces if not piece.kept]


@given(_WORDS, _WORDS)
def test_both_texts_can_be_put_together_again(one: list[str], other: list[str]) -> None:
    old, new = "".join(one), "".join(other)
    found = difference(old, new)
    assert _texts(found) == (old, new)
    assert "".join(passage.old.of(old) for passage in found.passages) == old
    assert "".join(passage.new.of(new) for passage in found.passages) == new
    assert (found.changes == 0) == (old.split() == new.split())


def test_in_a_changed_paragraph_only_the_words_that_changed_are_told() -> None:
    old = "The minister found 54 offices, he said.\nA second line stays.\n"
    new = "The minister found 102 offices in 53 countries, he said.\nA second line stays.\n"
    found = difference(old, new)
    assert [passage.kind for passage in found.passages] == ["changed", "same"]
    assert _changes(found) == [("54", "102"), ("", " in 53 countries")]


def test_in_chinese_the_characters_that_changed_are_told() -> None:
    found = difference("警方在米兰发现了两个办公室，部长说。", "警方在米兰发现了十一个办公室，部长说。")
    assert _changes(found) == [("两", "十一")]


def test_in_arabic_the_words_that_changed_are_told() -> None:
    found = difference("قال الوزير إن الشرطة عثرت على مكتبين فقط.", "قال الوزير إن الشرطة عثرت على أحد عشر مكتبا فقط.")
    assert _changes(found) == [("مكتبين", "أحد عشر مكتبا")]


def test_paragraphs_that_came_or_went_are_told_as_such() -> None:
    found = difference("One stays.\nThis one goes away.\nLast.", "One stays.\nLast.\nQuite another text follows.")
    assert [passage.kind for passage in found.passages] == ["same", "removed", "same", "added"]


def test_lines_that_only_break_elsewhere_are_no_change() -> None:
    old = "The ferry left the harbour\nat noon and did not\ncome back before dark.\n"
    assert difference(old, "The ferry left the harbour at noon\nand did not come back before dark.\n").changes == 0
    assert difference("two  blanks", "two blanks").changes == 0


def test_a_paragraph_that_was_split_is_one_changed_passage() -> None:
    old = "The ferry left the harbour at noon. It did not come back before dark, they said."
    new = "The ferry left the harbour at noon.\nIt did not come back before eight, they said."
    (passage,) = difference(old, new).passages
    assert passage.kind == "changed"
    assert _changes(difference(old, new)) == [("dark", "eight")]


def test_what_was_all_replaced_is_told_in_few_passages() -> None:
    old = "\n".join(f"alpha{n} beta{n} gamma{n}" for n in range(3000))
    new = "\n".join(f"delta{n} epsilon{n} zeta{n}" for n in range(3000))
    found = difference(old, new)
    assert [passage.kind for passage in found.passages] == ["removed", "added"]
    assert _texts(found) == (old, new)
