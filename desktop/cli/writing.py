"""Commands for what is written: note, brief, verify."""

from datetime import UTC, datetime
from pathlib import Path

import click

from db import briefs, errors, markup, notes
from db.case import Case
from db.links import Linked
from desktop.cli.frame import CASE, WORDS, opened, read_file, tell

FILE = click.Path(path_type=Path, allow_dash=True, readable=False)


@click.command()
@click.argument("case", type=CASE)
@click.argument("title", type=WORDS)
@click.argument("file", type=FILE, required=False)
def note(case: Path, title: str, file: Path | None) -> None:
    """Print a note; with FILE (`-` for standard input), write it.

    In a note [[Name]] links to an entity, and an unknown name becomes one; [@key] cites a source or an
    excerpt. A note of this title is replaced; undo brings it back.

    \b
    casethread note harbour.casethread "The Prato case" prato.md
    echo "[[Prato]] again [@guardian2022-x4q]." | casethread note harbour.casethread Prato -
    """
    if file is None:
        with opened(case) as open_case:
            click.echo(notes.get(open_case, title).body)
        return
    body = read_file(file)
    with opened(case, write=True) as open_case:
        written, linked = notes.write(open_case, title, body)
        unknown = _unknown_keys(open_case, body)
    _tell_linked(linked)
    for key in unknown:
        tell(f"Nothing in the case has the key “{key}”; the note is kept as it is.")
    click.echo(written.key)


def _unknown_keys(case: Case, body: str) -> list[str]:
    """The keys a text cites that lead nowhere."""
    from db.briefings.library import CaseLibrary

    library = CaseLibrary(case)
    cited = {citation.key: None for citation in markup.parse(body).citations}
    return [key for key in cited if library.excerpt(key) is None and library.source(key) is None]


def _tell_linked(linked: Linked) -> None:
    if linked.made:
        tell(f"New entities: {', '.join(linked.made)}.")
    for name in linked.ambiguous:
        tell(f"“{name}” is the name of several entities, so this link leads nowhere yet.")


@click.command()
@click.argument("case", type=CASE)
@click.argument("title", type=WORDS)
@click.argument("file", type=FILE, required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write it there; standard output otherwise.")
@click.option("--format", "format_", type=click.Choice(["md"]), default="md", show_default=True, help="What to write.")
def brief(case: Path, title: str, file: Path | None, *, output: Path | None, format_: str) -> None:
    """Export a briefing: its citations become footnotes, and an annex leads each back to its source.

    With FILE (`-` for standard input) the briefing is first stored in the case under this title.

    \b
    casethread brief harbour.casethread "Police stations abroad" draft.md -o briefing.md
    """
    from db.briefings.compose import compose
    from db.briefings.library import CaseLibrary
    from db.exporters.markdown import write

    del format_
    body = read_file(file) if file else None
    with opened(case, write=body is not None) as open_case:
        if body is not None:
            written, linked = briefs.write(open_case, title, body)
            _tell_linked(linked)
        else:
            written = briefs.get(open_case, title)
        library = CaseLibrary(open_case)
        for key in _unknown_keys(open_case, written.body):
            raise errors.Unknown("source or excerpt", key)
        text = compose(library, written, open_case.head or "", datetime.now(UTC))
    if output is None:
        click.echo(text, nl=False)
    else:
        write(output, text, case=case)
        tell(f"Wrote “{output}”.")
