"""What stands in the margin of a text: on which page a paragraph begins, or at which time it is said."""

from collections.abc import Mapping

from db.texts import Layout
from desktop.reader.paragraphs import Paragraphs

_HOUR = 3600


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
        times.setdefault(paragraphs.at(start), clock(begin))
    return times


def clock(seconds: float) -> str:
    """A time in a recording, as short as it can be said."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if seconds >= _HOUR else f"{minutes}:{rest:02}"


def _from(paragraphs: Paragraphs, place: int) -> int | None:
    """The first paragraph that begins at a place or behind it."""
    number = paragraphs.at(place)
    if paragraphs.starts[number] >= place:
        return number
    return number + 1 if number + 1 < len(paragraphs) else None
