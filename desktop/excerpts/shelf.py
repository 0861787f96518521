"""The excerpts of a source as their cards need them; read at once, since there are hundreds at most."""

from dataclasses import dataclass

from db import anchors, drafts, excerpts, following, sources, standing, texts
from db.case import Case
from db.excerpts import Excerpt
from db.following import Followed
from db.fragments import Part
from db.refs import Uuid
from desktop.base.i18n import tr


@dataclass(frozen=True, slots=True)
class Shown:
    """An excerpt on a card, and which of the mark colours it has.

    `elsewhere` when it was made in another text than the current one; `followed` says what became of it there, unless
    it was made in a translation. `capture` is the key of the earlier capture it was made in, if it was. `draft` is a
    comment that was typed and never sealed, `standing` how its source stands, unless as it was published.
    """

    excerpt: Excerpt
    shade: int
    followed: Followed | None = None
    capture: str = ""
    elsewhere: bool = False
    draft: str | None = None
    standing: str | None = None

    @property
    def words(self) -> str:
        """The quotation, or what there is in its place."""
        if self.excerpt.quote:
            return self.excerpt.quote
        part = self.excerpt.fragment
        on_page = isinstance(part, Part) and part.page is not None
        return tr("A part of the page, as it looks") if on_page else tr("A part of the picture")

    @property
    def now(self) -> str:
        """The words that stand in the current text in place of the quote; empty when they are the same, or none do."""
        return self.followed.words if self.followed and not self.followed.same_words else ""

    @property
    def place(self) -> tuple[bool, int, str]:
        """By what cards are sorted: the place in the current text, those that are lost at the end."""
        if self.followed is None:
            return False, self.excerpt.start, self.excerpt.key
        span = self.followed.span
        return span is None, span.start if span else self.excerpt.start, self.excerpt.key

    @property
    def comment(self) -> str:
        """What stands on the card."""
        return self.excerpt.comment if self.draft is None else self.draft


def of_source(case: Case, source: Uuid | None) -> dict[Uuid, Shown]:
    """The excerpts of a source and its earlier captures by their identities, in the order of their places."""
    if source is None:
        return {}
    text = texts.current(case, source)
    others = following.onto(case, text, texts.content(case, text)) if text and anchors.has_any(case, text.uuid) else []
    followed = {one.excerpt.uuid: one for one in others}
    own = [one for one in excerpts.of_source(case, source) if one.uuid not in followed]
    found = [*own, *(one.excerpt for one in others)]
    origins = {one.source for one in found}
    numbers = {uuid: number for origin in origins for uuid, number in excerpts.numbers(case, origin).items()}
    captures = {origin: sources.of_uuid(case, origin).key for origin in origins - {source}}
    typed = drafts.of_kind(case, "excerpt", "comment") if found else {}
    shaken = {origin: status.status for origin in origins if (status := standing.of_source(case, origin))}

    def elsewhere(one: Excerpt) -> bool:
        return text is None or one.text != text.uuid

    cards = [
        Shown(
            one,
            numbers[one.uuid],
            followed.get(one.uuid),
            captures.get(one.source, ""),
            elsewhere(one),
            typed.get(one.uuid),
            shaken.get(one.source),
        )
        for one in found
    ]
    return {card.excerpt.uuid: card for card in sorted(cards, key=lambda card: card.place)}
