"""PDF: a document with the text of its pages, what was marked in it, and the files in it.

Between the pages stands a line with a form feed. A page that is only a picture keeps its place, with a warning. When
the whole is too much for one of its parts, it is read once more for its text alone.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import PurePath
from time import process_time
from typing import Any

from db.importers import language, plaintext
from db.importers.file import File
from db.importers.media import recognition
from db.importers.parsed import Extractor, Found, Highlight, PageStart, Parsed, Unreadable
from db.importers.pdf import attached, bates, cleaning, marks, opening, pages, picture, properties

BETWEEN = "\n\f\n"
"""What stands between two pages."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SHARE_UNKNOWN = 0.05
_SECONDS_FOR_TEXT = 15.0
_SECONDS_FOR_RECOGNITION = 11.0
_HOPELESS = 200
"""So many damaged pages from the first on: there will be no other."""


def load() -> None:
    """Load the engine, so that the first file does not wait for it."""
    import pypdfium2  # noqa: F401 - here, so that it does not happen while a file's time runs


def read(file: File) -> Parsed:
    """The document with all that is in it; raises Unreadable when it is locked or damaged."""
    return _read(file, bare=False)


def read_bare(file: File) -> Parsed:
    """The text of the pages alone, of as many as can be read in the time there is."""
    return _read(file, bare=True).warned("only-page-text")


WAYS = (read, read_bare)


def _read(file: File, *, bare: bool) -> Parsed:
    with opening.opened(file.data, file.wish.password) as document:
        if not bare:
            _with_forms(document)
        gathered = _Gathered(document, bare)
        gathered.read()
        said, warnings = properties.read(document, file.data), gathered.warnings()
    text = gathered.text
    parsed = Parsed(
        text=text,
        text_kind="recognised" if gathered.only_recognised else "extracted",
        media_type=file.kind.media_type,
        named_type=file.kind.named_type,
        extractor=recognition.extractor() if gathered.only_recognised else _extractor(),
        title=said.title or _named("" if "letters-unknown" in warnings else text, file.name),
        suggestions=said.suggestions,
        pages=gathered.labelled(),
        highlights=tuple(gathered.highlights),
        parts=gathered.attachments.parts,
    )
    return _in_language(parsed, said.language).warned(*warnings)


@cache
def _extractor() -> Extractor:
    return Extractor("pypdfium2", version("pypdfium2"), {"rules": cleaning.VERSION})


def _with_forms(document: Any) -> None:
    from pypdfium2 import PdfiumError

    try:
        document.init_forms()
    except PdfiumError:
        return  # then no field has a value that could be asked for


