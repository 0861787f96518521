"""Families of copies: whoever is a copy of the one in the middle, and no chains."""

from hypothesis import given
from hypothesis import strategies as st

from db.analysis.families import families

NAMES = st.sampled_from("abcdefgh")


def test_copies_of_one_text_are_one_family_though_they_differ_among_themselves() -> None:
    assert families([("wire", "page"), ("wire", "print"), ("mail", "wire")]) == [("wire", "mail", "page", "print")]


def test_a_line_of_texts_of_which_each_resembles_only_the_next_is_no_family() -> None:
    line = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")]
    assert max(len(family) for family in families(line)) == 3


@given(st.lists(st.tuples(NAMES, NAMES).filter(lambda pair: pair[0] != pair[1])))
def test_nobody_is_in_two_families_and_everybody_is_a_copy_of_the_middle(pairs: list[tuple[str, str]]) -> None:
    found = families(pairs)
    members = [member for family in found for member in family]
    assert len(members) == len(set(members))
    linked = {frozenset(pair) for pair in pairs}
    assert all(frozenset((family[0], member)) in linked for family in found for member in family[1:])
    assert families(reversed(pairs)) == found
