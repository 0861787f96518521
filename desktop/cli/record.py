"""Commands for the record of a case: undo, redo, history, check."""

from datetime import datetime
from pathlib import Path

import click

from db import history as db_history
from desktop.base.edits import edit_words
from desktop.cli.frame import CASE, NO, as_json, opened, show, table, tell


@click.command()
@click.argument("case", type=CASE)
def undo(case: Path) -> int:
    """Take back the last edit, or the whole last import or merge.

    \b
    casethread undo harbour.casethread
    """
    return _undo_or_redo(case, "undo")


@click.command()
@click.argument("case", type=CASE)
def redo(case: Path) -> int:
    """Make again what was undone last.

    \b
    casethread redo harbour.casethread
    """
    return _undo_or_redo(case, "redo")


def _undo_or_redo(case: Path, what: str) -> int:
    from db import errors
    from desktop.base.sentences import sentence

    with opened(case, write=True) as open_case:
        try:
            record = open_case.undo() if what == "undo" else open_case.redo()
        except (errors.NothingToUndo, errors.NothingToRedo) as nothing:
            tell(sentence(nothing))
            return NO
        undone = record.details.get("undoes") or record.details.get("redoes") or []
        edit = open_case.ledger.edit(bytes.fromhex(undone[0])) if undone else None
        name = edit_words(edit.code) if edit else what
    tell(f"{'Taken back' if what == 'undo' else 'Made again'}: {name}.")
    return 0


@click.command()
@click.argument("case", type=CASE)
@click.option(
    "--limit", type=click.IntRange(min=0), default=50, show_default=True, help="How many edits to print; 0 is all."
)
@as_json
def history(case: Path, *, limit: int, as_json: bool) -> None:
    """List what was done to a case, newest first.

    \b
    casethread history harbour.casethread --limit 10
    """
    with opened(case) as open_case:
        found = db_history.entries(open_case, limit or None)
    if as_json:
        show(
            [
                {
                    "id": entry.id,
                    "at": entry.at,
                    "code": entry.code,
                    "author": entry.author,
                    "batch": entry.batch,
                    "rows": dict(entry.rows),
                }
                for entry in found
            ]
        )
        return
    table(
        (
            _local(entry.at),
            entry.author or "",
            edit_words(entry.code),
            ", ".join(f"{count} {kind}" for kind, count in entry.rows.items()),
        )
        for entry in found
    )


@click.command()
@click.argument("case", type=CASE)
@click.option("--against", metavar="HEAD", help="A head kept elsewhere; the case must have passed it.")
@as_json
def check(case: Path, *, against: str | None, as_json: bool) -> int:
    """Look whether a case is whole: file, record, bytes, and every excerpt's words at their place.

    \b
    casethread check harbour.casethread
    casethread check harbour.casethread --against 3f9a…
    """
    from db.upkeep.check import check as look

    with opened(case) as open_case:
        report = look(open_case, against=against)
    if as_json:
        show(
            {
                "ok": report.ok,
                "head": report.head,
                "edits": report.edits,
                "sources": report.sources,
                "excerpts": report.excerpts,
                "faults": [
                    {
                        "code": fault.code,
                        "place": fault.place,
                        "identity": fault.identity,
                        "detail": fault.detail,
                    }
                    for fault in report.faults
                ],
            }
        )
        return 0 if report.ok else NO
    for fault in report.faults:
        click.echo(f"{fault.code}  {fault.place}  {fault.identity}  {fault.detail}".rstrip())
    counts = f"{report.edits} edits, {report.sources} sources, {report.excerpts} excerpts"
    tell(f"Whole: {counts}." if report.ok else f"Not as it must be, in {len(report.faults)} places: {counts}.")
    if report.head:
        click.echo(f"head {report.head}")
    return 0 if report.ok else NO


def _local(at: str) -> str:
    """A moment in the time of this machine."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
