"""A check as signs and words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.briefings.report import Code
from db.case import Case
from db.excerpts import Excerpt
from desktop.briefings.checking import check
from desktop.briefings.marks import Sign
from desktop.briefings.words import has_words, sums, told
from tests.desktop.writing.material import fill

pytestmark = pytest.mark.window


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "marks.casethread") as made:
        yield made


@pytest.fixture
def excerpts(case: Case) -> list[Excerpt]:
    return fill(case)


def signs(case: Case, body: str) -> dict[str, Sign]:
    """The sign of each statement, by the words with which it begins."""
    return {body[mark.place :].split(" ", maxsplit=1)[0]: mark.sign for mark in check(case, body).marks}


def test_each_statement_has_the_sign_that_it_earned(case: Case, excerpts: list[Excerpt]) -> None:
    key = excerpts[0].key
    body = (
        f"# 🚢 Head\n\nFirst it counted “102 offices in 53 countries” [@{key}]. Italy has the most. "
        f"Then “102 offices in 35 countries” [@{key}]. Unknown sources say so [@no-such]. Is it so?\n\n"
        f"> 102 offices in 53 countries [@{key}]\n"
    )
    assert signs(case, body) == {
        "First": Sign.MATCH,
        "Italy": Sign.MISSING,
        "Then": Sign.DIFFERS,
        "Unknown": Sign.DIFFERS,
        "102": Sign.MATCH,
    }


def test_a_citation_behind_the_full_stop_counts_for_its_sentence(case: Case, excerpts: list[Excerpt]) -> None:
    assert signs(case, f"It counted them. [@{excerpts[0].key}]") == {"It": Sign.MATCH}
    assert signs(case, "It counted them. [@no-such]") == {"It": Sign.DIFFERS}


def test_a_quotation_mark_without_a_partner_is_marked_where_it_stands(case: Case, excerpts: list[Excerpt]) -> None:
    body = f"It said “so and no more [@{excerpts[0].key}]."
    assert Sign.DIFFERS in signs(case, body).values()


def test_only_what_was_compared_is_said_to_match(case: Case, excerpts: list[Excerpt]) -> None:
    key = excerpts[0].key
    quoted, cited = check(case, f"So “102 offices in 53 countries” [@{key}]. They counted [@{key}].").marks
    assert quoted.words == "Matches the source text."
    assert cited.words == "Cites a source; nothing is quoted here."


def test_the_sum_counts_sentences_and_quotations(case: Case, excerpts: list[Excerpt]) -> None:
    key = excerpts[0].key
    found = check(
        case,
        f"So “102 offices in 53 countries” [@{key}]. Italy has the most. So “102 offices in 35 countries” [@{key}].",
    )
    assert sums(found.report) == (
        "3 sentences",
        ("2 cite a source", "1 without a citation", "1 of 2 quotations match the source text"),
    )


def test_a_difference_is_told_with_both_wordings(case: Case, excerpts: list[Excerpt]) -> None:
    found = check(case, f"So “102 offices in 35 countries” [@{excerpts[0].key}].")
    (difference,) = [told(one) for one in found.report.findings if one.code is Code.DIFFERS]
    assert "35" in difference.details[0]
    assert "53" in difference.details[1]


def test_there_are_words_for_everything_that_can_be_found() -> None:
    assert [code for code in Code if not has_words(code)] == []


def test_an_empty_text_has_no_signs(case: Case) -> None:
    assert check(case, "").marks == ()
