"""An address is taken over when it is one of the web, and may tell a day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importers import addresses
from db.importers.parsed import Found


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://courier.example/2023/03/14/crane", "2023-03-14"),
        ("https://courier.example/news/2023-03-14-crane.html", "2023-03-14"),
        ("https://courier.example/2023/mar/14/crane", "2023-03-14"),
        ("https://courier.example/20230314/crane", "2023-03-14"),
        ("https://courier.example/2023/02/31/crane", None),
        ("https://courier.example/crane-2023", None),
        ("https://courier.example/?date=2023-03-14", None),
    ],
)
def test_the_day_in_an_address_is_read(address: str, day: str | None) -> None:
    assert addresses.date_in(address) == (Found(day, "url") if day else None)


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "file:///etc/passwd", "/crane", "https://", "https://[", "", None]
)
def test_only_addresses_of_the_web_are_addresses(value: str | None) -> None:
    assert addresses.web_address(value) is None


def test_what_a_program_noted_when_it_saved_a_page_is_read() -> None:
    note = (
        "Page saved with SingleFile \n url: https://courier.example/crane \n saved date: Tue Mar 14 2023 09:12:44 GMT"
    )
    page = f"<!DOCTYPE html><html><!--\n {note} \n--><head></head></html>"
    assert addresses.saved(page) == addresses.Saved("https://courier.example/crane", "2023-03-14")
    page = "<!-- saved from url=(0029)https://courier.example/crane -->\n<html></html>"
    assert addresses.saved(page) == addresses.Saved("https://courier.example/crane")
    page = "<!DOCTYPE html>\n<!--saved from url=(0029)https://courier.example/crane--><html></html>"
    assert addresses.saved(page) == addresses.Saved("https://courier.example/crane")
    assert addresses.saved("<html></html>") == addresses.Saved()


@given(st.text(max_size=60))
def test_any_text_can_be_asked(text: str) -> None:
    addresses.saved(f"<!-- saved from url=(1){text} -->")
    if address := addresses.web_address(f"https://courier.example/{text}"):
        addresses.date_in(address)
        addresses.site(address)
