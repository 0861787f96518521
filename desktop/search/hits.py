"""What was found as lines of a list: in groups by kind, each hit with where it leads."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from db import briefs, excerpts, notes, sources
from db.case import Case
from db.errors import Expected
from db.finding import Found, Grouped, Passage
from db.refs import Ref
from db.search.query import Query
from desktop.base import standings
from desktop.base.dates import running
from desktop.base.dates import shown as shown_date
from desktop.base.hits import Hits
from desktop.base.i18n import count, tr
from desktop.base.offsets import shown
from desktop.base.pieces import untitled
from desktop.base.sections import Head

KINDS = {
    "entity": "People and places",
    "source": "Sources",
    "excerpt": "Excerpts",
    "note": "Notes",
    "briefing": "Briefings",
}
"""The groups in their order, with their captions."""

ENTITY_KINDS = {
    "person": "person",
    "organisation": "organisation",
    "place": "place",
    "event": "event",
    "other": "other",
}
_BETWEEN_NAMES = "  ·  "
_IN_THIS = {
    "source": ("1 in this source", "{n} in this source"),
    "note": ("1 in this note", "{n} in this note"),
    "briefing": ("1 in this briefing", "{n} in this briefing"),
}


@dataclass(frozen=True, slots=True)
class More:
    """A line that asks for more hits of a kind, of which so many are not shown."""

    kind: str
    left: int


def rows(answer: Grouped, *, with_more: bool = False) -> list[object]:
    """The lines of an answer; groups of which not everything is shown may offer more."""
    found: list[object] = []
    for group in answer.groups:
        found.append(Head(tr(KINDS[group.kind]), f"{group.total:,}"))
        found += group.hits
        if with_more and group.total > len(group.hits):
            found.append(More(group.kind, group.total - len(group.hits)))
    return found


def heading(case: Case, query: str) -> str:
    """What a search is called: as it was typed, or after what it looks for the like of."""
    kind, _, key = query.partition(":")
    if kind != "like" or " " in key:
        return query
    for named in _NAMED:
        with suppress(Expected):
            return tr("More like “{title}”").format(title=shown(named(case, key)) or untitled())
    return query


_NAMED: Sequence[Callable[[Case, str], str]] = (
    lambda case, key: sources.get(case, key).title or key,
    lambda case, key: excerpts.get(case, key).quote,
    lambda case, key: notes.get(case, key).title,
    lambda case, key: briefs.get(case, key).title,
)


def row_of(rows: Sequence[object], before: object, otherwise: int) -> int:
    """The row in which the hit stands that was chosen before."""
    if isinstance(before, Found):
        same = (number for number, row in enumerate(rows) if isinstance(row, Found) and row.ref == before.ref)
        return next(same, otherwise)
    return otherwise


def title(hit: Found) -> str:
    """What a hit is called; an excerpt by its source."""
    return shown(hit.title or hit.source_title) or untitled()


def origin(hit: Found) -> list[str]:
    """The paper and the date, or what an entity is."""
    if hit.ref.kind == "entity":
        return [tr(ENTITY_KINDS.get(hit.entity_kind, hit.entity_kind))]
    return [part for part in (shown(hit.paper), shown_date(hit.issued) if hit.issued else "") if part]


def passage(hit: Found) -> tuple[str, list[tuple[int, int]]]:
    """The passage and its marks; the names of an entity, which stand on lines of their own, on one."""
    if hit.ref.kind != "entity":
        return hit.snippet, list(hit.marks)
    wider = len(_BETWEEN_NAMES) - 1
    marks = [
        (a + wider * hit.snippet.count("\n", 0, a), b + wider * hit.snippet.count("\n", 0, b)) for a, b in hit.marks
    ]
    return hit.snippet.replace("\n", _BETWEEN_NAMES), marks


def place(passage: Passage) -> str:
    """Where in a source a passage stands: its page, its time, or its paragraph."""
    if passage.page:
        return tr("p. {page}").format(page=shown(passage.page))
    if passage.second is not None:
        return running(passage.second)
    return f"¶ {passage.paragraph:,}" if passage.paragraph else ""


def frequency(hit: Found) -> str:
    """How often it is in there."""
    one, many = _IN_THIS.get(hit.ref.kind, ("", ""))
    return count(hit.matches, one, many) if one and hit.matches else ""


def name(line: object) -> str:
    """What accessibility says of a line."""
    if isinstance(line, More):
        return more_words(line)
    assert isinstance(line, Found)
    standing = standings.hit_words(line.ref.kind, line.standing)
    said = (title(line), standing, *origin(line), " ".join(shown(line.snippet).split()), frequency(line))
    return ", ".join(part for part in said if part)


def more_words(line: More) -> str:
    """What a line that asks for more says."""
    words: Mapping[str, tuple[str, str]] = {
        "entity": ("Show 1 more of people and places", "Show more of {n} other people and places"),
        "source": ("Show 1 more source", "Show more of {n} other sources"),
        "excerpt": ("Show 1 more excerpt", "Show more of {n} other excerpts"),
        "note": ("Show 1 more note", "Show more of {n} other notes"),
        "briefing": ("Show 1 more briefing", "Show more of {n} other briefings"),
    }
    return count(line.left, *words[line.kind])


def target(hit: Found, query: Query) -> tuple[Ref, object]:
    """Where a hit leads, and what to show there: an excerpt to its source, an entity to its page."""
    if hit.ref.kind == "excerpt" and hit.source is not None:
        return Ref("source", hit.source), Hits(query, hit.first)
    return hit.ref, None if hit.ref.kind == "entity" else Hits(query, hit.first)
