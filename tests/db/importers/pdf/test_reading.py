"""A PDF becomes a document with pages; nothing that a reader of it sees is lost."""

from pathlib import Path

import pytest

from db.importers.file import File, Wish
from db.importers.parsed import Found, PageStart, Parsed, Unreadable
from db.importers.pdf import reading
from tests.db.importers.pdf.making import Page, pdf, text

CORPUS = Path(__file__).parents[4].parent / "shared" / "corpus" / "files"
LABELS = "/PageLabels<</Nums[0<</S/r>>2<</S/D/P(A-)>>]>>"
SQUARE = "/Rect[300 300 400 400]"


def read(data: bytes, name: str = "a.pdf", password: str | None = None) -> Parsed:
    return reading.read(File(name, data, Wish(password=password)))


def corpus(name: str) -> bytes:
    path = CORPUS / name
    if not path.exists():
        pytest.skip("the collected files are not here")
    return path.read_bytes()


def field(kind: str, name: str, more: str) -> str:
    return f"<</Type/Annot/Subtype/Widget/FT/{kind}/T{text(name)}/F 4/Rect[72 500 272 520]{more}>>"


def mark(kind: str, more: str, *quad: float) -> str:
    quads = (
        f"/QuadPoints[{quad[0]} {quad[3]} {quad[2]} {quad[3]} {quad[0]} {quad[1]} {quad[2]} {quad[1]}]" if quad else ""
    )
    frame = f"/Rect[{' '.join(map(str, quad))}]" if quad else SQUARE
    return f"<</Type/Annot/Subtype/{kind}/F 4{frame}{quads}{more}>>"


def test_pages_are_kept_apart_and_known_by_what_is_printed_on_them() -> None:
    parsed = read(pdf(("Preface", "by nobody"), "Thanks", "Chapter one", catalog=LABELS))
    assert parsed.text == "Preface\nby nobody\n\f\nThanks\n\f\nChapter one"
    assert parsed.pages == (PageStart(0, "i"), PageStart(20, "ii"), PageStart(29, "A-1"))
    assert parsed.extractor.name == "pypdfium2"
    assert parsed.extractor.options == {"rules": "1"}


def test_letters_of_every_plane_are_read() -> None:
    assert read(pdf(("Hafen 港口", "𠀀𠀁 and 😀."))).text == "Hafen 港口\n𠀀𠀁 and 😀."


def test_a_word_divided_at_the_end_of_a_line_can_be_found_whole() -> None:
    assert "investigation of COVID-19" in read(pdf(("An investi-", "gation of COVID-", "19 in 2019-", "2020"))).text


def test_the_title_comes_from_the_properties_and_the_rest_is_suggested() -> None:
    said = {"Title": "On Cranes", "Author": "jsmith", "CreationDate": "D:20220304101500+01'00'"}
    parsed = read(pdf("Text of it", info=said))
    assert parsed.title == Found("On Cranes", "properties")
    assert parsed.authors == ()
    assert parsed.issued is None
    assert parsed.suggestions == {
        "author": Found("jsmith", "properties"),
        "issued": Found("2022-03-04", "properties"),
    }


@pytest.mark.parametrize(
    "junk", ["Microsoft Word - Crane final.doc", "untitled", "Untitled-1", "scan_0012.tif", r"C:\a\b c", "A4_2022_1"]
)
def test_a_title_that_a_program_made_up_is_only_suggested(junk: str) -> None:
    parsed = read(pdf("The report of the harbour office. It is long.", info={"Title": junk}))
    assert parsed.title == Found("The report of the harbour office.", "guess")
    assert parsed.suggestions["title"].value == junk


def test_the_language_that_is_stated_is_believed_unless_the_words_say_otherwise() -> None:
    english = "The harbour office paid twice for the same crane in the spring of that year."
    assert read(pdf("Ahoj", catalog="/Lang(cs-CZ)")).language == Found("cs", "properties")
    assert read(pdf(english, catalog="/Lang(de-DE)")).language == Found("en", "guess")


def test_a_scan_keeps_its_pages_and_says_that_it_has_no_text() -> None:
    parsed = read(pdf(Page(drawn="10 10 200 200 re f"), Page(drawn="10 10 200 200 re f")), "scan.pdf")
    assert parsed.text == ""
    assert parsed.pages == (PageStart(0), PageStart(0))
    assert parsed.warnings == ("no-text",)
    assert parsed.title == Found("scan", "file")


def test_a_page_without_text_among_others_is_told() -> None:
    assert read(pdf("Words", Page(drawn="10 10 200 200 re f"))).warnings == ("some-pages-without-text",)
    assert read(pdf("Words", Page())).warnings == ()


def test_right_to_left_letters_are_told() -> None:
    parsed = read(pdf("م ل ا س"))
    assert "right-to-left-text" in parsed.warnings


