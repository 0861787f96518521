"""Searching in several cases, for `search --also`."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desktop.base.sentences import sentence
from desktop.cli.frame import DONE, FAILED, show, tell
from desktop.cli.hits import hit_data, print_hits

if TYPE_CHECKING:
    from db.elsewhere import Told


def search_in_all(cases: Sequence[Path], query: str, limit: int | None, *, as_json: bool) -> int:
    """Search one case after the other and print what each has; the exit code."""
    from db.elsewhere import Named, ask_all

    asked = ask_all((Named(path, _passphrases(first=path == cases[0])) for path in cases), query, limit)
    told: list[Told] = []
    for locked_or_not in asked:
        one = _unlocked(locked_or_not, query, limit)
        told.append(one)
        if not as_json:
            _print(one)
    if as_json:
        show(
            {
                "total": sum(one.answer.total for one in told if one.answer),
                "read_as": next((one.answer.read_as for one in told if one.answer), ""),
                "cases": [_case_data(one) for one in told],
                "hits": [
                    {"case": str(one.path), **hit_data(hit)} for one in told if one.answer for hit in one.answer.hits
                ],
            }
        )
    return FAILED if any(one.trouble for one in told) else DONE


def _passphrases(*, first: bool) -> tuple[str, ...]:
    """Those from the environment: the one for other cases first, except for the case that was named first."""
    names = ("CASETHREAD_PASSPHRASE", "CASETHREAD_PASSPHRASE_OTHER")
    found = [os.environ[name] for name in names if os.environ.get(name)]
    return tuple(found if first else reversed(found))


def _unlocked(told: "Told", query: str, limit: int | None) -> "Told":
    """What it says once a person has typed its passphrase, if one can be asked."""
    from db.elsewhere import Named, ask

    if not told.locked or not sys.stdin.isatty():
        return told
    passphrase = click.prompt(f"Passphrase of {told.path.name}", hide_input=True, err=True)
    return ask(Named(told.path, (passphrase,)), query, limit)


def _print(told: "Told") -> None:
    if told.trouble:
        tell(sentence(told.trouble))
    elif told.answer:
        click.echo(click.style(f"{told.title}  ({told.path})", bold=True))
        tell(f"{told.answer.total} found for {told.answer.read_as}")
        print_hits(told.answer.hits)


def _case_data(told: "Told") -> dict[str, Any]:
    """What a case said, by its place: how much was found, or what went wrong."""
    found = {"case": str(told.path), "title": told.title}
    if told.trouble:
        return {**found, "total": None, "error": told.trouble.code, "message": sentence(told.trouble)}
    return {**found, "total": told.answer.total if told.answer else 0}
