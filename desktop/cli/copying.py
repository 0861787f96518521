"""The command for what is there more than once: copies."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from db import sources
from db.sources import Source
from desktop.cli.frame import CASE, WORDS, as_json, opened, show, table, tell

if TYPE_CHECKING:
    from db.relatives import Near, Relatives


@click.command()
@click.argument("case", type=CASE)
@click.argument("source", type=WORDS, required=False)
@as_json
def copies(case: Path, source: str | None, *, as_json: bool) -> None:
    """List sources that are copies of one another, or what else there is of one SOURCE.

    Copies have the same words or nearly so; captures are from one address. How much of one text stands in
    the other is told both ways, since a short report may stand in a long one as a whole.

    \b
    casethread copies harbour.casethread
    casethread copies harbour.casethread guardian2022-x4q --json
    """
    from db import relatives
    from db.derived import Derived

    with opened(case) as open_case, Derived(open_case) as derived:
        if source is None:
            _show_families(relatives.families(open_case, derived), as_json=as_json)
        else:
            found = sources.get(open_case, source)
            _show_relatives(relatives.of_source(open_case, derived, found), as_json=as_json)


def _show_families(families: "list[tuple[Source, ...]]", *, as_json: bool) -> None:
    if as_json:
        show([[_data(source) for source in family] for family in families])
        return
    for family in families:
        click.echo(f"{len(family)} copies")
        table(("  " + source.key, source.issued or "no date", _paper(source), source.title or "") for source in family)
    if not families:
        tell("No sources are copies of one another.")


def _show_relatives(found: "Relatives", *, as_json: bool) -> None:
    plain = {"same_text": found.same_text, "captures": found.captures, "same_page": found.same_page}
    if as_json:
        near = [{**_data(one.source), **_shares(one)} for one in found.near]
        show({**{name: [_data(each) for each in some] for name, some in plain.items()}, "near": near})
        return
    for name, words in _WORDS.items():
        for each in plain[name]:
            click.echo(f"{words:<17} {each.key}  {each.title or ''}".rstrip())
    for one in found.near:
        shares = _shares(one)
        click.echo(f"{shares['percent']:>3} % stands in    {one.source.key}  {one.source.title or ''}".rstrip())
        click.echo(f"                  {shares['other_percent']} % of that stands here")
    if not found:
        tell("Nothing else is like this source.")


_WORDS = {"same_text": "same words", "captures": "same address", "same_page": "same page"}


def _data(source: Source) -> dict[str, Any]:
    names = ("key", "title", "publisher", "container_title", "issued", "accessed", "url", "sha256")
    return {name: getattr(source, name) for name in names}


def _shares(one: "Near") -> dict[str, int]:
    from db.relatives import percent

    return {"percent": percent(one.nearness.share), "other_percent": percent(one.nearness.other_share)}


def _paper(source: Source) -> str:
    return source.container_title or source.publisher or ""
