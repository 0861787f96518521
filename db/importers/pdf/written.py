"""What was filled in on a page: the fields of a form and remarks typed onto it, which are no part of the page's text.

A reader sees them all the same, and a form without its answers is no document. Each becomes a line behind the text of
its page, a field with its label. What is hidden on the page is left out.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from db.importers.pdf import cleaning
from db.importers.pdf.boxes import Box
from db.importers.pdf.opening import string

_MOST = 5000
_HIDDEN = 2 | 32
"""The flags of an annotation that is shown neither on paper nor on a screen."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something on top of a page: its kind, what is written in it, its place, and how PDFium knows it."""

    kind: int
    contents: str
    box: Box
    raw: Any


@dataclass(frozen=True, slots=True)
class Line:
    """A line of what was filled in, and where on the page it is seen."""

    text: str
    box: Box


@contextmanager
def annotations(page: Any) -> Iterator[list[Annotation]]:
    """What lies on top of a page and can be seen, for as long as it is looked at."""
    from pypdfium2 import raw

    taken = []
    try:
        for number in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
            if found := raw.FPDFPage_GetAnnot(page, number):
                taken.append(found)
        yield [_annotation(each) for each in taken if not raw.FPDFAnnot_GetFlags(each) & _HIDDEN]
    finally:
        for each in taken:
            raw.FPDFPage_CloseAnnot(each)


def lines(document: Any, annotated: list[Annotation]) -> list[Line]:
    """What was filled in or typed onto a page, in the order in which the file has it."""
    from pypdfium2 import raw

    found: list[Line] = []
    for each in annotated:
        words = ""
        if each.kind == raw.FPDF_ANNOT_FREETEXT:
            words = each.contents
        elif each.kind == raw.FPDF_ANNOT_WIDGET and document.formenv:
            words = _field(document.formenv, each.raw)
        if words.strip():
            found.append(Line(words.strip(), each.box))
    return found


def _annotation(found: Any) -> Annotation:
    from pypdfium2 import raw

    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(found, ctypes.byref(rect))
    (left, right), (bottom, top) = sorted((rect.left, rect.right)), sorted((rect.bottom, rect.top))
    contents = cleaning.clean(string(raw.FPDFAnnot_GetStringValue, found, b"Contents"))
    return Annotation(raw.FPDFAnnot_GetSubtype(found), contents, Box(left, bottom, right, top), found)


def _field(forms: Any, field: Any) -> str:
    """A field with its label, or nothing when it is empty, a button or a signature."""
    from pypdfium2 import raw

    kind = raw.FPDFAnnot_GetFormFieldType(forms, field)
    if kind in {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}:
        ticked = raw.FPDFAnnot_IsChecked(forms, field) == 1
        value = string(raw.FPDFAnnot_GetFormFieldExportValue, forms, field) if ticked else ""
    elif kind in {raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX}:
        value = _chosen(forms, field) or string(raw.FPDFAnnot_GetFormFieldValue, forms, field)
    elif kind == raw.FPDF_FORMFIELD_TEXTFIELD:
        value = string(raw.FPDFAnnot_GetFormFieldValue, forms, field)
    else:
        return ""
    value = cleaning.clean(value).strip()
    return f"{_label(forms, field)}: {value}" if value else ""


def _chosen(forms: Any, field: Any) -> str:
    """What is chosen from a list, as it is shown there."""
    from pypdfium2 import raw

    count = min(raw.FPDFAnnot_GetOptionCount(forms, field), _MOST)
    chosen = (number for number in range(count) if raw.FPDFAnnot_IsOptionSelected(forms, field, number))
    return ", ".join(string(raw.FPDFAnnot_GetOptionLabel, forms, field, number) for number in chosen)


def _label(forms: Any, field: Any) -> str:
    """What a field is called where people see it, or else its own name in the form."""
    from pypdfium2 import raw

    shown = string(raw.FPDFAnnot_GetFormFieldAlternateName, forms, field)
    name = shown or string(raw.FPDFAnnot_GetFormFieldName, forms, field).rpartition(".")[2]
    return " ".join(cleaning.clean(name).replace("[0]", "").split())
