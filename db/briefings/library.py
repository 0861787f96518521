"""What a briefing needs of the case it is made from or checked against, and how the case gives it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from db import errors, excerpts, following, sources, texts
from db.case import Case
from db.excerpts import Excerpt
from db.following import Followed
from db.refs import Uuid
from db.sources import Source
from db.texts import Text


class Library(Protocol):
    """The sources, texts and excerpts that can be cited; what is in the trash is not there."""

    @property
    def case(self) -> str:
        """The identity of the case."""

    def source(self, name: str) -> Source | None:
        """The source of exactly this key or uuid."""

    def excerpt(self, name: str) -> Excerpt | None:
        """The excerpt of exactly this key or uuid."""

    def followed(self, excerpt: Excerpt) -> Followed | None:
        """What became of an excerpt in the text of its source that is read by default; None when that is its own."""

    def texts(self, source: Uuid) -> Sequence[Text]:
        """The texts of a source, the one that is read by default first, translations last."""

    def content(self, text: Text) -> str:
        """The words of a text."""

    def contents(self) -> Iterator[tuple[str, str]]:
        """All words of the case, with the key of their source; translations among them."""

    def knows(self, head: str) -> bool:
        """Whether the edit of this id, in hexadecimal, is part of the case's history."""


@dataclass(slots=True)
class CaseLibrary:
    """The library that an open case is; what was read once is kept, so it serves one run."""

    opened: Case
    _texts: dict[Uuid, list[Text]] = field(default_factory=dict)
    _contents: dict[Uuid, str] = field(default_factory=dict)
    _followed: dict[Uuid, dict[Uuid, Followed]] = field(default_factory=dict)

    @property
    def case(self) -> str:
        """The identity of the case."""
        return self.opened.uuid

    def source(self, name: str) -> Source | None:
        """The source of exactly this key or uuid."""
        found = self.opened.query(
            "SELECT uuid FROM source WHERE (key = ? OR uuid = ?) AND deleted_at IS NULL", (name, name)
        )
        return sources.of_uuid(self.opened, found[0]["uuid"]) if found else None

    def excerpt(self, name: str) -> Excerpt | None:
        """The excerpt of exactly this key or uuid."""
        try:
            found = excerpts.get(self.opened, name)
        except (errors.Unknown, errors.Ambiguous):
            return None
        return found if name in (found.key, found.uuid) else None

    def followed(self, excerpt: Excerpt) -> Followed | None:
        """What became of an excerpt in the text of its source that is read by default; None when that is its own."""
        if excerpt.source not in self._followed:
            found = following.in_current(self.opened, excerpt.source)
            self._followed[excerpt.source] = {one.excerpt.uuid: one for one in found}
        return self._followed[excerpt.source].get(excerpt.uuid)

    def texts(self, source: Uuid) -> Sequence[Text]:
        """The texts of a source, the one that is read by default first, translations last."""
        if source not in self._texts:
            newest_first = texts.of_source(self.opened, source)[::-1]
            current = texts.current(self.opened, source)
            first = current.uuid if current else None
            self._texts[source] = sorted(newest_first, key=lambda text: (text.uuid != first, text.kind == "translated"))
        return self._texts[source]

    def content(self, text: Text) -> str:
        """The words of a text."""
        if text.uuid not in self._contents:
            self._contents[text.uuid] = texts.content(self.opened, text)
        return self._contents[text.uuid]

    def contents(self) -> Iterator[tuple[str, str]]:
        """All words of the case, with the key of their source; translations among them."""
        for source in sources.every(self.opened):
            for text in texts.of_source(self.opened, source.uuid):
                yield source.key, texts.content(self.opened, text)

    def knows(self, head: str) -> bool:
        """Whether the edit of this id, in hexadecimal, is part of the case's history."""
        try:
            return self.opened.ledger.edit(bytes.fromhex(head)) is not None
        except ValueError:
            return False
