"""Where a passage of a stored text stands on its page, and which passage stands in a part of a page.

The page is read again by the rules of `pages`, so that the places agree with the text. A text that was stored by older
rules, or corrected by a person, is not the page's own: then its words are looked for on the page.
"""

from collections.abc import Sequence

from db.importers.pdf import boxes, opening, pages
from db.importers.pdf.boxes import Rectangle


def rectangles(
    data: bytes, number: int, stored: str, spans: Sequence[tuple[int, int]], password: str | None = None
) -> list[tuple[Rectangle, ...]]:
    """For each span of `stored`, the stored text of a page counted from 0, its places there: one for each line.

    None when the words are not on the page, as with a text that was recognised in its picture. Raises Unreadable.
    """
    with opening.opened(data, password) as document:
        document.init_forms()
        with opening.page_of(document, number) as page, pages.text_of(document, page) as text:
            same = text.text == stored
            found = [span if same else _moved(stored, *span, text.text) for span in spans]
            return [_places(page, text, *span) if span else () for span in found]


def span_within(
    data: bytes, number: int, stored: str, rectangle: Rectangle, password: str | None = None
) -> tuple[int, int] | None:
    """The span of a page's stored text that stands in a part of the page, from its first to its last word there.

    None when no words stand there, or not those of the stored text. Raises Unreadable.
    """
    with opening.opened(data, password) as document:
        document.init_forms()
        with opening.page_of(document, number) as page, pages.text_of(document, page) as text:
            part = boxes.on_page(page, rectangle)
            spans = text.layout.within([part])
            spans += [(start, end) for start, end, box in text.filled() if part.holds(*box.middle)]
            if not spans:
                return None
            span = min(start for start, _ in spans), max(end for _, end in spans)
            return span if text.text == stored else _moved(text.text, *span, stored)


def _places(page: object, text: pages.PageText, start: int, end: int) -> tuple[Rectangle, ...]:
    printed = text.layout.boxes(min(start, len(text.layout.text)), min(end, len(text.layout.text)))
    filled = (box for first, last, box in text.filled() if first < end and start < last)
    lines = boxes.joined(boxes.shown(page, box) for box in printed)
    return (*lines, *(boxes.shown(page, box) for box in filled))


def _moved(stored: str, start: int, end: int, text: str) -> tuple[int, int] | None:
    """Where the words of a span stand in another text: the place that is nearest to where they were."""
    words = stored[start:end].strip()
    if not words:
        return None
    nearest, at = None, text.find(words)
    while at >= 0:
        if nearest is None or abs(at - start) < abs(nearest - start):
            nearest = at
        at = text.find(words, at + 1)
    return None if nearest is None else (nearest, nearest + len(words))
