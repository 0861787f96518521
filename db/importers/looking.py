"""Looking at a page of a PDF, or at a picture, in a worker process: how it looks, where a passage stands, and so on.

Pages are counted from 0. A pool of its own serves best, since one that is reading files is stopped with their import.
All of these raise Unreadable, also when the worker was lost or took too long, and WorkersUnavailable.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from db.importers.drawing import Picture
from db.importers.media.recognition import Recognised
from db.importers.parsed import Failure, Unreadable
from db.importers.pdf.boxes import Rectangle
from db.importers.wire import Message, NotAResultError, from_message
from db.importers.worker import Workers

__all__ = ["Picture", "Recognised", "Rectangle", "page_picture", "page_places", "page_span", "page_words"]


def page_picture(workers: Workers, data: bytes, page: int, width: int, password: str | None = None) -> Picture:
    """A page of a PDF or of a picture, about so many pixels wide; smaller when it has fewer or is of an odd shape."""
    header, png = _asked(workers, data, {"task": "page-picture", "page": page, "width": width, "password": password})
    try:
        return Picture(int(header["width"]), int(header["height"]), png, int(header["pages"]))
    except (KeyError, TypeError, ValueError) as error:
        raise _NO_ANSWER from error


def page_places(
    workers: Workers,
    data: bytes,
    page: int,
    text: str,
    spans: Sequence[tuple[int, int]],
    password: str | None = None,
) -> list[tuple[Rectangle, ...]]:
    """Where each of some spans stands on the page whose stored text is `text`: one part of the page for each line."""
    asked = {"text": text, "spans": [list(span) for span in spans]}
    header, _ = _asked(workers, data, {"task": "page-places", "page": page, **asked, "password": password})
    try:
        found = [
            tuple(Rectangle(*(float(each[side]) for side in _SIDES)) for each in one) for one in header["rectangles"]
        ]
        return found if len(found) == len(spans) else [()] * len(spans)
    except (KeyError, TypeError, ValueError) as error:
        raise _NO_ANSWER from error


def page_span(
    workers: Workers, data: bytes, page: int, text: str, rectangle: Rectangle, password: str | None = None
) -> tuple[int, int] | None:
    """The span of the page's stored text that stands in a part of the page; None when no words stand there."""
    part = {"text": text, "rectangle": asdict(rectangle)}
    header, _ = _asked(workers, data, {"task": "page-span", "page": page, **part, "password": password})
    try:
        if header["span"] is None:
            return None
        start, end = map(int, header["span"])
    except (KeyError, TypeError, ValueError) as error:
        raise _NO_ANSWER from error
    return (start, end) if 0 <= start < end <= len(text) else None


def page_words(workers: Workers, data: bytes, page: int, password: str | None = None) -> Recognised:
    """The words that are recognised in the picture of a page, when the extra for that is installed."""
    header, _ = _asked(workers, data, {"task": "page-words", "page": page, "password": password})
    try:
        text = str(header["text"])
        text.encode()
        return Recognised(text, doubtful=bool(header["doubtful"]))
    except (KeyError, TypeError, ValueError) as error:
        raise _NO_ANSWER from error


_SIDES = ("left", "top", "right", "bottom")
_NO_ANSWER = Unreadable("worker-died", "unreadable answer")


def _asked(workers: Workers, data: bytes, question: dict[str, Any]) -> Message:
    """The answer to a question; raises Unreadable when there is none."""
    answer = workers.ask(question, data)
    if not isinstance(answer, Failure):
        if answer[0].get("kind") != "failure":
            return answer
        answer = _failure(answer)
    raise Unreadable(answer.reason, answer.detail)


def _failure(answer: Message) -> Failure:
    try:
        failure = from_message(*answer)
    except NotAResultError as error:
        raise _NO_ANSWER from error
    return failure if isinstance(failure, Failure) else Failure("worker-died", "unreadable answer")
