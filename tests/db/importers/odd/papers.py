"""Odd PDFs and office documents."""

from random import Random

from tests.db.importers.mail import ole
from tests.db.importers.odd.rows import Row, Want, refused
from tests.db.importers.office.building import docx, para, relations, word, zipped
from tests.db.importers.pdf.making import Page, Writer, pdf

ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENTITIES = '<!DOCTYPE d [<!ENTITY a "lollol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'


def fuzzed(seed: int) -> bytes:
    """A PDF with bytes of it changed here and there."""
    chance = Random(seed)
    data = bytearray(pdf(("The harbour office paid", "twice"), "Second page", info={"Title": "Cranes"}))
    for _ in range(12):
        at = chance.randrange(9, len(data) - 20)
        data[at : at + chance.randrange(1, 9)] = chance.randbytes(chance.randrange(0, 9))
    return bytes(data)


def circle_of_pages() -> bytes:
    """A PDF whose tree of pages holds itself."""
    writer = Writer()
    root, tree = writer.reserve(), writer.reserve()
    writer.put(root, f"<</Type/Catalog/Pages {tree} 0 R>>")
    writer.put(tree, f"<</Type/Pages/Kids[{tree} 0 R {tree} 0 R]/Count 100000000>>")
    return writer.written(f"/Root {root} 0 R")


def long_pdf() -> bytes:
    """A PDF that takes its time."""
    lines = tuple(f"Line {number} of a long report on cranes" for number in range(50))
    return pdf(*(Page(lines) for _ in range(600)))


def nested(depth: int) -> bytes:
    """A document in a document, so often."""
    data = docx(para("the innermost words"))
    for number in range(depth):
        data = docx(
            para(f"around it {number}"),
            {
                "word/_rels/document.xml.rels": relations(a__package=f"embeddings/in{number}.docx"),
                f"word/embeddings/in{number}.docx": data,
            },
        )
    return data


def odt(content: str, **members: str) -> bytes:
    """A text document with these words."""
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    head, _, words = content.rpartition("|")
    body = f"<office:body><office:text><text:p>{words}</text:p></office:text></office:body>"
    xml = f'<?xml version="1.0"?>{head}<office:document-content {names}>{body}</office:document-content>'
    return zipped({"mimetype": ODT, "content.xml": xml, **{name.replace("__", "/"): x for name, x in members.items()}})


LOCKED_ODT = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
)
PARAGRAPHS = docx("".join(para(f"The {number}th crane was never seen.") for number in range(900)))
RTF = (
    r"{\rtf1\ansi{\*\listoverridetable{\listoverride\listid-7\ls999999999{\lfolevel}}}"
    r"\ls4{The crane was paid.\par Twice."
)
KEPT = "The crane was paid for."

