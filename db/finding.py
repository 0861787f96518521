"""Search results as a person reads them: what each hit is, where the words stand, and how often."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from db import briefs, entities, errors, excerpts, notes, sources, standing, texts
from db.case import Case
from db.derived import Derived
from db.refs import Ref, Uuid
from db.search import counted, snippets
from db.search.engine import Hit
from db.search.query import Query, parse
from db.sources import Source
from db.spans import Span
from db.writings import Shelf


@dataclass(frozen=True, slots=True)
class Found:
    """One object that a query finds; `snippet` is a passage of it, `marks` places of hits within the passage.

    `matches` counts the places in the whole of its text, and in a title that does not stand there; `first` is the
    first of them in the passage.
    `paper`, `issued`, `source` and `source_title` are of the source, for an excerpt of the one it was taken from,
    and so is its `first`. What an entity is stands in `entity_kind`, and in `standing` that what it rests on was
    corrected or withdrawn.
    """

    ref: Ref
    key: str
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    matches: int
    score: float
    first: Span | None = None
    paper: str = ""
    issued: str = ""
    source: Uuid | None = None
    source_title: str = ""
    entity_kind: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`total` counts all objects found, `read_as` is how the query was understood."""

    total: int
    read_as: str
    hits: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What a query finds of one kind: how many in all, and the best of them."""

    kind: str
    total: int
    hits: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Grouped:
    """What a query finds, by kind; kinds of which there is nothing are left out."""

    total: int
    read_as: str
    groups: tuple[Group, ...]


def find(case: Case, derived: Derived, query: str, limit: int | None = 20) -> Answer:
    """What a query finds in a case, best first; None for all of it."""
    results = derived.search(query, limit)
    return Answer(results.total, results.read_as, _read(case, results.hits, parse(query)))


def grouped(case: Case, derived: Derived, query: str, most: Mapping[str, int]) -> Grouped:
    """What a query finds by kind, in the order of `most`, which says how many of each are wanted."""
    counts = derived.search(query, 0)
    parsed = parse(query)
    groups = [
        Group(kind, counts.of_kinds[kind], _read(case, derived.search(query, number, (kind,)).hits, parsed))
        for kind, number in most.items()
        if counts.of_kinds.get(kind)
    ]
    return Grouped(counts.total, counts.read_as, tuple(groups))


def more(case: Case, derived: Derived, query: str, kind: str, start: int, count: int) -> tuple[Found, ...]:
    """What a query finds of one kind, best first, from the one with this number on, counted from 0."""
    return _read(case, derived.search(query, count, (kind,), start).hits, parse(query))


# --- reading what was found -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Object:
    key: str
    title: str
    body: str
    source: Source | None = None
    entity_kind: str = ""
    place: Span | None = None
    """Where the object itself lies in the text of its source."""


def _read(case: Case, hits: Iterable[Hit], query: Query) -> tuple[Found, ...]:
    found = (_found(case, hit, query) for hit in hits)
    return tuple(one for one in found if one is not None)


def _found(case: Case, hit: Hit, query: Query) -> Found | None:
    """What was found, unless it was put into the trash since."""
    try:
        one = _READERS[hit.ref.kind](case, hit.ref.uuid)
    except errors.Unknown:
        return None
    passage = snippets.snippet(one.body, query)
    there = counted.of(one.body, one.title, query)
    first = Span(*there.places[0]) if there.places else None
    if passage.marks:  # what is shown is where one wants to go, wherever else a single word of it stands
        first = Span(passage.start + passage.marks[0][0], passage.start + passage.marks[0][1])
    return Found(
        ref=hit.ref,
        key=one.key,
        title=one.title,
        snippet=passage.text,
        marks=passage.marks,
        matches=there.total,
        score=hit.score,
        first=_within(one.place, first) if one.place else first,
        paper=(one.source.container_title or one.source.publisher or "") if one.source else "",
        issued=(one.source.issued or "") if one.source else "",
        source=one.source.uuid if one.source else None,
        source_title=(one.source.title or "") if one.source else "",
        entity_kind=one.entity_kind,
        standing=_standing(case, one),
    )


def _standing(case: Case, one: "_Object") -> str:
    """How the source stands, or the worst of the sources that a writing cites; nothing when as published."""
    if one.source is not None:
        found = standing.of_source(case, one.source.uuid)
        return found.status if found else ""
    return standing.worst(standing.cited_in(case, one.body)) or ""


def _within(place: Span, first: Span | None) -> Span:
    """A hit in the words of an excerpt as a place in its source; for one in the comment, the whole excerpt."""
    if first is None or first.end > place.end - place.start:
        return place
    return Span(place.start + first.start, place.start + first.end)


def _source(case: Case, uuid: Uuid) -> _Object:
    source = sources.of_uuid(case, uuid)
    text = texts.current(case, uuid)
    return _Object(source.key, source.title or "", texts.content(case, text) if text else "", source)


def _excerpt(case: Case, uuid: Uuid) -> _Object:
    excerpt = excerpts.get(case, uuid)
    body = f"{excerpt.quote}\n\n{excerpt.comment}"
    source = sources.of_uuid(case, excerpt.source)
    return _Object(excerpt.key, "", body, source, place=Span(excerpt.start, excerpt.end))


def _writing(shelf: Shelf) -> Callable[[Case, Uuid], _Object]:
    def read(case: Case, uuid: Uuid) -> _Object:
        writing = shelf.of_uuid(case, uuid)
        return _Object(writing.key, writing.title, writing.body)

    return read


def _entity(case: Case, uuid: Uuid) -> _Object:
    entity = entities.of_uuid(case, uuid)
    return _Object(entity.key, entity.name or "", "\n".join(entity.aliases), entity_kind=entity.kind)


_READERS: Mapping[str, Callable[[Case, Uuid], _Object]] = {
    "source": _source,
    "excerpt": _excerpt,
    "note": _writing(notes.SHELF),
    "briefing": _writing(briefs.SHELF),
    "entity": _entity,
}
