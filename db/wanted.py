"""Sources that are only cited and not held: what is wanted, who cites it, and which of them a document may be.

A source is wanted as long as it has no bytes. Who cites it stands in its `extra`, among what is ours in CSL's terms
(`custom`), since it is a part of what is known of it and comes along wherever that goes.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from db import citing, sources
from db.addresses import address
from db.case import Case
from db.folding import fold
from db.refs import Ref, Uuid
from db.sources import Source

_CITED_BY = "cited-by"
_ALIKE = 0.9
"""How much of two titles has to be the same for them to be taken for one."""


@dataclass(frozen=True, slots=True)
class Citer:
    """A source, a note or a briefing that cites something."""

    ref: Ref
    title: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source that is not held, with what is known to cite it."""

    source: Source
    citers: tuple[Citer, ...]


def every(case: Case, containing: str = "") -> list[Wanted]:
    """What is wanted, by title; only what has these words in title, author, paper or key."""
    words = fold(containing).split()
    found = [one for one in _sources(case) if all(word in _folded(one) for word in words)]
    return [Wanted(one, citers(case, one)) for one in sorted(found, key=lambda one: fold(one.title or ""))]


def number(case: Case) -> int:
    """How many there are."""
    return int(case.query(f"SELECT count(*) AS n FROM source WHERE {_WANTED}")[0]["n"])


def note(case: Case, values: Mapping[str, Any], cited_by: Sequence[Uuid] = ()) -> Source:
    """Note a source that others cite, as a person describes it; each time it is another one."""
    extra = json.dumps({"custom": {_CITED_BY: sorted(cited_by)}}, sort_keys=True) if cited_by else None
    origins = {name: "person" for name in values if name in sources.FIELDS and values[name]}
    return sources.add_cited(case, {**values, "extra": extra}, origins=origins, anew=True)


def citers(case: Case, source: Source) -> tuple[Citer, ...]:
    """The sources that are known to cite it, and the notes and briefings that do."""
    known = cited_by(source)
    marks = ",".join("?" * len(known))
    sql = f"SELECT uuid, coalesce(title, key) AS title FROM source WHERE uuid IN ({marks}) AND deleted_at IS NULL"
    found = [Citer(Ref("source", Uuid(row["uuid"])), row["title"]) for row in case.query(sql, tuple(known))]
    return (*found, *(Citer(one.ref, one.title) for one in citing.of_source(case, source.uuid)))


def cited_by(source: Source) -> list[Uuid]:
    """The identities of the sources that somebody said cite it."""
    try:
        custom = json.loads(source.extra or "{}").get("custom")
    except (ValueError, AttributeError):
        return []
    said = custom.get(_CITED_BY) if isinstance(custom, dict) else None
    return [Uuid(one) for one in said if isinstance(one, str)] if isinstance(said, list) else []


# --- which of them a document may be --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Likely:
    """Wanted sources in a form in which documents can be compared with many of them."""

    by_url: Mapping[str, Uuid]
    described: tuple[tuple[Uuid, str, frozenset[str]], ...]

    @classmethod
    def of(cls, case: Case) -> "Likely":
        """Those of a case."""
        wanted = _sources(case)
        by_url = {address(one.url): one.uuid for one in wanted if one.url}
        return cls(by_url, tuple((one.uuid, _plain(one.title), _names(one.author)) for one in wanted if one.title))

    def which(self, *, title: str | None, author: Iterable[str], url: str | None) -> Uuid | None:
        """The one that a document likely is: by its address, or because title and author are alike."""
        if url and (found := self.by_url.get(address(url))):
            return found
        plain, names = _plain(title), _names(author)
        if not plain:
            return None
        for uuid, known, people in self.described:
            if _is_alike(plain, known) and (not people or not names or people & names):
                return uuid
        return None


_WANTED = "sha256 IS NULL AND held = 'cited' AND deleted_at IS NULL"


def _sources(case: Case) -> list[Source]:
    return [sources.of_uuid(case, row["uuid"]) for row in case.query(f"SELECT uuid FROM source WHERE {_WANTED}")]


def _folded(source: Source) -> str:
    words = (source.title, source.container_title, source.publisher, source.key, *source.author)
    return fold(" ".join(filter(None, words)))


def _plain(title: str | None) -> str:
    """A title by its letters and digits alone."""
    return " ".join("".join(char if char.isalnum() else " " for char in fold(title or "")).split())


def _names(author: Iterable[str]) -> frozenset[str]:
    """The words of names that tell people apart."""
    return frozenset(word for name in author for word in _plain(name).split() if len(word) > 1 or not word.isascii())


def _is_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if not one or not other or min(len(one), len(other)) < _ALIKE * max(len(one), len(other)) - 1:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
