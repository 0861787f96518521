"""Odd web pages, texts, tables and bibliographies."""

from tests.db.importers.odd.rows import Row, Want
from tests.db.importers.pdf.making import pdf

ARTICLE = "".join(
    f"<p>Invoice {number} says that the harbour office of Saltmarsh paid Brackwater Lifting for crane {number}.</p>"
    for number in range(12)
)
RUSSIAN = "Портовое управление дважды заплатило за один и тот же кран. "
FRENCH = "Pays;Capitale\nCôte d’Ivoire;Yamoussoukro\nBrésil;Brasília\nÎle Maurice;Port-Louis\nCorée;Séoul\n"
SAVED_URL = "https://courier.example/crane"
BIBTEX = """@string{jc = "Journal of Cranes"}
@article{good, title = {Cranes that stood still}, journal = jc, year = 2021}
@article{half, title = {Cranes that
@book{macro, title = {On eels}, publisher = nowhere, year = 2020}
"""


def page(body: str = ARTICLE, head: str = "") -> str:
    """A saved page."""
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body><article>{body}</article></body></html>'


def same_article(address: str) -> str:
    """One article as it was saved from an address."""
    return page(head=f'<title>Cranes</title><link rel="canonical" href="{address}">')


MHTML = (
    f"From: <Saved by a browser>\nSnapshot-Content-Location: {SAVED_URL}\nSubject: Cranes\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related; type="text/html"; boundary="x"\n\n'
    f"--x\nContent-Type: text/html\nContent-Location: {SAVED_URL}\n\n{page(head='<title>Cranes</title>')}\n--x--\n"
)
STILL = "The crane stood still for eleven weeks. " * 9
ODD_LETTERS = f"{STILL}caf\u00e9 cafe\u0301 \u202egnp.exe\u202c zero\u200bwidth a\0b \ud800"

ROWS = (
    Row(
        28,
        "a saved page with a picture of fifteen megabytes",
        {
            "single.html": (
                lambda: page(f'<img src="data:image/png;base64,{"A" * 15_000_000}">{ARTICLE}').encode(),
                Want(says=("Invoice 0 says", "for crane 11."), hides=("AAAA",)),
            )
        },
    ),
    Row(
        29,
        "a page as deep as a well or as long as a river",
        {
            "deep.html": (
                lambda: page(f"{'<div>' * 200_000}<p>{'text here ' * 50}</p>").encode(),
                Want(says=("text here",)),
            ),
            "long.html": (lambda: page("<p>word word" * 300_000).encode(), Want(says=("word word",))),
        },
    ),
    Row(
        30,
        "charsets that are not told or told wrongly",
        {
            "wide.html": (page().encode("utf-16-le"), Want(says=("Invoice 0 says",), warns=("charset-guessed",))),
            "wrong.html": (
                page(f"<p>{RUSSIAN * 30}</p>", '<meta charset="utf-8">').encode("cp1251"),
                Want(says=(RUSSIAN.strip(),), warns=("charset-guessed",)),
            ),
            "mac.csv": (FRENCH.encode("mac-roman"), Want(says=("Côte d’Ivoire", "Brésil", "Séoul"))),
            "west.csv": (FRENCH.encode("cp1252"), Want(says=("Côte d’Ivoire", "Brésil", "Séoul"))),
        },
        {"ingest/non_utf.txt": Want(), "ingest/countries_nonutf.csv": Want(says=("Lübeck", "Großenrade"))},
    ),
    Row(
        31,
        "a page without a date",
        {
            "undated.html": (page(), Want(says=("Invoice 0",))),
            "changed.html": (
                page(head='<meta property="article:modified_time" content="2023-03-16T10:00:00Z">'),
                Want(says=("Invoice 0",)),
            ),
        },
    ),
    Row(
        32,
        "a page of scripts",
        {"script.html": (page("<div id=app></div><p>Please enable scripts.</p>"), Want(warns=("little-text",)))},
    ),
    Row(
        33,
        "a table with odd marks",
        {
            "marks.csv": (
                '\ufeffname;said\n"Ana";"one\ntwo; three"\nBen;=cmd()\n',
                Want(says=("one", "two; three", "=cmd()"), is_a="text/csv"),
            )
        },
        {"ingest/countries.csv": Want()},
    ),
    Row(
        34,
        "one article in four files",
        {
            "a.html": (same_article(SAVED_URL), Want(says=("Invoice 0 says",))),
            "b.html": (same_article(SAVED_URL), Want(state="known")),
            "c.html": (same_article(f"{SAVED_URL}?utm_source=letter"), Want(says=("Invoice 0 says",))),
            "d.mhtml": (MHTML, Want(says=("Invoice 0 says",))),
            "e.pdf": (pdf(*(f"Invoice {number} of the harbour office" for number in range(3))), Want()),
        },
    ),
    Row(
        35,
        "a bibliography half of which is broken",
        {"half.bib": (BIBTEX, Want(state="bundle", holds={"good": None}))},
    ),
    Row(
        36,
        "characters that deceive",
        {
            "odd.txt": (
                ODD_LETTERS.encode("utf-8", "surrogatepass"),
                Want(says=("café cafe\u0301", "\u202egnp.exe\u202c", "zero\u200bwidth", "a\ufffdb")),
            )
        },
    ),
    Row(
        37,
        "a name that says something else",
        {
            "paper.txt": (
                pdf("Words on paper"),
                Want(says=("Words on paper",), is_a="application/pdf", named="text/plain"),
            ),
            "page.doc": (
                page(f"<p>Another one.</p>{ARTICLE}"),
                Want(says=("Invoice 0",), is_a="text/html", named="application/msword"),
            ),
        },
    ),
)
