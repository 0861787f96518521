"""Commands for further texts of a source: reread, correct."""

from collections import Counter
from pathlib import Path

import click

from db import errors, following, plain, texts
from db import sources as db_sources
from db.case import Case
from db.texts import Text
from desktop.cli import frame
from desktop.cli.frame import CASE, WORDS, as_json, opened, show, tell
from desktop.cli.writing import FILE


@click.command()
@click.argument("case", type=CASE)
@click.argument("source", type=WORDS)
@click.option("--whole-page", is_flag=True, help="Take all that the page shows, not only its article.")
@click.option("--charset", type=WORDS, help="Read it in this charset, such as windows-1251.")
@click.option("--password", "locked", is_flag=True, help="Ask for the password that opens the file.")
@as_json
def reread(case: Path, source: str, *, whole_page: bool, charset: str | None, locked: bool, as_json: bool) -> None:
    """Read a source again from the file that is kept of it.

    When the words are others than before, they become another text of the source; the old ones stay. Excerpts stay
    on their own text, and are looked for in the new one.

    \b
    casethread reread harbour.casethread guardian2022-x4q --whole-page
    """
    from db.importers.file import Wish
    from db.importers.intake import directly
    from db.importers.rereading import reread as read_again

    if charset is not None and not plain.is_charset(charset):
        raise click.UsageError(f"“{charset}” is no charset that is known.")
    password = click.prompt("Password", hide_input=True, err=True) if locked else None
    wish = Wish(charset=charset, password=password, whole_page=whole_page)
    with opened(case, write=True) as open_case:
        found = db_sources.get(open_case, source)
        done = read_again(directly(open_case), found.uuid, wish)
        _report(open_case, done.text, fresh=done.fresh, as_json=as_json)


@click.command()
@click.argument("case", type=CASE)
@click.argument("source", type=WORDS)
@click.argument("file", type=FILE)
@as_json
def correct(case: Path, source: str, file: Path, *, as_json: bool) -> None:
    """Add the text in FILE as a correction of the current text of a source, and quote from it from now on.

    The text that was corrected stays. `casethread text` prints it, so that it can be edited.

    \b
    casethread text harbour.casethread scan-x4q > scan.txt
    casethread correct harbour.casethread scan-x4q scan.txt
    """
    words = frame.read_file(file)
    with opened(case, write=True) as open_case:
        found = db_sources.get(open_case, source)
        text = texts.current(open_case, found.uuid)
        if text is None:
            raise errors.Unknown("text of", found.key)
        before = texts.content(open_case, text)
        words = words.rstrip("\n") + before[len(before.rstrip("\n")) :]  # an editor may end a file as it likes
        made = texts.correct(open_case, text, words)
        _report(open_case, made, fresh=made.uuid != text.uuid, as_json=as_json)


def _report(case: Case, text: Text, *, fresh: bool, as_json: bool) -> None:
    """Say whether there is another text now, and what became of the excerpts in it."""
    current = texts.current(case, text.source)
    is_current = current is not None and current.uuid == text.uuid
    states = Counter(one.state for one in following.onto(case, text, texts.content(case, text)))
    counts = {state: states[state] for state in ("exact", "changed", "lost")}
    if as_json:
        show({"text": text.uuid, "kind": text.kind, "length": text.length, "new": fresh, "current": is_current,
              "excerpts": counts})  # fmt: skip
        return
    if not fresh:
        tell("The words are the same as in a text that is there; nothing was added.")
    elif not is_current:
        tell("Added as another text. The one that was chosen or corrected before is still the current one.")
    click.echo(f"{text.kind}, {text.length} characters" + (", current" if is_current else ""))
    if sum(counts.values()):
        exact, changed, lost = counts.values()
        click.echo(f"excerpts of other texts: {exact} word for word, {changed} with other words, {lost} not in it")
