"""Files in a PDF: those that hang on the document, and those that are pinned to its pages."""

from typing import Any

from db.importers.parsed import Part
from db.importers.pdf.written import Annotation

_MOST = 1000
_LARGEST = 128 << 20
"""Bytes of all files in one document."""


class Attachments:
    """Gathers the files of a document, within limits."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._room = _LARGEST

    @property
    def parts(self) -> tuple[Part, ...]:
        """What was found, each file once."""
        return tuple(self._parts)

    def of_document(self, document: Any) -> None:
        """Take the files that the document lists."""
        from pypdfium2 import PdfAttachment, raw

        for number in range(min(document.count_attachments(), _MOST)):
            if found := raw.FPDFDoc_GetAttachment(document, number):
                self._take(PdfAttachment(found, document))

    def of_page(self, document: Any, annotated: list[Annotation]) -> None:
        """Take the files that are pinned to a page."""
        from pypdfium2 import PdfAttachment, raw

        for each in annotated:
            if each.kind == raw.FPDF_ANNOT_FILEATTACHMENT and (found := raw.FPDFAnnot_GetFileAttachment(each.raw)):
                self._take(PdfAttachment(found, document))

    def _take(self, attachment: Any) -> None:
        from pypdfium2 import PdfiumError

        if len(self._parts) >= _MOST:
            return
        try:
            name = _clean(attachment.get_name())
        except (PdfiumError, UnicodeDecodeError):
            name = "?"
        try:
            data = bytes(attachment.get_data())
        except PdfiumError:
            self._parts.append(Part(name=name, role="attachment", refused="damaged"))
            return
        if len(data) > self._room:
            self._parts.append(Part(name=name, role="attachment", refused="too-large"))
        elif not any(part.data == data and part.name == name for part in self._parts):
            self._room -= len(data)
            self._parts.append(Part(name=name, role="attachment", data=data))


def _clean(name: str) -> str:
    return name.encode("utf-8", "replace").decode() or "?"
