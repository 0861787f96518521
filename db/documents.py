"""What of a case is searched: its objects as the search engine gets to know them."""

from collections.abc import Iterator
from contextlib import suppress

from db import entities, errors, publishers, texts
from db.case import Case
from db.driver import Row
from db.entities import Entity
from db.refs import Ref, Uuid
from db.revisions.content import parsed
from db.search.engine import KINDS, Document

_TEXT = f"""
    SELECT source.uuid, source.key, source.title, source.language, source.issued, source.author, source.grade,
           coalesce(source.container_title, source.publisher) AS paper, source.url, text.sha256
    FROM source LEFT JOIN text ON text.uuid = ({texts.NEWEST})
    WHERE source.deleted_at IS NULL
"""


def words(case: Case, wanted: set[Uuid] | None) -> Iterator[tuple[Uuid, str | None]]:
    """The current words of all sources, or of some; None for one that is no more."""
    left = set(wanted or ())
    for row in source_rows(case, wanted):
        left.discard(row["uuid"])
        yield row["uuid"], case.bytes_of(row["sha256"]).decode() if row["sha256"] else ""
    yield from ((uuid, None) for uuid in left)


def source_rows(case: Case, wanted: set[Uuid] | None) -> Iterator[Row]:
    """What is derived from of all sources, or of some, with the hash of the current text."""
    if wanted is None:
        yield from case.query(_TEXT)
    for uuid in wanted or ():
        yield from case.query(f"{_TEXT} AND source.uuid = ?", (uuid,))


def of(case: Case, wanted: set[Ref] | None) -> Iterator[Document]:
    """Everything that is searched, or these objects only; what is no more is left out."""
    some = None if wanted is None else {ref.uuid for ref in wanted}
    meanings = publishers.meanings(case)
    for row in source_rows(case, None if wanted is None else {ref.uuid for ref in wanted if ref.kind == "source"}):
        body = case.bytes_of(row["sha256"]).decode() if row["sha256"] else ""
        yield Document(
            ref=Ref("source", row["uuid"]),
            title=row["title"] or "",
            body=body,
            language=row["language"] or "",
            publisher=meanings.get(row["paper"], row["paper"]) or "",
            authors=tuple(parsed(row["author"], list, "source", row["uuid"])) if row["author"] else (),
            date=row["issued"] or "",
            source=row["uuid"],
            grade=row["grade"] or "",
        )
    for row in _rows(case, "SELECT uuid, source, quote, comment FROM excerpt WHERE deleted_at IS NULL", some):
        yield Document(
            ref=Ref("excerpt", row["uuid"]),
            title="",
            body=f"{row['quote']}\n\n{row['comment']}",
            source=row["source"],
        )
    for kind in ("note", "briefing"):
        for row in _rows(case, f"SELECT uuid, title, body FROM {kind} WHERE deleted_at IS NULL", some):
            yield Document(ref=Ref(kind, row["uuid"]), title=row["title"], body=row["body"])
    for entity in _entities(case, wanted):
        yield Document(ref=Ref("entity", entity.uuid), title=entity.name or "", body="\n".join(entity.aliases))


def _entities(case: Case, wanted: set[Ref] | None) -> Iterator[Entity]:
    """All entities, or some; few are read one by one."""
    if wanted is None:
        yield from entities.every(case)
        return
    for ref in wanted:
        if ref.kind == "entity":
            with suppress(errors.Unknown):
                yield entities.of_uuid(case, ref.uuid)


def _rows(case: Case, sql: str, some: set[Uuid] | None) -> Iterator[Row]:
    if some is None:
        yield from case.query(sql)
    for uuid in some or ():
        yield from case.query(f"{sql} AND uuid = ?", (uuid,))


def size(case: Case, wanted: set[Ref] | None) -> int:
    """How many there are."""
    if wanted is not None:
        return len(wanted)
    return sum(case.query(f"SELECT count(*) AS n FROM {kind} WHERE deleted_at IS NULL")[0]["n"] for kind in KINDS)
