"""What a file is, by its first kilobytes; its name is only asked where the bytes leave it open.

How a file of each type is read is told by `formats`.
"""

import re
from dataclasses import dataclass

from db import plain
from db.importers import binarysigns, olesigns
from db.importers.archives import directory

HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"
MAIL = "message/rfc822"
MAILBOX = "application/mbox"
MHTML = "multipart/related"
WARC = "application/warc"
WACZ = "application/wacz"
CSV = "text/csv"
TSV = "text/tab-separated-values"
XML = "application/xml"
ZIP = "application/zip"
TAR = "application/x-tar"
GZIP = "application/gzip"
BZIP2 = "application/x-bzip2"
XZ = "application/x-xz"
OLE = "application/x-ole-storage"
LOCKED_OFFICE = "application/x-encrypted-office"
RTF = "application/rtf"
EPUB = "application/epub+zip"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODP = "application/vnd.oasis.opendocument.presentation"
PDF = "application/pdf"
BIBTEX = "application/x-bibtex"
CSL = "application/vnd.citationstyles.csl+json"
RIS = "application/x-research-info-systems"
SVG = "image/svg+xml"
SRT = "application/x-subrip"
VTT = "text/vtt"
TRANSCRIPT = "application/x-transcript+json"
UNKNOWN = "application/octet-stream"

