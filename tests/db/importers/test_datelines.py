"""A dateline is a line that holds a date and nothing else; what is not a whole date is only passed on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importers import datelines
from db.importers.datelines import Dateline


@pytest.mark.parametrize(
    ("line", "language", "date"),
    [
        ("Published 14 March 2023", "en", "2023-03-14"),
        ("March 14, 2023", "en", "2023-03-14"),
        ("Tue, 14 Mar 2023 06:30:00 GMT", "en", "2023-03-14"),
        ("By Ilse Varga | 14 March 2023", "en", "2023-03-14"),
        ("Veröffentlicht am 14. März 2023, 10:30 Uhr", "de", "2023-03-14"),
        ("14 mars 2023", "fr", "2023-03-14"),
        ("发布时间：2023-03-14 10:00", "zh", "2023-03-14"),
        ("2023年3月14日", "zh", "2023-03-14"),
        ("Published March 2023", "en", "2023-03"),
    ],
)
def test_a_whole_date_is_read(line: str, language: str, date: str) -> None:
    assert datelines.line(line, language) == Dateline(date, changed=False, complete=True)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("OSTRAND, Mar 14 (Reuters) - The bridge stays closed.", "Mar 14"),
        ("3 hours ago", "3 hours ago"),
        ("Published 2 days ago", "2 days ago"),
        ("Yesterday", "Yesterday"),
        ("05/12/2022", "05/12/2022"),
    ],
)
def test_a_date_that_is_not_whole_is_passed_on_as_written(line: str, words: str) -> None:
    assert datelines.line(line, "en") == Dateline(words, changed=False, complete=False)


def test_the_date_of_a_change_is_told_from_that_of_publication() -> None:
    assert datelines.line("Updated: 16 March 2023", "en") == Dateline("2023-03-16", changed=True, complete=True)


@pytest.mark.parametrize(
    "line",
    [
        "2022",
        "March 2023",
        "Today we celebrate the feast of the eel",
        "STANDARD LIFTING PLC 1986 YEAR",
        "On 14 March 2023 the crane was paid for",
        "Published by the harbour office",
        "Yesterday’s men",
    ],
)
def test_other_lines_are_no_datelines(line: str) -> None:
    assert datelines.line(line, "en") is None


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2023-03-14T06:30:00+01:00", "2023-03-14"),
        ("2023-03-14 06:30:00", "2023-03-14"),
        ("20230314", "2023-03-14"),
        ("2023/03/14", "2023-03-14"),
        ("2023-03", "2023-03"),
        ("March 14, 2023", "2023-03-14"),
        ("2023-02-31", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_date_given_as_data_is_read_as_the_day_it_names(value: str, date: str | None) -> None:
    assert datelines.stated(value, "en") == date


@given(st.text(max_size=120), st.sampled_from([None, "en", "de", "zh", "xx"]))
def test_any_line_can_be_asked(line: str, language: str | None) -> None:
    datelines.line(line, language)
    datelines.stated(line, language)
