"""Search results as a person reads them: what each hit is, where the words stand, and how often."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from db import entities, excerpts, notes, sources, texts
from db.case import Case
from db.derived import Derived
from db.refs import Ref, Uuid
from db.search import snippets
from db.search.query import parse


@dataclass(frozen=True, slots=True)
class Found:
    """One object that a query finds; `snippet` is a passage of it, `marks` places of hits within the passage.

    `matches` counts the places in the whole of its text and title.
    """

    ref: Ref
    key: str
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    matches: int
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """`total` counts all objects found, `read_as` is how the query was understood."""

    total: int
    read_as: str
    hits: tuple[Found, ...]


def find(case: Case, derived: Derived, query: str, limit: int | None = 20) -> Answer:
    """What a query finds in a case, best first; None for all of it."""
    results = derived.search(query, limit)
    parsed = parse(query)
    hits = []
    for hit in results.hits:
        key, title, body = _READERS[hit.ref.kind](case, hit.ref.uuid)
        passage = snippets.snippet(body, parsed)
        count = len(snippets.matches(body, parsed)) + len(snippets.matches(title, parsed, "title"))
        hits.append(Found(hit.ref, key, title, passage.text, passage.marks, count, hit.score))
    return Answer(results.total, results.read_as, tuple(hits))


def _source(case: Case, uuid: Uuid) -> tuple[str, str, str]:
    source = sources.of_uuid(case, uuid)
    text = texts.current(case, uuid)
    return source.key, source.title or "", texts.content(case, text) if text else ""


def _excerpt(case: Case, uuid: Uuid) -> tuple[str, str, str]:
    excerpt = excerpts.get(case, uuid)
    return excerpt.key, "", f"{excerpt.quote}\n\n{excerpt.comment}"


def _note(case: Case, uuid: Uuid) -> tuple[str, str, str]:
    note = notes.get(case, uuid)
    return note.key, note.title, note.body


def _entity(case: Case, uuid: Uuid) -> tuple[str, str, str]:
    entity = entities.get(case, uuid)
    return entity.key, entity.name or "", "\n".join(entity.aliases)


_READERS: Mapping[str, Callable[[Case, Uuid], tuple[str, str, str]]] = {
    "source": _source,
    "excerpt": _excerpt,
    "note": _note,
    "entity": _entity,
}
