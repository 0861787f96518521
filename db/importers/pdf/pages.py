"""The text of one page: what is printed on it, and behind it, line by line, what was filled in.

Everything that needs the text of a page takes it from here, so that a place in it means the same everywhere.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from db.importers.pdf import cleaning, written
from db.importers.pdf.boxes import Box, Layout

_FEW_WORDS = 20
_COVERED = 0.5
_MOST_OBJECTS = 10_000


@dataclass
class PageText:
    """The text of a page while it is open; `raw` is what PDFium gave, `lines` what was filled in."""

    page: Any
    textpage: Any
    raw: str
    lines: tuple[written.Line, ...]
    annotated: list[written.Annotation]

    @cached_property
    def printed(self) -> str:
        """What is printed on the page."""
        return cleaning.clean(self.raw)

    @cached_property
    def text(self) -> str:
        """What is printed on the page and filled in on it, as it is stored."""
        filled = "\n".join(line.text for line in self.lines)
        return f"{self.printed.rstrip()}\n{filled}".lstrip("\n") if filled else self.printed

    @cached_property
    def layout(self) -> Layout:
        """Where the printed characters stand."""
        return Layout(self.textpage, self.raw)

    def filled(self) -> Iterator[tuple[int, int, Box]]:
        """The spans of the text that were filled in, and where."""
        at = len(self.text) - len("\n".join(line.text for line in self.lines))
        for line in self.lines:
            yield at, at + len(line.text), line.box
            at += len(line.text) + 1


@contextmanager
def text_of(document: Any, page: Any, *, bare: bool = False) -> Iterator[PageText]:
    """The text of a page, for as long as it is looked at; `bare` leaves out all that is on top of it."""
    textpage = page.get_textpage()
    try:
        raw = _raw(textpage)
        if bare:
            yield PageText(page, textpage, raw, (), [])
            return
        with written.annotations(page) as annotated:
            yield PageText(page, textpage, raw, tuple(written.lines(document, annotated)), annotated)
    finally:
        textpage.close()


def is_picture(page: Any, text: str) -> bool:
    """Whether a page is a picture of one: with no words at all, or a few beside a picture that fills most of it."""
    from pypdfium2 import raw

    if len(text.split(None, _FEW_WORDS)) > _FEW_WORDS:
        return False
    count = min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    if not text.strip():
        return bool(count)
    least = float(_COVERED * page.get_width() * page.get_height())
    areas = (_area(raw.FPDFPage_GetObject(page, number)) for number in range(count))
    return any(area > least for area in areas)


def _area(thing: Any) -> float:
    """The area of a picture on the page, also of one that is wrapped in a form; 0 for everything else."""
    from pypdfium2 import raw

    if raw.FPDFPageObj_GetType(thing) not in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM}:
        return 0.0
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, edges)):
        return 0.0
    left, bottom, right, top = (edge.value for edge in edges)
    return (right - left) * (top - bottom)


def _raw(textpage: Any) -> str:
    """The text of a page as PDFium has it.

    Not by its own box, as `FPDFText_GetBoundedText` would: that leaves out letters and whole lines of some files.
    """
    from pypdfium2 import raw

    count = raw.FPDFText_CountChars(textpage)
    place = raw.FPDFText_GetTextIndexFromCharIndex
    first = next((at for at in range(count) if place(textpage, at) >= 0), None)
    if first is None:
        return ""
    last = next(at for at in range(count - 1, -1, -1) if place(textpage, at) >= 0)
    room = (ctypes.c_ushort * (place(textpage, last) - place(textpage, first) + 2))()
    length = raw.FPDFText_GetText(textpage, first, last - first + 1, room)
    return bytes(room)[: 2 * max(length - 1, 0)].decode("utf-16-le", "surrogatepass")
