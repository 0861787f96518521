"""What every command shares: opening the case, output, progress, exit codes."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from db import authors, errors, plain
from db.case import Case

DONE, NO, USAGE, FAILED = 0, 1, 2, 3
"""Exit codes: done; the answer is no; wrong usage; an expected failure."""

T = TypeVar("T")


class Words(click.ParamType[str]):
    """Words typed by a person: whatever the shell passes becomes text that can be stored."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The words, without lone surrogates and foreign line ends."""
        return plain.normalise(os.fsencode(value).decode("utf-8", "replace"))


CASE = click.Path(path_type=Path, readable=False)  # what cannot be read is an expected failure, not wrong usage
WORDS = Words()
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@contextmanager
def opened(path: Path, *, write: bool = False) -> Iterator[Case]:
    """The case of a command; its passphrase comes from CASETHREAD_PASSPHRASE or is asked for."""
    with _open(path, write=write) as case:
        context = click.get_current_context(silent=True)
        name = context.find_root().params.get("author") if context else None
        if write and name:
            authors.sign(case, name)
        yield case


def _open(path: Path, *, write: bool) -> Case:
    passphrase = os.environ.get("CASETHREAD_PASSPHRASE")
    try:
        return Case.open(path, passphrase, readonly=not write)
    except errors.WrongPassphrase as wrong:
        try:
            return Case.open(path, None, readonly=not write)  # it may need none
        except errors.PassphraseNeeded:
            raise wrong from None
    except errors.PassphraseNeeded:
        if not sys.stdin.isatty():
            raise
    return Case.open(path, click.prompt("Passphrase", hide_input=True, err=True), readonly=not write)


def new_passphrase() -> str:
    """A passphrase for a new case, from the environment or typed twice."""
    given = os.environ.get("CASETHREAD_PASSPHRASE")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise click.UsageError("An encrypted case needs a passphrase: set CASETHREAD_PASSPHRASE or use a terminal.")
    click.echo("Without its passphrase the case cannot be opened, by anyone. There is no way round it.", err=True)
    typed: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    return typed


def read_file(path: Path) -> str:
    """The text of a file, or of standard input for `-`; raises FileProblem."""
    if str(path) == "-":
        data = sys.stdin.buffer.read()
    else:
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise errors.FileProblem(path, "missing") from None
        except IsADirectoryError:
            raise errors.FileProblem(path, "is-a-folder") from None
        except OSError as error:
            raise errors.FileProblem(path, "unreadable") from error
    return plain.normalise(plain.decode(data).text)


def show(document: Any) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def show_line(document: Any) -> None:
    """Print one JSON document on a line of its own."""
    click.echo(json.dumps(document, ensure_ascii=False))


def tell(sentence: str) -> None:
    """Say something to the person, apart from the results."""
    click.echo(sentence, err=True)


def table(rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows in aligned columns; the last column takes what is left."""
    found = [tuple(" ".join(cell.split()) for cell in row) for row in rows]
    if not found:
        return
    widths = [min(max(_width(row[column]) for row in found), 44) for column in range(len(found[0]) - 1)]
    for row in found:
        cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)]
        click.echo("  ".join([*cells, row[-1]]).rstrip())


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    import unicodedata

    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, nothing elsewhere; called with how much of how much is done."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=total or 1, label=label, file=sys.stderr) as bar:

        def told(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield told
