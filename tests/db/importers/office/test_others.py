"""Rich Text, books, slides and plain XML give their words, and say what they say of themselves."""

import contextlib
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.importers import timed
from db.importers.file import File
from db.importers.office import markup, rtf
from db.importers.parsed import Found, Unreadable
from tests.db.importers.office.building import docx, para, read, relations, zipped
from tests.db.importers.office.test_odf import odf
from tests.db.importers.office.test_tables import xlsx

CORPUS = Path(__file__).parents[4].parent / "shared" / "corpus" / "files" / "office"


def rich(
    body: str, head: str = r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Arial;}}"
) -> str:
    return read(f"{{\\rtf1{head}{body}}}".encode("latin-1"), "a.rtf").text


def test_bytes_mean_characters_by_their_font_and_by_their_number() -> None:
    assert rich(r"Br\'fccke {\f1 \'ea\'f0\'e0\'ed} \u8364\'80 \uc0\u-10187\u-9138") == "Brücke кран € 𐐮".replace(
        "𐐮", b"\x35\xd8\x4e\xdc".decode("utf-16-le")
    )


def test_a_letter_of_two_bytes_may_end_in_an_ascii_sign() -> None:
    assert rich(r"\'83\'5c\'83{\*\x}\\", r"\ansi\ansicpg932") != ""
    assert rich(r"\'83^\'83C", r"\ansi\ansicpg932") == "タイ"


def test_rows_of_a_table_are_lines() -> None:
    row = r"\trowd\intbl {} \cell {} \cell \row "
    assert rich(row.format("Crane", "Paid") + row.format("North", "1") + r"\pard After\par") == (
        "Crane\tPaid\nNorth\t1\n\nAfter"
    )


def test_what_is_printed_elsewhere_is_set_apart() -> None:
    body = r"{\header Saltmarsh}Paid{\footnote\chftn  See 7.} twice\par{\*\annotation By whom?}{\footer Page one}"
    assert rich(body) == (
        "Saltmarsh\n\nPaid[1] twice\n\n* * *\n\nPage one\n\n* * *\n\n[1]  See 7.\n\n* * *\n\nBy whom?"
    )


def test_what_is_for_programs_is_no_text_and_neither_is_what_was_deleted() -> None:
    body = r"{\*\generator X;}{\stylesheet{\s1 heading;}}{\pict 0a0b}Paid {\deleted once}"
    body += r"{\field{\*\fldinst X}{\fldrslt twice}}"
    parsed = read(f"{{\\rtf1{body}}}".encode(), "a.rtf")
    assert (parsed.text, parsed.warnings) == ("Paid twice", ("tracked-changes",))


def test_what_a_rich_text_says_of_itself_is_believed_as_such() -> None:
    info = r"{\info{\title One cr\'e4ne}{\author Ilse Varga}{\creatim\yr2023\mo3\dy14}}The harbour office paid."
    parsed = read(f"{{\\rtf1\\ansi{info}}}".encode(), "a.rtf")
    assert parsed.title == Found("One cräne", "properties")
    assert parsed.authors == (Found("Ilse Varga", "properties"),)
    assert parsed.suggestions["issued"] == Found("2023-03-14", "properties")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("testRTFCorruptListOverride.rtf", "There are 90 naturally occurring kinds of apples."),
        ("testRTFJapanese.rtf", "淡々と最期"),
        ("testRTFWord2010CzechCharacters.rtf", "Článek týdne"),
        ("testRTFVarious.rtf", "Here is a text box"),
        ("testRTFWindowsCodepage1250.rtf", "zażółć gęślą jaźń"),
        ("testRTFUnicodeGothic.rtf", "𐌲𐌿𐍄𐌹𐍃𐌺"),
        ("testRTFTableCellSeparation2.rtf", "Fax / Phone Station\tFax / Phone #"),
        ("testRTF-ms932.rtf", "こんにちは"),
    ],
)
def test_real_rich_texts_are_read_and_each_of_these_words_once(name: str, words: str) -> None:
    assert read(real(name), name).text.count(words) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=r"{}\*'09afrtucellpwid \nbin-", max_size=200))
def test_any_rich_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(Unreadable):
        rtf.read(File("a.rtf", f"{{\\rtf1 {text}".encode()))


