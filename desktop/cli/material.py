"""Commands for what comes in: new, import, sources, text, excerpt."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from db import errors, excerpts, texts
from db import sources as db_sources
from db.case import Case
from desktop.base.sentences import REASONS
from desktop.cli import frame
from desktop.cli.frame import CASE, WORDS, as_json, opened, show, show_line, table, tell

_GIVEN = (*db_sources.FIELDS, "obtained_from", "obtained_by", "obtained_at", "obtained_how", "conditions", "held",
          "status", "sensitivity")  # fmt: skip


@click.command()
@click.argument("case", type=CASE)
@click.option("--encrypted", is_flag=True, help="Encrypt it from its first byte, with a passphrase.")
@click.option("--title", type=WORDS, help="What the case is called; the file's name otherwise.")
def new(case: Path, *, encrypted: bool, title: str | None) -> None:
    """Make a new, empty case.

    \b
    casethread new harbour.casethread
    CASETHREAD_PASSPHRASE=… casethread new harbour.casethread --encrypted
    """
    if not encrypted and os.environ.get("CASETHREAD_PASSPHRASE"):
        raise click.UsageError("CASETHREAD_PASSPHRASE is set: say --encrypted, or unset it for a case that is not.")
    passphrase = frame.new_passphrase() if encrypted else None
    Case.create(case, passphrase, title=title).close()
    tell(f"Made {'the encrypted' if encrypted else 'the'} case “{case}”.")


@click.command("import")
@click.argument("case", type=CASE)
@click.argument("paths", type=CASE, nargs=-1, required=True)
@click.option(
    "--set",
    "given",
    metavar="FIELD=VALUE",
    multiple=True,
    type=WORDS,
    help="Say something of all these files yourself, such as publisher=… or obtained_from=…",
)
@as_json
def import_(case: Path, paths: tuple[Path, ...], given: tuple[str, ...], *, as_json: bool) -> None:
    """Bring files and folders into a case as sources; `-` is standard input.

    The original bytes are kept. What is found in a file (title, author, date …) is kept with where it
    was found. Only a title, which every source needs, and the language may be guesses, and are marked so.
    One import is one step for undo.

    \b
    casethread import harbour.casethread articles/ page.html
    casethread import harbour.casethread leak.txt --set obtained_from="a former clerk" --set issued=2023-04
    """
    from db.derived import Derived
    from db.importers import intake

    known = _given(given)
    with opened(case, write=True) as open_case:
        files = intake.files_in(path for path in paths if str(path) != "-")
        files += [path for path in paths if str(path) == "-"]
        counts = {"added": 0, "duplicate": 0, "unpacked": 0, "failed": 0}
        with frame.progress("Importing", len(files)) as told:
            for done, outcome in enumerate(
                intake.take_in(intake.directly(open_case), files, known=known, read=_read), start=1
            ):
                counts[outcome.status] += 1
                _print_outcome(outcome, as_json=as_json)
                told(min(done, len(files)), len(files))
        with frame.progress("Indexing") as told, Derived(open_case) as derived:
            derived.refresh(told)
    tell(f"{counts['added']} added, {counts['duplicate']} already there, {counts['failed']} failed.")
    if known and counts["duplicate"]:
        tell("What --set says was not written to what was there already.")


def _read(path: Path) -> bytes:
    from db.importers import intake

    return sys.stdin.buffer.read() if str(path) == "-" else intake.bytes_of(path)


def _print_outcome(outcome: Any, *, as_json: bool) -> None:
    if as_json:
        show_line(
            {
                "path": str(outcome.path),
                "status": outcome.status,
                "key": outcome.key,
                "title": outcome.title,
                "sha256": outcome.sha256,
                "reason": outcome.reason,
                "warnings": list(outcome.warnings),
            }
        )
    elif outcome.status == "failed":
        click.echo(f"failed     {outcome.path}: {REASONS.get(outcome.reason, outcome.reason)}")
    else:
        click.echo(f"{outcome.status:<9}  {outcome.key}  {outcome.title or outcome.path.name}")


def _given(pairs: tuple[str, ...]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        name = name.strip().replace("-", "_").lower()
        if not equals or name not in _GIVEN:
            raise click.UsageError(f"--set takes FIELD=VALUE with one of: {', '.join(_GIVEN)}")
        known[name] = (*known.get(name, ()), value.strip()) if name == "author" else value.strip()
    return known


@click.command()
@click.argument("case", type=CASE)
@click.option("--wanted", is_flag=True, help="Only those that are cited and not held.")
@as_json
def sources(case: Path, *, wanted: bool, as_json: bool) -> None:
    """List the sources of a case, oldest first.

    \b
    casethread sources harbour.casethread --json
    casethread sources harbour.casethread --wanted
    """
    with opened(case) as open_case:
        found = [one for one in db_sources.every(open_case) if not wanted or (one.held == "cited" and not one.sha256)]
    if as_json:
        show([_source_data(source) for source in found])
    else:
        table((source.key, source.issued or "no date", source.publisher or "", _titled(source)) for source in found)


def _titled(source: db_sources.Source) -> str:
    """The title, and that the source does not stand as it was published."""
    title = source.title or ""
    return title if source.status == "current" else f"{title} ({source.status})".strip()


def _source_data(source: db_sources.Source) -> dict[str, Any]:
    data = {name: getattr(source, name) for name in ("key", *_GIVEN, "sha256", "media_type", "file_name", "uuid")}
    data |= {"notice": source.notice, "issued_because": source.issued_because}
    return {**data, "author": list(source.author), "origins": dict(source.origins)}


@click.command()
@click.argument("case", type=CASE)
@click.argument("key", type=WORDS)
def text(case: Path, key: str) -> None:
    """Print the text of a source, as it is quoted from.

    \b
    casethread text harbour.casethread guardian2022-x4q
    """
    with opened(case) as open_case:
        source = db_sources.get(open_case, key)
        found = texts.current(open_case, source.uuid)
        if found is None:
            raise errors.Unknown("text of", source.key)
        click.echo(texts.content(open_case, found))


@click.command()
@click.argument("case", type=CASE)
@click.argument("key", type=WORDS)
@click.argument("quote", type=WORDS)
@click.option("--nth", type=click.IntRange(min=1), help="Which one, when the words stand there several times.")
@click.option("--comment", type=WORDS, default="", help="What you want to say about it.")
@click.option("--locator", type=WORDS, help="A page or time, such as 'p. 3'.")
@as_json
def excerpt(
    case: Path, key: str, quote: str, *, nth: int | None, comment: str, locator: str | None, as_json: bool
) -> None:
    """Make an excerpt of the words QUOTE of a source, and print its key.

    Blanks, accents, capitals and quotation marks need not be typed as in the source: the excerpt
    holds what stands there.

    \b
    casethread excerpt harbour.casethread guardian2022-x4q "more than 100 around the world"
    """
    with opened(case, write=True) as open_case:
        source = db_sources.get(open_case, key)
        made = excerpts.quote(open_case, source, quote, nth=nth, comment=comment, locator=locator)
    if as_json:
        show({"key": made.key, "start": made.start, "end": made.end, "quote": made.quote, "uuid": made.uuid})
    else:
        click.echo(made.key)
