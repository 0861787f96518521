"""RIS and CSL-JSON: every record is an entry, with the fields that sources have and all others kept."""

import json

import pytest

from db.importers import formats
from db.importers.bibliography import csl, ris
from db.importers.detect import BIBTEX, CSL, PLAIN, RIS, kind
from db.importers.file import File
from db.importers.parsed import Bundle, Parsed, Part, Unreadable

RECORD = """\ufeff
TY  - NEWS
TI  - The cranes of Saltmarsh,
      told again
AU  - Martins, Ana
AU  - Harbour Office
T2  - Saltmarsh Gazette
DA  - 2022/03/04/
PY  - 2022
Y2  - 2022/04//
UR  - https://example.org/a
L1  - file:///home/x/a.pdf
LA  - en-GB
KW  - cranes
KW  - harbours
XX  - odd
ER  -

"""


def said(part: Part) -> dict[str, str]:
    return {name: found.value for name, found in part.said.items()}


def records(text: str) -> tuple[Part, ...]:
    return ris.read(File("a.ris", text.replace("\n", "\r\n").encode())).parts


def test_a_record_says_what_its_source_is() -> None:
    (part,) = records(RECORD)
    assert said(part) == {
        "title": "The cranes of Saltmarsh, told again",
        "container_title": "Saltmarsh Gazette",
        "issued": "2022-03-04",
        "accessed": "2022-04",
        "language": "en",
        "url": "https://example.org/a",
        "type": "article-newspaper",
    }
    assert [author.value for author in part.authors] == ["Ana Martins", "Harbour Office"]
    assert part.files == ("file:///home/x/a.pdf",)
    item = json.loads(part.data)
    assert item["custom"]["XX"] == ["odd"]
    assert item["keyword"] == "cranes, harbours"


def test_a_record_without_its_end_does_not_swallow_the_next() -> None:
    parts = records("TY  - BOOK\nTI  - One\n\nTY  - BOOK\nTI  - Two\nER  - \njunk\nTY  - RPRT\nTI  - Three")
    assert [said(part)["title"] for part in parts] == ["One", "Two", "Three"]
    assert said(parts[2])["type"] == "report"


def items(value: object) -> tuple[Part, ...]:
    return csl.read(File("a.json", json.dumps(value).encode())).parts


ITEM = {
    "id": "x1",
    "type": "article-newspaper",
    "title": "The <i>Elbe</i> cranes",
    "author": [{"family": "Martins", "given": "Ana"}, {"literal": "Harbour Office"}, {"family": "王", "given": "建国"}],
    "container-title": "Saltmarsh Gazette",
    "issued": {"date-parts": [["2022", 3, 4]]},
    "accessed": {"date-parts": [[2022, 3], [2022, 5]]},
    "URL": "javascript:alert(1)",
    "odd": {"kept": [1, None, "\ud800"]},
}


def test_an_item_of_csl_says_what_its_source_is() -> None:
    (part,) = items([ITEM])
    assert said(part) == {
        "title": "The Elbe cranes",
        "container_title": "Saltmarsh Gazette",
        "issued": "2022-03-04",
        "accessed": "2022-03/2022-05",
        "type": "article-newspaper",
    }
    assert [author.value for author in part.authors] == ["Ana Martins", "Harbour Office", "王建国"]
    assert json.loads(part.data)["odd"] == {"kept": [1, None, "\ufffd"]}


def test_the_same_item_in_another_order_is_the_same_entry() -> None:
    assert items(ITEM)[0].data == items([dict(reversed(ITEM.items()))])[0].data


@pytest.mark.parametrize(
    ("date", "edtf"),
    [
        ({"date-parts": [[2022]], "season": 2}, "2022-22"),
        ({"date-parts": [[1950]], "circa": True}, "1950~"),
        ({"raw": "4 March 2022"}, "2022-03-04"),
        ({"literal": "in press"}, None),
        ({"date-parts": [[2022, 13, 40]]}, None),
        ({"date-parts": "no"}, None),
        ("2022-03/2022-04", "2022-03/2022-04"),
        (2022, "2022"),
        ([], None),
    ],
)
def test_a_date_that_is_none_is_not_made_up(date: object, edtf: str | None) -> None:
    found = items({"type": "book", "title": "T", "issued": date})[0].said.get("issued")
    assert (found.value if found else None) == edtf


def test_what_is_no_item_is_listed() -> None:
    assert [(part.name, part.refused) for part in items([1, {"type": "book", "title": "T"}])] == [
        ("1", "damaged"),
        ("T", None),
    ]
    for broken in ('[{"type": "book", "title": "T"', "[" * 100_000):
        with pytest.raises(Unreadable):
            csl.read(File("a.json", broken.encode()))


def test_bibliographies_are_known_by_what_is_in_them() -> None:
    assert kind("a.txt", RECORD.encode()).media_type == RIS
    assert kind("a.json", json.dumps([ITEM]).encode()).media_type == CSL
    assert kind("a.json", json.dumps([ITEM]).encode()).named_type is None
    assert kind("notes.txt", b"% mine\n@article{a,\n title = {T}}").media_type == BIBTEX
    assert kind("a.json", b'{"type": "Feature", "title": "x", "id": 1}').media_type == PLAIN
    assert kind("a.txt", b"Write to me @book (the app) or @article.").media_type == PLAIN


def test_a_bibliography_without_entries_is_text() -> None:
    file = File("a.bib", b"nothing but words")
    (way,) = formats.ways(file)
    assert isinstance(way(file), Parsed)
    file = File("b.bib", b"@book{a, title = {T}}")
    (way,) = formats.ways(file)
    assert isinstance(way(file), Bundle)
