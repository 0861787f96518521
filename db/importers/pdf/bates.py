"""Bates numbers: what is stamped on the pages of documents that were handed over, one after the other.

They are what lawyers and courts cite a page by, so they go before the labels that a document gives its pages itself.
"""

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"(?<![\w-])([A-Z][A-Z&]{0,11}(?:[-_. ]{1,2}[A-Z]{1,11})*)([-_. ]{0,3})(\d{3,12})(?![\w-])")
_EDGE = 2
"""Lines at the beginning and at the end of a page among which a stamp stands."""
_LONGEST = 40
_DIGITS = 5
_FEWEST = 3
"""A run of fewer pages may be chance."""


_Stamps = dict[tuple[str, int], tuple[int, str]]
"""By the letters and how many digits there are: the number, and the whole as it is stamped."""


def labels(pages: Sequence[str]) -> list[str]:
    """What is stamped on each page, or nothing for a page outside the runs; empty when there is no run at all.

    In a run the same letters stand on each page, and the number grows by one from page to page.
    """
    stamps = [_stamps(page) for page in pages]
    found = [""] * len(pages)
    for prefix in dict.fromkeys(key for page in stamps for key in page):
        start = 0
        while start < len(stamps):
            end = start
            while end < len(stamps) and _goes_on(stamps, prefix, start, end):
                end += 1
            if end - start >= _FEWEST:
                for number in range(start, end):
                    found[number] = found[number] or stamps[number][prefix][1]
            start = max(end, start + 1)
    return found if any(found) else []


def _goes_on(stamps: Sequence["_Stamps"], key: tuple[str, int], first: int, at: int) -> bool:
    if key not in stamps[at]:
        return False
    return stamps[at][key][0] == stamps[first][key][0] + at - first


def _stamps(page: str) -> "_Stamps":
    """What may be a stamp at the edges of a page."""
    lines = [line.strip() for line in page.split("\n") if line.strip()]
    found: _Stamps = {}
    for line in (*lines[:_EDGE], *lines[-_EDGE:]):
        stamp = _NUMBER.search(line) if len(line) <= _LONGEST else None
        if stamp and (len(stamp[3]) >= _DIGITS or stamp[3].startswith("0")):  # or it may be a year
            found[(stamp[1], len(stamp[3]))] = int(stamp[3]), stamp[0]
    return found
