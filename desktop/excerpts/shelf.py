"""The excerpts of a source as their cards need them; read at once, since there are hundreds at most."""

from dataclasses import dataclass

from db import drafts, excerpts, standing, texts
from db.case import Case
from db.excerpts import Excerpt
from db.refs import Uuid


@dataclass(frozen=True, slots=True)
class Shown:
    """An excerpt on a card: which of the mark colours it has, and whether it lies on a text that is read no more.

    `draft` is a comment that was typed and never sealed, `standing` how its source stands, unless as it was published.
    """

    excerpt: Excerpt
    shade: int
    earlier: bool
    draft: str | None = None
    standing: str | None = None

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
    shaken = standing.of_source(case, source)
    status = shaken.status if shaken else None
    return {
        one.uuid: Shown(one, numbers[one.uuid], text is None or one.text != text.uuid, typed.get(one.uuid), status)
        for one in found
    }
