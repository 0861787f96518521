"""Who cites what: the notes and briefings that cite a source, and the sources that one of them cites.

A citation of an excerpt is one of its source as well. Citations are read where they stand, in the Markdown;
nothing of them is stored.
"""

from collections import Counter
from dataclasses import dataclass

from db import markup
from db.case import Case
from db.refs import Ref, Uuid
from db.spans import Span

_WRITINGS = """
    SELECT 'note' AS kind, uuid, title, body FROM note WHERE deleted_at IS NULL AND instr(body, ?1)
    UNION ALL
    SELECT 'briefing', uuid, title, body FROM briefing WHERE deleted_at IS NULL AND instr(body, ?1)
    ORDER BY title
"""

_BY_KEY = """
    SELECT source.uuid, coalesce(source.title, source.key) AS title FROM source
    WHERE source.deleted_at IS NULL AND (source.key = ?1 OR source.uuid =
        (SELECT excerpt.source FROM excerpt WHERE excerpt.key = ?1 AND excerpt.deleted_at IS NULL))
"""


@dataclass(frozen=True, slots=True)
class Citing:
    """A note or briefing that cites something: how many times, and where first, in code points of its Markdown."""

    ref: Ref
    title: str
    times: int
    first: Span


@dataclass(frozen=True, slots=True)
class Cited:
    """A source that a text cites, itself or by its excerpts, and how many times."""

    source: Uuid
    title: str
    times: int


def of_source(case: Case, source: Uuid) -> list[Citing]:
    """The notes and briefings that cite a source or an excerpt of it, by title."""
    return _citing(case, "source", source, with_excerpts=True)


def of_excerpt(case: Case, excerpt: Uuid) -> list[Citing]:
    """The notes and briefings that cite an excerpt, by title."""
    return _citing(case, "excerpt", excerpt, with_excerpts=False)


def cited_in(case: Case, body: str) -> list[Cited]:
    """The sources that a Markdown text cites, in the order of their first citations; unknown keys are passed over."""
    times = Counter(citation.key for citation in markup.parse(body).citations)
    found: dict[Uuid, Cited] = {}
    for key, count in times.items():
        for row in case.query(_BY_KEY, (key,)):
            before = found[row["uuid"]].times if row["uuid"] in found else 0
            found[row["uuid"]] = Cited(row["uuid"], row["title"], before + count)
    return list(found.values())


def _citing(case: Case, kind: str, uuid: Uuid, *, with_excerpts: bool) -> list[Citing]:
    key = next((row["key"] for row in case.query(f"SELECT key FROM {kind} WHERE uuid = ?", (uuid,))), None)
    if key is None:
        return []
    found = []
    for row in case.query(_WRITINGS, (f"@{key}",)):
        places = [
            Span(citation.start, citation.end)
            for citation in markup.parse(row["body"]).citations
            if citation.key == key or (with_excerpts and citation.key.startswith(f"{key}."))
        ]
        if places:
            found.append(Citing(Ref(row["kind"], row["uuid"]), row["title"], len(places), min(places)))
    return found
