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
    """A line that says something of a case; opening it asks for the passphrase if `locked`, shows all if `more`."""

    path: Path
    words: str
    locked: bool = False
    more: bool = False


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


def _trouble(error: errors.Expected, path: Path) -> str:
    """Why a case said nothing; its name stands above."""
    if isinstance(error, errors.WrongPassphrase):
        return tr("That passphrase did not open it. Press Enter to try another.")
    if isinstance(error, errors.PassphraseNeeded):
        return tr("It is encrypted, or no case. Press Enter and type its passphrase.")
    if isinstance(error, errors.CaseMissing):
        return tr("It is no longer where it was when it was opened last.")
    return sentence(error).replace(str(path), path.name)


def _more(left: int) -> str:
    return count(left, "Show 1 more in that case", "Show {n} more in that case")


def _side(told: Told | None) -> str:
    return f"{told.answer.total:,}" if told and told.answer else ""


def _lines(path: Path, told: Told | None, *, waiting: bool) -> list[object]:
    if told is None:
        return [Remark(path, tr("Searching…") if waiting else tr("Not searched: stopped before its turn"))]
    if told.trouble is not None:
        return [Remark(path, _trouble(told.trouble, path), locked=told.locked)]
    assert told.answer is not None
    if not told.answer.total:
        return [Remark(path, tr("Nothing found"))]
    found: list[object] = [InCase(path, hit) for hit in told.answer.hits]
    left = told.answer.total - len(told.answer.hits)
    more = [Remark(path, _more(left), more=True)] if left > 0 else []
    return found + more
