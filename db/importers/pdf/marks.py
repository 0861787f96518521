"""Passages that somebody marked in a PDF, and remarks on them, as spans of the page's text.

A marked passage is found by its place on the page. A remark that marks nothing goes to the word it stands nearest to.
"""

import ctypes
from collections.abc import Iterable

from db.importers.parsed import Highlight
from db.importers.pdf.boxes import Box, Layout
from db.importers.pdf.pages import PageText
from db.importers.pdf.written import Annotation

_MOST_QUADS = 2000


def of_page(text: PageText) -> tuple[list[Highlight], bool]:
    """The marks of a page in the order of its text, and whether some have no words that they could belong to."""
    from pypdfium2 import raw

    marking = {raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE, raw.FPDF_ANNOT_SQUIGGLY, raw.FPDF_ANNOT_STRIKEOUT}
    framing = {raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE}
    remarking = {
        raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_CARET, raw.FPDF_ANNOT_INK, raw.FPDF_ANNOT_LINE, raw.FPDF_ANNOT_STAMP,
        raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_POLYLINE,
    }  # fmt: skip
    found: list[Highlight] = []
    lost = False
    for each in text.annotated:
        spans: list[tuple[int, int]] = []
        if each.kind in marking:
            spans = text.layout.within(_quads(each))
        elif each.kind in framing and each.contents:
            spans = text.layout.within([each.box]) or _nearest(text.layout, each.box)
        elif each.kind in remarking and each.contents:
            spans = _nearest(text.layout, each.box)
        else:
            continue
        found += _highlights(text.layout, spans, each.contents)
        lost = lost or not spans
    return sorted(found, key=lambda each: (each.start, each.end)), lost


def _quads(mark: Annotation) -> list[Box]:
    """The parts of lines that a mark covers; its frame when it does not say."""
    from pypdfium2 import raw

    found = []
    for number in range(min(raw.FPDFAnnot_CountAttachmentPoints(mark.raw), _MOST_QUADS)):
        quad = raw.FS_QUADPOINTSF()
        if raw.FPDFAnnot_GetAttachmentPoints(mark.raw, number, ctypes.byref(quad)):
            across, up = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            found.append(Box(min(across), min(up), max(across), max(up)))
    return found or [mark.box]


def _nearest(layout: Layout, box: Box) -> list[tuple[int, int]]:
    span = layout.nearest_word(*box.middle)
    return [span] if span else []


def _highlights(layout: Layout, spans: Iterable[tuple[int, int]], remark: str) -> list[Highlight]:
    """One for each span, the remark with the first; some programs put the marked words themselves in its place."""
    listed = list(spans)
    marked = "".join(layout.text[start:end] for start, end in listed)
    comment = "" if "".join(remark.split()) == "".join(marked.split()) else remark.strip()
    return [Highlight(start, end, "" if number else comment) for number, (start, end) in enumerate(listed)]
