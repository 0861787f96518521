"""Partial and uncertain dates, and dates as newspapers print them."""

import calendar
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import errors
from db.dates import Date, first_in, read


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2022-12-15", date(2022, 12, 15), date(2022, 12, 15)),
        ("2022-12", date(2022, 12, 1), date(2022, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-12-15?", date(2022, 12, 15), date(2022, 12, 15)),
        ("2022-12~", date(2022, 12, 1), date(2022, 12, 31)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("20XX", date(2000, 1, 1), date(2099, 12, 31)),
        ("2022-XX", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-XX-XX", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-12-XX", date(2022, 12, 1), date(2022, 12, 31)),
        ("2022-23", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-09/2022-12-05", date(2022, 9, 1), date(2022, 12, 5)),
        ("2016%/2022?", date(2016, 1, 1), date(2022, 12, 31)),
        ("2022-09/..", date(2022, 9, 1), date.max),
        ("2022-09/", date(2022, 9, 1), date.max),
        ("../2022", date.min, date(2022, 12, 31)),
        ("/2022", date.min, date(2022, 12, 31)),
    ],
)
def test_a_date_lies_between_its_first_and_its_last_possible_day(text: str, earliest: date, latest: date) -> None:
    when = Date.parse(text)
    assert (when.earliest, when.latest, str(when)) == (earliest, latest, text)


@pytest.mark.parametrize(
    "text",
    [
        "22",
        "202",
        "12022",
        "0000",
        "-0044",
        "XXXX",
        "201X-05",
        "2022-00",
        "2022-13",
        "2022-25",
        "2022-1-5",
        "2022-02-30",
        "2023-02-29",
        "2022-XX-15",
        "2022-21-03",
        "2022/12/15",
        "2023/2022",
        "..",
        "../..",
        "/",
        "2022/2023/2024",
        "2022?~",
        "2022-12-15T10:00",
        "２０２２",
        "December",
        "15.12.2022",
    ],
)
def test_what_is_no_date_is_refused_with_the_words_given(text: str) -> None:
    with pytest.raises(errors.Invalid) as refusal:
        Date.parse(text)
    assert (refusal.value.field, refusal.value.value) == ("date", text)


def test_an_empty_date_is_refused() -> None:
    with pytest.raises(errors.Invalid):
        Date.parse("  ")


@settings(deadline=None)
@given(st.text(alphabet="0123456789X-/.?~% ", max_size=22))
def test_a_text_is_a_date_that_reads_the_same_again_or_is_refused(text: str) -> None:
    try:
        when = Date.parse(text)
    except errors.Invalid:
        return
    assert Date.parse(str(when)) == when
    assert when.earliest <= when.latest


@settings(deadline=None)
@given(st.dates())
def test_every_day_can_be_written_down(day: date) -> None:
    when = Date.on(day.year, day.month, day.day)
    assert (str(when), when.earliest, when.latest, when.year) == (day.isoformat(), day, day, day.year)


def test_a_day_that_does_not_exist_cannot_be_made() -> None:
    with pytest.raises(errors.Invalid):
        Date.on(2023, 2, 29)
    with pytest.raises(errors.Invalid):
        Date.on(12022)


def test_dates_stand_in_the_order_in_which_they_can_begin() -> None:
    ordered = ["../2022", "201X", "2022", "2022-12", "2022-12-15", "2022-12-16", "2023"]
    assert [str(when) for when in sorted(map(Date.parse, reversed(ordered)))] == ordered


@pytest.mark.parametrize(
    ("text", "year", "parts"),
    [
        ("2022-12-15?", 2022, ((2022, 12, 15),)),
        ("2022-12/2023", 2022, ((2022, 12), (2023,))),
        ("2022-XX-XX", 2022, ((2022,),)),
        ("2022-21", 2022, ((2022,),)),
        ("201X", None, ((),)),
        ("../2022-05", None, ((), (2022, 5))),
        ("2022-05/..", 2022, ((2022, 5), ())),
    ],
)
def test_only_what_is_written_out_is_known(text: str, year: int | None, parts: tuple[tuple[int, ...], ...]) -> None:
    when = Date.parse(text)
    assert (when.year, when.parts) == (year, parts)


def test_marks_say_how_far_a_date_can_be_relied_on() -> None:
    doubts = {text: (Date.parse(text).uncertain, Date.parse(text).approximate) for text in ("2022", "2022?", "2022~")}
    assert doubts == {"2022": (False, False), "2022?": (True, False), "2022~": (False, True)}
    assert Date.parse("2022-12%").uncertain
    assert Date.parse("2020/2022%").approximate


@pytest.mark.parametrize(
    "printed",
    [
        "15 December 2022",
        "December 15, 2022",
        "Dec. 15, 2022",
        "Dec 15 2022",
        "15th of December, 2022",
        "Thursday, December 15th, 2022",
        "Thu 15 Dec 2022 05.00 GMT",
        "Thu, 15 Dec 2022 10:00:00 +0100",
        "December 15, 2022 at 10:30 AM EST",
        "15-Dec-2022",
        "15 dicembre 2022",
        "giovedì 15 dicembre 2022 alle 10:30",
        "15 de diciembre de 2022",
        "jueves, 15 de diciembre de 2022",
        "le 15 décembre 2022",
        "jeudi 15 décembre 2022, 10h30",
        "15. Dezember 2022",
        "Donnerstag, den 15. Dezember 2022",
        "15 de dezembro de 2022",
        "quinta-feira, 15 de dezembro de 2022",
        "15 december 2022",
        "donderdag 15 dec. 2022",
        "15 декабря 2022 года",
        "четверг, 15 декабря 2022 г.",
        "2022年12月15日",
        "2022年12月15日 星期四 10:30",
        "二〇二二年十二月十五日",
        "２０２２年１２月１５日",
        "2022년 12월 15일",
        "2022-12-15",
        "2022-12-15T10:00:00+01:00",
        "2022/12/15",
        "2022.12.15",
        "15/12/2022",
        "12/15/2022",
        "15.12.2022",
        "(15 December 2022)",
        "15\u00a0DÉCEMBRE\u202f2022",
    ],
)
def test_a_printed_date_is_read(printed: str) -> None:
    assert str(read(printed)) == "2022-12-15"


@pytest.mark.parametrize(
    ("printed", "edtf"),
    [
        ("1er janvier 2023", "2023-01-01"),
        ("1º de janeiro de 2023", "2023-01-01"),
        ("3. März 2021", "2021-03-03"),
        ("5 août 2022", "2022-08-05"),
        ("1 mei 2022", "2022-05-01"),
        ("9 мая 2022", "2022-05-09"),
        ("二零二三年一月二十日", "2023-01-20"),
        ("2022年十月三日", "2022-10-03"),
        ("29 February 2024", "2024-02-29"),
        ("12/12/2022", "2022-12-12"),
        ("July 2023", "2023-07"),
        ("dicembre 2022", "2022-12"),
        ("2022年12月", "2022-12"),
        ("2022-12", "2022-12"),
        ("2022", "2022"),
    ],
)
def test_printed_dates_keep_their_precision(printed: str, edtf: str) -> None:
    assert str(read(printed)) == edtf


@pytest.mark.parametrize(
    "printed",
    [
        "05/12/2022",
        "05-12-2022",
        "5.12.2022",
        "15/12/22",
        "31 February 2023",
        "29 February 2023",
        "32 December 2022",
        "2022-13-01",
        "2022年12月32日",
        "0 May 2022",
        "13-15 July 2023",
        "15 December 2022 or 16 December 2022",
        "yesterday",
        "15 people in 2022",
        "15 Maybe 2022",
        "1234",
        "2022-12-15 10:00 " + "a" * 80 + "!",
        "",
    ],
)
def test_what_is_no_date_or_no_certain_one_is_not_read(printed: str) -> None:
    assert read(printed) is None


def test_the_language_tells_which_number_is_the_day_between_full_stops() -> None:
    assert str(read("05.12.2022", "de")) == "2022-12-05"
    assert read("05.12.2022", "en") is None
    assert read("05/12/2022", "it") is None


@settings(deadline=None)
@given(st.dates(date(1500, 1, 1), date(2099, 12, 31)), st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}", "{d}. {m} {y}"]))
def test_every_day_printed_with_the_name_of_its_month_is_read(day: date, form: str) -> None:
    printed = form.format(d=day.day, m=calendar.month_name[day.month], y=day.year)
    assert str(read(printed)) == day.isoformat()


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_line_can_be_looked_through(line: str) -> None:
    found = first_in(line)
    assert found is None or 0 <= found[1] < found[2] <= len(line)


@pytest.mark.parametrize(
    ("line", "edtf", "words"),
    [
        ("Published 13 July 2023", "2023-07-13", "13 July 2023"),
        ("ROME, Dec. 5, 2022 (Reuters) - Some 102 offices", "2022-12-05", "Dec. 5, 2022"),
        ("Offices closed on 31 April 2022, reopened 2 May 2022.", "2022-05-02", "2 May 2022"),
        ("On 05/12/2022, that is on 5 dicembre 2022, ...", "2022-12-05", "5 dicembre 2022"),
        ("新华社北京2022年12月15日电", "2022-12-15", "2022年12月15日"),
        ("https://example.org/2022/12/15/police", "2022-12-15", "2022/12/15"),
        ("From 110 to 102: 1er\u00a0fe\u0301vrier\u00a02023", "2023-02-01", "1er\u00a0fe\u0301vrier\u00a02023"),
        ("🙂ﬁ ß 15 дек. 2022, 16 дек. 2022", "2022-12-15", "15 дек. 2022"),
    ],
)
def test_the_first_full_date_of_a_line_is_found_where_it_stands(line: str, edtf: str, words: str) -> None:
    found = first_in(line)
    assert found is not None
    when, start, end = found
    assert (str(when), line[start:end]) == (edtf, words)


@pytest.mark.parametrize("line", ["in July 2023", "13-15 July 2023", "version 1.12.2022.4", "20221215", "in 2022", ""])
def test_a_line_without_a_full_date_has_none(line: str) -> None:
    assert first_in(line) is None