_SAMPLE = 1 << 16
_DAMAGED = re.compile("[\x01-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]+")
"""Characters that no text has many of. Single NULs do occur in text that was damaged on its way."""
_ZIP = b"PK\x03\x04"

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (0, b"{\\rtf", RTF),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (0, b"\x00\x00\x00\x0cjP  \r\n", "image/jp2"),
    (0, b"\xff\x4f\xff\x51", "image/jp2"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (8, b"AIFF", "audio/aiff"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftypM4B", "audio/mp4"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftyphei", "image/heic"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftyp", "video/mp4"),
    (0, b"ID3\x03", "audio/mpeg"),
    (0, b"ID3\x04", "audio/mpeg"),
    (0, b"ID3\x02", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf2", "audio/mpeg"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"\xff\xf9", "audio/aac"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
    (0, b"FLV\x01", "video/x-flv"),
    (0, b"\x00\x00\x01\xba", "video/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"\x1a\x45\xdf\xa3", "video/x-matroska"),
    (0, b"\x1f\x8b", GZIP),
    (4, b"1AY&SY", BZIP2),
    (0, b"\xfd7zXZ\x00", XZ),
    (0, b"(\xb5/\xfd", "application/zstd"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (257, b"ustar", TAR),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"MZ\x90\x00", "application/x-executable"),
    (0, b"\xcf\xfa\xed\xfe", "application/x-executable"),
    (0, b"\xca\xfe\xba\xbe", "application/x-executable"),
    (0, b"WARC/0.", WARC),
    (0, b"WARC/1.", WARC),
    (0, b"PK\x05\x06", ZIP),  # of nothing
)

PICTURES = frozenset({*(type_ for *_, type_ in _MAGIC if type_.startswith("image/")), "image/bmp"})
RECORDINGS = frozenset({*(type_ for *_, type_ in _MAGIC if type_.startswith(("audio/", "video/"))), "video/webm"})

_FIRST_IN_ZIP = ((b"application/epub+zip", EPUB), *((type_.encode(), type_) for type_ in (ODT, ODS, ODP)))
"""What a first member called `mimetype` may begin with; templates have longer types than the documents."""
_IN_ZIP = (
    ((b"META-INF/container.xml",), EPUB),
    ((b"[Content_Types].xml", b"word/"), DOCX),
    ((b"[Content_Types].xml", b"xl/"), XLSX),
    ((b"[Content_Types].xml", b"ppt/"), PPTX),
    ((b"word/document.xml",), DOCX),
    ((b"xl/workbook.xml",), XLSX),
    ((b"ppt/presentation.xml",), PPTX),
    ((b"mimetype", b"content.xml"), ODT),
    ((b"content.xml", b"META-INF/manifest.xml"), ODT),
)
"""Members that a ZIP of each type has, by how their names begin."""

_NAMED = {
    "txt": PLAIN, "text": PLAIN, "log": PLAIN,
    "md": MARKDOWN, "markdown": MARKDOWN, "mdown": MARKDOWN,
    "html": HTML, "htm": HTML, "xhtml": HTML,
    "pdf": PDF,
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "msg": "application/vnd.ms-outlook",
    "docx": DOCX, "docm": DOCX, "dotx": DOCX, "dotm": DOCX,
    "xlsx": XLSX, "xlsm": XLSX, "xltx": XLSX,
    "pptx": PPTX, "pptm": PPTX, "ppsx": PPTX,
    "odt": ODT, "ott": ODT,
    "ods": ODS, "ots": ODS,
    "odp": ODP, "otp": ODP,
    "epub": EPUB,
    "rtf": RTF,
    "eml": MAIL,
    "emlx": MAIL,
    "mbox": MAILBOX,
    "mht": MHTML,
    "mhtml": MHTML,
    "warc": WARC,
    "wacz": WACZ,
    "zip": ZIP,
    "tar": TAR,
    "gz": GZIP, "tgz": GZIP,
    "bz2": BZIP2,
    "xz": XZ,
    "csv": CSV,
    "tsv": TSV, "tab": TSV,
    "json": "application/json",
    "xml": XML,
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "bib": BIBTEX, "bibtex": BIBTEX, "biblatex": BIBTEX,
    "ris": RIS,
    "svg": SVG, "srt": SRT, "vtt": VTT,
    "gif": "image/gif", "tif": "image/tiff", "tiff": "image/tiff", "webp": "image/webp", "bmp": "image/bmp",
    "jp2": "image/jp2", "heic": "image/heic", "mp3": "audio/mpeg", "m4a": "audio/mp4", "wav": "audio/wav",
    "ogg": "audio/ogg", "flac": "audio/flac", "mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm",
    "mkv": "video/x-matroska", "avi": "video/x-msvideo",
}  # fmt: skip

_WITHIN = {
    PLAIN: ("application/json", BIBTEX, RIS),
    LOCKED_OFFICE: (DOCX, XLSX, PPTX, "application/msword", "application/vnd.ms-excel"),
    CSL: ("application/json",),
    BIBTEX: (PLAIN,),
    RIS: (PLAIN,),
    SRT: (PLAIN,),
    VTT: (PLAIN,),
    TRANSCRIPT: ("application/json",),
    "video/mp4": ("audio/mp4", "video/quicktime"),
    OLE: ("application/msword", "application/vnd.ms-excel", "application/vnd.ms-outlook"),
    MAIL: (MHTML,),
}
"""Names that say more than the bytes, and do not contradict them."""

# Before the first tag a page may have white space, comments, an XML declaration and a document type.
# Atomic, since a page of comments could otherwise be divided in too many ways.
_LEAD = r"(?>\s+|<!--.*?-->|<\?xml[^>]*\?>)*+"
_PAGE = re.compile(_LEAD + r"<(?:!doctype\s+html|html|head|body|title|meta)\b", re.I | re.S)
_FRAGMENT = re.compile(
    _LEAD + r"<(?:article|main|section|div|p|h[1-6]|table|[uo]l|span|script|style|link|font|center|a|b|i|img)\b[^<]*>",
    re.I | re.S,
)
_ANY_TAG = re.compile(r"<(?:/?(?:p|br|div|a|h[1-6]|table|span|body|html)\b)[^<>]*>", re.I)
_XML = re.compile(r"\s*<\?xml\b", re.I)
_TAGGED = re.compile(_LEAD + r"<[a-z!]", re.I)
_MAIL_HEAD = re.compile(r"(?:\s*\d{1,10}[ \t]*\r?\n)?(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_MAIL_SIGN = re.compile(
    r"^(?:MIME-Version|Received|Content-Transfer-Encoding|Message-ID|Return-Path|Delivered-To)\s*:", re.I | re.M
)
_BOX = re.compile(
    r"From [^\n]{0,120}\b\d\d?:\d\d(?::\d\d)?\b[^\n]{0,40}\b(?:19|20)\d\d\b[^\n]*\n\r?(?:>?[A-Za-z][\w-]*:|\n)"
)
_RELATED = re.compile(r"^Content-Type:\s*multipart/related\b", re.I | re.M)
_SAVED_PAGE = re.compile(
    r"^(?:Snapshot-)?Content-Location:|^From:[^\n]*<?Saved by |^X-MAF:",
    re.I | re.M,
)
_SENT = re.compile(r"^(?:Received|To|Message-ID|Return-Path)\s*:\s*\S", re.I | re.M)
"""What is in a message that was sent, and in no page that was saved as one."""
_SVG = re.compile(
    _LEAD + r"(?:<!doctype\s+svg\b[^<>\[]*(?:\[[^\]]*\])?\s*>)?" + _LEAD + r"<(?:svg:)?svg\b", re.I | re.S
)
_CUE = re.compile(r"\s*(?:\d+[ \t]*\n+)?[ \t]*(?:\d{1,3}:)?\d{1,2}:\d{2}[,.]\d{1,3}[ \t]*-->[ \t]*\d")
_SEGMENTS = re.compile(
    rb'"segments"\s*:\s*\[\s*\{[^{}]*"(?:start|text)"\s*:|"transcription"\s*:\s*\[\s*\{\s*"(?:timestamps|offsets)"'
)

_BIBTEX = re.compile(
    r"^[ \t]*@(?:article|book|booklet|collection|conference|electronic|inbook|incollection|inproceedings|inreference|"
    r"manual|mastersthesis|misc|online|patent|periodical|phdthesis|proceedings|report|string|techreport|thesis|"
    r"unpublished|www)\s*[{(]\s*[^\s,{}()=]+\s*[,=]",
    re.I | re.M,
)
_ENTRY = re.compile(r"@\w+\s*[{(]")
_RIS = re.compile(r"^TY {0,2}- [A-Z]{2,7}\s*$", re.M)
_CSL_TYPES = (
    r"article(?:-(?:journal|magazine|newspaper))?|bill|book|broadcast|chapter|dataset|document|entry(?:-\w+)?|figure|"
    r"graphic|hearing|interview|legal_case|legislation|manuscript|map|motion_picture|pamphlet|paper-conference|patent|"
    r"personal_communication|post|post-weblog|report|review|review-book|software|song|speech|standard|thesis|treaty|"
    r"webpage|periodical|regulation|collection|performance|classic|event|musical_score"
)
_CSL = re.compile(
    rf'\s*(?:\[\s*)?\{{(?=.*?"type"\s*:\s*"(?:{_CSL_TYPES})")'
    r'(?=.*?"(?:title|author|issued|container-title|publisher|DOI|URL)"\s*:)(?=.*?"(?:id|title)"\s*:)',
    re.S,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What the bytes are, and what the name says when that is something else."""

    media_type: str
    named_type: str | None = None


def kind(name: str, data: bytes) -> Kind:
    """The type of a file by its content; `application/octet-stream` when it is neither text nor known."""
    named = _NAMED.get(name.rpartition(".")[2].casefold())
    actual = _by_magic(data) or _by_text(_sample_text(data), named)
    if actual == PLAIN and data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and _SEGMENTS.search(data):
        actual = TRANSCRIPT  # its segments may stand behind the whole text
    return Kind(actual, None if named in {None, actual, *_WITHIN.get(actual, ())} else named)


def _by_magic(data: bytes) -> str | None:
    if data.startswith(_ZIP) and not binarysigns.is_wacz(data):
        return _by_member(data)
    if said := next((type_ for fits, type_ in binarysigns.SIGNS if fits(data)), None):
        return said
    found = next((type_ for at, sign, type_ in _MAGIC if data.startswith(sign, at)), None)
    return olesigns.inner_type(data) or OLE if found == OLE else found


def _by_member(data: bytes) -> str:
    """The members tell one office format from another: by the table at the end, or else by the first headers."""
    first = data[30:120]
    if first.startswith(b"mimetype") and (
        sure := next((type_ for sign, type_ in _FIRST_IN_ZIP if sign in first), None)
    ):
        return sure
    names = [entry.name.replace(b"\\", b"/") for entry in directory.entries(data)]
    for signs, type_ in _IN_ZIP:
        if all(any(name.startswith(sign) for name in names) for sign in signs):
            return type_
    sample = b"" if names else data[:_SAMPLE]
    return next((type_ for signs, type_ in _IN_ZIP if all(sign in sample for sign in signs)), ZIP)


def _by_text(sample: str | None, named: str | None) -> str:
    if sample is None:
        return UNKNOWN
    if _PAGE.match(sample) or (_XML.match(sample) and "<html" in sample.lower()):
        return HTML
    if said := _by_entry(sample, named) or _by_cue(sample) or _by_markup(sample, named):
        return said
    if mail := _by_mail_head(sample, named):
        return mail
    if named in {MARKDOWN, MAIL, MAILBOX, CSV, TSV}:
        return named
    is_part_of_page = _FRAGMENT.match(sample) or (named == HTML and _ANY_TAG.search(sample))
    return HTML if is_part_of_page else PLAIN


def _by_mail_head(sample: str, named: str | None) -> str | None:
    if _BOX.match(sample):
        return MAIL if named == MAIL else MAILBOX
    head = _MAIL_HEAD.match(sample)
    if head is None or not _MAIL_SIGN.search(head[0]):
        return None
    return MHTML if _is_saved_page(head[0], sample, named) else MAIL


def _is_saved_page(head: str, sample: str, named: str | None) -> bool:
    """Whether what looks like a message is a page with what belongs to it, as browsers save them."""
    if named == MHTML or re.search(r"^Snapshot-Content-Location:", head, re.I | re.M):
        return True
    is_related = _RELATED.search(head) is not None and _SENT.search(head) is None
    return is_related and named != MAIL and _SAVED_PAGE.search(sample) is not None


def _by_entry(sample: str, named: str | None) -> str | None:
    """The kind of bibliography that a text is."""
    if _CSL.match(sample):
        return CSL
    if _RIS.search(sample, 0, 4096):
        return RIS
    is_bibtex = _BIBTEX.search(sample) or (named == BIBTEX and _ENTRY.search(sample))
    return BIBTEX if is_bibtex else None


def _by_cue(sample: str) -> str | None:
    """The kind of subtitles that a text is."""
    sample = sample.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if sample.startswith("WEBVTT"):
        return VTT
    return SRT if _CUE.match(sample) else None


def _by_markup(sample: str, named: str | None) -> str | None:
    if _SVG.match(sample):
        return SVG
    return XML if _XML.match(sample) or (named == XML and _TAGGED.match(sample)) else None


def _sample_text(data: bytes) -> str | None:
    """The beginning, to look for signs in; None when it is text in no charset."""
    text = plain.decode(data[:_SAMPLE]).text
    damaged = sum(map(len, _DAMAGED.findall(text)))
    return None if damaged > 0.02 * len(text) or text.count("\x00") > 0.3 * len(text) else text
