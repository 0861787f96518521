"""How results are spread, and the query texts that choose a value."""

from collections.abc import Iterator

import pytest

from db import entities, facets, notes
from db.case import Case
from db.derived import Derived
from db.finding import find
from tests.db.conftest import a_source


@pytest.fixture
def derived(case: Case) -> Iterator[Derived]:
    """What is derived of a case with three articles."""
    a_source(case, "The ferry left Tinglan.", title="a", publisher="The Ledger", issued="2022-03", language="en")
    a_source(case, "The ferry came to Tinglan.", title="b", publisher="The Ledger", issued="2023-03", language="en")
    a_source(case, "El ferry de 汀澜", title="c", publisher="Ledger Weekly", issued="2023-05", language="es")
    notes.write(case, "Ferries", "A note of ferry things.")
    entities.add(case, "Tinglan", "place", ["汀澜"])
    with Derived(case) as made:
        yield made


def spread(case: Case, derived: Derived, text: str) -> dict[str, dict[str, int]]:
    """All facets with their counts."""
    found = facets.of_query(case, derived, text)
    return {facet.name: {value.text: value.count for value in facet.values} for facet in found}


def test_what_is_found_is_counted_by_its_values(case: Case, derived: Derived) -> None:
    assert spread(case, derived, '"ferry"') == {
        "kind": {"source": 3, "note": 1},
        "publisher": {"The Ledger": 2, "Ledger Weekly": 1},
        "language": {"en": 2, "es": 1},
        "year": {"2023": 2, "2022": 1},
    }


def test_every_count_is_what_the_query_that_chooses_it_finds(case: Case, derived: Derived) -> None:
    for text in ("ferry", "ferry OR left", "ferry -note", "left"):
        for facet in facets.of_query(case, derived, text):
            for value in facet.values:
                assert find(case, derived, value.query).total == value.count, value.query


def test_a_value_that_was_chosen_can_be_given_up(case: Case, derived: Derived) -> None:
    for text in ("ferry", "ferry OR left"):
        for facet in facets.of_query(case, derived, text):
            for value in facet.values:
                again = next(one for one in facets.of_query(case, derived, value.query) if one.name == facet.name)
                chosen = next(one for one in again.values if one.text == value.text)
                assert chosen.chosen
                assert find(case, derived, chosen.query).total == find(case, derived, text).total


def test_who_is_named_is_counted_over_all_scripts(case: Case, derived: Derived) -> None:
    entities.add(case, "Weekly", "other")
    a_source(case, "The Weekly ferry.", title="d")
    assert spread(case, derived, "ferry")["entity"] == {"Tinglan": 3, "Weekly": 1}


@pytest.mark.parametrize("name", ['The "Ledger"', "⭐", "“X”", "two  blanks", "A:B (C) -d*", "=~"])
def test_a_value_of_any_signs_can_be_chosen(case: Case, name: str) -> None:
    a_source(case, "The ferry left.", title="a", publisher=name)
    a_source(case, "The ferry came.", title="b", publisher="Another")
    with Derived(case) as made:
        found = next(facet for facet in facets.of_query(case, made, "ferry") if facet.name == "publisher")
        assert sorted(value.count for value in found.values) == [1, 1]
        for value in found.values:
            assert find(case, made, value.query).total == 1, value.query


def test_a_name_in_two_ways_of_writing_is_one_value(case: Case) -> None:
    for number, name in enumerate(("The Ledger", "the ledger", "The Ledger", "Another")):
        a_source(case, f"The ferry {number}.", title=str(number), publisher=name)
    with Derived(case) as made:
        assert spread(case, made, "ferry")["publisher"] == {"The Ledger": 3, "Another": 1}
