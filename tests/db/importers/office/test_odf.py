"""OpenDocument texts and sheets give all their words, and what was deleted from them is none."""

from pathlib import Path

import pytest

from db.importers.parsed import Found, Unreadable
from tests.db.importers.office.building import read, zipped

CORPUS = Path(__file__).parents[4].parent / "shared" / "corpus" / "files"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = (
    " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table", "draw", "style", "meta"))
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def odf(content: str, kind: str = "text", before: str = "", members: dict[str, str] | None = None) -> bytes:
    body = f"<office:body><office:{kind}>{content}</office:{kind}></office:body>"
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"{before}<office:document-content {_NAMES}>{body}</office:document-content>",
            **(members or {}),
        }
    )


def text(content: str) -> str:
    return read(odf(content), "a.odt").text


def test_paragraphs_lists_and_tables_stand_in_the_order_of_reading() -> None:
    items = "".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in ("eel", "pike"))
    cells = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in ("Crane", "11,400"))
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    assert text(f"<text:h>One crane</text:h><text:list>{items}</text:list>{table}<text:p>End</text:p>") == (
        "One crane\n\n- eel\n- pike\n\nCrane\t11,400\n\nEnd"
    )


def test_blanks_tabs_and_line_ends_are_what_the_format_means() -> None:
    assert text('<text:p>a \n  b<text:s text:c="3"/>c<text:tab/>d<text:line-break/>e</text:p>') == "a b   c\td\ne"


def test_notes_and_annotations_are_set_apart() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>See invoice 7.</text:p></text:note-body></text:note>"
    )
    remark = (
        "<office:annotation><dc:creator>Ilse Varga</dc:creator><dc:date>2023-03-14T10:00:00</dc:date>"
        "<text:p>By whom?</text:p></office:annotation>"
    )
    assert text(f"<text:p>Paid{note} twice{remark}.</text:p>") == (
        "Paid[1] twice.\n\n* * *\n\n[1] See invoice 7.\n\n* * *\n\n[Ilse Varga, 2023-03-14] By whom?"
    )


def test_what_was_deleted_is_no_text() -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:p>gone</text:p></text:changed-region></text:tracked-changes>"
    )
    parsed = read(odf(f"{changes}<text:p>Paid<text:change/> twice</text:p>"), "a.odt")
    assert (parsed.text, parsed.warnings) == ("Paid twice", ("tracked-changes",))


def test_a_text_box_is_read_once() -> None:
    box = "<draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame>"
    assert text(f"<text:p>Before{box}</text:p>") == "Before\n\nBoxed"


def test_properties_are_believed_as_such() -> None:
    said = (
        f"<office:document-meta {_NAMES}><office:meta><dc:title>One crane</dc:title><dc:language>en-GB</dc:language>"
        "<meta:initial-creator>Ilse Varga</meta:initial-creator>"
        "<meta:creation-date>2023-03-14T10:00:00</meta:creation-date>"
        "</office:meta></office:document-meta>"
    )
    parsed = read(odf("<text:p>The harbour office paid.</text:p>", members={"meta.xml": said}), "a.odt")
    assert parsed.title == Found("One crane", "properties")
    assert parsed.authors == (Found("Ilse Varga", "properties"),)
    assert parsed.language == Found("en", "properties")
    assert parsed.suggestions["issued"] == Found("2023-03-14", "properties")
    assert parsed.issued is None


def test_a_sheet_is_read_row_by_row_and_its_empty_edge_is_not() -> None:
    def cell(inner: str, repeated: int = 1) -> str:
        return f'<table:table-cell table:number-columns-repeated="{repeated}">{inner}</table:table-cell>'

    rows = (
        f"<table:table-row>{cell('<text:p>Crane</text:p>')}{cell('<text:p>x</text:p>', 2)}{cell('', 9000)}"
        "</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1000000">{cell("", 16000)}</table:table-row>'
    )
    parsed = read(odf(f'<table:table table:name="Paid">{rows}</table:table>', "spreadsheet"), "a.ods")
    assert parsed.text == "Paid\n\nCrane | x | x"
    assert parsed.title == Found("a", "file")


def test_slides_are_pages() -> None:
    slides = "".join(f"<draw:page><text:p>{words}</text:p></draw:page>" for words in ("One crane", "Two invoices"))
    parsed = read(odf(slides, "presentation"), "a.odp")
    assert parsed.text == "One crane\n\nTwo invoices"
    assert [page.start for page in parsed.pages] == [0, 11]


def test_entities_are_refused_and_a_mere_document_type_is_not() -> None:
    assert (
        read(odf("<text:p>a</text:p>", before='<!DOCTYPE x PUBLIC "-//O//E" "file:///none.dtd">'), "a.odt").text == "a"
    )
    with pytest.raises(Unreadable):
        read(odf("<text:p>&a;</text:p>", before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "a.odt")


@pytest.mark.parametrize("name", ["office/testODTEncrypted.odt", "ingest/encypted_by_libreoffice.odt"])
def test_real_documents_that_are_encrypted_say_so(name: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(real(name), "a.odt")
    assert refusal.value.reason == "encrypted"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("office/testODFwithOOo3.odt", "This is of course a simple footnote"),
        ("office/testODTNoMeta.odt", "Test text"),
        ("office/testODTMacro.odt", "Hello dear user"),
        ("office/testODTnotaZipFile.odt", "This is not a zip file!"),
        ("office/testFooter.odt", "Here is footer text"),
        ("ingest/Plan.odt", "We should paint graffiti on all corners of Trump tower."),
    ],
)
def test_real_documents_are_read_and_each_of_these_words_once(name: str, words: str) -> None:
    assert read(real(name), "a.odt").text.count(words) == 1


def test_a_real_document_with_macros_says_so() -> None:
    assert read(real("office/testODTMacro.odt"), "a.odt").warnings == ("contains-macros",)


def test_a_long_real_document_loses_nothing() -> None:
    assert len(read(real("ingest/rand-1670433101.440986000.odt"), "a.odt").text) == 52_959


def real(name: str) -> bytes:
    if not (CORPUS / name).exists():
        pytest.skip("the corpus is not here")
    return (CORPUS / name).read_bytes()
