"""Search results as a person reads them: what each hit is, where the words stand, and how often."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from db import briefs, entities, errors, excerpts, notes, sources, standing, texts
from db.case import Case
from db.derived import Derived
from db.folding import folded
from db.refs import Ref, Uuid
from db.search import counted
from db.search.engine import BEST, ORDERS, Hit, Order
from db.search.nodes import Alike, Nearby, Words
from db.search.query import Query, leaves
from db.search.snippets import Sight, Snippet
from db.search.understanding import EXPANDING, Expanding, Understood
from db.sources import Source
from db.spans import Span
from db.texts import Layout
from db.writings import Shelf


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a text, word for word, from `start` on; `marks` are places of hits within it.

    `page` is what the page is called, `second` when it is said, `paragraph` its number from 1, where there are such.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    start: int
    page: str = ""
    second: float | None = None
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """One object that a query finds; `passages` show it best, in the order of the text.

    `in_text` counts the places in the whole of its text, `in_title` those in a title that does not stand there;
    `first` is the first of them in the first passage. `paper`, `issued`, `source` and `source_title` are of the
    source, for an excerpt of the one it was taken from, and so is its `first`. What an entity is stands in
    `entity_kind`, and in `standing` that what it rests on was corrected or withdrawn.
    """

    ref: Ref
    key: str
    title: str
    passages: tuple[Passage, ...]
    in_text: int
    in_title: int
    score: float
    first: Span | None = None
    paper: str = ""
    issued: str = ""
    source: Uuid | None = None
    source_title: str = ""
    entity_kind: str = ""
    standing: str = ""

    @property
    def matches(self) -> int:
        """How many places there are in all."""
        return self.in_text + self.in_title

    @property
    def snippet(self) -> str:
        """The words of the first passage."""
        return self.passages[0].text

    @property
    def marks(self) -> tuple[tuple[int, int], ...]:
        """The places of hits in the first passage."""
        return self.passages[0].marks


@dataclass(frozen=True, slots=True)
class Answer:
    """`total` counts all objects found; `instead` is a query that was perhaps meant, when words of it are nowhere."""

    total: int
    understood: Understood
    hits: tuple[Found, ...]
    instead: str = ""

    @property
    def read_as(self) -> str:
        """How the query was read."""
        return self.understood.query.read_as


@dataclass(frozen=True, slots=True)
class Group:
    """What a query finds of one kind: how many in all, and the first of them."""

    kind: str
    total: int
    hits: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Grouped(Answer):
    """What a query finds, by kind; kinds of which there is nothing are left out."""

    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: a text, in which order, how many passages of each object, and what is done with its words."""

    text: str
    order: str = "relevance"
    passages: int = 1
    expanding: Expanding = field(default=EXPANDING)


def find(case: Case, derived: Derived, asked: Asked | str, limit: int | None = 20) -> Answer:
    """What a query finds in a case, best first if no other order is asked for; None for all of it."""
    wanted = Asked(asked) if isinstance(asked, str) else asked
    understood = derived.understand(wanted.text, wanted.expanding)
    results = derived.search(understood.asked, limit, order=_order(wanted.order, understood.asked))
    hits = read(case, results.hits, understood.asked, wanted.passages)
    instead = "" if results.total else derived.meant(understood.query)
    return Answer(results.total, understood, hits, instead)


def grouped(case: Case, derived: Derived, asked: Asked | str, most: Mapping[str, int]) -> Grouped:
    """What a query finds by kind, in the order of `most`, which says how many of each are wanted."""
    wanted = Asked(asked) if isinstance(asked, str) else asked
    understood = derived.understand(wanted.text, wanted.expanding)
    counts = derived.search(understood.asked, 0)
    groups = []
    for kind, number in most.items():
        if counts.of_kinds.get(kind):
            hits = _some(case, derived, understood, wanted, kind, 0, number)
            groups.append(Group(kind, counts.of_kinds[kind], hits))
    instead = "" if counts.total else derived.meant(understood.query)
    return Grouped(counts.total, understood, (), instead, tuple(groups))


