"""What other cases said, as lines of a list: a caption for each case, and below it its hits or why there are none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from db import errors
from db.elsewhere import Told
from db.finding import Found
from desktop.base.i18n import count, tr
from desktop.base.sections import Head
from desktop.base.sentences import sentence
from desktop.search import hits
from desktop.search.elsewhere.known import Known


@dataclass(frozen=True, slots=True)
class InCase:
    """A hit, and the case it is of."""

    path: Path
    hit: Found


@dataclass(frozen=True, slots=True)
class Remark:
    """A line that says something of a case; one that is `locked` asks for the passphrase when it is opened."""

    path: Path
    words: str
    locked: bool = False


def rows(cases: Sequence[Known], told: Mapping[Path, Told], *, waiting: bool) -> list[object]:
    """All lines: what has come, and that the rest is still to come."""
    found: list[object] = []
    for case in cases:
        said = told.get(case.path)
        found += [Head(said.title if said else case.title, _side(said)), *_lines(case.path, said, waiting=waiting)]
    return found


def name(line: object) -> str:
    """What accessibility says of a line."""
    return hits.name(line.hit) if isinstance(line, InCase) else line.words if isinstance(line, Remark) else ""


def _side(told: Told | None) -> str:
    return f"{told.answer.total:,}" if told and told.answer else ""


def _lines(path: Path, told: Told | None, *, waiting: bool) -> list[object]:
    if told is None:
        return [Remark(path, tr("Searching…") if waiting else tr("Not searched: stopped before its turn"))]
    if isinstance(told.trouble, errors.WrongPassphrase):
        return [Remark(path, tr("That passphrase did not open it. Press Enter to try another."), locked=True)]
    if told.locked:
        return [Remark(path, tr("It is encrypted, or no case. Press Enter and type its passphrase."), locked=True)]
    if told.trouble is not None:
        return [Remark(path, sentence(told.trouble).replace(str(path), path.name))]
    assert told.answer is not None
    if not told.answer.total:
        return [Remark(path, tr("Nothing found"))]
    found: list[object] = [InCase(path, hit) for hit in told.answer.hits]
    left = told.answer.total - len(told.answer.hits)
    more = [Remark(path, count(left, "1 more in this case", "{n} more in this case"))] if left > 0 else []
    return found + more
