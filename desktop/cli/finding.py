"""Commands for finding: search, entities, entity."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from db import briefs, links, notes, sources
from db import entities as db_entities
from db.case import Case
from db.refs import Ref, Uuid
from db.searches import SORTS
from desktop.cli.elsewhere import search_in_all
from desktop.cli.frame import CASE, DONE, WORDS, as_json, opened, show, table, tell
from desktop.cli.hits import hit_data, print_hits

if TYPE_CHECKING:
    from db.finding import Asked


@click.command()
@click.argument("case", type=CASE)
@click.argument("query", type=WORDS)
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, help="How many hits to print; 0 is all."
)
@click.option(
    "--sort",
    type=click.Choice(SORTS),
    default=SORTS[0],
    show_default=True,
    help="In which order.",
)
@click.option(
    "--csv", "table_file", type=click.Path(path_type=Path), metavar="OUT", help="Write all hits as a table to OUT."
)
@click.option("--also", type=CASE, multiple=True, help="Another case to search; may be given several times.")
@as_json
def search(
    case: Path,
    query: str,
    *,
    limit: int,
    sort: str,
    table_file: Path | None,
    also: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Search sources, excerpts, notes and entities.

    Words with their other forms, "phrases", AND OR NOT, -word, prefix*, fuzzy~, NEAR/5, =Letters, parentheses,
    title: author: publisher: language: kind: grade: entity: date:2022..2023-06 has:excerpt is:unread like:KEY.
    Accents, capitals and Traditional or Simplified characters make no difference.

    With --also, each case is searched by itself, and --limit is for each. CASETHREAD_PASSPHRASE_OTHER opens the
    others; one that cannot be opened is told of, and the exit code is 3.

    \b
    casethread search harbour.casethread '"police station" AND Milan'
    casethread search harbour.casethread 'title:patrol kind:source date:2022..' --sort newest
    casethread search harbour.casethread carabinieri --csv carabinieri.csv
    casethread search harbour.casethread ferry --also mountain.casethread
    """
    from db.finding import Asked

    if also and (table_file or sort != SORTS[0]):
        raise click.UsageError("--also goes with neither --csv nor --sort.")
    if also:
        return search_in_all((case, *also), query, limit or None, as_json=as_json)
    if table_file is not None:
        _to_table(case, Asked(query, sort), table_file, as_json=as_json)
    else:
        _to_screen(case, Asked(query, sort), limit or None, as_json=as_json)
    return DONE


def _to_screen(case: Path, asked: "Asked", limit: int | None, *, as_json: bool) -> None:
    """Print so many hits, or all for None."""
    from db.derived import Derived
    from db.finding import find

    with opened(case) as open_case, Derived(open_case, lambda: _read(open_case)) as derived:
        answer = find(open_case, derived, asked, limit)
    if as_json:
        show(
            {
                "total": answer.total,
                "read_as": answer.read_as,
                "did_you_mean": answer.instead,
                "hits": [hit_data(hit) for hit in answer.hits],
            }
        )
        return
    tell(f"{answer.total} found for {answer.read_as}")
    if answer.instead:
        tell(f"Did you mean {answer.instead}?")
    print_hits(answer.hits)


def _read(case: Case) -> frozenset[Uuid]:
    """The sources that this person has opened."""
    from db.personal import Personal

    state = Personal(case)
    try:
        return state.read()
    finally:
        state.close()


def _to_table(case: Path, asked: "Asked", path: Path, *, as_json: bool) -> None:
    """Write all hits to a file, but for what is confidential."""
    from db.derived import Derived
    from db.exporters import results, tables

    with opened(case) as open_case, Derived(open_case, lambda: _read(open_case)) as derived:
        listed = results.hits(derived, asked)
        going = results.Outgoing(listed.refs, lambda batch: results.of(open_case, batch, listed.query))
        written = tables.write(path, going, case=case)
    if as_json:
        show({"written": written, "kept_back": going.kept_back, "read_as": listed.query.read_as})
        return
    tell(f"{written} written to {path} for {listed.query.read_as}")
    if going.kept_back:
        tell(f"{going.kept_back} confidential left out")