@dataclass
class _Gathered:
    """The pages of a document, one after another."""

    document: Any
    bare: bool
    texts: list[str] = field(default_factory=list)
    starts: list[PageStart] = field(default_factory=list)
    highlights: list[Highlight] = field(default_factory=list)
    attachments: attached.Attachments = field(default_factory=attached.Attachments)
    at: int = 0
    unknown: int = 0
    pictures: int = 0
    recognised: int = 0
    waiting: int = 0
    doubtful: bool = False
    damaged: int = 0
    lost_marks: bool = False
    left_out: bool = False
    until_recognised: float | None = None

    def read(self) -> None:
        """All pages; raises Unreadable when not one of them can be read."""
        count = opening.page_count(self.document)
        until = process_time() + _SECONDS_FOR_TEXT if self.bare else 0.0  # the clock is slow to tell on some systems
        for number in range(count):
            if self.bare and process_time() > until:
                self.left_out = True
                break
            self._take(number)
            if self.damaged == min(count, _HOPELESS) == len(self.texts):
                raise Unreadable("damaged", "no page can be read")
        self.left_out = self.left_out or count < len(self.document)
        if not self.bare:
            self.attachments.of_document(self.document)

    @property
    def text(self) -> str:
        """The text of all pages; none at all when no page has any."""
        return BETWEEN.join(self.texts) if any(page.strip() for page in self.texts) else ""

    def labelled(self) -> tuple[PageStart, ...]:
        """Where each page begins, with what is stamped or printed on it."""
        stamped = bates.labels(self.texts) or [""] * len(self.starts)
        empty = not self.text
        return tuple(
            PageStart(0 if empty else page.start, stamp or page.label)
            for page, stamp in zip(self.starts, stamped, strict=True)
        )

    @property
    def only_recognised(self) -> bool:
        """Whether all there is of a text was recognised in pictures."""
        return 0 < self.recognised == sum(bool(page.strip()) for page in self.texts)

    def warnings(self) -> list[str]:
        """What a person should know of it."""
        text = self.text
        found = {
            "no-text": not text,
            "some-pages-without-text": text != "" and self.pictures > self.recognised,
            "some-pages-recognised": self.recognised > 0 and not self.only_recognised,
            "some-pages-not-recognised": self.waiting > 0,
            "recognition-doubtful": self.doubtful,
            "some-pages-damaged": self.damaged > 0,
            "pages-left-out": self.left_out,
            "letters-unknown": self.unknown > _SHARE_UNKNOWN * len(text),
            "right-to-left-text": _RIGHT_TO_LEFT.search(text) is not None,
            "marks-left-out": self.lost_marks,
            "form-not-shown": self._is_hidden_form(),
        }
        return [code for code, holds in found.items() if holds]

    def _take(self, number: int) -> None:
        if self.texts:
            self.at += len(BETWEEN)
        self.starts.append(PageStart(self.at, _label(self.document, number)))
        try:
            with opening.page_of(self.document, number) as page:
                self.texts.append(self._text(page))
        except Unreadable:
            self.texts.append("")
            self.damaged += 1
        self.at += len(self.texts[-1])

    def _text(self, page: Any) -> str:
        with pages.text_of(self.document, page, bare=self.bare) as found:
            self.unknown += cleaning.unknown(found.raw)
            if found.annotated:
                self._look_at(found)
            if not pages.is_picture(page, found.text):
                return found.text
            self.pictures += 1
            words = "" if self.bare else self._recognised(page)
            return "\n".join(filter(None, (found.text, words)))  # marks lie in the first part

    def _recognised(self, page: Any) -> str:
        """The words in the picture that a page is, when they can be recognised and there is time for it."""
        if not recognition.available():
            return ""
        now = process_time()
        self.until_recognised = self.until_recognised or now + _SECONDS_FOR_RECOGNITION
        if now > self.until_recognised:
            self.waiting += 1
            return ""
        found = picture.recognised(page)
        self.recognised += bool(found.text)
        self.doubtful = self.doubtful or found.doubtful
        return found.text

    def _look_at(self, page: pages.PageText) -> None:
        """Take what lies on top of a page."""
        found, lost = marks.of_page(page)
        self.lost_marks = self.lost_marks or lost
        self.highlights += [Highlight(self.at + one.start, self.at + one.end, one.comment) for one in found]
        self.attachments.of_page(self.document, page.annotated)

    def _is_hidden_form(self) -> bool:
        """Whether this is a form of the kind that only its maker's program shows."""
        from pypdfium2 import raw

        return bool(self.document.get_formtype() == raw.FORMTYPE_XFA_FULL)


def _label(document: Any, number: int) -> str:
    """What is printed on a page, as the document says."""
    from pypdfium2 import raw

    return cleaning.clean(opening.string(raw.FPDF_GetPageLabel, document, number)).strip()


def _named(text: str, name: str) -> Found:
    """A title for a document that says none."""
    words = plaintext.shortened(text.replace(BETWEEN, "\n").strip())
    return Found(words, "guess") if words else Found(PurePath(name).stem or "?", "file")


def _in_language(parsed: Parsed, stated: str | None) -> Parsed:
    """The document with its language; what it states is believed when its words do not speak against it."""
    detected = language.detect(parsed.text, parsed.title.value if parsed.title else "")
    if stated and parsed.text.strip() and (detected in {stated, None} or not language.can_tell(stated)):
        return replace(parsed, language=Found(stated, "properties"))
    return replace(parsed, language=Found(detected, "guess") if detected else None)
