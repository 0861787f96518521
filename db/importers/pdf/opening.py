"""A PDF opened from its bytes, with its password if it has one, and closed again."""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from db.importers.parsed import Unreadable

_MOST_PAGES = 20_000
"""A count of pages is only what a file says; one beyond this is not believed."""


@contextmanager
def opened(data: bytes, password: str | None = None) -> Iterator[Any]:
    """The document; raises Unreadable when it is locked or damaged."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data, password=password or None)
    except PdfiumError as error:
        raise _reason(error.err_code, password) from error
    try:
        yield document
    finally:
        document.close()


def page_count(document: Any) -> int:
    """How many pages there are, as far as this can be believed; raises Unreadable when there are none."""
    count = min(len(document), _MOST_PAGES)
    if count < 1:
        raise Unreadable("damaged", "no pages")
    return count


@contextmanager
def page_of(document: Any, number: int) -> Iterator[Any]:
    """One page, counted from 0; raises Unreadable when it is damaged or not there."""
    from pypdfium2 import PdfiumError

    if not 0 <= number < len(document):
        raise Unreadable("damaged", "no such page")
    try:
        page = document[number]
    except PdfiumError as error:
        raise Unreadable("damaged", "page") from error
    try:
        yield page
    finally:
        page.close()


def string(ask: Callable[..., int], *arguments: Any) -> str:
    """A string from a function of PDFium that says its length when it is given no room for it."""
    size = ask(*arguments, None, 0)
    if not 2 < size <= 1 << 24:
        return ""
    room = ctypes.create_string_buffer(size)
    ask(*arguments, ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), size)
    return room.raw[:size].decode("utf-16-le", "replace").rstrip("\0")


def _reason(code: int | None, password: str | None) -> Unreadable:
    from pypdfium2 import raw

    if code == raw.FPDF_ERR_PASSWORD:
        return Unreadable("wrong-password" if password else "needs-password")
    return Unreadable("encrypted" if code == raw.FPDF_ERR_SECURITY else "damaged", f"code {code}")
