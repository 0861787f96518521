"""The excerpts of a source as their cards need them; read at once, since there are hundreds at most."""

from dataclasses import dataclass

from db import drafts, excerpts, texts
from db.case import Case
from db.excerpts import Excerpt
from db.fragments import Part
from db.refs import Uuid
from desktop.base.i18n import tr


@dataclass(frozen=True, slots=True)
class Shown:
    """An excerpt on a card: which of the mark colours it has, and whether it lies on a text that is read no more.

    `draft` is a comment that was typed and never sealed.
    """

    excerpt: Excerpt
    shade: int
    earlier: bool
    draft: str | None = None

    @property
    def words(self) -> str:
        """The quotation, or what there is in its place."""
        if self.excerpt.quote:
            return self.excerpt.quote
        part = self.excerpt.fragment
        on_page = isinstance(part, Part) and part.page is not None
        return tr("A part of the page, as it looks") if on_page else tr("A part of the picture")

    @property
    def comment(self) -> str:
        """What stands on the card."""
        return self.excerpt.comment if self.draft is None else self.draft


def of_source(case: Case, source: Uuid | None) -> dict[Uuid, Shown]:
    """The excerpts of a source by their identities, in the order of their places; none of no source."""
    found = excerpts.of_source(case, source) if source else []
    if not found or source is None:
        return {}
    numbers, text = excerpts.numbers(case, source), texts.current(case, source)
    typed = drafts.of_kind(case, "excerpt", "comment")
    return {
        one.uuid: Shown(one, numbers[one.uuid], text is None or one.text != text.uuid, typed.get(one.uuid))
        for one in found
    }
