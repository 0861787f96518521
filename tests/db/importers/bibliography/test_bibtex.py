"""BibTeX as it is found in practice: every entry comes in or is listed, and nothing of it is lost."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.importers.bibliography import bibtex
from db.importers.file import File
from db.importers.parsed import Bundle, Found, Part, Unreadable

ENTRY = r"""
@string{gazette = "The Saltmarsh Gazette"}
@article{martins2022,
  author    = {Martins, Ana and {Harbour Office} and Ludwig van der Berg and others},
  title     = {Cranes in {S}altmarsh: \"Uber 50\% bezahlt},
  journal   = gazette,
  month     = mar, year = 2022, day = {4},
  url       = {https://example.org/a\_b?x=1\&y=2},
  urldate   = {2022-04-01},
  langid    = {ngerman},
  pages     = {12--14},
  file      = {Full Text:files/12/crane\: report.pdf:application/pdf;:x/y.html:HTML},
  shelf     = {B 12},
}
"""


def read(text: str) -> Bundle:
    return bibtex.read(File("a.bib", text.encode()))


def one(text: str) -> Part:
    (part,) = read(text).parts
    return part


def said(part: Part) -> dict[str, str]:
    assert all(found.origin == "bibliography" for found in part.said.values())
    return {name: found.value for name, found in part.said.items()}


def test_an_entry_says_what_its_source_is() -> None:
    part = one(ENTRY)
    assert part.name == "martins2022"
    assert said(part) == {
        "title": "Cranes in Saltmarsh: Über 50% bezahlt",
        "container_title": "The Saltmarsh Gazette",
        "issued": "2022-03-04",
        "accessed": "2022-04-01",
        "language": "de",
        "url": "https://example.org/a_b?x=1&y=2",
        "type": "article-journal",
    }
    assert [author.value for author in part.authors] == ["Ana Martins", "Harbour Office", "Ludwig van der Berg"]
    assert part.files == ("files/12/crane: report.pdf", "x/y.html")
    assert part.role == "entry"


def test_what_has_no_place_is_kept() -> None:
    item = json.loads(one(ENTRY).data)
    assert item["custom"]["shelf"] == "B 12"
    assert item["page"] == "12-14"
    assert item["issued"] == {"date-parts": [[2022, 3, 4]]}
    assert item["author"][2] == {"given": "Ludwig", "non-dropping-particle": "van der", "family": "Berg"}


def test_broken_entries_are_listed_and_good_ones_come_in() -> None:
    bundle = read(
        "@book{good, title = {A}}\n@article{broken, title = {never closed, year = 2000\n"
        "@book{last, title = {B}, publisher = KAUFMANN}\n@book{good, title = {C}}\n@misc{x, note = {1}, note = {2}}"
    )
    assert [(part.name, part.refused, part.warnings) for part in bundle.parts] == [
        ("good", None, ()),
        ("broken", "damaged", ()),
        ("last", None, ("macro-undefined",)),
        ("good", None, ("key-twice",)),
        ("x", None, ("field-twice",)),
    ]
    assert said(bundle.parts[2])["publisher"] == "KAUFMANN"
    assert json.loads(bundle.parts[4].data)["custom"]["note-2"] == "2"


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("date = {2001/2005}", "2001/2005"),
        ("date = {1997~}", "1997~"),
        ("date = {2004-22}", "2004-22"),
        ("date = {2014-07-27T14:15:16Z}", "2014-07-27"),
        ("year = {1973--1974}", "1973/1974"),
        ("year = 1999, month = 10 # \"~jan\"", "1999-01-10"),
        ("year = {2020}, month = {September}", "2020-09"),
        ("year = {forthcoming}", None),
    ],
)  # fmt: skip
def test_dates_are_as_sure_as_they_are_written(written: str, edtf: str | None) -> None:
    part = one(f"@misc{{x, title = {{T}}, {written}}}")
    assert part.said.get("issued") == (Found(edtf, "bibliography") if edtf else None)
    if edtf is None:
        assert json.loads(part.data)["issued"] == {"raw": "forthcoming"}


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("@newspaper_article", "article-newspaper"),
        ("@online", "webpage"),
        ("@phdthesis", "thesis"),
        ("@zzz", "document"),
    ],
)
def test_kinds_are_told_in_the_words_of_csl(written: str, kind: str) -> None:
    assert said(one(f"{written}{{x, title = {{T}}}}"))["type"] == kind


def test_an_entry_takes_from_the_one_it_refers_to() -> None:
    bundle = read("@inbook{a, title = {Part}, crossref = {b}}\n@book{b, title = {Whole}, publisher = {P}, year = 2001}")
    assert said(bundle.parts[0]) == {
        "title": "Part", "container_title": "Whole", "publisher": "P", "issued": "2001", "type": "chapter",
    }  # fmt: skip


def test_half_a_command_of_latex_stays_as_it_is_written() -> None:
    assert said(one(r"@misc{x, title = {A \href{half} and \unknown{whole} \'e}}"))["title"].startswith("A ")
    assert said(one(r"@misc{x, title = {T}, journal = {\aap}}"))["container_title"] == r"\aap"


@settings(deadline=None)
@given(st.data())
def test_any_damage_gives_entries_or_a_reason(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(ENTRY)))
    end = data.draw(st.integers(at, min(at + 20, len(ENTRY))))
    damaged = ENTRY[:at] + data.draw(st.text('{}"@#=,\\$~ a1\n', max_size=8)) + ENTRY[end:]
    try:
        assert read(damaged).parts
    except Unreadable as error:
        assert error.reason == "damaged"  # noqa: PT017
