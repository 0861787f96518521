"""Which sources are copies of one another: the same words, near copies, the same address. Derived, kept in the cache.

Texts are compared, not sources: the same words of two sources are one text here, and a text stays known when its
source is in the trash. Of whom a text was found near depends a little on what was known then, since words that many
texts have in common are only told as such once there are many.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from db import addresses, blobs
from db.analysis.families import families
from db.analysis.nearness import NEAR, Nearness, nearness
from db.analysis.shingles import Shingles, shingles
from db.analysis.sketches import Sketches
from db.driver import Database
from db.refs import Uuid

_KEPT = 64  # texts whose shingles are remembered while others are compared with them


@dataclass(frozen=True, slots=True)
class Borne:
    """The text that a source has now, by its SHA-256, and the address it came from; either may be nothing."""

    source: Uuid
    text: bytes | None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """A source with a near copy of a text, or one that the text stands in; `nearness` is seen from the text."""

    source: Uuid
    nearness: Nearness


_EMPTY = blobs.sha256(b"")
"""The text of what has no words: that two have none makes them no copies."""


class Copies:
    """The copies among the sources of one case, in its derived database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.sketches = Sketches(database)
        database.table("borne").create(
            {"source": str, "text": bytes, "address": str, "page": str}, pk="source", if_not_exists=True
        )
        for column in ("text", "address", "page"):
            database.table("borne").create_index([column], if_not_exists=True)
        database.table("near").create(
            {"text": bytes, "other": bytes, "share": float, "other_share": float},
            pk=("text", "other"),
            if_not_exists=True,
        )
        self._families: dict[Uuid, tuple[Uuid, ...]] | None = None

    # --- keeping up -----------------------------------------------------------------------------

    def scan(self, borne: Iterable[Borne], words_of: Callable[[bytes], str]) -> None:
        """Know what some sources bear now; `words_of` gives the words of a text."""
        self._families = None
        comparing = Comparing(words_of, [self.sketches])
        for one in borne:
            url = one.url or ""
            text = None if one.text == _EMPTY else one.text
            row = (one.source, text, addresses.address(url) or None, addresses.page(url) or None)
            self.database.conn.execute("INSERT OR REPLACE INTO borne VALUES (?, ?, ?, ?)", row)
            if text is not None and not self.sketches.knows(text):
                self._learn(text, comparing)

    def forget(self, sources: Iterable[Uuid]) -> None:
        """Know nothing more of sources that are no more."""
        self._families = None
        self.database.conn.executemany("DELETE FROM borne WHERE source = ?", [(source,) for source in sources])

    def _learn(self, text: bytes, comparing: "Comparing") -> None:
        for other, found in comparing.near(text):
            pairs = ((text, other, found.share, found.other_share), (other, text, found.other_share, found.share))
            self.database.conn.executemany("INSERT OR REPLACE INTO near VALUES (?, ?, ?, ?)", pairs)
        self.sketches.add(text, comparing.shingles_of(text).sketch())

    # --- questions ------------------------------------------------------------------------------

    def same_text(self, source: Uuid) -> list[Uuid]:
        """The other sources with the very words of a source."""
        return self._alike(source, "text")

    def same_address(self, source: Uuid) -> list[Uuid]:
        """The other sources from the address of a source."""
        return self._alike(source, "address")

    def same_page(self, source: Uuid) -> list[Uuid]:
        """The other sources from the same page, but for what stands behind the question mark of their addresses."""
        same = set(self.same_address(source))
        return [other for other in self._alike(source, "page") if other not in same]

    def near(self, source: Uuid) -> list[Near]:
        """The sources with near copies of a source's text, or with one of the texts within the other, nearest first."""
        sql = "SELECT text FROM borne WHERE source = ? AND text IS NOT NULL"
        return [near for (text,) in self._rows(sql, source) for near in self.near_text(text)]

    def near_text(self, text: bytes) -> list[Near]:
        """The same for a text that is known, of whatever source."""
        sql = """
            SELECT other.source, near.share, near.other_share FROM near JOIN borne AS other ON other.text = near.other
            WHERE near.text = ? ORDER BY min(near.share, near.other_share) DESC, other.source
        """
        return [Near(Uuid(source), Nearness(mine, others)) for source, mine, others in self._rows(sql, text)]

    def bearers(self, text: bytes) -> list[Uuid]:
        """The sources that have a text."""
        return [Uuid(source) for (source,) in self._rows("SELECT source FROM borne WHERE text = ? ORDER BY 1", text)]

    def families(self) -> dict[Uuid, tuple[Uuid, ...]]:
        """For each source that has copies, all of its family, itself among them."""
        if self._families is None:
            self._families = {one: family for family in self._made() for one in family}
        return self._families

    def _made(self) -> Iterator[tuple[Uuid, ...]]:
        """Families of texts first: a text may have very many bearers, and they need no comparing."""
        bearers: dict[bytes, list[Uuid]] = {}
        for text, source in self._rows("SELECT text, source FROM borne WHERE text IS NOT NULL ORDER BY source"):
            bearers.setdefault(text, []).append(source)
        near = self._rows("SELECT text, other FROM near WHERE text < other AND min(share, other_share) >= ?", NEAR)
        pairs = [(text, other) for text, other in near if text in bearers and other in bearers]
        of_texts = families(pairs)
        alone = bearers.keys() - {text for family in of_texts for text in family}
        for family in (*of_texts, *((text,) for text in alone)):
            members = tuple(source for text in family for source in bearers[text])
            if len(members) > 1:
                yield members

    def _alike(self, source: Uuid, column: str) -> list[Uuid]:
        sql = f"""
            SELECT other.source FROM borne AS mine JOIN borne AS other ON other.{column} = mine.{column}
            WHERE mine.source = ? AND other.source <> mine.source ORDER BY other.source
        """
        return [Uuid(other) for (other,) in self._rows(sql, source)]

    def _rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        yield from self.database.conn.execute(sql, values)


class Comparing:
    """Compares texts with those whose sketches are known; what was read of the last ones is remembered."""

    def __init__(self, words_of: Callable[[bytes], str], known: Sequence[Sketches]) -> None:
        self.shingles_of: Callable[[bytes], Shingles] = lru_cache(_KEPT)(lambda text: shingles(words_of(text)))
        self._known = known

    def near(self, text: bytes) -> Iterator[tuple[bytes, Nearness]]:
        """The known texts that a text is near to, or that it stands in, or that stand in it."""
        mine = self.shingles_of(text)
        sketch = mine.sketch()
        for other in dict.fromkeys(like for known in self._known for like in known.like(sketch)):
            if other != text and (found := nearness(mine, self.shingles_of(other))):
                yield other, found