ROWS = (
    Row(
        1,
        "a PDF with a password",
        real={
            "ingest/password-hunter2.pdf": refused("needs-password", is_a=None),
            "office/testPassword4Spaces.pdf": refused("needs-password"),
        },
    ),
    Row(2, "a PDF with bytes changed", {f"{seed}.pdf": (fuzzed(seed), Want(state="any")) for seed in range(12)}),
    Row(3, "a tree of pages that holds itself", {"circle.pdf": (circle_of_pages, refused("damaged"))}),
    Row(
        4,
        "a giant page",
        {"giant.pdf": (pdf(Page(("Giant words",), box=(0, 0, 1e7, 1e7))), Want(says=("Giant words",)))},
    ),
    Row(5, "a PDF that takes its time", {"long.pdf": (long_pdf, Want(says=("Line 49 of a long report",)))}),
    Row(
        6,
        "a file of no bytes",
        {"nothing.pdf": (b"", refused("empty"))},
        {"ingest/empty.pdf": refused("empty", "as-its-copy")},
    ),
    Row(
        7,
        "a scan without a text",
        {"scan.pdf": (pdf(Page(drawn="0 0 500 800 re f")), Want(warns=("no-text",)))},
        {"ingest/greek.pdf": Want(state="any"), "office/testPDF_JBIG2.pdf": Want(state="any")},
    ),
    Row(
        8,
        "a PDF that runs from right to left",
        {"arabic.pdf": (pdf("دفع مكتب الميناء ثمن الرافعة مرتين"), Want(warns=("right-to-left-text",)))},
    ),
    Row(
        9,
        "words divided at the ends of lines",
        {"divided.pdf": (pdf(("The harbour com\xad", "pany paid twice")), Want(says=("company",)))},
        {"office/testOptionalHyphen.pdf": Want(says=("optional",))},
    ),
    Row(
        10,
        "an encrypted document of Word",
        {"locked.docx": (ole.file({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y"}), refused("encrypted"))},
        {
            "office/protected_normal_case.docx": refused("encrypted"),
            "office/testWORD_protected_passtika.docx": refused("encrypted"),
        },
    ),
    Row(
        11,
        "a document of Word that breaks off",
        {"half.docx": (PARAGRAPHS[: len(PARAGRAPHS) // 2], refused("damaged"))},
        {"office/testWORD_truncated.docx": refused("damaged")},
    ),
    Row(
        12,
        "a document without relations or with a style that is none",
        {
            "bare.docx": (
                zipped({"word/document.xml": word("document", f"<w:body>{para(KEPT)}</w:body>")}),
                Want(says=(KEPT,), is_a=DOCX),
            ),
            "style.docx": (docx(para(KEPT, '<w:pStyle w:val=""/><w:pStyle/>')), Want(says=(KEPT,))),
        },
        {"office/NullHeader.docx": Want(), "office/testWORD_null_style.docx": Want()},
    ),
    Row(
        13,
        "a document in a document in a document",
        {"deep.docx": (nested(8), Want(says=("around it 7",), holds={"in6.docx": None, "in2.docx": "too-deep"}))},
        {"office/test_recursive_embedded.docx": Want(), "office/testPDF_deeplyEmbeddedAttachments.pdf": Want()},
    ),
    Row(
        16,
        "entities that read files or multiply",
        {
            "a.xml": (f"<?xml version='1.0'?>{ENTITIES}<d>{KEPT} &b; &x;</d>", Want(says=(KEPT,), hides=("lollol",))),
            "a.graphml": (f"<?xml version='1.0'?>{ENTITIES}<graphml>{KEPT} &b;&x;</graphml>", Want(hides=("lollol",))),
            "a.rdf": (f"<?xml version='1.0'?>{ENTITIES}<rdf>{KEPT} &b;&x;</rdf>", Want(hides=("lollol", "root:"))),
            "a.odt": (odt(f"{ENTITIES}|{KEPT} &b;&x;"), Want(state="any", hides=("lollol", "root:"))),
            "a.docx": (
                zipped({"word/document.xml": f"<?xml version='1.0'?>{ENTITIES}<d>{KEPT} &b;&x;</d>"}),
                Want(state="any", hides=("lollol", "root:")),
            ),
        },
        {"office/testXXE.xml": Want(state="any", hides=("root:",))},
    ),
    Row(
        17,
        "an odd text document",
        {
            "type.odt": (odt(f"<!DOCTYPE office:document-content>|{KEPT}"), Want(says=(KEPT,), is_a=ODT)),
            "none.odt": (b"PK\x03\x04" + b"no archive at all" * 9, refused("damaged")),
            "locked.odt": (odt(KEPT, **{"META-INF__manifest.xml": LOCKED_ODT}), refused("encrypted")),
        },
        {
            "office/testODFwithOOo3.odt": Want(),
            "office/testODTNoMeta.odt": Want(),
            "office/testODTnotaZipFile.odt": Want(is_a="text/plain", named=ODT),
            "office/testODTEncrypted.odt": refused("encrypted", "needs-password"),
            "ingest/encypted_by_libreoffice.odt": refused("encrypted", "needs-password"),
        },
    ),
    Row(
        18,
        "a damaged rich text",
        {"list.rtf": (RTF, Want(says=("Twice.",)))},
        {"office/testRTFCorruptListOverride.rtf": Want()},
    ),
    Row(
        19,
        "macros",
        {
            "macro.docx": (docx(para(KEPT), {"word/vbaProject.bin": b"x"}), Want(warns=("contains-macros",))),
            "macro.odt": (odt(KEPT, Basic__Standard__m="x"), Want(says=(KEPT,), warns=("contains-macros",))),
        },
        {"office/testODTMacro.odt": Want(warns=("contains-macros",))},
    ),
)
