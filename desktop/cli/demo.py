"""The demo command: the main job, run on the sample case, step by step."""

from datetime import UTC, datetime
from pathlib import Path

import click

from db import errors
from db.case import Case
from desktop.cli.frame import NO, tell
from desktop.cli.verifying import tell_report

_QUERY = '"broken up" AND tinglan'
_NAME = "sample.casethread"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="casethread-demo", metavar="[DIR]")
@click.option("--no-window", is_flag=True, help="Do not open the window afterwards.")
def demo(folder: Path, *, no_window: bool) -> int:
    """Make the sample case in DIR, search it, export its briefing, and verify it.

    The affair in it is invented. DIR is `casethread-demo` unless given.

    \b
    casethread demo
    casethread demo /tmp/look --no-window
    """
    from db import briefs
    from db.briefings.compose import compose
    from db.briefings.library import CaseLibrary
    from db.briefings.verify import verify
    from db.derived import Derived
    from db.exporters.markdown import write
    from db.finding import find
    from db.sample import build

    path = _place(folder)
    tell(f"Making the sample case “{path}” …")
    with Case.create(path, title="Ferries broken up on paper") as case:
        title = build(case, lambda what, count: tell(f"  {what}: {count}"))
        with Derived(case) as derived:
            answer = find(case, derived, _QUERY, 3)
        tell(f"Searching for {_QUERY}: {answer.total} found")
        for hit in answer.hits:
            tell(f"  {hit.key}  {hit.title or ' '.join(hit.snippet.split())}")
        library = CaseLibrary(case)
        written = folder / "briefing.md"
        write(written, compose(library, briefs.get(case, title), case.head or "", datetime.now(UTC)))
        tell(f"Exported the briefing to “{written}”")
        report = verify(library, written.read_text(encoding="utf-8"))
    tell_report(report)
    open_window = click.get_current_context().obj
    if report.ok and open_window and not no_window:
        tell("Opening it in the window …")
        return int(open_window(path))
    tell(f"Go on with:  casethread sources {path}")
    return 0 if report.ok else NO


def _place(folder: Path) -> Path:
    """Where the sample goes; raises CaseExists rather than touch one that is there."""
    path = folder / _NAME
    if path.exists():
        raise errors.CaseExists(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise errors.FileProblem(folder, "unwritable") from error
    return path
