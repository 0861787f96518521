"""Which module reads which type of file, in which ways.

A format is one module with `WAYS`: one or more ways of reading, from the best to the crudest, as functions that take a
`File` and give a document or a bundle of files, or raise `Unreadable`. When one way fails, dies or takes too long, the
next is tried. A module is imported when the first file of its type arrives, and its `load` is called, if it has one,
before the time for reading that file begins.
"""

from collections.abc import Callable, Mapping
from importlib import import_module

from db.importers import detect
from db.importers.file import File
from db.importers.parsed import Bundle, Parsed, Reason, Unreadable

_PAGES = frozenset({detect.HTML, detect.MHTML, detect.MAIL})
"""Types whose best way leaves out what is not the article, or not the letter."""

Reader = Callable[[File], Parsed | Bundle]

MODULES = {
    detect.PLAIN: "plaintext",
    detect.MARKDOWN: "markdown",
    detect.HTML: "html",
    detect.MAIL: "mail.message",
    detect.MAILBOX: "mail.mbox",
    "application/vnd.ms-outlook": "mail.outlook",
    detect.MHTML: "webarchive.mhtml",
    detect.WARC: "webarchive.warc",
    detect.WACZ: "webarchive.wacz",
    detect.ZIP: "archives.zip",
    detect.TAR: "archives.tar",
    detect.GZIP: "archives.compressed",
    detect.BZIP2: "archives.compressed",
    detect.XZ: "archives.compressed",
    detect.DOCX: "office.docx",
    detect.XLSX: "office.xlsx",
    detect.PPTX: "office.pptx",
    detect.ODT: "office.odf",
    detect.ODS: "office.odf",
    detect.ODP: "office.odf",
    detect.RTF: "office.rtf",
    detect.EPUB: "office.epub",
    detect.CSV: "office.delimited",
    detect.TSV: "office.delimited",
    detect.XML: "office.markup",
    detect.LOCKED_OFFICE: "office.locked",
    detect.PDF: "pdf.reading",
    detect.CSL: "bibliography.csl",
    detect.BIBTEX: "bibliography.bibtex",
    detect.RIS: "bibliography.ris",
    detect.SRT: "media.transcripts",
    detect.VTT: "media.transcripts",
    detect.TRANSCRIPT: "media.transcripts",
    detect.SVG: "media.svg",
    **dict.fromkeys(detect.PICTURES, "media.pictures"),
    **dict.fromkeys(detect.RECORDINGS, "media.recordings"),
}
"""Where each type is read, below this package."""

_UNREAD: Mapping[str, Reason] = {
    detect.UNKNOWN: "binary",
    **dict.fromkeys(("application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"), "old-office"),
    **dict.fromkeys(("application/x-7z-compressed", "application/vnd.rar", "application/zstd"), "other-archive"),
}
"""Why a file of a type is not read, where more can be said than that it is not."""


def ways(file: File) -> tuple[Reader, ...]:
    """How this file can be read, the best way first; raises Unreadable when it is empty or of no type we read."""
    if not file.data:
        raise Unreadable("empty")
    media_type = file.kind.media_type
    if media_type not in MODULES:
        raise Unreadable(_UNREAD.get(media_type, "unsupported-type"), media_type)
    module = import_module(f"{__package__}.{MODULES[media_type]}")
    if hasattr(module, "load"):
        module.load()
    readers: tuple[Reader, ...] = module.WAYS
    return readers[1:] if file.wish.whole_page and media_type in _PAGES else readers