# --- books --------------------------------------------------------------------------------------


def epub(metadata: str = "", members: dict[str, str] | None = None) -> bytes:
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfile full-path="in/book.opf"/></container>',
            "in/book.opf": (
                '<package xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://o">'
                f"<metadata>{metadata}</metadata><manifest>"
                '<item id="b" href="b%20.xhtml" media-type="application/xhtml+xml"/>'
                '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
                '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
            ),
            "in/a.xhtml": "<html><head><title>T</title></head><body><h1>One</h1><p>The ferry was late.</p></body>",
            "in/b .xhtml": "<html><body><p>It never came.</p></body></html>",
            **(members or {}),
        }
    )


def test_chapters_follow_each_other_in_the_order_of_reading() -> None:
    assert read(epub(), "a.epub").text == "One\n\nThe ferry was late.\n\nIt never came."


def test_what_a_book_says_of_its_publication_is_filled_in() -> None:
    said = (
        "<dc:title>Ferries</dc:title><dc:creator opf:role='aut'>Ilse Varga</dc:creator>"
        "<dc:creator opf:role='ill'>Tom Keel</dc:creator><dc:publisher>Saltmarsh Press</dc:publisher>"
        "<dc:date opf:event='modification'>2024-01-01</dc:date><dc:date opf:event='publication'>2023-03</dc:date>"
    )
    parsed = read(epub(said), "a.epub")
    assert parsed.title == Found("Ferries", "properties")
    assert parsed.authors == (Found("Ilse Varga", "properties"),)
    assert parsed.publisher == Found("Saltmarsh Press", "properties")
    assert parsed.issued == Found("2023-03", "properties")


@pytest.mark.parametrize(("locked", "readable"), [("in/a.xhtml", False), ("in/font.otf", True)])
def test_a_book_whose_chapters_are_locked_says_so(locked: str, readable: bool) -> None:
    rights = f'<encryption><EncryptedData><CipherReference URI="{locked}"/></EncryptedData></encryption>'
    data = epub(members={"META-INF/encryption.xml": rights})
    if readable:
        assert read(data, "a.epub").text
        return
    with pytest.raises(Unreadable) as refusal:
        read(data, "a.epub")
    assert refusal.value.reason == "encrypted"


# --- slides -------------------------------------------------------------------------------------


def test_slides_are_pages_and_what_the_speaker_wrote_follows_them() -> None:
    def slide(words: str) -> str:
        field = "<a:fld type='slidenum'><a:t>9</a:t></a:fld>"
        return f"<p:sld xmlns:p='p' xmlns:a='a'><p:sp><a:p><a:r><a:t>{words}</a:t></a:r>{field}</a:p></p:sp></p:sld>"

    data = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "ppt/presentation.xml": (
                "<p:presentation xmlns:p='p' xmlns:r='r'><p:sldIdLst><p:sldId r:id='b'/><p:sldId r:id='a'/>"
                "</p:sldIdLst></p:presentation>"
            ),
            "ppt/_rels/presentation.xml.rels": relations(a__slide="slides/slide1.xml", b__slide="slides/slide2.xml"),
            "ppt/slides/slide1.xml": slide("Two invoices"),
            "ppt/slides/slide2.xml": slide("One crane"),
            "ppt/slides/_rels/slide2.xml.rels": relations(n__notesSlide="../notesSlides/n.xml"),
            "ppt/notesSlides/n.xml": slide("Say it slowly"),
        }
    )
    parsed = read(data, "a.pptx")
    assert parsed.text == "One crane\n\n* * *\n\nSay it slowly\n\nTwo invoices"
    assert [parsed.text[page.start :].split("\n", 1)[0] for page in parsed.pages] == ["One crane", "Two invoices"]
    assert parsed.title == Found("One crane", "heading")


# --- plain XML ----------------------------------------------------------------------------------


