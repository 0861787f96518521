"""What a worker does besides reading files: it looks at a page or a picture for the window, by the name of the task.

Each task is given the question with its values and the bytes of the file, and gives a message. Who asks is `looking`.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from db.importers.media import pictures, recognition
from db.importers.parsed import Unreadable
from db.importers.pdf import opening, picture, places, reading
from db.importers.pdf.boxes import Rectangle
from db.importers.wire import Message

Question = Mapping[str, Any]
_PDF = b"%PDF-"


def ready(name: str) -> Callable[[Question, bytes], Message]:
    """The task of this name, with what it needs loaded; raises KeyError when there is none."""
    task = _TASKS[name]
    reading.load()
    if task is _words:
        recognition.load()
    return task


def _picture(question: Question, data: bytes) -> Message:
    if data.startswith(_PDF):
        found = picture.of_page(data, question["page"], question["width"], question["password"])
    else:
        found = pictures.of_frame(data, question["page"], question["width"])
    return {"kind": "picture", "width": found.width, "height": found.height, "pages": found.pages}, found.png


def _places(question: Question, data: bytes) -> Message:
    found = places.rectangles(data, question["page"], question["text"], question["spans"], question["password"])
    return {"kind": "places", "rectangles": [[asdict(each) for each in one] for one in found]}, b""


def _span(question: Question, data: bytes) -> Message:
    part = Rectangle(**question["rectangle"])
    span = places.span_within(data, question["page"], question["text"], part, question["password"])
    return {"kind": "span", "span": span}, b""


def _words(question: Question, data: bytes) -> Message:
    if not recognition.available():
        raise Unreadable("unsupported-type", "recognition")
    with opening.opened(data, question["password"]) as document, opening.page_of(document, question["page"]) as page:
        found = picture.recognised(page)
    return {"kind": "words", **asdict(found)}, b""


_TASKS: Mapping[str, Callable[[Question, bytes], Message]] = {
    "page-picture": _picture,
    "page-places": _places,
    "page-span": _span,
    "page-words": _words,
}
