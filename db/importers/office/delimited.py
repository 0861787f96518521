"""Tables as plain text: CSV and its kin, whatever stands between the cells.

Which sign that is, is told by which divides the first lines most evenly. The text that is kept is the table as `tables`
writes it; the file itself stays as it is.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO
from itertools import islice
from typing import Literal

from db import plain
from db.importers import detect, plaintext
from db.importers.file import File
from db.importers.office import described, tables
from db.importers.parsed import Extractor, Parsed, Unreadable

_SIGNS = ",;\t|"
_SAMPLE = 200
_LONGEST_CELL = 2_000_000
_NAMED = re.compile(r"\Asep=(.)\n", re.I)
_FIGURES = re.compile(r"[\W_]*[\d.,:/\s%-]*\d[\d.,:/\s%-]*\W*\w{0,3}")
_MANY_LINES = 200
"""A cell of so many lines is no cell: a quotation mark was left open."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written: what stands between the cells, and whether quotation marks hold a cell together."""

    sign: str
    quoted: bool = True


def read(file: File) -> Parsed:
    """The table in the file; raises Unreadable when there is nothing in it."""
    decoded = file.decoded()
    text = plain.normalise(decoded.text)
    if not text.strip():
        raise Unreadable("empty")
    named = _NAMED.match(text)
    body = text[named.end() :] if named else text
    dialect, warnings = Dialect(named[1]) if named else sniffed(body, file.kind.media_type), []
    if _runs_away(body, dialect):
        dialect, warnings = replace(dialect, quoted=False), ["quotes-unbalanced"]
    writing = tables.Writing()
    header = has_header(list(islice(rows(body, dialect), 40)))
    writing.sheet("", rows(body, dialect), has_header=header)
    options = {"delimiter": dialect.sign, "header": str(header).lower()}
    parsed = described.document(file, writing.text, Extractor("casethread-csv", "1", options), has_head=False)
    return replace(parsed, charset=decoded.charset).warned(
        *plaintext.charset_warnings(decoded), *warnings, *writing.warnings
    )


WAYS = (read,)


def sniffed(text: str, media_type: str = detect.CSV) -> Dialect:
    """What stands between the cells: the sign by which most of the first rows have the same number of cells."""
    signs = _SIGNS if media_type == detect.CSV else "\t" + _SIGNS.replace("\t", "")
    return Dialect(max(signs, key=lambda sign: (_evenness(text, Dialect(sign)), -signs.index(sign))))


def rows(text: str, dialect: Dialect) -> Iterator[list[str]]:
    """The rows of the table, whatever is wrong with it."""
    csv.field_size_limit(_LONGEST_CELL)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=dialect.sign, quoting=quoting, strict=False)
    except csv.Error as error:
        raise Unreadable("damaged", "csv") from error


def has_header(sample: list[list[str]]) -> bool:
    """Whether the first row names the columns: all of it words, each once, where figures stand below."""
    lines = [line for line in sample if any(cell.strip() for cell in line)]
    if len(lines) < 2 or len(lines[0]) < 2:
        return False
    head, below = lines[0], lines[1:]
    named = [cell.strip() for cell in head if cell.strip()]
    if len(set(named)) < len(named) or len(named) < len(head) - 1 or any(map(_FIGURES.fullmatch, named)):
        return False
    columns = [[line[at] for line in below if at < len(line) and line[at].strip()] for at in range(len(head))]
    return any(cells and sum(map(bool, map(_FIGURES.fullmatch, cells))) > 0.7 * len(cells) for cells in columns) or (
        len(lines[0]) > 1 and all(len(name) < 40 for name in named) and _is_longer(below, named)
    )


def _is_longer(below: list[list[str]], named: list[str]) -> bool:
    """Whether what stands below is twice as long as the names: words under words."""
    cells = [cell for line in below for cell in line if cell.strip()]
    return bool(cells) and sum(map(len, cells)) / len(cells) > 2 * sum(map(len, named)) / len(named)


def _evenness(text: str, dialect: Dialect) -> float:
    """The share of the first rows that have the most common number of cells, beyond one."""
    try:
        counts = Counter(len(line) for line in islice(rows(text, dialect), _SAMPLE) if line)
    except Unreadable:
        return 0.0
    divided = [(count, cells) for cells, count in counts.items() if cells > 1]
    if not divided:
        return 0.0
    count, cells = max(divided)
    return count / counts.total() + min(cells, 50) / 1000


def _runs_away(text: str, dialect: Dialect) -> bool:
    """Whether a quotation mark that is never closed swallows the lines behind it."""
    try:
        return any(cell.count("\n") > _MANY_LINES for line in rows(text, dialect) for cell in line)
    except Unreadable:
        return True
