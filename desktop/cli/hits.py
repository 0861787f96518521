"""Hits as the command line prints them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from db.finding import Found

_STANDING = {"corrected": "rests on a corrected source", "withdrawn": "rests on a withdrawn source"}


def print_hits(hits: "Iterable[Found]") -> None:
    """Print each hit on two lines: what it is, and the passage."""
    for hit in hits:
        shaken = f"  ({_STANDING[hit.standing]})" if hit.standing else ""
        click.echo(f"{hit.ref.kind:<8} {click.style(hit.key, bold=True)}  {hit.title}".rstrip() + shaken)
        click.echo(f"         {_marked(hit)}")


def hit_data(hit: "Found") -> dict[str, Any]:
    """A hit as it is printed under --json."""
    return {
        "kind": hit.ref.kind,
        "key": hit.key,
        "title": hit.title,
        "publisher": hit.paper,
        "issued": hit.issued,
        "snippet": hit.snippet,
        "marks": [list(mark) for mark in hit.marks],
        "matches": hit.matches,
        "score": hit.score,
        "standing": hit.standing,
    }


def _marked(hit: "Found") -> str:
    """The passage with its hits set off, on one line."""
    shown, done = "", 0
    for start, end in hit.marks:
        shown += hit.snippet[done:start] + click.style(hit.snippet[start:end], underline=True)
        done = end
    return " ".join((shown + hit.snippet[done:]).split())
