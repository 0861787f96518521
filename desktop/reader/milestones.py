"""What stands in the margin of a text: on which page a paragraph begins, or at which time it is said."""

from collections.abc import Mapping

from db.texts import Layout
from desktop.base.dates import running
from desktop.reader.paragraphs import Paragraphs


def of_text(layout: Layout, paragraphs: Paragraphs) -> Mapping[int, str]:
    """By the number of a paragraph: the page that begins with it, in a text of several, or when it is said."""
    if not len(paragraphs):
        return {}
    if len(layout.pages) > 1:
        found: dict[int, str] = {}
        for number, (start, _) in enumerate(layout.pages, start=1):
            paragraph = _from(paragraphs, start)
            if paragraph is not None:  # of pages without words the last one counts
                found[paragraph] = layout.page_label(number)
        return found
    times: dict[int, str] = {}
    for start, begin, _ in layout.cues:
        times.setdefault(paragraphs.at(start), running(begin))
    return times


def _from(paragraphs: Paragraphs, place: int) -> int | None:
    """The first paragraph that begins at a place or behind it."""
    number = paragraphs.at(place)
    if paragraphs.starts[number] >= place:
        return number
    return number + 1 if number + 1 < len(paragraphs) else None