@click.command()
@click.argument("case", type=CASE)
@as_json
def entities(case: Path, *, as_json: bool) -> None:
    """List people, organisations, places and events, with how often each is named.

    \b
    casethread entities harbour.casethread
    """
    from db.derived import Derived

    with opened(case) as open_case, Derived(open_case) as derived:
        counts = derived.mention_counts()
        found = db_entities.every(open_case)
        shared = db_entities.ambiguous(open_case)
    if as_json:
        show([{**_entity_data(entity), "mentions": counts.get(entity.uuid, 0)} for entity in found])
        return
    table((entity.key, entity.kind, str(counts.get(entity.uuid, 0)), " · ".join(entity.names)) for entity in found)
    for name, owners in shared.items():
        tell(f"“{name}” can mean {len(owners)} entities: {', '.join(owner.key for owner in owners)}.")


def _entity_data(entity: db_entities.Entity) -> dict[str, Any]:
    return {
        "key": entity.key,
        "kind": entity.kind,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "uuid": entity.uuid,
    }


@click.command()
@click.argument("case", type=CASE)
@click.argument("name", type=WORDS)
@click.option("--kind", type=click.Choice(db_entities.KINDS), help="What it is.")
@click.option("--alias", "aliases", type=WORDS, multiple=True, help="Another name of it, in any script.")
@click.option("--rename", type=WORDS, help="A new main name; the old one stays as an alias.")
@click.option("--another", is_flag=True, help="Add one more, although this name is known already.")
@as_json
def entity(
    case: Path,
    name: str,
    *,
    kind: str | None,
    aliases: tuple[str, ...],
    rename: str | None,
    another: bool,
    as_json: bool,
) -> None:
    """Show an entity with every mention and what links to it; with options, add or change it.

    A NAME that is not known yet is added.

    \b
    casethread entity harbour.casethread "Zhang Wei" --kind person --alias 张伟
    casethread entity harbour.casethread 张伟
    """
    from db.derived import Derived

    change = bool(kind or aliases or another) or rename is not None
    if not change:
        with opened(case) as looking:
            change = not db_entities.is_known(looking, name)
        if change:
            tell(f"“{name}” was not known, and is added.")
    with opened(case, write=change) as open_case, Derived(open_case) as derived:
        if change:
            found = _written(open_case, name, kind, aliases, rename, another=another)
        else:
            found = db_entities.get(open_case, name)
        mentions = [
            {
                "source": sources.of_uuid(open_case, mention.source).key,
                "start": mention.start,
                "end": mention.end,
            }
            for mention in derived.mentions_of(found.uuid)
        ]
        linked = [{"kind": ref.kind, "title": _title(open_case, ref)} for ref in links.to_entity(open_case, found.uuid)]
    if as_json:
        show({**_entity_data(found), "mentions": mentions, "linked_from": linked})
        return
    click.echo(f"{found.key}  {found.kind}  {' · '.join(found.names)}")
    for link in linked:
        click.echo(f"  {link['kind']} “{link['title']}”")
    table((f"  {mention['source']}", f"{mention['start']}–{mention['end']}") for mention in mentions)


def _written(
    case: Case, name: str, kind: str | None, aliases: tuple[str, ...], rename: str | None, *, another: bool
) -> db_entities.Entity:
    """The entity, added or changed, as one step."""
    if rename is not None and not another:
        found = db_entities.get(case, name)  # nothing is added only to be renamed
        if not (kind or aliases):
            return db_entities.rename(case, found, rename)
    with case.edit("entity.add" if another or not db_entities.is_known(case, name) else "entity.revise"):
        if another:
            found = db_entities.add(case, name, kind or "other", aliases)
        else:
            found = db_entities.write(case, name, kind, aliases)
        return found if rename is None else db_entities.rename(case, found, rename)


def _title(case: Case, ref: Ref) -> str:
    get = notes.get if ref.kind == "note" else briefs.get
    return get(case, ref.uuid).title
