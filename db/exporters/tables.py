"""Tables for spreadsheets: CSV as RFC 4180 has it, in UTF-8 with a mark by which spreadsheets know that.

A value that a spreadsheet would take for a formula gets an apostrophe in front, so that opening a table runs nothing.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from unicodedata import category

from db.exporters.files import replacing
from db.exporters.results import Result
from db.folding import fold

COLUMNS = ("kind", "key", "title", "author", "publisher", "issued", "language", "matches", "passage", "URL")
"""What a table of results has, from left to right."""

_MARK = b"\xef\xbb\xbf"
_FORMULAS = frozenset("=+-@")
_IN_CELLS = re.compile(r"([;,|]\s*)([=+@-])")  # where another program may take a new cell to begin


def write(path: Path, results: Iterable[Result], *, case: Path | None = None) -> int:
    """Write results as they come, and say how many there were; raises FileProblem, and then nothing has changed."""
    number = 0
    with replacing(path, case=case) as file:
        file.write(_MARK + line(COLUMNS))
        for result in results:
            file.write(line(row(result)))
            number += 1
    return number


def row(result: Result) -> Sequence[str]:
    """The values of one result, by `COLUMNS`."""
    found, source = result.found, result.source
    title = found.title or found.source_title
    about = ("",) * 4 if source is None else _about(source.author, found.paper, source.issued, source.language)
    url = (source.url if source else None) or ""
    return (found.ref.kind, found.key, title, *about, str(found.matches), found.snippet, url)


def line(values: Iterable[str]) -> bytes:
    """One line of a table."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([safe(value) for value in values])
    return out.getvalue().encode("utf-8", "replace")


def safe(value: str) -> str:
    """A value on one line and without control characters, which no spreadsheet takes for a formula."""
    plain = " ".join("".join(" " if category(char) == "Cc" else char for char in value).split())
    first = next((char for char in plain if category(char) != "Cf"), "")
    plain = _IN_CELLS.sub(r"\1'\2", plain)
    return f"'{plain}" if fold(first)[:1] in _FORMULAS else plain


def _about(author: Sequence[str], paper: str, issued: str | None, language: str | None) -> tuple[str, ...]:
    return "; ".join(author), paper, issued or "", language or ""