def more(
    case: Case, derived: Derived, asked: Asked | str, kind: str, start: int, count: int | None
) -> tuple[Found, ...]:
    """What a query finds of one kind, in its order, from the one with this number on, counted from 0."""
    wanted = Asked(asked) if isinstance(asked, str) else asked
    return _some(case, derived, derived.understand(wanted.text, wanted.expanding), wanted, kind, start, count)


def everything(derived: Derived, asked: Asked | str) -> tuple[Understood, tuple[Hit, ...]]:
    """All that a query finds, in its order, and what it stands for."""
    wanted = Asked(asked) if isinstance(asked, str) else asked
    understood = derived.understand(wanted.text, wanted.expanding)
    return understood, derived.search(understood.asked, None, order=_order(wanted.order, understood.asked)).hits


def _some(
    case: Case, derived: Derived, understood: Understood, wanted: Asked, kind: str, start: int, count: int | None
) -> tuple[Found, ...]:
    order = _order(wanted.order, understood.asked)
    hits = derived.search(understood.asked, count, (kind,), start, order).hits
    return read(case, hits, understood.asked, wanted.passages)


def _order(name: str, query: Query) -> Order:
    """The order of this name; where no words tell which is best, the newest is."""
    if name == "relevance" and query.tree and not any(isinstance(leaf, _TELLING) for leaf in leaves(query)):
        return ORDERS["newest"]
    return ORDERS.get(name, BEST)


_TELLING = (Words, Nearby, Alike)


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
    layout: Layout | None = None


def read(case: Case, hits: Iterable[Hit], query: Query, passages: int = 1) -> tuple[Found, ...]:
    """What some hits are, in their order; what was put into the trash since is left out."""
    found = (_found(case, hit, query, passages) for hit in hits)
    return tuple(one for one in found if one is not None)


def _found(case: Case, hit: Hit, query: Query, passages_wanted: int) -> Found | None:
    """What was found, unless it was put into the trash since."""
    try:
        one = _READERS[hit.ref.kind](case, hit.ref.uuid)
    except errors.Unknown:
        return None
    within = folded(one.body)
    sight = Sight(within, query)
    passages = sight.passages(passages_wanted)
    first = Span(*sight.places[0]) if sight.places else None
    if passages[0].marks:  # what is shown is where one wants to go, wherever else a single word of it stands
        start, end = passages[0].marks[0]
        first = Span(passages[0].start + start, passages[0].start + end)
    return Found(
        ref=hit.ref,
        key=one.key,
        title=one.title,
        passages=tuple(_placed(passage, one) for passage in passages),
        in_text=len(sight.places),
        in_title=counted.in_title(within, one.title, query, sight.places),
        score=hit.score,
        first=_within(one.place, first) if one.place else first,
        paper=(one.source.container_title or one.source.publisher or "") if one.source else "",
        issued=(one.source.issued or "") if one.source else "",
        source=one.source.uuid if one.source else None,
        source_title=(one.source.title or "") if one.source else "",
        entity_kind=one.entity_kind,
        standing=_standing(case, one),
    )


def _placed(passage: Snippet, one: "_Object") -> Passage:
    """A passage with its page, its time and its paragraph, which are told of the texts of sources."""
    if one.layout is None:
        return Passage(passage.text, passage.marks, passage.start)
    place = passage.start + (passage.marks[0][0] if passage.marks else 0)
    page = one.layout.page_at(place) if len(one.layout.pages) > 1 else None
    label = one.layout.page_label(page) if page else ""
    paragraph = 1 + sum(1 for line in one.body[:place].split("\n")[:-1] if line.strip())
    return Passage(passage.text, passage.marks, passage.start, label, one.layout.time_at(place), paragraph)


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
    words = texts.content(case, text) if text else ""
    return _Object(source.key, source.title or "", words, source, layout=text.layout if text else None)


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
