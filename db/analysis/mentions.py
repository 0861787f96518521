"""Mentions: every place in every source where a known name stands. Derived, and kept in the cache.

Names come from entities and their aliases. A name of two entities is a mention of both.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from db import driver
from db.analysis.known_names import Names
from db.driver import Database
from db.refs import Uuid


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named: `start` to `end` in code points of the source's current text."""

    entity: Uuid
    source: Uuid
    start: int
    end: int


class Mentions:
    """The mentions of one case, in its derived database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        database.table("mention").create(
            {"entity": str, "source": str, "start": int, "end": int},
            pk=("source", "start", "end", "entity"),
            if_not_exists=True,
        )
        database.table("mention").create_index(["entity"], if_not_exists=True)
        database.table("known_name").create({"entity": str, "name": str}, pk=("entity", "name"), if_not_exists=True)

    def of_entity(self, entity: Uuid) -> list[Mention]:
        """Where an entity is named, source by source."""
        sql = "SELECT entity, source, start, end FROM mention WHERE entity = ? ORDER BY source, start"
        return [Mention(**row) for row in driver.rows(self.database, sql, (entity,))]

    def in_source(self, source: Uuid) -> list[Mention]:
        """Who is named in a source, in the order of the text."""
        sql = "SELECT entity, source, start, end FROM mention WHERE source = ? ORDER BY start, end"
        return [Mention(**row) for row in driver.rows(self.database, sql, (source,))]

    def counts(self) -> dict[Uuid, int]:
        """How often each entity is named."""
        found = self.database.conn.execute("SELECT entity, count(*) FROM mention GROUP BY entity")
        return dict(found.fetchall())

    def sources_by_entity(self, sources: Iterable[Uuid]) -> dict[Uuid, int]:
        """In how many of these sources each entity is named."""
        found = self.database.conn.execute(
            "SELECT entity, count(DISTINCT source) FROM mention"
            " WHERE source IN (SELECT value FROM json_each(?)) GROUP BY entity",
            (json.dumps(list(sources)),),
        )
        return dict(found.fetchall())

    def learn(self, names: Mapping[Uuid, Iterable[str]]) -> set[str]:
        """Take these for all names there are; answers with those that are new or are no more."""
        now = {(entity, name) for entity, found in names.items() for name in found}
        known = {(row["entity"], row["name"]) for row in driver.rows(self.database, "SELECT * FROM known_name")}
        self.database.table("known_name").insert_all({"entity": entity, "name": name} for entity, name in now - known)
        self.database.conn.executemany("DELETE FROM known_name WHERE entity = ? AND name = ?", list(known - now))
        return {name for _, name in now ^ known}

    def scan(self, names: Mapping[Uuid, Iterable[str]], texts: Iterable[tuple[Uuid, str | None]]) -> None:
        """Find all names in some sources anew; a source without a text (None) is forgotten."""
        matcher = Names((entity, name) for entity, found in names.items() for name in found)
        for source, text in texts:
            self.database.conn.execute("DELETE FROM mention WHERE source = ?", (source,))
            if text is not None:
                self.database.table("mention").insert_all(_rows(matcher, source, text), ignore=True)


def _rows(matcher: Names, source: Uuid, text: str) -> Iterator[dict[str, str | int]]:
    for mention in matcher.find(text):
        for entity in mention.keys:
            yield {"entity": entity, "source": source, "start": mention.start, "end": mention.end}