def test_letters_that_mean_nothing_are_told() -> None:
    parsed = read(pdf("\x04\x05\x06\x1d\x1e words"))
    assert "letters-unknown" in parsed.warnings
    assert parsed.title is not None
    assert parsed.title.origin == "file", "what means nothing is no title"


def test_what_was_filled_into_a_form_is_read_with_its_labels() -> None:
    fields = [
        field("Tx", "form.name[0]", f"/TU{text('Full name')}/V{text('Ana Martins')}"),
        field("Tx", "nothing", ""),
        field("Ch", "port", f"/Ff 131072/Opt[[(a){text('Saltmarsh')}][(b){text('Brackwater')}]]/V(b)"),
        field("Btn", "paid", "/V/Yes/AS/Yes/AP<</N<</Yes null>>>>"),
        field("Tx", "secret", f"/F 2/V{text('hidden')}").replace("/F 4", ""),
    ]
    assert (
        read(pdf("Application", fields=fields)).text
        == "Application\nFull name: Ana Martins\nport: Brackwater\npaid: Yes"
    )


def test_words_typed_onto_a_page_are_read() -> None:
    typed = f"<</Type/Annot/Subtype/FreeText/F 4{SQUARE}/Contents{text('Received 3 May')}/DA(/Helv 12 Tf)>>"
    assert read(pdf(Page(("Letter",), annotations=(typed,)))).text == "Letter\nReceived 3 May"


def test_marked_passages_become_highlights_with_their_remarks() -> None:
    page = Page(
        ("The office paid twice", "for one crane"),
        annotations=(
            mark("Highlight", f"/Contents{text('Who signed?')}", 95, 765, 150, 782),
            mark("StrikeOut", "", 72, 751, 114, 768),
        ),
    )
    parsed = read(pdf("First page", page))
    marked = [(parsed.text[each.start : each.end], each.comment) for each in parsed.highlights]
    assert marked == [("office pa", "Who signed?"), ("for one", "")]


def test_a_mark_over_two_lines_is_one_passage() -> None:
    page = Page(("paid twice for", "one crane only"), annotations=(
        "<</Type/Annot/Subtype/Underline/F 4/Rect[0 0 500 800]/QuadPoints[102 782 300 782 102 768 300 768"
        " 72 767 126 767 72 753 126 753]>>",
    ))  # fmt: skip
    parsed = read(pdf(page))
    assert [parsed.text[each.start : each.end] for each in parsed.highlights] == ["twice for\none crane"]


def test_a_note_beside_the_text_goes_to_the_nearest_word() -> None:
    note = f"<</Type/Annot/Subtype/Text/F 4/Rect[300 765 320 785]/Contents{text('Really?')}>>"
    parsed = read(pdf(Page(("The crane is gone",), annotations=(note,))))
    (found,) = parsed.highlights
    assert (parsed.text[found.start : found.end], found.comment) == ("gone", "Really?")


def test_a_note_on_a_page_without_words_is_told() -> None:
    note = f"<</Type/Annot/Subtype/Text/F 4/Rect[300 765 320 785]/Contents{text('Really?')}>>"
    assert "marks-left-out" in read(pdf(Page(annotations=(note,)))).warnings


def test_files_in_the_file_are_handed_over() -> None:
    parsed = read(pdf("Cover", attached={"../../x.txt": b"words", "b.csv": b"1;2"}))
    assert [(part.name, part.data, part.refused) for part in parsed.parts] == [
        ("../../x.txt", b"words", None),
        ("b.csv", b"1;2", None),
    ]


def test_a_text_alone_is_read_when_the_rest_is_too_much() -> None:
    typed = f"<</Type/Annot/Subtype/FreeText/F 4{SQUARE}/Contents{text('x')}>>"
    parsed = reading.read_bare(File("a.pdf", pdf(Page(("Letter",), annotations=(typed,)), "Two")))
    assert parsed.text == "Letter\n\f\nTwo"
    assert parsed.warnings == ("only-page-text",)


@pytest.mark.parametrize(
    ("name", "password", "begins"),
    [
        ("ingest/password-hunter2.pdf", "hunter2", "This document has a password."),
        ("office/testPassword4Spaces.pdf", "    ", "Just some text."),
    ],
)
def test_a_locked_file_asks_for_its_password(name: str, password: str, begins: str) -> None:
    data = corpus(name)
    for wrong, reason in ((None, "needs-password"), ("no", "wrong-password")):
        with pytest.raises(Unreadable) as raised:
            read(data, password=wrong)
        assert raised.value.reason == reason
    assert read(data, password=password).text.startswith(begins)


def test_a_judgment_is_read_to_its_last_line() -> None:
    parsed = read(corpus("ingest/106972554.pdf"))
    assert "simple\xa0interest\xa0to\xa0the\xa0Plaintiff" in parsed.text
    assert "429,321" in parsed.text
    assert "06-March-2020" in parsed.text.replace("\xa0", " ")
