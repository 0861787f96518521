"""What is marked in a text, as data: passages in layers, found by place; nothing here knows Qt."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from db.refs import Uuid
from db.spans import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage that is marked: what it belongs to, which of the mark colours it has, what hovering says.

    `changed` when the words that stand there are not those it was made of.
    """

    span: Span
    uuid: Uuid
    shade: int = 0
    hint: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text over which the same marks lie, the shortest of them last."""

    start: int
    end: int
    marks: tuple[Mark, ...]


class Marks:
    """Marks in the order of their places, and the segments into which they cut the text."""

    def __init__(self, marks: Sequence[Mark] = ()) -> None:
        self.all = sorted(marks, key=lambda mark: (mark.span, mark.uuid))
        self.segments = list(_swept(self.all))
        self._ends = [segment.end for segment in self.segments]

    def between(self, start: int, end: int) -> Iterator[Segment]:
        """The segments that reach into a stretch of text."""
        for number in range(bisect_left(self._ends, start + 1), len(self.segments)):
            segment = self.segments[number]
            if segment.start >= end:
                return
            yield segment

    def at(self, place: int) -> tuple[Mark, ...]:
        """The marks over one character, the shortest last."""
        return next((segment.marks for segment in self.between(place, place + 1)), ())

    def of(self, uuid: Uuid) -> Mark | None:
        """The mark of an object."""
        return next((mark for mark in self.all if mark.uuid == uuid), None)

    def after(self, place: int) -> Mark | None:
        """The first mark that begins after a place, or the first of all."""
        return next((mark for mark in self.all if mark.span.start > place), self.all[0] if self.all else None)

    def before(self, place: int) -> Mark | None:
        """The last mark that begins before a place, or the last of all."""
        earlier = [mark for mark in self.all if mark.span.start < place] or self.all
        return earlier[-1] if earlier else None


def _swept(marks: Sequence[Mark]) -> Iterator[Segment]:
    """Go along the text from border to border, with the marks that lie over the place in hand."""
    open_: dict[int, Mark] = {}
    ends: list[tuple[int, int]] = []
    at, number = 0, 0
    while number < len(marks) or ends:
        start = marks[number].span.start if number < len(marks) else None
        border = ends[0][0] if ends and (start is None or ends[0][0] <= start) else start
        assert border is not None
        if open_ and border > at:
            yield Segment(at, border, tuple(sorted(open_.values(), key=_longest_first)))
        at = border
        while ends and ends[0][0] == border:
            open_.pop(heappop(ends)[1])
        while number < len(marks) and marks[number].span.start == border:
            mark = marks[number]
            if mark.span.end > border:
                open_[number] = mark
                heappush(ends, (mark.span.end, number))
            number += 1


def _longest_first(mark: Mark) -> tuple[int, int, str]:
    return mark.span.start - mark.span.end, mark.span.start, mark.uuid
