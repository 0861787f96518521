"""The command line as a person starts it: whole processes, from nothing to their end, on the wall.

The peers are Python doing nothing, and Python that imports click and does nothing else.
"""

import sys
from functools import partial
from pathlib import Path

from db import sources
from db.case import Case
from db.importers import intake
from tests.benchmarks.measuring import Figure, Goal, in_turn, middle_ms, spread
from tests.benchmarks.workshop import Workshop

_ROUNDS = 21
_SOURCES = 20
_COMMAND = (sys.executable, "-m", "desktop")
_WATCHED = (
    "import sys; from desktop.__main__ import main; code = main();"
    " print([name for name in sys.modules if name.partition('.')[0] in ('PySide6', 'shiboken6')], file=sys.stderr);"
    " sys.exit(code)"
)


def measure(shop: Workshop) -> list[Figure]:
    """How long commands take, and whether any of them imports Qt."""
    path = shop.folder / "small.casethread"
    with Case.create(path) as case:
        list(intake.take_in(intake.directly(case), sorted(shop.files.iterdir())[:_SOURCES]))
        key = sources.every(case)[0].key
    commands = {
        "casethread --help": ("--help",),
        f"casethread sources (of {_SOURCES})": ("sources", str(path)),
        "casethread text": ("text", str(path), key),
        "casethread search": ("search", str(path), shop.queries.common[0].ours),
    }
    programs = {name: (*_COMMAND, *arguments) for name, arguments in commands.items()}
    programs["python"] = (sys.executable, "-c", "pass")
    programs["click"] = (sys.executable, "-c", "import click")
    return [*_times(shop, programs), _qt(shop, list(commands.values()), path)]


def _times(shop: Workshop, programs: dict[str, tuple[str, ...]]) -> list[Figure]:
    actions = {name: partial(shop.run, command) for name, command in programs.items()}
    in_turn(actions, 1)
    times = in_turn(actions, _ROUNDS)
    bare, click = middle_ms(times.pop("python")), middle_ms(times.pop("click"))
    found = [Figure("python -c pass", bare, "ms"), Figure("python -c 'import click'", click, "ms", bare)]
    for number, (name, taken) in enumerate(times.items()):
        found.append(
            Figure(name, middle_ms(taken), "ms", click, Goal("<=", 400) if number < 2 else None, spread(taken))
        )
    return found


def _qt(shop: Workshop, commands: list[tuple[str, ...]], path: Path) -> Figure:
    """How many commands have a module of Qt in memory when they have ended."""
    everything = [*commands, *((name, str(path)) for name in ("entities", "history", "check", "undo"))]
    loaded = [shop.run((sys.executable, "-c", _WATCHED, *arguments)).stderr for arguments in everything]
    guilty = [arguments[0] for arguments, said in zip(everything, loaded, strict=True) if not said.endswith("[]\n")]
    return Figure(
        "commands that import Qt", len(guilty), f"of {len(everything)}", None, Goal("<=", 0), ", ".join(guilty)
    )
