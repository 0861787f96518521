"""Tables are lines that can be read and quoted, with the values that the sheet shows."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importers.office import cellformats, delimited, tables
from db.importers.parsed import Found
from tests.db.importers.office.building import core, read, relations, zipped

CORPUS = Path(__file__).parents[4].parent / "shared" / "corpus" / "files" / "ingest"


def csv(data: bytes | str, name: str = "paid.csv") -> str:
    return read(data.encode() if isinstance(data, str) else data, name).text


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_whatever_stands_between_the_cells_they_are_told_apart(sign: str) -> None:
    lines = [("Crane", "Paid", "Day"), ("North", "11,400", "2023-03-14"), ("South", "7,200", "2023-03-15")]
    written = "\n".join(sign.join(f'"{cell}"' if "," in cell else cell for cell in line) for line in lines)
    assert csv(written) == "Crane | Paid | Day\n\nNorth | 11,400 | 2023-03-14\nSouth | 7,200 | 2023-03-15"


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    assert csv(b"\xef\xbb\xbfCrane;Paid\r\nNorth;1\r\n").startswith("Crane | Paid\n")


def test_a_cell_of_several_lines_is_one_cell() -> None:
    assert csv('Crane,Note\nNorth,"seen\nonce ""only"""\n').endswith('North | seen once "only"')


def test_a_line_that_names_the_sign_is_believed() -> None:
    assert csv("sep=;\na,b;c,d\ne,f;g,h\n") == "a,b | c,d\ne,f | g,h"


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    parsed = read(('a,"b\n' + "c,d\n" * 500).encode(), "a.csv")
    assert parsed.text.count("\nc | d") == 500
    assert "quotes-unbalanced" in parsed.warnings


def test_formulas_are_text_and_nothing_more() -> None:
    assert csv("Name,Sum\nx,=cmd()\ny,+1\n").endswith("x | =cmd()\ny | +1")


def test_a_table_is_called_after_its_file_and_says_in_which_charset_it_was() -> None:
    parsed = read("Кран;Сумма\nСеверный;11\nЮжный кран;12\n".encode("cp1251"), "cranes.csv")
    assert parsed.title == Found("cranes", "file")
    assert parsed.charset == "windows-1251"
    assert parsed.text.startswith("Кран | Сумма")


def test_a_table_that_is_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LONGEST", 1000)
    parsed = read(("a,b\n" * 1000).encode(), "a.csv")
    assert len(parsed.text) < 1100
    assert "rows-left-out" in parsed.warnings


def test_a_name_alone_makes_no_table_of_a_page() -> None:
    assert read(b"<!DOCTYPE html><html><body><p>The ferry was late again.", "a.csv").media_type == "text/html"


def test_a_real_table_is_read_whole() -> None:
    if not CORPUS.exists():
        pytest.skip("the corpus is not here")
    lines = csv((CORPUS / "countries.csv").read_bytes(), "countries.csv").split("\n")
    assert lines[0].startswith("euname | modified | linked_country | iso3")
    assert "AFGHANISTAN |  |  | AFG | AF | AFG | 004 | Afganistan" in lines


@given(st.text(max_size=300))
def test_any_text_is_some_table(text: str) -> None:
    rows = list(delimited.rows(text, delimited.sniffed(text)))
    assert isinstance(delimited.has_header(rows), bool)


# --- sheets -------------------------------------------------------------------------------------


def xlsx(sheet: str, strings: str = "", styles: str = "", state: str = "visible") -> bytes:
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(a__officeDocument="xl/workbook.xml"),
            "xl/workbook.xml": (
                f'<workbook xmlns:r="r"><sheets><sheet name="Paid" state="{state}" r:id="s"/></sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": relations(s__worksheet="worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{sheet}</sheetData></worksheet>",
            "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
            "xl/styles.xml": f"<styleSheet>{styles}</styleSheet>",
            "docProps/core.xml": core(dc_creator="Ilse Varga"),
        }
    )


def test_a_sheet_is_read_under_its_name_with_the_values_that_it_shows() -> None:
    strings = "<si><t>Crane</t></si><si><r><t>Nor</t></r><r><t>th</t></r><rPh><t>x</t></rPh></si>"
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="dd.mm.yyyy"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="4"/></cellXfs>'
    )
    sheet = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Day</t></is></c></row>'
        '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="2"><f>2*5700</f><v>11400</v></c>'
        '<c r="C2" s="1"><v>44999</v></c>'
        '<c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#REF!</v></c></row>'
    )
    parsed = read(xlsx(sheet, strings, styles), "a.xlsx")
    assert parsed.text == "Paid\n\nCrane |  | Day\nNorth | 11,400.00 | 14.03.2023 | TRUE | #REF!"
    assert parsed.authors == (Found("Ilse Varga", "properties"),)


def test_a_hidden_sheet_is_read_and_named() -> None:
    parsed = read(xlsx('<row r="1"><c r="A1"><v>1</v></c></row>', state="veryHidden"), "a.xlsx")
    assert (parsed.text, parsed.warnings) == ("Paid\n\n1", ("hidden-content",))


def test_a_sheet_that_breaks_off_gives_the_rows_before() -> None:
    parsed = read(xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c><v>2</v></row>'), "a.xlsx")
    assert parsed.text == "Paid\n\n1"
    assert parsed.warnings == ("parts-damaged",)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0.1", "General", "0.1"),
        ("1.1000000000000001", "", "1.1"),
        ("12345678901", "", "12345678901"),
        ("0.256", "0%", "26%"),
        ("-11400.5", "#,##0.00", "-11,400.50"),
        ("-3", "#,##0;(#,##0)", "(3)"),
        ("7", "000", "007"),
        ("5.5", '#,##0.00 "€"', "5.50 €"),
        ("12", "[$$-409]#,##0.00", "$12.00"),
        ("1234567", "#,##0.0,,", "1.2"),
        ("0.000012", "0.00E+00", "1.20E-05"),
        ("44999", "yyyy-mm-dd", "2023-03-14"),
        ("44999.5625", "d mmmm yyyy h:mm AM/PM", "14 March 2023 1:30 PM"),
        ("44999.5625", "dd/mm/yy hh:mm:ss", "14/03/23 13:30:00"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.0625", "mm:ss", "30:00"),
        ("words", "0.00", "words"),
        ("-1", "yyyy-mm-dd", "-1"),
    ],
)
def test_numbers_are_written_as_the_sheet_shows_them(value: str, code: str, shown: str) -> None:
    assert cellformats.shown(value, code) == shown


@given(st.floats().map(repr), st.text(alphabet='0#?.,%;[]"\\yYmMdDhHsSeE+-/ AP@_*$€x', max_size=20))
def test_any_number_in_any_format_is_some_text(value: str, code: str) -> None:
    assert isinstance(cellformats.shown(value, code), str)
