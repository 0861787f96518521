"""What a PDF says about itself: its title, and suggestions for what its program wrote there on its own.

The author of a PDF is most often whoever was logged in at a computer, and its date the day it was printed or saved.
Both are worth knowing and neither is filled in.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from db.dates import Date
from db.errors import Invalid
from db.importers import language, xmp
from db.importers.parsed import Found
from db.importers.pdf.opening import string
from db.plain import normalise

_LONGEST = 1000
_DATE = re.compile(r"(?:D:)?\s*(\d{4})(\d\d)?(\d\d)?")
_PROGRAM = re.compile(
    r"(?:microsoft\s+(?:word|excel|powerpoint|office\s\w+)|powerpoint|print|layout)\s+[-–]\s+.*", re.I
)
_UNNAMED = re.compile(
    r"(?:untitled|unnamed|unbenannt|ohne titel|sans titre|sin t[ií]tulo|senza titolo|без имени|无标题|title|titel|"
    r"pdf|document|dokument|documento|presentation|pr[äa]sentation|slide|folie|scan(?:ned document)?|print|book|"
    r"layout|mappe|none|null|about:blank)[\s_-]*\d*",
    re.I,
)
_FILE = re.compile(
    r"(?:[A-Za-z]:\\|\\\\|/|file:).*|.*\.(?:docx?|docm|dotx?|odt|rtf|pdf|xlsx?|pptx?|indd|qxd|qxp|pub|pages|wpd|txt|"
    r"html?|php|aspx?|tiff?|jpe?g|png|ps|eps|tex|dvi|cdr|ai)",
    re.I | re.S,
)
_CODE = re.compile(r"(?=\S*[\d_=/\\])[!-~]+")
"""One word with digits or strokes in it: a number of a job or the name of a file."""


@dataclass(frozen=True)
class Properties:
    """The title, when it is one; what is suggested, by the name of the field; the code of a language that is stated."""

    title: Found | None = None
    suggestions: dict[str, Found] = field(default_factory=dict)
    language: str | None = None


def read(document: Any, data: bytes = b"") -> Properties:
    """The properties of a document; what they leave open may stand in its XMP, among the bytes of the file."""
    from pypdfium2 import raw

    title, author, keywords = (_said(document, key) for key in ("Title", "Author", "Keywords"))
    made = date(document.get_metadata_value("CreationDate"))
    if not (title and author and keywords and made):
        beside = xmp.read(data)
        title, author, keywords = title or beside.title, author or beside.author, keywords or beside.keywords
        made = made or beside.day
    usable = bool(title) and not is_junk(title)
    suggested = {"title": "" if usable else title, "author": author, "keyword": keywords, "issued": made or ""}
    return Properties(
        title=Found(title, "properties") if usable else None,
        suggestions={name: Found(value, "properties") for name, value in suggested.items() if value},
        language=language.primary(string(raw.FPDFCatalog_GetLanguage, document)),
    )


def is_junk(title: str) -> bool:
    """Whether a title is what a program put there: the name of a file or of itself, or a word for no title."""
    return any(pattern.fullmatch(title) for pattern in (_PROGRAM, _UNNAMED, _FILE, _CODE))


def date(written: str) -> str | None:
    """The day of a date as PDF writes it, D:20220304101500+01'00', as EDTF; None when it is none."""
    match = _DATE.match(written)
    if match is None:
        return None
    try:
        found = Date.parse("-".join(part for part in match.groups() if part))
    except Invalid:
        return None
    return found.text if (found.year or 0) > 1970 else None  # 1970 is what clocks say that were never set


def _said(document: Any, key: str) -> str:
    return " ".join(normalise(document.get_metadata_value(key)[:_LONGEST]).split())