def test_plain_xml_gives_its_words_line_by_line() -> None:
    data = b"<?xml version='1.0'?><list><title>Cranes</title><a>North</a><a>South</a><p>It <b>was</b> late.</p></list>"
    parsed = read(data, "a.xml")
    assert parsed.text == "Cranes\nNorth\nSouth\n\nIt was late."
    assert parsed.title == Found("Cranes", "properties")


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY j "aaaa">' + "".join(f'<!ENTITY {a} "{f"&{b};" * 10}">' for a, b in pairwise("abcdefghij")),
    ],
)
def test_entities_of_a_file_are_never_resolved(entities: str) -> None:
    parsed = read(f'<?xml version="1.0"?><!DOCTYPE l [{entities}]><l>Paid &a; twice</l>'.encode(), "a.xml")
    assert parsed.text == "Paid &a; twice"
    # The parser itself gives up on a bomb, and then the words are read without it.
    assert parsed.warnings in {("entities-not-read",), ("only-words-left",)}


def test_xml_that_is_none_gives_what_is_left_of_its_words() -> None:
    parsed = read(b"<?xml version='1.0'?><a><b>Paid &amp; gone</b><c>twice", "a.xml")
    assert parsed.text == "Paid & gone\n\ntwice"
    assert parsed.warnings == ("only-words-left",)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("testWORD2003.xml", "[1] footnote"),
        ("testWORD_2003ml.xml", "This is an engaging title page"),
        ("testEXCEL2003.xml", "string | 1 | 1.1 | 2016-04-27"),
    ],
)
def test_office_documents_that_were_saved_as_xml_are_read_as_such(name: str, words: str) -> None:
    assert read(real(name), name).text.count(words) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/?!-[]&;a='\" xml", max_size=120))
def test_any_xml_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(Unreadable):
        markup.read(File("a.xml", f"<?xml version='1.0'?>{text}".encode()))


# --- transcripts --------------------------------------------------------------------------------


def test_times_on_lines_of_their_own_begin_the_lines_below() -> None:
    text = "00:00:05\nI saw one crane.\n\n00:01:10\nOnly one?\n\n00:01:15.5\nOne."
    cues = timed.cues(text)
    assert [text[cue.start :].split("\n", 1)[0] for cue in cues] == ["I saw one crane.", "Only one?", "One."]
    assert [(cue.begin, cue.end) for cue in cues] == [(5, 70), (70, 75.5), (75.5, 75.5)]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry left at 10:30.\n\nIt was late.",
        "10:30 The ferry leaves\n\nIt was late.\n\nAgain.\n\n11:30 It came",
        "Programme\n\n10:30 a.m. Opening\n\n11:30 a.m. Coffee\n\n12:30 p.m. Lunch",
        "3:2 for the eels",
        "",
    ],
)
def test_a_text_with_some_times_is_no_transcript(text: str) -> None:
    assert timed.cues(text) == ()


def real(name: str) -> bytes:
    if not (CORPUS / name).exists():
        pytest.skip("the corpus is not here")
    return (CORPUS / name).read_bytes()


# --- any of them --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.odt", "a.ods", "a.xlsx", "a.epub", "a.docx"])
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_damage_to_what_is_inside_gives_a_document_or_a_reason(name: str, data: st.DataObject) -> None:
    inner = {
        "a.odt": ("content.xml", odf("<text:p>Paid<text:s text:c='3'/>twice</text:p><text:list/>")),
        "a.ods": ("content.xml", odf("<table:table><table:table-row/></table:table>", "spreadsheet")),
        "a.xlsx": ("xl/worksheets/sheet1.xml", xlsx('<row r="1"><c r="A1" s="1" t="s"><v>1</v></c></row>', "<si/>")),
        "a.epub": ("in/book.opf", epub("<dc:date>2023</dc:date>")),
        "a.docx": (
            "word/document.xml",
            docx(para("Paid", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')),
        ),
    }
    damaged, whole = inner[name]
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    text = bytearray(members[damaged])
    for _ in range(data.draw(st.integers(1, 4))):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.sampled_from(b'<>/"= 09azA&;\x00'))
    with contextlib.suppress(Unreadable):
        read(zipped({**members, damaged: bytes(text)}), name)


def test_a_text_of_nothing_but_a_break_has_no_title_of_its_own() -> None:
    parsed = rtf.read(File("letter.rtf", rb"{\rtf1\ansi * * *\par }"))
    assert parsed.title is not None
    assert parsed.title.value == "letter"
