"""A document of Word gives all its words once, in the order of reading, and says what was done to it."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.importers import detect
from db.importers.file import File
from db.importers.office import docx as reader
from db.importers.parsed import Found, Unreadable
from tests.db.importers.office.building import core, docx, para, read, relations, word, zipped

CORPUS = Path(__file__).parents[4].parent / "shared" / "corpus" / "files" / "office"


def text(body: str) -> str:
    return read(docx(body), "a.docx").text


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def test_paragraphs_and_tables_stand_in_the_order_of_reading() -> None:
    table = f"<w:tbl>{row(para('Crane'), para('Paid'))}{row(para('1'), para('11,400'))}</w:tbl>"
    assert text(f"{para('One crane')}{table}{para('Nobody saw it.')}") == (
        "One crane\n\nCrane\tPaid\n1\t11,400\n\nNobody saw it."
    )


def test_a_table_that_only_arranges_the_page_is_read_cell_by_cell() -> None:
    story = "".join(para("The ferry was late again. " * 9) for _ in range(2))
    assert text(f"<w:tbl>{row(story, para('Aside'))}</w:tbl>").count("\n\n") == 2


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{para('Boxed')}</w:txbxContent>"
    drawn = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert text(f"<w:p><w:r><w:t>Before</w:t>{drawn}</w:r><w:r><w:t> and after</w:t></w:r></w:p>") == (
        "Before and after\n\nBoxed"
    )


def test_what_was_inserted_is_text_and_what_was_deleted_is_none() -> None:
    body = (
        "<w:p><w:r><w:t>Paid </w:t></w:r><w:del><w:r><w:delText>once</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>twice</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>"
    )
    parsed = read(docx(body), "a.docx")
    assert parsed.text == "Paid twice"
    assert parsed.warnings == ("tracked-changes",)


def test_hidden_text_is_read_and_named() -> None:
    parsed = read(docx("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secretly paid</w:t></w:r></w:p>"), "a.docx")
    assert (parsed.text, parsed.warnings) == ("Secretly paid", ("hidden-content",))
    assert read(docx(para("a", '<w:rPr><w:vanish w:val="0"/></w:rPr>')), "a.docx").warnings == ()


def test_headers_footers_notes_and_comments_stand_around_the_body() -> None:
    body = (
        '<w:p><w:r><w:t>Paid twice</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        '<w:sectPr><w:headerReference r:id="h"/><w:footerReference r:id="f"/></w:sectPr>'
    )
    remark = f'<w:comment w:author="Ilse Varga" w:date="2023-03-14T10:00:00Z">{para("By whom?")}</w:comment>'
    members = {
        "word/_rels/document.xml.rels": relations(h__header="header1.xml", f__footer="footer1.xml"),
        "word/header1.xml": word("hdr", para("Harbour office")),
        "word/footer1.xml": word("ftr", para("Confidential")),
        "word/footnotes.xml": word("footnotes", f'<w:footnote w:id="2">{para("See invoice 7.")}</w:footnote>'),
        "word/comments.xml": word("comments", remark),
    }
    assert read(docx(body, members), "a.docx").text == (
        "Harbour office\n\nPaid twice[1]\n\n* * *\n\nConfidential\n\n* * *\n\n[1] See invoice 7.\n\n* * *\n\n"
        "[Ilse Varga, 2023-03-14] By whom?"
    )


def test_numbers_that_word_puts_before_paragraphs_are_text() -> None:
    def level(number: int, style: str, shown: str) -> str:
        look = f'<w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{shown}"/>'
        return f'<w:lvl w:ilvl="{number}">{look}</w:lvl>'

    first, second = level(0, "decimal", "%1."), level(1, "lowerLetter", "%1.%2)")
    lists = (
        f'<w:abstractNum w:abstractNumId="0">{first}{second}'
        "</w:abstractNum>"
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
    )

    def clause(words: str, at: int) -> str:
        return para(words, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="5"/></w:numPr>')

    body = "".join((clause("Cranes", 0), clause("One", 1), clause("Two", 1), clause("Eels", 0), clause("Three", 1)))
    parsed = read(docx(body, {"word/numbering.xml": word("numbering", lists)}), "a.docx")
    assert parsed.text == "1. Cranes\n1.a) One\n1.b) Two\n2. Eels\n2.a) Three"


def test_properties_are_believed_as_such_and_the_day_of_writing_is_only_offered() -> None:
    said = core(dc_title="One crane", dc_creator="Ilse Varga; Tom Keel", dcterms_created="2023-03-14T10:00:00Z")
    parsed = read(docx(para("The harbour office of Saltmarsh paid."), {"docProps/core.xml": said}), "a.docx")
    assert parsed.title == Found("One crane", "properties")
    assert parsed.authors == (Found("Ilse Varga", "properties"), Found("Tom Keel", "properties"))
    assert parsed.issued is None
    assert parsed.suggestions["issued"] == Found("2023-03-14", "properties")


def test_what_programs_write_for_a_name_is_no_name() -> None:
    said = core(dc_title="Document1", dc_creator="Windows User")
    parsed = read(docx(para("The ferry was late."), {"docProps/core.xml": said}), "a.docx")
    assert (parsed.title, parsed.authors) == (Found("The ferry was late.", "guess"), ())


def test_a_heading_is_the_title_of_a_document_without_one() -> None:
    sheet = word("styles", '<w:style w:type="paragraph" w:styleId="b1"><w:name w:val="heading 1"/></w:style>')
    parsed = read(docx(para("One crane", '<w:pStyle w:val="b1"/>') + para("x"), {"word/styles.xml": sheet}), "a.docx")
    assert parsed.title == Found("One crane", "heading")


def test_embedded_files_become_parts() -> None:
    inner = docx(para("inside"))
    members: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relations(a__package="embeddings/a.docx", b__aFChunk="part.html"),
        "word/embeddings/a.docx": inner,
        "word/part.html": b"<p>more",
    }
    parts = read(docx(para("outside"), members), "a.docx").parts
    assert [(part.name, part.role, part.data) for part in parts] == [
        ("a.docx", "attachment", inner),
        ("part.html", "attachment", b"<p>more"),
    ]


def test_a_document_of_pictures_hands_them_over() -> None:
    members: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relations(a__image="media/page.png"),
        "word/media/page.png": b"\x89PNG",
    }
    parsed = read(docx("<w:p/>", members), "scan.docx")
    assert (parsed.text, parsed.warnings) == ("", ("no-text",))
    assert [part.name for part in parsed.parts] == ["page.png"]


def test_macros_are_named_and_never_run() -> None:
    assert read(docx(para("a"), {"word/vbaProject.bin": b"x"}), "a.docm").warnings == ("contains-macros",)


def test_a_transcript_with_times_is_one() -> None:
    body = para("Interview with the harbour master") + "".join(
        para(f"[00:0{minute}:30] {who}: I saw one crane.") for minute, who in enumerate(("Ilse", "Tomas", "Ilse", "T"))
    )
    parsed = read(docx(body), "a.docx")
    assert parsed.text_kind == "transcribed"
    assert [(cue.begin, cue.end) for cue in parsed.cues] == [(30, 90), (90, 150), (150, 210), (210, 210)]
    assert parsed.text[parsed.cues[1].start :].startswith("Tomas: I saw")


def test_the_same_document_as_one_file_is_read_alike() -> None:
    def part(name: str, inner: str) -> str:
        return f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{inner.partition("?>")[2] or inner}</pkg:xmlData></pkg:part>'

    main = part("word/document.xml", word("document", f"<w:body>{para('One crane')}</w:body>"))
    first = part("_rels/.rels", relations(a__officeDocument="word/document.xml"))
    names = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
    flat = f'<?xml version="1.0"?><pkg:package {names}>{first}{main}</pkg:package>'
    assert read(flat.encode(), "a.xml").text == "One crane"


def test_a_document_under_another_name_is_what_it_is() -> None:
    parsed = read(docx(para("a")), "report.txt")
    assert (parsed.media_type, parsed.named_type) == (detect.DOCX, detect.PLAIN)


# --- bad input ----------------------------------------------------------------------------------


@pytest.mark.parametrize("entity", ['<!ENTITY a "aaaa">', '<!ENTITY a SYSTEM "file:///etc/passwd">'])
def test_a_document_with_entities_of_its_own_is_refused(entity: str) -> None:
    hostile = word("document", f"<w:body>{para('&a;')}</w:body>").replace("?>", f"?><!DOCTYPE d [{entity}]>", 1)
    with pytest.raises(Unreadable) as refusal:
        read(docx("", {"word/document.xml": hostile}), "a.docx")
    assert (refusal.value.reason, refusal.value.detail) == ("damaged", "entities")


def test_a_document_whose_xml_breaks_off_gives_what_is_left_of_its_words() -> None:
    broken = word("document", f"<w:body>{para('One crane')}{para('Nobody saw it')}<w:p><w:r><w:t>and th").rpartition(
        "</"
    )[0]
    parsed = read(docx("", {"word/document.xml": broken}), "a.docx")
    assert parsed.text == "One crane\n\nNobody saw it\n\nand th"
    assert "only-words-left" in parsed.warnings


def test_a_document_without_relations_is_read() -> None:
    body = '<w:sectPr><w:headerReference r:id="gone"/></w:sectPr>' + para("One crane", '<w:pStyle w:val="gone"/>')
    data = zipped(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": word("document", f"<w:body>{body}</w:body>")}
    )
    assert read(data, "a.docx").text == "One crane"


def test_a_document_that_would_become_very_large_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(docx("", {"word/document.xml": b"<a>" + bytes(8 << 20)}), "a.docx")
    assert refusal.value.reason == "expands-too-far"


def test_a_document_without_words_is_told() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(docx("<w:p/>"), "a.docx")
    assert refusal.value.reason == "no-text"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("protected_normal_case.docx", "encrypted"),
        ("protected_upper_case.docx", "encrypted"),
        ("testWORD_protected_passtika.docx", "encrypted"),
        ("testWORD_truncated.docx", "damaged"),
    ],
)
def test_real_documents_that_cannot_be_read_say_why(name: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(real(name), name)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("NullHeader.docx", "Hundreds injured in Yemen protest\n\nBBC Middle East"),
        ("testWORD_null_style.docx", "Administrativ rutin: Test av styrt dokument"),
        ("testWORD_numbered_list.docx", "a) Is\ni) A multi\nii) Level"),
        ("testWORD_text_box.docx", "This text is inside of a text box in the footer of the document."),
        ("testWORD_sdtInTextBox.docx", "rich-text-content-control_inside-text-box"),
        ("testWORD_diagramData.docx", "regular text in document body"),
        ("footnotes.docx", "[1] snoska"),
    ],
)
def test_real_documents_are_read_and_each_of_these_words_once(name: str, words: str) -> None:
    assert read(real(name), name).text.count(words) == 1


def test_a_document_in_a_document_is_a_part() -> None:
    assert [part.name for part in read(real("test_recursive_embedded.docx"), "a.docx").parts] == ["embed1.zip"]


def real(name: str) -> bytes:
    if not (CORPUS / name).exists():
        pytest.skip("the corpus is not here")
    return (CORPUS / name).read_bytes()


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_damage_gives_a_document_or_a_reason(data: st.DataObject) -> None:
    sound = bytearray(docx(para("The ferry was late") * 20))
    for _ in range(data.draw(st.integers(1, 8))):
        sound[data.draw(st.integers(4, len(sound) - 1))] = data.draw(st.integers(0, 255))
    file = File("a.docx", bytes(sound))
    for way in reader.WAYS:
        with contextlib.suppress(Unreadable):
            way(file)
