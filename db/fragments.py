"""Parts of what has no words: a rectangle on a page or a picture, a stretch of a recording.

They are written as W3C media fragments (`xywh=percent:…`, `t=…`), with the page as RFC 8118 counts it, from 1.
"""

import re
from dataclasses import dataclass

from db import errors

_NUMBER = r"(\d{1,9}(?:\.\d{1,6})?)"
_FORM = re.compile(
    rf"(?:page=(\d{{1,6}})&)?xywh=percent:{_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}|t={_NUMBER},{_NUMBER}", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle, in percent of what is seen, from the left and the top; `page` counts from 1, none for a picture."""

    left: float
    top: float
    width: float
    height: float
    page: int | None = None

    def __str__(self) -> str:
        page = f"page={self.page}&" if self.page is not None else ""
        return f"{page}xywh=percent:" + ",".join(
            _number(side) for side in (self.left, self.top, self.width, self.height)
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a recording, in seconds from its beginning."""

    begin: float
    end: float

    def __str__(self) -> str:
        return f"t={_number(self.begin)},{_number(self.end)}"


Fragment = Part | Stretch


def parse(written: str) -> Fragment:
    """Read a fragment; raises Invalid for what is none, or lies outside what can be seen or heard."""
    found = _FORM.fullmatch(written)
    if not found:
        raise errors.Invalid("place", written)
    page, left, top, width, height, begin, end = found.groups()
    if begin is not None:
        stretch = Stretch(float(begin), float(end))
        if stretch.begin > stretch.end:
            raise errors.Invalid("place", written)
        return stretch
    part = Part(float(left), float(top), float(width), float(height), int(page) if page else None)
    inside = part.left + part.width <= 100.001 and part.top + part.height <= 100.001  # as rounding leaves them
    if not inside or part.page == 0 or not (part.width and part.height):
        raise errors.Invalid("place", written)
    return part


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
