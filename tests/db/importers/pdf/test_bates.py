"""Numbers that are stamped on pages become their labels."""

import pytest

from db.importers.file import File
from db.importers.pdf import bates, reading
from tests.db.importers.pdf.making import pdf


@pytest.mark.parametrize("form", ["ACME{:06}", "ACME-{:07}", "ACME 00{:04}", "SMITH-ACME_{:08}", "USA.{:05}"])
def test_a_run_of_stamps_labels_its_pages(form: str) -> None:
    pages = [f"The harbour paid.\nPage {number}\n{form.format(number)}" for number in range(98, 103)]
    assert bates.labels(pages) == [form.format(number) for number in range(98, 103)]


def test_pages_outside_the_run_have_none() -> None:
    pages = ["Cover", "One\nAB 0001", "Two\nAB 0002", "Three\nAB 0003", "Tail"]
    assert bates.labels(pages) == ["", "AB 0001", "AB 0002", "AB 0003", ""]


@pytest.mark.parametrize(
    "pages",
    [
        [],
        ["One\nAB 0001", "Two\nAB 0002"],
        ["One\nAB 0001", "Two\nAB 0001", "Three\nAB 0001"],
        ["One\nAB 0001", "Two\nAB 0003", "Three\nAB 0002"],
        ["In MAY 2021", "In MAY 2022", "IN MAY 2024"],
        ["A line that is long and has AB 0001 in it, which makes it a sentence."] * 3,
    ],
)
def test_what_is_no_run_is_no_label(pages: list[str]) -> None:
    assert bates.labels(pages) == []


def test_a_document_is_cited_by_them() -> None:
    parsed = reading.read(File("a.pdf", pdf(*((f"Statement {n}", f"DOC {n:06}") for n in (7, 8, 9)))))
    assert [page.label for page in parsed.pages] == ["DOC 000007", "DOC 000008", "DOC 000009"]
