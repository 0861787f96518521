"""Tables as text: a row a line, its cells apart by ` | `, so that a line can be read, found and quoted by itself.

Nothing is aligned, since blanks that are not in the table would be in every quotation. Where the rows come from is
known by the formats.
"""

import re
from collections.abc import Iterable, Sequence

BETWEEN = " | "
LONGEST = 10_000_000
"""Characters of text from which on further rows are left out, with a warning."""
_BLANKS = re.compile(r"\s+")


class Writing:
    """The text of one or several tables, as it grows."""

    def __init__(self) -> None:
        self._sections: list[str] = []
        self._size = 0
        self.warnings: dict[str, None] = {}

    @property
    def text(self) -> str:
        """All of it, the tables apart by empty lines."""
        return "\n\n".join(self._sections)

    @property
    def is_full(self) -> bool:
        """Whether no further row is taken."""
        return self._size > LONGEST

    def warn(self, code: str) -> None:
        """Say that something in a table should be looked at."""
        self.warnings[code] = None

    def sheet(self, name: str, rows: Iterable[Sequence[str]], *, has_header: bool = False) -> None:
        """A table under its name; after a first row that names the columns comes an empty line."""
        lines = self._lines(rows)
        if has_header and len(lines) > 1:
            lines.insert(1, "")
        body = "\n".join(lines).strip("\n")
        self._sections += [part for part in (name.strip(), body) if part]

    def beside(self, remarks: Sequence[str]) -> None:
        """What was written at cells, and not in them."""
        if remarks:
            self._sections += ["* * *", *remarks]

    def _lines(self, rows: Iterable[Sequence[str]]) -> list[str]:
        lines: list[str] = []
        for cells in rows:
            if self.is_full:
                self.warn("rows-left-out")
                break
            line = in_line(cells)
            if line or (lines and lines[-1]):  # empty rows divide, once
                lines.append(line)
                self._size += len(line) + 1
        return lines


def in_line(cells: Sequence[str]) -> str:
    """A row as a line, without the empty cells at its end."""
    words = [_BLANKS.sub(" ", cell).strip() for cell in cells]
    while words and not words[-1]:
        words.pop()
    return BETWEEN.join(words).rstrip() if words else ""
