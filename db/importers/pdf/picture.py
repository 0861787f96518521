"""A page as a picture."""

from dataclasses import replace
from typing import Any

from db.importers.drawing import Picture, drawn, scale
from db.importers.media import recognition
from db.importers.parsed import Unreadable
from db.importers.pdf import opening


def of_page(data: bytes, number: int, width: int, password: str | None = None) -> Picture:
    """A page, counted from 0, as it is shown, with forms and remarks, of about this width; raises Unreadable."""
    with opening.opened(data, password) as document:
        document.init_forms()
        with opening.page_of(document, number) as page:
            bitmap = rendered(page, width)
            try:
                found = drawn(bitmap.width, bitmap.height, bytes(bitmap.buffer), bitmap.stride)
                return replace(found, pages=len(document))
            finally:
                bitmap.close()


def recognised(page: Any) -> recognition.Recognised:
    """The words that can be recognised in the picture of a page; none of one that has no picture."""
    try:
        bitmap = rendered(page, recognition.WIDTH)
    except Unreadable:
        return recognition.Recognised("", doubtful=False)
    try:
        return recognition.read(bitmap.to_numpy()[:, :, ::-1].copy())
    finally:
        bitmap.close()


def rendered(page: Any, width: int) -> Any:
    """The bitmap of a page, three bytes a pixel in the order red, green, blue; raises Unreadable."""
    across, down = max(page.get_width(), 1.0), max(page.get_height(), 1.0)
    return page.render(scale=scale(across, down, width), rev_byteorder=True, maybe_alpha=False, prefer_bgrx=False)
