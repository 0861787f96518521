"""The command line: the same calls as the window's, for automation and for machines without a screen.

Results go to standard output, messages to standard error. Nothing here imports Qt.
"""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from db import errors
from desktop.base.sentences import sentence
from desktop.cli import frame
from desktop.cli.copying import copies
from desktop.cli.demo import demo
from desktop.cli.finding import entities, entity, search
from desktop.cli.material import excerpt, import_, new, sources, text
from desktop.cli.record import check, history, redo, undo
from desktop.cli.texts import correct, reread
from desktop.cli.verifying import verify
from desktop.cli.writing import brief, note

_EPILOG = """\b
A first case:
  casethread demo              a sample case, made step by step in a folder of its own
  casethread new my.casethread
  casethread import my.casethread articles/
  casethread search my.casethread '"police station" AND Milan'
"""


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_EPILOG,
)
@click.option("--author", envvar="CASETHREAD_AUTHOR", type=frame.WORDS, help="Sign what is written with this name.")
@click.version_option(package_name="casethread", prog_name="casethread")
@click.pass_context
def commands(context: click.Context, author: str | None) -> None:
    """Investigative notes that lead back to the exact words of their sources.

    A CASE is one file. Casethread uses no network.
    """
    del author  # commands read it from the context
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (
    demo,
    new,
    import_,
    sources,
    copies,
    text,
    reread,
    correct,
    search,
    excerpt,
    note,
    entities,
    entity,
    brief,
    verify,
    undo,
    redo,
    history,
    check,
):
    commands.add_command(command)


def run(arguments: Sequence[str], open_window: Callable[[Path], int] | None = None) -> int:
    """Run one command; the exit code. `open_window` shows a case to somebody who can see it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    as_json = "--json" in arguments
    try:
        code = commands.main(list(arguments), prog_name="casethread", standalone_mode=False, obj=open_window)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.Abort:
        frame.tell("Stopped; what was finished before is kept.")
        return 130
    except click.ClickException as error:
        error.show()
        return frame.USAGE
    except errors.Expected as error:
        _report(error, as_json=as_json)
        return frame.FAILED
    return code if isinstance(code, int) else frame.DONE


def _report(error: errors.Expected, *, as_json: bool) -> None:
    words = sentence(error)
    frame.tell(json.dumps({"error": error.code, "message": words}, ensure_ascii=False) if as_json else words)
