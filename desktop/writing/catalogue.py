"""Names and keys to complete from: all entities by all their names, all sources and excerpts by their words.

Read from the case when first asked for and again after a change; asked in one thread only, that of `session.read`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest

from db import entities, excerpts, markup, sources
from db.case import Case
from db.entities import Entity
from db.excerpts import Excerpt
from db.folding import fold
from db.sources import Source
from desktop.base.offsets import shown
from desktop.writing.completing import Asked, Offer

LIMIT = 10


@dataclass(frozen=True, slots=True)
class _Named:
    folded: str
    name: str
    entity: Entity


@dataclass(frozen=True, slots=True)
class _Citable:
    key: str
    lead: str
    """The folded words by which it is known first: a title, or a quote."""
    words: str
    source: Source
    excerpt: Excerpt | None


class Catalogue:
    """What one case can complete."""

    def __init__(self) -> None:
        self._named: list[_Named] | None = None
        self._citable: list[_Citable] | None = None

    def forget(self, *, named: bool, citable: bool) -> None:
        """Read again when next asked; may be called from any thread."""
        if named:
            self._named = None
        if citable:
            self._citable = None

    def offers(self, case: Case, asked: Asked) -> list[Offer]:
        """The best things to put in for what is typed."""
        if asked.subject == "entity":
            return self._entities(case, asked.typed)
        return self._citations(case, asked.typed)

    def _entities(self, case: Case, typed: str) -> list[Offer]:
        known = self._named
        if known is None:
            every = entities.every(case)
            known = self._named = [_Named(fold(name), name, entity) for entity in every for name in entity.names]
        wanted = " ".join(fold(typed).split())
        fitting = ((_fit(one.folded, wanted), one) for one in known)
        best: dict[str, _Named] = {}
        for _, one in nsmallest(LIMIT * 3, (pair for pair in fitting if pair[0]), key=_entity_order):
            best.setdefault(one.entity.uuid, one)
        offers = [_entity_offer(one) for one in list(best.values())[:LIMIT]]
        name = " ".join(typed.split())
        if wanted and not any(one.folded == wanted for one in known):
            offers.append(Offer(shown(name), markup.link(name)[2:-2], new=True))
        return offers

    def _citations(self, case: Case, typed: str) -> list[Offer]:
        known = self._citable
        if known is None:
            known = self._citable = list(_read(case))
        wanted = fold(typed).split()
        fitting = ((_cite_fit(one, wanted), number, one) for number, one in enumerate(known))
        best = nsmallest(LIMIT, (one for one in fitting if one[0]), key=lambda one: (-one[0], one[1]))
        return [_citation_offer(one) for _, _, one in best]


def _fit(folded: str, wanted: str) -> int:
    if folded.startswith(wanted):
        return 4 if len(folded) == len(wanted) else 3
    if f" {wanted}" in folded:
        return 2
    return int(wanted in folded)


def _entity_order(pair: tuple[int, _Named]) -> tuple[int, int, str]:
    fit, one = pair
    return -fit, len(one.folded), one.folded


def _entity_offer(one: _Named) -> Offer:
    entity = one.entity
    others = [name for name in entity.names if name != one.name]
    return Offer(shown(one.name), markup.link(one.name)[2:-2], entity.kind, shown(" · ".join(others)))


def _read(case: Case) -> Iterable[_Citable]:
    """Sources with the newest first, each before its excerpts."""
    of_source: dict[str, list[Excerpt]] = {}
    for excerpt in excerpts.every(case):
        of_source.setdefault(excerpt.source, []).append(excerpt)
    for source in reversed(sources.every(case)):
        about = " ".join((source.title or "", source.container_title or "", source.publisher or "", *source.author))
        yield _Citable(source.key, fold(source.title or ""), fold(f"{about} {source.key}"), source, None)
        for one in of_source.get(source.uuid, ()):
            words = fold(f"{one.quote} {one.comment} {about} {one.key}")
            yield _Citable(one.key, fold(one.quote), words, source, one)


def _cite_fit(one: _Citable, wanted: list[str]) -> int:
    if not wanted:
        return 1
    if not all(word in one.words for word in wanted):
        return 0
    typed = " ".join(wanted)
    if one.key.casefold().startswith(typed):
        return 5 if one.excerpt is None else 4
    if one.lead.startswith(typed):
        return 3
    return 2 if all(word in one.lead for word in wanted) else 1


def _citation_offer(one: _Citable) -> Offer:
    paper = one.source.container_title or one.source.publisher or ""
    title = one.source.title or one.key
    if one.excerpt is None:
        return Offer(shown(title), one.key, one.key, shown(paper))
    quote = " ".join(one.excerpt.quote.split())
    words = f"“{quote}”" if quote else one.excerpt.comment or one.excerpt.locator or title
    return Offer(shown(words), one.key, one.key, shown(" · ".join(part for part in (title, paper) if part)))
