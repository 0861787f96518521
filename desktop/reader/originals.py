"""Asking a worker process how pages of originals look, for the reader; a file is never opened in the window itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

from db.fragments import Part
from db.importers import looking
from db.importers.looking import Picture, Rectangle
from db.importers.worker import Workers
from db.spans import Span
from db.texts import Layout
from desktop.base.clerk import Clerk
from desktop.base.session import Session

_SEEN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/tiff", "image/gif", "image/webp", "image/bmp"})


_BETWEEN = "\n\f\n"
"""What parts the pages of a text."""


def can_be_seen(media_type: str | None) -> bool:
    """Whether originals of a type have pages that can be shown."""
    return media_type in _SEEN


def has_words(media_type: str | None) -> bool:
    """Whether the places of words on its pages are known."""
    return media_type == "application/pdf"


@dataclass
class Original:
    """The bytes of one source's original, kept while it is looked at, and the password it wants."""

    data: bytes
    password: str | None = field(default=None, repr=False)

    def picture(self, workers: Workers, page: int, width: int) -> Picture:
        """A page, counted from 0; raises Unreadable and WorkersUnavailable, as the others do."""
        return looking.page_picture(workers, self.data, page, width, self.password)

    def places(
        self, workers: Workers, page: int, text: str, spans: Sequence[tuple[int, int]]
    ) -> list[tuple[QRectF, ...]]:
        """Where spans of a page's text stand on it, as fractions of its sides."""
        found = looking.page_places(workers, self.data, page, text, spans, self.password)
        return [tuple(map(_seen, one)) for one in found]

    def span(self, workers: Workers, page: int, text: str, frame: QRectF) -> Span | None:
        """The words of a page's text in a part of it, if there are any."""
        part = Rectangle(frame.left(), frame.top(), frame.right(), frame.bottom())
        found = looking.page_span(workers, self.data, page, text, part, self.password)
        return Span(*found) if found else None


def clerk(session: Session) -> Clerk[Workers]:
    """Who looks at pages for one case, one after another."""
    return session.aside("pages", Workers(1), Workers.close)


def part_of(frame: QRectF, page: int | None) -> Part:
    """A frame as it is stored; `page` counts from 1."""
    left, top = round(frame.left() * 100, 3), round(frame.top() * 100, 3)
    width, height = (max(round(side * 100, 3), 0.001) for side in (frame.width(), frame.height()))
    return Part(left, top, min(width, 100 - left), min(height, 100 - top), page)


def frame_of(part: Part) -> QRectF:
    """The other way round."""
    return QRectF(part.left / 100, part.top / 100, part.width / 100, part.height / 100)


def _seen(one: Rectangle) -> QRectF:
    return QRectF(one.left, one.top, one.right - one.left, one.bottom - one.top)


def page_span(layout: Layout | None, content: str, page: int) -> Span:
    """Where the text of a page, counted from 0, stands in a whole text, without what parts it from the next."""
    pages = layout.pages if layout else ()
    if not pages:
        return Span(0, len(content))
    if page >= len(pages):
        return Span(len(content), len(content))
    start, last = pages[page][0], page + 1 >= len(pages)
    words = content[start:] if last else content[start : pages[page + 1][0]].removesuffix(_BETWEEN)
    return Span(start, start + len(words))
